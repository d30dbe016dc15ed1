//! Bars: at which price how much of the supply would sell.

use {super::table, comfy_table::CellAlignment};

/// Basis points of the supply that one full block stands for.
const BLOCK_BPS: u64 = 200;

/// One line of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Level of the ladder.
    pub level: u8,
    /// Its price, written.
    pub price: String,
    /// The part of the supply that asks it, in basis points.
    pub share_bps: u64,
    /// The part of the supply that asks this price or less, in basis points.
    pub sum_bps: u64,
    /// Whether fractions that ask nothing are among them.
    pub without_ask: bool,
}

/// The asks as a table with bars. The arrow points at the first level at which more than `consent_bps` would sell: the
/// reserve, unless that is `lifted` above it.
pub fn draw(symbol: &str, bars: &[Bar], reserve_level: u8, consent_bps: u16, lifted: bool) -> String {
    let mut drawn = table(["level", &format!("price, {symbol}"), "asked by", "", "sum", ""]);
    for column in [3, 5] {
        if let Some(column) = drawn.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }
    for asked in bars {
        let share = if asked.share_bps == 0 { "-".to_owned() } else { percent(asked.share_bps) };
        let mark = if asked.level == reserve_level {
            let place = if lifted { ", below the reserve" } else { ": reserve" };
            format!("<- above {}{place}", percent(consent_bps.into()))
        } else if asked.without_ask {
            "opening price, no ask".to_owned()
        } else {
            String::new()
        };
        let (bar, sum) = (bar(asked.share_bps), percent(asked.sum_bps));
        drawn.add_row([asked.level.to_string(), asked.price.clone(), share, bar, sum, mark]);
    }
    drawn.to_string()
}

/// A bar of so much of the supply.
pub fn bar(share_bps: u64) -> String {
    let full = usize::try_from(share_bps / BLOCK_BPS).unwrap_or(usize::MAX);
    let half = if share_bps % BLOCK_BPS >= BLOCK_BPS / 2 { "▌" } else { "" };
    "█".repeat(full) + half
}

/// Basis points as per cent, with as many decimals as they have.
pub fn percent(bps: u64) -> String {
    let (whole, rest) = (bps / 100, bps % 100);
    match rest {
        0 => format!("{whole} %"),
        rest if rest % 10 == 0 => format!("{whole}.{} %", rest / 10),
        rest => format!("{whole}.{rest:02} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_two_per_cent_and_the_half_one() {
        assert_eq!(bar(4_000), "█".repeat(20));
        assert_eq!(bar(1_100), "█████▌");
        assert_eq!((bar(99), bar(100)), (String::new(), "▌".to_owned()));
    }

    #[test]
    fn per_cent_have_the_decimals_they_need() {
        let written = [0, 5_000, 1_250, 1_205, 10_000].map(percent);
        assert_eq!(written, ["0 %", "50 %", "12.5 %", "12.05 %", "100 %"]);
    }

    #[test]
    fn the_arrow_points_at_the_reserve() {
        let bar = |level, price: &str, share_bps, sum_bps| Bar {
            level,
            price: price.to_owned(),
            share_bps,
            sum_bps,
            without_ask: level == 96,
        };
        let bars = [bar(95, "952.380952", 5_100, 5_100), bar(96, "1,000.00", 4_900, 10_000)];
        let drawn = draw("USDC", &bars, 95, 5_000, false);
        let lines: Vec<_> = drawn.lines().map(str::trim_end).collect();
        assert!(lines[0].contains("price, USDC"), "{drawn}");
        assert!(lines[2].contains("952.380952") && lines[2].contains("<- above 50 %: reserve"), "{drawn}");
        assert!(lines[3].contains("100 %") && lines[3].contains("opening price, no ask"), "{drawn}");
        let lifted = draw("USDC", &bars, 95, 5_000, true);
        assert!(lifted.contains("<- above 50 %, below the reserve") && !lifted.contains(": reserve"), "{lifted}");
    }
}
