//! What is expected of each account of an instruction when it is tampered with.

pub use super::tamper::Tamper;

use {
    anchor_lang::error::ErrorCode,
    mosaic_client::MosaicError,
    mosaic_harness::{Failure, Receipt},
    std::fmt,
};

/// How the program answers.
#[derive(Clone, Copy)]
pub enum Answer {
    /// With one of its own errors.
    Refuses(MosaicError),
    /// With Anchor's error, which blames the account.
    Blames(ErrorCode, &'static str),
    /// It does not matter.
    Passes,
}

impl Answer {
    /// Whether this is what happened.
    pub fn is(&self, result: &Result<Receipt, Failure>) -> bool {
        match (self, result) {
            (Self::Passes, Ok(_)) => true,
            (Self::Passes, Err(_)) | (_, Ok(_)) => false,
            (Self::Refuses(error), Err(failure)) => failure.is(&error.name()),
            // The account is in Anchor's log, which reaches the bank only from bytecode, not from the native build.
            (Self::Blames(error, account), Err(failure)) => {
                failure.is(&error.name()) && failure.account.as_deref().is_none_or(|blamed| blamed == *account)
            }
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refuses(error) => f.write_str(&error.name()),
            Self::Blames(error, account) => write!(f, "{} at {account}", error.name()),
            Self::Passes => f.write_str("success"),
        }
    }
}

/// The part an account plays, from which most answers follow.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Must sign.
    Signer(Answer),
    /// Is paid or gets rent; has no data.
    Wallet(Answer),
    /// An account of this program; the error says what another vault's is refused with.
    Typed(MosaicError),
    /// An account the instruction makes.
    New(MosaicError),
    /// A token account that is paid from.
    Source,
    /// A token account that is paid to; whether its owner signs.
    Destination { signed: bool },
    /// An account of this program that the handler loads, not Anchor.
    Loaded(MosaicError),
    /// What another account or a fixed address names. It is there for good, so that it is never tried empty.
    Named(MosaicError),
    /// Anything else that must be the one right account.
    The(MosaicError),
    /// A program.
    Program,
    /// Given, and not looked at by this variant of the instruction.
    Ignored,
    /// Left out and ignored by this variant of the instruction.
    Unused,
}

/// One account of an instruction.
#[derive(Clone)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// Its part.
    pub kind: Kind,
    exceptions: Vec<(Tamper, Answer)>,
}

fn row(name: &'static str, kind: Kind) -> Row {
    Row { name, kind, exceptions: Vec::new() }
}

pub fn signer(name: &'static str, other: MosaicError) -> Row {
    row(name, Kind::Signer(Answer::Refuses(other)))
}

/// A signer that anybody may be.
pub fn anybody(name: &'static str) -> Row {
    row(name, Kind::Signer(Answer::Passes))
}

pub fn wallet(name: &'static str, other: MosaicError) -> Row {
    row(name, Kind::Wallet(Answer::Refuses(other)))
}

pub fn typed(name: &'static str, of_another_vault: MosaicError) -> Row {
    row(name, Kind::Typed(of_another_vault))
}

pub fn new(name: &'static str, wrong: MosaicError) -> Row {
    row(name, Kind::New(wrong))
}

pub fn source(name: &'static str) -> Row {
    row(name, Kind::Source)
}

/// A destination whose owner signs.
pub fn own_destination(name: &'static str) -> Row {
    row(name, Kind::Destination { signed: true })
}

/// A destination whose owner does not sign.
pub fn destination(name: &'static str) -> Row {
    row(name, Kind::Destination { signed: false })
}

pub fn loaded(name: &'static str, wrong: MosaicError) -> Row {
    row(name, Kind::Loaded(wrong))
}

pub fn named(name: &'static str, wrong: MosaicError) -> Row {
    row(name, Kind::Named(wrong))
}

pub fn the(name: &'static str, wrong: MosaicError) -> Row {
    row(name, Kind::The(wrong))
}

pub fn program(name: &'static str) -> Row {
    row(name, Kind::Program)
}

pub fn ignored(name: &'static str) -> Row {
    row(name, Kind::Ignored)
}

