//! What is refused of offers.
