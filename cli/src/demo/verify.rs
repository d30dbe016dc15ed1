//! Comparing what should be with what is.

use {
    super::{
        amount::{Amount, Unit},
        cast::{Balances, Holder, Holdings},
        error::DemoError,
    },
    serde::Serialize,
};

/// An amount that should be, and the amount that is.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub label: String,
    pub unit: Unit,
    pub expected: Amount,
    pub actual: Amount,
}

impl Check {
    pub fn new(label: impl Into<String>, unit: Unit, expected: i64, actual: Option<i64>) -> Self {
        let amount = |raw| Amount { unit, raw };
        Self { label: label.into(), unit, expected: amount(Some(expected)), actual: amount(actual) }
    }

    pub fn holds(&self) -> bool {
        self.expected == self.actual
    }
}

/// One check per holder and unit.
pub fn compare(expected: &Balances, actual: &Balances) -> Vec<Check> {
    let row = |(holder, held): (&Holder, &Holdings)| {
        let found = actual.get(holder).map(Holdings::units);
        let holder = *holder;
        held.units().into_iter().enumerate().map(move |(index, (unit, expected))| {
            let label = match unit {
                Unit::Lamports => format!("SOL of {holder}"),
                Unit::Nfts => format!("NFTs of {holder}"),
                Unit::Points => format!("POINTS of {holder}"),
                Unit::Fractions => format!("fractions of {holder}"),
                _ => format!("USDC of {holder}"),
            };
            Check::new(label, unit, expected, found.map(|units| units[index].1))
        })
    };
    expected.iter().flat_map(row).collect()
}

/// Refuses at the first check that does not hold.
///
/// # Errors
/// [`DemoError::AmountOff`]
pub fn verify(step: usize, checks: &[Check]) -> Result<(), DemoError> {
    match checks.iter().find(|check| !check.holds()) {
        None => Ok(()),
        Some(Check { label, expected, actual, .. }) => {
            Err(DemoError::AmountOff { step, label: label.clone(), expected: *expected, actual: *actual })
        }
    }
}

#[cfg(test)]
mod tests {
    use {
        super::*,
        crate::demo::cast::{Party, fractions, usdc},
    };

    #[test]
    fn the_first_amount_that_is_off_is_named() {
        let balances = |cash| {
            let ana = usdc(cash) + fractions(4_000_000_000);
            Balances::from([(Holder::Party(Party::Ana), ana), (Holder::Vault, usdc(7))])
        };
        let checks = compare(&balances(372_000_000), &balances(372_000_000));
        assert_eq!(checks.len(), 2 * Holdings::UNITS);
        assert!(verify(3, &checks).is_ok());
        let error = verify(3, &compare(&balances(372_000_000), &balances(371_999_999))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "an amount is off in step 3: USDC of Ana should be 372.00 USDC (372000000 raw), \
             but is 371.999999 USDC (371999999 raw)"
        );
    }

    #[test]
    fn what_cannot_be_read_is_off() {
        let check = Check::new("proceeds", Unit::Usdc, 0, None);
        let error = verify(1, &[check]).unwrap_err().to_string();
        assert!(error.ends_with("proceeds should be 0.00 USDC (0 raw), but is nothing"), "{error}");
        assert!(verify(1, &compare(&Balances::from([(Holder::Vault, usdc(0))]), &Balances::new())).is_err());
    }
}