pub fn unused(name: &'static str) -> Row {
    row(name, Kind::Unused)
}

impl Row {
    /// Another answer than its part's to that tampering.
    pub fn on(mut self, tamper: Tamper, answer: Answer) -> Self {
        self.exceptions.push((tamper, answer));
        self
    }

    /// As [`Self::on`], with an error of the program.
    pub fn refuses(self, tamper: Tamper, error: MosaicError) -> Self {
        self.on(tamper, Answer::Refuses(error))
    }

    /// May be left out as far as Anchor is concerned; the program answers so.
    pub fn optional(self, absent: MosaicError) -> Self {
        self.refuses(Tamper::Absent, absent)
    }

    /// Whether leaving the account out is a case.
    pub fn is_optional(&self) -> bool {
        self.exceptions.iter().any(|(tamper, _)| *tamper == Tamper::Absent)
    }

    /// The answers allowed to a tampering; only a duplicate may have more than one. None: the table says nothing.
    pub fn answers(&self, tamper: Tamper, rows: &[Row]) -> Vec<Answer> {
        use {Answer::*, ErrorCode as Anchor, Kind::*, MosaicError::*, Tamper::*};
        if let Some((_, answer)) = self.exceptions.iter().find(|(known, _)| *known == tamper) {
            return vec![*answer];
        }
        let answer = match (self.kind, tamper) {
            (_, ReadOnly) => Blames(Anchor::ConstraintMut, self.name),
            (Signer(_), Unsigned) => Blames(Anchor::AccountNotSigner, self.name),
            (Signer(answer) | Wallet(answer), Stranger | Sibling | Foreigner | Duplicate(_)) => answer,
            (Typed(error), Sibling | Foreigner) => Refuses(error),
            (Typed(_), Retyped | Zeroed) => Blames(Anchor::AccountDiscriminatorMismatch, self.name),
            (Typed(_), Duplicate(other)) if matches!(rows[other].kind, Typed(_) | Loaded(_)) => {
                Blames(Anchor::AccountDiscriminatorMismatch, self.name)
            }
            // An account of any type, or of no program.
            (Typed(_), Duplicate(other)) if matches!(rows[other].kind, Ignored | The(_)) => {
                return [Anchor::AccountDiscriminatorMismatch, Anchor::AccountOwnedByWrongProgram]
                    .map(|error| Blames(error, self.name))
                    .into();
            }
            (Typed(_), Stranger | LookAlike | Reowned | Emptied | Duplicate(_)) => {
                Blames(Anchor::AccountOwnedByWrongProgram, self.name)
            }
            // Lamports that somebody sent to the address beforehand do not matter.
            (New(_), Emptied) => Passes,
            (New(error), _) => Refuses(error),
            (Source, Sibling | Foreigner) => Refuses(SourceOfAnotherMint),
            (Source, Purloined) => Refuses(SourceOfAnotherOwner),
            (Source, Twin) => Passes,
            (Source, Duplicate(_)) => {
                return vec![Refuses(SourceNotAToken), Refuses(SourceOfAnotherMint), Refuses(SourceOfAnotherOwner)];
            }
            (Source, _) => Refuses(SourceNotAToken),
            (Destination { .. }, Sibling | Foreigner) => Refuses(DestinationOfAnotherMint),
            (Destination { .. }, Purloined) => Refuses(DestinationOfAnotherOwner),
            (Destination { signed: true }, Twin) => Passes,
            (Destination { signed: false }, Twin) => Refuses(DestinationNotAssociated),
            (Destination { .. }, Duplicate(_)) => {
                let errors = [DestinationNotAToken, DestinationOfAnotherMint, DestinationOfAnotherOwner];
                return errors.map(Refuses).into();
            }
            (Destination { .. }, _) => Refuses(DestinationNotAToken),
            (Loaded(error) | Named(error) | The(error), _) => Refuses(error),
            (Program, _) => Blames(Anchor::InvalidProgramId, self.name),
            (Unused, Stranger) | (Ignored, _) => Passes,
            _ => return Vec::new(),
        };
        vec![answer]
    }
}
