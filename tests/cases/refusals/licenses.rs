//! What is refused of licences.
