//! Times and durations: seconds inside, written for people outside.

use jiff::{
    SignedDuration, Span, SpanRelativeTo, SpanRound, Timestamp, Unit,
    fmt::friendly::{Designator, Spacing, SpanPrinter},
};

const PRINTER: SpanPrinter =
    SpanPrinter::new().designator(Designator::Verbose).spacing(Spacing::BetweenUnitsAndDesignators);

/// A duration as people write it: `2 days 3 hours`.
pub fn duration(seconds: i64) -> String {
    let whole = SpanRound::new().largest(Unit::Day).days_are_24_hours();
    let span = Span::new().try_seconds(seconds).and_then(|span| span.round(whole));
    span.map_or_else(|_| format!("{seconds} seconds"), |span| PRINTER.span_to_string(&span))
}

/// A duration in its two largest units: enough to know when to come back.
pub fn roughly(seconds: i64) -> String {
    const UNITS: [i64; 3] = [86_400, 3_600, 60];
    let unit = UNITS.into_iter().find(|unit| seconds >= *unit);
    // Below the second unit nothing is told.
    let told = match unit {
        Some(86_400) => seconds / 3_600 * 3_600,
        Some(3_600) => seconds / 60 * 60,
        _ => seconds,
    };
    duration(told)
}

/// A time in UTC: `2026-11-30 08:00:00 UTC`.
pub fn utc(at: i64) -> String {
    match Timestamp::from_second(at) {
        Ok(at) => at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => format!("{at} (Unix seconds)"),
    }
}

/// A time with how far it is from `now`: `in 2 days 3 hours (2026-11-30 08:00:00 UTC)`.
pub fn moment(at: i64, now: i64) -> String {
    let away = at.saturating_sub(now);
    let relative = match away {
        0 => "now".to_owned(),
        1.. => format!("in {}", roughly(away)),
        _ => format!("{} ago", roughly(away.saturating_neg())),
    };
    format!("{relative} ({})", utc(at))
}

/// Seconds of a duration as people type it: `3d`, `12h`, `1 day 6 hours`, `900s`, `15min`.
///
/// # Errors
/// A sentence that says what is expected.
pub fn read_duration(text: &str) -> Result<u32, String> {
    let expected = || format!("\"{text}\" is no duration: write 3d, 12h, 15min, 900s or \"1 day 6 hours\"");
    let span: Span = text.trim().parse().map_err(|_| expected())?;
    let duration: SignedDuration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| expected())?;
    if duration.subsec_nanos() != 0 {
        return Err(format!("\"{text}\" is no whole number of seconds"));
    }
    u32::try_from(duration.as_secs()).map_err(|_| format!("\"{text}\" is below zero or more than 136 years"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_write_them() {
        let times = [259_200, 86_400, 3_600, 900, 1, 90_061, 0].map(duration);
        let written =
            ["3 days", "1 day", "1 hour", "15 minutes", "1 second", "1 day 1 hour 1 minute 1 second", "0 seconds"];
        assert_eq!(times, written);
    }

    #[test]
    fn moments_say_how_far_and_when() {
        assert_eq!(moment(1_800_000_000, 1_799_816_000), "in 2 days 3 hours (2027-01-15 08:00:00 UTC)");
        assert_eq!(moment(1_799_999_940, 1_800_000_000), "1 minute ago (2027-01-15 07:59:00 UTC)");
        assert_eq!(moment(0, 0), "now (1970-01-01 00:00:00 UTC)");
        assert_eq!(utc(i64::MAX), "9223372036854775807 (Unix seconds)");
        assert!(moment(i64::MAX, i64::MIN).contains("Unix seconds"));
    }

    #[test]
    fn durations_are_read_as_people_type_them() {
        let read = ["3d", "12h", "15min", "900s", "1 day 6 hours", "0s", "1h30m", "2 weeks"].map(read_duration);
        let seconds = [259_200, 43_200, 900, 900, 108_000, 0, 5_400, 1_209_600];
        assert_eq!(read, seconds.map(Ok));
        for wrong in ["", "3", "3 days ago", "-3d", "tomorrow", "0.5s", "1 month", "200y"] {
            assert!(read_duration(wrong).is_err(), "{wrong}");
        }
    }
}
