//! Tells the story while it happens: on stdout as text, or at its end as one JSON document; progress on stderr.

use {
    super::{
        report::{Report, StepReport},
        text,
    },
    crate::show::spinner,
    gag::Gag,
    indicatif::ProgressBar,
    std::io::{self, Write},
};

/// In which form the story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it happens, for people.
    Text,
    /// As one document at the end.
    Json,
    /// Not at all.
    #[cfg(test)]
    Silent,
}

/// Who tells the story.
#[derive(Clone)]
pub struct Narrator {
    form: Form,
    progress: ProgressBar,
}

impl Narrator {
    /// A narrator who shows progress if stderr is a terminal.
    pub fn new(form: Form) -> Self {
        Self { form, progress: spinner() }
    }

    /// Says what is being worked on.
    pub fn progress(&self, message: &str) {
        self.progress.set_message(message.to_owned());
    }

    /// Keeps everybody else from stdout for as long as the answer lives: a program that runs natively prints its log
    /// there.
    pub fn silence(&self) -> Option<Gag> {
        match self.form {
            Form::Text | Form::Json => Gag::stdout().ok(),
            #[cfg(test)]
            Form::Silent => None,
        }
    }

    /// Begins the story.
    ///
    /// # Errors
    /// When stdout cannot be written to.
    pub fn prologue(&self) -> io::Result<()> {
        self.say(text::prologue)
    }

    /// Begins an act.
    ///
    /// # Errors
    /// When stdout cannot be written to.
    pub fn act(&self, title: &str) -> io::Result<()> {
        self.say(|| text::act(title))
    }

    /// Tells a step.
    ///
    /// # Errors
    /// When stdout cannot be written to.
    pub fn step(&self, step: &StepReport) -> io::Result<()> {
        self.say(|| text::step(step))
    }

    /// Ends the story.
    ///
    /// # Errors
    /// When stdout cannot be written to.
    pub fn epilogue(&self, report: &Report) -> io::Result<()> {
        self.progress.finish_and_clear();
        match self.form {
            Form::Json => {
                let mut out = anstream::stdout().lock();
                serde_json::to_writer_pretty(&mut out, report)?;
                writeln!(out)
            }
            _ if report.ok => self.say(|| text::epilogue(report)),
            _ => Ok(()),
        }
    }

    fn say(&self, text: impl FnOnce() -> String) -> io::Result<()> {
        if self.form != Form::Text {
            return Ok(());
        }
        let text = text();
        self.progress.suspend(|| {
            let mut out = anstream::stdout().lock();
            writeln!(out, "{text}")?;
            out.flush()
        })
    }
}
