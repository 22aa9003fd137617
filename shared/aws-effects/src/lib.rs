//! The AWS side of the effects: clients, timeouts, and the one module that speaks to each service.
