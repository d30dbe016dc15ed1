//! When the engine ends.

use {
    crossbeam_channel::{Receiver, unbounded},
    std::{io, thread},
};

/// Somebody wants the engine to end: Ctrl-C, SIGTERM, SIGHUP, or the end of its standard input.
#[derive(Clone, Copy, Debug)]
pub struct End;

/// Starts to watch for it.
///
/// # Errors
/// If the system does not let signals be watched.
pub fn watch(stdin: bool) -> Result<Receiver<End>, String> {
    let (sender, ends) = unbounded();
    let signalled = sender.clone();
    ctrlc::set_handler(move || {
        let _ = signalled.send(End);
    })
    .map_err(|error| format!("cannot watch for signals: {error}"))?;
    if stdin {
        thread::spawn(move || {
            // An input that cannot be read has ended too.
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            let _ = sender.send(End);
        });
    }
    Ok(ends)
}
