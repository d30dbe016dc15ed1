//! The vote on a proposal, drawn: who has voted, who can still, and what would come out now.

use {
    super::{
        histogram::{bar, percent},
        table,
    },
    crate::time::roughly,
    comfy_table::CellAlignment,
    mosaic_client::quotes::Standing,
    serde::Serialize,
};

const BPS: u128 = 10_000;

/// Where the vote on a proposal stands. Votes are fractions, in raw units.
#[derive(Clone, Debug, Serialize)]
pub struct Tally {
    /// Fractions there were when it was proposed.
    pub supply: u64,
    /// Votes for it.
    pub yes: u64,
    /// Votes against it.
    pub no: u64,
    /// So many have to vote, either way.
    pub quorum: u64,
    /// Of them, those that are missing.
    pub quorum_left: u64,
    /// More than so much of the votes has to be yes, in basis points.
    pub threshold_bps: u16,
    /// Whether it would pass if it ended now.
    pub passes: bool,
    /// The least further yes votes with which it would.
    pub yes_needed: u64,
    /// Staked fractions that have not voted yet.
    pub staked_not_voted: u64,
    /// Fractions that are not staked: they cannot vote before they are.
    pub not_staked: u64,
    /// Whether those that have not voted cannot turn the result any more.
    pub settled: bool,
    /// Seconds until the vote ends.
    pub secs_left: i64,
}

impl Tally {
    /// The vote as the client sees it.
    pub fn of(standing: &Standing, now: i64) -> Self {
        let Standing { poll, quorum, quorum_left, passes, yes_needed, staked_not_voted, not_staked, settled, .. } =
            *standing;
        Self {
            supply: poll.supply,
            yes: poll.yes,
            no: poll.no,
            quorum,
            quorum_left,
            threshold_bps: poll.threshold_bps,
            passes,
            yes_needed,
            staked_not_voted,
            not_staked,
            settled,
            secs_left: (poll.ends_at - now).max(0),
        }
    }
}

/// The vote as a table with bars; `number` writes fractions.
pub fn draw(vote: &Tally, number: impl Fn(u64) -> String) -> String {
    let mut drawn = table(["", "fractions", "of all", "", ""]);
    for column in [3, 4] {
        if let Some(column) = drawn.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }
    let quorum = match vote.quorum_left {
        0 => "reached".to_owned(),
        left => format!("{} more must vote", number(left)),
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
        // Half as long as those of the asks: there is more beside them.
        let (part, bar) = (percent(share_bps), bar(share_bps / 2));
        drawn.add_row([label.to_owned(), number(weight), part, bar, note.to_owned()]);
    }
    drawn.to_string()
}

/// What would come out now, and who can still change it.
pub fn outlook(vote: &Tally, number: impl Fn(u64) -> String) -> String {
    let threshold = percent(vote.threshold_bps.into());
    let result = if vote.passes {
        format!("pass: the quorum is reached, and more than {threshold} of the votes are yes")
    } else {
        let missing = number(vote.yes_needed);
        format!("fail: for the quorum and more than {threshold} of the votes, {missing} more yes are missing")
    };
    let others = if vote.settled { "can no longer" } else { "can still" };
    let left = roughly(vote.secs_left);
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

    fn number(raw: u64) -> String {
        crate::amount::number(raw.into(), 6, 0)
    }

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
        let drawn = draw(&vote(150_000_000, 0), number);
        let lines: Vec<_> = drawn.lines().collect();
        assert!(lines[2].contains("yes") && lines[2].contains("150 |   15 % | ███▌"), "{drawn}");
        assert!(lines[3].contains("- |        |"), "{drawn}");
        assert!(lines[4].contains("20 %") && lines[4].contains("50 more must vote"), "{drawn}");
        assert!(draw(&vote(150_000_000, 50_000_000), number).contains("reached"));
    }

    #[test]
    fn the_outlook_says_what_is_missing_and_who_can_change_it() {
        let told = outlook(&vote(150_000_000, 0), number);
        assert!(told.contains("would fail") && told.contains("50 more yes are missing"), "{told}");
        assert!(told.contains("can still turn that") && told.ends_with("It ends in 2 days."), "{told}");
        let told = outlook(&Tally { passes: true, settled: true, ..vote(600_000_000, 0) }, number);
        assert!(told.contains("would pass") && told.contains("can no longer turn that"), "{told}");
    }
}
