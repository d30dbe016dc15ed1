//! Loans against fractions, from the first to the last unit, on the bytecode of both programs.

mod costs;
mod liquidations;
mod loans;
mod refusals;
mod sales;
mod stage;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Seconds of a year.
const YEAR: i64 = 365 * DAY;
/// For how long an offer is open by default, in seconds.
const OFFER_WINDOW: i64 = 14 * DAY;
