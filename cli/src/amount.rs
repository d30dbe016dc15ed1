//! Amounts: raw units inside, written for people outside.

use {
    num_format::{Locale, ToFormattedString},
    rust_decimal::Decimal,
    std::str::FromStr,
    thiserror::Error,
};

/// A number of raw units as people write it: `1,000.5`, `2,400`, `-0.005`. At least `always` decimals are written.
pub fn number(raw: i128, decimals: u8, always: usize) -> String {
    let width = usize::from(decimals);
    let digits = format!("{:0>width$}", raw.unsigned_abs(), width = width + 1);
    let (whole, rest) = digits.split_at(digits.len() - width);
    let sign = if raw < 0 { "-" } else { "" };
    // Every whole part of a u64, and of an i64, fits.
    let whole = whole.parse::<u128>().unwrap_or(u128::MAX).to_formatted_string(&Locale::en);
    let written = rest.trim_end_matches('0').len().max(always.min(width));
    match rest.get(..written) {
        Some(rest) if !rest.is_empty() => format!("{sign}{whole}.{rest}"),
        _ => format!("{sign}{whole}"),
    }
}

/// An amount as people type it, not yet of any token: `12.5`, `12.5 SOL`, `2,500`, `25%`, `all`, `raw:12500000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A number of whole tokens, with the symbol or mint that stood behind it.
    Tokens {
        /// The number.
        number: Decimal,
        /// What it is said to be of.
        of: Option<String>,
    },
    /// Raw units.
    Raw(u64),
    /// A part of what there is, in per cent.
    Part(Decimal),
    /// All there is.
    All,
}

/// Why a text is no amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// It cannot be read.
    #[error("\"{text}\" is no amount: write 12.5, \"12.5 SOL\", 2,500, 25%, all or raw:12500000")]
    Unreadable {
        /// The text.
        text: String,
    },
    /// Commas do not stand between thousands.
    #[error("\"{text}\" is ambiguous: commas separate thousands, as in 2,500; decimals follow a point")]
    Commas {
        /// The text.
        text: String,
    },
    /// It is negative.
    #[error("\"{text}\" is below zero")]
    Negative {
        /// The text.
        text: String,
    },
    /// A part above the whole.
    #[error("\"{text}\" is more than the whole")]
    AboveWhole {
        /// The text.
        text: String,
    },
    /// The amount has more decimals than the token.
    #[error("{number} has more than the {decimals} decimals of {of}")]
    TooPrecise {
        /// The number.
        number: Decimal,
        /// Decimals of the token.
        decimals: u8,
        /// The token.
        of: String,
    },
    /// No account can hold as much.
    #[error("{number} {of} are more than there can be")]
    TooLarge {
        /// The number.
        number: Decimal,
        /// The token.
        of: String,
    },
    /// The symbol is of another token.
    #[error("this amount is in {expected}, not in {given}")]
    OtherToken {
        /// What was written.
        given: String,
        /// What it should be.
        expected: String,
    },
    /// A part or all of something that has no whole.
    #[error("a part of the whole makes no sense here: write an amount of {of}")]
    NoWhole {
        /// The token.
        of: String,
    },
}

impl FromStr for Typed {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        let unreadable = || AmountError::Unreadable { text: text.to_owned() };
        if text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        if let Some(raw) = text.strip_prefix("raw:") {
            return plain(raw, text)?.parse().map(Self::Raw).map_err(|_| unreadable());
        }
        let end = text.find(|char: char| !"0123456789.,_+-".contains(char)).unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        let number = Decimal::from_str_exact(&plain(digits, text)?).map_err(|_| unreadable())?;
        if number.is_sign_negative() && !number.is_zero() {
            return Err(AmountError::Negative { text: text.to_owned() });
        }
        match rest.trim() {
            "" => Ok(Self::Tokens { number, of: None }),
            "%" if number > Decimal::ONE_HUNDRED => Err(AmountError::AboveWhole { text: text.to_owned() }),
            "%" => Ok(Self::Part(number)),
            of if of.chars().any(char::is_whitespace) => Err(unreadable()),
            of => Ok(Self::Tokens { number, of: Some(of.to_owned()) }),
        }
    }
}

