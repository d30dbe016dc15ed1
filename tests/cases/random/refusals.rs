//! Whether the program and the model refuse for the same reason.

use {
    mosaic_client::MosaicError,
    mosaic_harness::{Failure, Receipt},
    mosaic_model::{Action, Person, Refused},
};

/// Whether both did it. Of instruction 0 of a transaction, which limits its compute units, the model knows nothing.
pub fn agree(
    things: &[(Person, Action)],
    model: &Result<(), (usize, Refused)>,
    bank: &Result<Receipt, Failure>,
) -> Result<bool, String> {
    match (model, bank) {
        (Ok(()), Ok(_)) => Ok(true),
        (Err((place, refused)), Err(failure)) => {
            let at = failure.instruction_index.map(usize::from);
            if at == Some(place + 1) && says(failure, *refused, &things[*place].1) {
                Ok(false)
            } else {
                Err(format!("{things:?}: the model refuses thing {place}, {refused:?}; the bank {failure}"))
            }
        }
        (Ok(()), Err(failure)) => Err(format!("{things:?}: the model does it; the bank {failure}")),
        (Err((place, refused)), Ok(_)) => {
            Err(format!("{things:?}: the model refuses thing {place}, {refused:?}; the bank does it"))
        }
    }
}

/// Whether this failure is what the model says.
fn says(failure: &Failure, refused: Refused, action: &Action) -> bool {
    let name = failure.name.as_deref().unwrap_or_default();
    match action {
        // The token program's own errors.
        Action::Send { .. } | Action::Burn { .. } => !is_ours(name),
        // Where an account is missing, the program looks no further, and the model may have found another reason first.
        _ if MISSING.contains(&name) => true,
        // A licence is named by its account, which may be there or not (decision 78).
        _ if refused == Refused::LicenseMissing => name == "WrongLicenseAddress",
        _ if refused == Refused::Missing => MISSING_BY_NAME.contains(&name),
        _ => name == format!("{refused:?}"),
    }
}

fn is_ours(name: &str) -> bool {
    (0..).map_while(MosaicError::from_repr).any(|error| error.name() == name)
}

/// What the program says of an account of its own that is not there.
const MISSING: [&str; 2] = ["AccountNotInitialized", "AccountOwnedByWrongProgram"];
/// And where it looks for another account by name.
const MISSING_BY_NAME: [&str; 1] = ["WrongIncomeAccount"];
