//! Amounts: raw units inside, written for people outside.

use {
    crate::{amount::number, time::duration},
    serde::{Serialize, Serializer},
};

/// What an amount counts. All amounts are in raw units of it, signed so that changes are amounts too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// The quote mint of the demo: 6 decimals.
    Usdc,
    /// The fractions of the demo's vault: 6 decimals.
    Fractions,
    /// The sponsor's own token: no decimals.
    Points,
    /// NFTs.
    Nfts,
    /// Lamports.
    Lamports,
    /// Seconds.
    Seconds,
    /// Things without a unit.
    Count,
}

impl Unit {
    /// Decimals of the unit, and how many of them are always written.
    const fn decimals(self) -> (u8, usize) {
        match self {
            Self::Usdc => (6, 2),
            Self::Fractions => (6, 0),
            Self::Lamports => (9, 0),
            Self::Points | Self::Nfts | Self::Seconds | Self::Count => (0, 0),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Usdc => " USDC",
            Self::Fractions => " fractions",
            Self::Points => " POINTS",
            Self::Nfts => " NFT",
            Self::Lamports => " SOL",
            Self::Seconds => " seconds",
            Self::Count => "",
        }
    }

    /// The unit as the heading of a column.
    pub fn heading(self) -> &'static str {
        self.name().trim_start()
    }

    /// The number alone: `1,000.00`, `2,400`, `-0.005`.
    pub fn number(self, raw: i64) -> String {
        let (decimals, always) = self.decimals();
        number(raw.into(), decimals, always)
    }

    /// The number with a sign, as a change is written: `+675.00`.
    pub fn change(self, raw: i64) -> String {
        let plus = if raw > 0 { "+" } else { "" };
        format!("{plus}{}", self.number(raw))
    }

    /// The number with its unit: `675.00 USDC`.
    pub fn amount(self, raw: i64) -> String {
        match self {
            Self::Seconds => duration(raw),
            _ => format!("{}{}", self.number(raw), self.name()),
        }
    }
}

/// An amount as the machine-readable report has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub unit: Unit,
    /// Raw units; `None` where there is nothing to be read.
    pub raw: Option<i64>,
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.raw {
            Some(raw) => write!(f, "{} ({raw} raw)", self.unit.amount(raw)),
            None => f.write_str("nothing"),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

/// An amount of the chain as a signed one. No amount of the demo is near the bound.
pub fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(Unit::Usdc.amount(675_000_000), "675.00 USDC");
        assert_eq!(Unit::Usdc.amount(899_999_999), "899.999999 USDC");
        assert_eq!(Unit::Usdc.amount(1_000_000_001), "1,000.000001 USDC");
        assert_eq!(Unit::Usdc.amount(93_000), "0.093 USDC");
        assert_eq!(Unit::Usdc.number(0), "0.00");
        assert_eq!(Unit::Usdc.change(-26_250_000), "-26.25");
        assert_eq!(Unit::Usdc.change(75_000_000), "+75.00");
        assert_eq!(Unit::Fractions.amount(2_500_000_000), "2,500 fractions");
        assert_eq!(Unit::Fractions.number(1), "0.000001");
        assert_eq!(Unit::Lamports.amount(-1_461_600), "-0.0014616 SOL");
        assert_eq!(Unit::Lamports.number(i64::MIN), "-9,223,372,036.854775808");
        let times = [259_200, 86_400, 3_600, 900, 1, 86_399, 0].map(|seconds| Unit::Seconds.amount(seconds));
        assert_eq!(
            times,
            ["3 days", "1 day", "1 hour", "15 minutes", "1 second", "23 hours 59 minutes 59 seconds", "0 seconds"]
        );
        assert_eq!(Unit::Count.number(0), "0");
    }
}
