//! The integration tests.

mod bank;
