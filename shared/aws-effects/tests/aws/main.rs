//! What we ask of AWS and how we read its answers, at the HTTP edge: a server on this machine that records what it is
//! asked and gives the answers of the test.

mod create;
mod describe;
mod messages;
mod objects;
mod patience;
mod server;
mod signature;
