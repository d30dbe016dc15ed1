//! What the program refuses, and by which name.

mod arguments;
mod broken;
mod errors;
mod hostile;
mod incomes;
mod licenses;
mod matrix;
mod offers;
mod proposals;
mod scene;
mod screens;
mod stakes;
mod states;
mod token_2022;
mod votes;