/// A number without what separates its thousands.
fn plain(number: &str, text: &str) -> Result<String, AmountError> {
    let whole = number.split('.').next().unwrap_or_default();
    if number.contains(',') {
        let ambiguous = AmountError::Commas { text: text.to_owned() };
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default().trim_start_matches(['+', '-']);
        let in_decimals = number.len() > whole.len() && number.rfind(',') > number.find('.');
        if in_decimals || first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
            return Err(ambiguous);
        }
    }
    Ok(number.replace([',', '_'], ""))
}

/// Basis points of a part as people type it: `2.5%`, `2.5`, `250bps`.
///
/// # Errors
/// A sentence that says what is expected.
pub fn read_bps(text: &str) -> Result<u16, String> {
    let expected = || format!("\"{text}\" is no part of a whole: write 2.5% or 250bps");
    let trimmed = text.trim();
    let (digits, hundred) = match trimmed.strip_suffix("bps") {
        Some(digits) => (digits, Decimal::ONE),
        None => (trimmed.strip_suffix('%').unwrap_or(trimmed), Decimal::ONE_HUNDRED),
    };
    let number = Decimal::from_str_exact(digits.trim()).map_err(|_| expected())?;
    let bps = number.checked_mul(hundred).filter(|bps| bps.is_integer()).ok_or_else(expected)?;
    u16::try_from(bps).ok().filter(|bps| *bps <= 10_000).ok_or_else(expected)
}

/// What an amount is of: how it is written and read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its symbol.
    pub symbol: String,
    /// Another name by which it may be typed: its mint.
    pub mint: String,
    /// Decimals of one token.
    pub decimals: u8,
}

impl Unit {
    /// Raw units of one token.
    pub fn one(&self) -> u64 {
        10_u64.saturating_pow(self.decimals.into())
    }

    /// The number alone: `1,000.5`.
    pub fn number(&self, raw: u64) -> String {
        number(raw.into(), self.decimals, 0)
    }

    /// The number with its symbol: `1,000.5 USDC`.
    pub fn amount(&self, raw: u64) -> String {
        format!("{} {}", self.number(raw), self.symbol)
    }

    /// Raw units of what was typed; `whole` is what parts are of, where they make sense.
    ///
    /// # Errors
    /// [`AmountError`]
    pub fn read(&self, typed: &Typed, whole: Option<u64>) -> Result<u64, AmountError> {
        let no_whole = || AmountError::NoWhole { of: self.symbol.clone() };
        match typed {
            Typed::Raw(raw) => Ok(*raw),
            Typed::All => whole.ok_or_else(no_whole),
            Typed::Part(percent) => {
                let whole = Decimal::from(whole.ok_or_else(no_whole)?);
                let part = whole.checked_mul(*percent).and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
                let raw = part.and_then(|part| u64::try_from(part.floor()).ok());
                raw.ok_or_else(|| AmountError::TooLarge { number: *percent, of: "%".to_owned() })
            }
            Typed::Tokens { number, of } => {
                if let Some(given) = of.as_ref().filter(|given| !self.is_called(given)) {
                    let expected = self.symbol.clone();
                    return Err(AmountError::OtherToken { given: given.clone(), expected });
                }
                self.raw(*number)
            }
        }
    }

    fn is_called(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case(&self.symbol) || name == self.mint
    }

    fn raw(&self, number: Decimal) -> Result<u64, AmountError> {
        let (of, decimals) = (self.symbol.clone(), u32::from(self.decimals));
        let number = number.normalize();
        // What is missing of the decimals, as zeros: exact in whole numbers.
        let Some(zeros) = decimals.checked_sub(number.scale()) else {
            return Err(AmountError::TooPrecise { number, decimals: self.decimals, of });
        };
        let one = 10_i128.checked_pow(zeros);
        let raw = one.and_then(|one| number.mantissa().checked_mul(one));
        raw.and_then(|raw| u64::try_from(raw).ok()).ok_or(AmountError::TooLarge { number, of })
    }
}

#[cfg(test)]
mod tests {
    use {super::*, proptest::prelude::*};

    fn unit(symbol: &str, decimals: u8) -> Unit {
        Unit { symbol: symbol.to_owned(), mint: "So11111111111111111111111111111111111111112".to_owned(), decimals }
    }

