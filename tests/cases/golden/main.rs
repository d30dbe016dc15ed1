//! The vectors of `tests/golden`, which every client is held to: rebuilt from the program's own code and compared byte
//! for byte with what is committed. How to renew them says `tests/golden/README.md`.

mod accounts;
mod actions;
mod errors;
mod events;
mod file;
mod instructions;
mod layouts;
mod pdas;
mod pools;
mod rules;
mod source;
mod transactions;
