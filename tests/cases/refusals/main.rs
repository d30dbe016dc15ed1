//! What the program refuses, and by which name.

mod arguments;
mod broken;
mod errors;
mod hostile;
mod incomes;
mod matrix;
mod scene;
mod screens;
mod stakes;
mod states;
