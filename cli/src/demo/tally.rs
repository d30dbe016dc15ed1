//! The vote on a proposal, drawn: who has voted, who can still, and what would come out now.

use {
    super::{
        amount::{Unit, signed},
        histogram::{bar, percent},
        report::Tally,
        text::table,
    },
    comfy_table::CellAlignment,
};

const BPS: u128 = 10_000;

/// The vote as a table with bars.
pub fn draw(vote: &Tally) -> String {
    let mut drawn = table(["", "fractions", "of all", "", ""]);
    for column in [3, 4] {
        if let Some(column) = drawn.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }
    let quorum = match vote.quorum_left {
        0 => "reached".to_owned(),
        left => format!("{} more must vote", Unit::Fractions.number(signed(left))),
    };
    for (label, weight, note) in [
        ("yes", vote.yes, ""),
        ("no", vote.no, ""),
        ("quorum: yes and no", vote.quorum, &quorum),
        ("staked, no vote yet", vote.staked_not_voted, "can vote at once"),
        ("not staked", vote.not_staked, "can stake, then vote"),
    ] {
        let share_bps = share(weight, vote.supply);
        if weight == 0 {
            drawn.add_row([label, "-"]);
            continue;
        }
        let (fractions, part) = (Unit::Fractions.number(signed(weight)), percent(share_bps));
        // Half as long as those of the asks: there is more beside them.
        drawn.add_row([label.to_owned(), fractions, part, bar(share_bps / 2), note.to_owned()]);
    }
    drawn.to_string()
}

/// What would come out now, and who can still change it.
pub fn outlook(vote: &Tally) -> String {
    let threshold = percent(vote.threshold_bps.into());
    let result = if vote.passes {
        format!("pass: the quorum is reached, and more than {threshold} of the votes are yes")
    } else {
        let missing = Unit::Fractions.number(signed(vote.yes_needed));
        format!("fail: for the quorum and more than {threshold} of the votes, {missing} more yes are missing")
    };
    let others = if vote.settled { "can no longer" } else { "can still" };
    let left = Unit::Seconds.amount(vote.secs_left);
    format!(
        "If it ended now it would {result}. Who has not voted {others} turn that, and who has voted can change sides. \
         It ends in {left}."
    )
}

/// A part of the supply in basis points, rounded down.
fn share(weight: u64, supply: u64) -> u64 {
    let bps = (u128::from(weight) * BPS).checked_div(supply.into()).unwrap_or_default();
    u64::try_from(bps).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(yes: u64, no: u64) -> Tally {
        Tally {
            supply: 1_000_000_000,
            yes,
            no,
            quorum: 200_000_000,
            quorum_left: 200_000_000_u64.saturating_sub(yes + no),
            threshold_bps: 5_000,
            passes: false,
            yes_needed: 50_000_000,
            staked_not_voted: 0,
            not_staked: 850_000_000,
            settled: false,
            secs_left: 172_800,
        }
    }

    #[test]
    fn what_is_missing_of_the_quorum_stands_beside_it() {
        let drawn = draw(&vote(150_000_000, 0));
        let lines: Vec<_> = drawn.lines().collect();
        assert!(lines[2].contains("yes") && lines[2].contains("150 |   15 % | ███▌"), "{drawn}");
        assert!(lines[3].contains("- |        |"), "{drawn}");
        assert!(lines[4].contains("20 %") && lines[4].contains("50 more must vote"), "{drawn}");
        assert!(draw(&vote(150_000_000, 50_000_000)).contains("reached"));
    }

    #[test]
    fn the_outlook_says_what_is_missing_and_who_can_change_it() {
        let told = outlook(&vote(150_000_000, 0));
        assert!(told.contains("would fail") && told.contains("50 more yes are missing"), "{told}");
        assert!(told.contains("can still turn that") && told.ends_with("It ends in 2 days."), "{told}");
        let told = outlook(&Tally { passes: true, settled: true, ..vote(600_000_000, 0) });
        assert!(told.contains("would pass") && told.contains("can no longer turn that"), "{told}");
    }
}
