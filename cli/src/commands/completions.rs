//! Completions for shells.

use {
    clap::{Args, Command},
    clap_complete::{Shell, generate},
    std::io::{self, Write},
};

/// Prints what makes a shell complete the commands of mosaic.
///
/// For example, mosaic completions bash > ~/.local/share/bash-completion/completions/mosaic
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Prints them.
    ///
    /// # Errors
    /// When stdout cannot be written to.
    pub fn print(&self, mut command: Command) -> io::Result<()> {
        // What generates them takes no error of a closed pipe.
        let mut script = Vec::new();
        generate(self.shell, &mut command, "mosaic", &mut script);
        let mut out = io::stdout().lock();
        out.write_all(&script)?;
        out.flush()
    }
}
