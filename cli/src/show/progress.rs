//! What is being waited for.

use {
    indicatif::{ProgressBar, ProgressStyle},
    std::time::Duration,
};

const TICK: Duration = Duration::from_millis(100);

/// Shows what is being waited for, if stderr is a terminal.
pub fn spinner() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    let spinner = ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    spinner.enable_steady_tick(TICK);
    spinner
}
