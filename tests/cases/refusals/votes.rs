//! What is refused of votes.
