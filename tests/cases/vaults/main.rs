//! What the instructions do, by story.

mod worked_example;
