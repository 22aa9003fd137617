//! What every function behind a queue shares: logging, partial batch responses, dead letters with a reason.
