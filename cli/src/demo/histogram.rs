//! The asks, drawn: at which price how much of the supply would sell.

use {
    super::{
        amount::{Unit, signed},
        report::{AskedLevel, Asks},
        text::table,
    },
    comfy_table::CellAlignment,
};

/// Basis points of the supply that one full block stands for.
const BLOCK_BPS: u64 = 200;

/// The asks as a table with bars. The arrow points at the reserve.
pub fn draw(asks: &Asks) -> String {
    let mut drawn = table(["level", "price, USDC", "asked by", "", "sum", ""]);
    for column in [3, 5] {
        if let Some(column) = drawn.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }
    for asked in &asks.levels {
        let share = if asked.share_bps == 0 { "-".to_owned() } else { percent(asked.share_bps) };
        drawn.add_row([
            asked.level.to_string(),
            Unit::Usdc.number(signed(asked.price)),
            share,
            bar(asked.share_bps),
            percent(asked.sum_bps),
            mark(asks, asked),
        ]);
    }
    drawn.to_string()
}

fn mark(asks: &Asks, asked: &AskedLevel) -> String {
    if asked.level == asks.reserve_level {
        format!("<- above {}: reserve", percent(asks.consent_bps.into()))
    } else if asked.without_ask > 0 {
        "opening price, no ask".to_owned()
    } else {
        String::new()
    }
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
        let level = |level, price, share_bps, sum_bps| AskedLevel {
            level,
            price,
            fractions: share_bps,
            without_ask: if level == 96 { share_bps } else { 0 },
            share_bps,
            sum_bps,
        };
        let levels = vec![level(95, 952_380_952, 5_100, 5_100), level(96, 1_000_000_000, 4_900, 10_000)];
        let drawn = draw(&Asks { consent_bps: 5_000, reserve_level: 95, levels });
        let lines: Vec<_> = drawn.lines().map(str::trim_end).collect();
        assert!(lines[2].contains("952.380952") && lines[2].contains("<- above 50 %: reserve"), "{drawn}");
        assert!(lines[3].contains("100 %") && lines[3].contains("opening price, no ask"), "{drawn}");
    }
}
