//! What the program refuses, and by which name.

mod arguments;
mod broken;
mod hostile;
mod matrix;
mod scene;
mod screens;
mod states;