    fn read(text: &str, decimals: u8) -> Result<u64, AmountError> {
        unit("SOL", decimals).read(&text.parse()?, Some(1_000))
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let written = ["12.5", "12.5 SOL", "12.5SOL", "12.50", "+12.5", "12.5 sol", "raw:12500000000", " 12.5 "];
        for text in written {
            assert_eq!(read(text, 9), Ok(12_500_000_000), "{text}");
        }
        assert_eq!(read("12.5 So11111111111111111111111111111111111111112", 9), Ok(12_500_000_000));
        assert_eq!(read("2,500", 6), Ok(2_500_000_000));
        assert_eq!(read("2_500", 6), Ok(2_500_000_000));
        assert_eq!(read("1,234,567.000001", 6), Ok(1_234_567_000_001));
        assert_eq!(read("raw:1,000", 6), Ok(1_000));
        assert_eq!(read("0", 6), Ok(0));
        assert_eq!(read("18446744073709.551615", 6), Ok(u64::MAX));
        assert_eq!(read("18446744073709551615", 0), Ok(u64::MAX));
    }

    #[test]
    fn parts_are_of_what_there_is_and_rounded_down() {
        assert_eq!(read("50%", 6), Ok(500));
        assert_eq!(read("33.33 %", 6), Ok(333));
        assert_eq!(read("100%", 6), Ok(1_000));
        assert_eq!(read("all", 6), Ok(1_000));
        let everything = unit("X", 0).read(&Typed::All, Some(u64::MAX));
        assert_eq!(everything, Ok(u64::MAX));
        assert_eq!(unit("X", 0).read(&Typed::Part(Decimal::ONE_HUNDRED), Some(u64::MAX)), Ok(u64::MAX));
        assert_eq!(unit("X", 0).read(&Typed::All, None), Err(AmountError::NoWhole { of: "X".to_owned() }));
    }

    #[test]
    fn what_is_no_amount_is_refused_in_words() {
        let refused = |text: &str, decimals| read(text, decimals).unwrap_err().to_string();
        for text in ["", "SOL", "1e5", "1.2.3", "raw:1.5", "raw:-1", "12 5", "12 SOL USDC", "0x10", "1/2", "NaN"] {
            assert!(read(text, 9).is_err(), "{text}");
        }
        assert!(refused("abc", 9).contains("is no amount"));
        for text in ["1,5", "12,50", "1,0000", ",500", "1.5,000", "1,,000"] {
            assert!(refused(text, 9).contains("commas separate thousands"), "{text}");
        }
        assert!(refused("-1", 9).contains("below zero"));
        assert!(refused("101%", 9).contains("more than the whole"));
        assert!(refused("1.5", 0).contains("more than the 0 decimals of SOL"));
        assert!(refused("0.0000000001", 9).contains("more than the 9 decimals"));
        assert!(refused("18446744073710", 6).contains("more than there can be"));
        assert!(refused("99999999999999999999999999999", 9).contains("no amount") || read("9e28", 9).is_err());
        assert_eq!(refused("5 USDC", 9), "this amount is in SOL, not in USDC");
    }

    #[test]
    fn parts_are_read_in_per_cent_or_basis_points() {
        let read = ["5%", "5", "2.5 %", "0.01%", "250bps", "0", "100%", "10000 bps"].map(read_bps);
        assert_eq!(read, [500, 500, 250, 1, 250, 0, 10_000, 10_000].map(Ok));
        for wrong in ["", "%", "-1%", "0.001%", "101%", "1.5bps", "five", "5%%"] {
            assert!(read_bps(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn amounts_read_as_they_were_typed() {
        let unit = unit("USDC", 6);
        let written = [675_000_000, 899_999_999, 1_000_000_001, 93_000, 0, 1].map(|raw| unit.amount(raw));
        let expected = ["675 USDC", "899.999999 USDC", "1,000.000001 USDC", "0.093 USDC", "0 USDC", "0.000001 USDC"];
        assert_eq!(written, expected);
        assert_eq!(number(-26_250_000, 6, 2), "-26.25");
        assert_eq!(number(1_000_000_000, 6, 2), "1,000.00");
        assert_eq!(number(7, 0, 2), "7");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(raw: u64, decimals in 0_u8..=18) {
            let unit = unit("SOL", decimals);
            prop_assert_eq!(unit.read(&unit.amount(raw).parse().unwrap(), None), Ok(raw));
        }

        #[test]
        fn no_text_makes_it_panic(text: String, decimals: u8) {
            if let Ok(typed) = text.parse::<Typed>() {
                let _ = unit("SOL", decimals).read(&typed, Some(u64::MAX));
            }
        }
    }
}
