//! The sizes of the last days as points of a chart. Pure.

use crate::ui::Point;
use shared::{api::segments::SegmentSize, time::Instant};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The points; what cannot be read as a day is left out.
pub fn points(sizes: &[SegmentSize]) -> Vec<Point> {
    let point = |size: &SegmentSize| {
        let at = Instant::parse_date(&size.day)?;
        let (year, month, day) = at.day_in_utc();
        let month = MONTHS.get(usize::try_from(month - 1).ok()?)?;
        Some(Point { day: at.0 / 86_400_000, label: format!("{day} {month} {year}"), value: size.users })
    };
    sizes.iter().filter_map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_workspace_whatever_the_browser_s_zone() {
        let size = |day: &str, users| SegmentSize { day: day.into(), users };
        let points = points(&[size("2026-11-25", 4), size("yesterday", 1), size("2026-12-01", 7)]);
        let told: Vec<_> = points.iter().map(|point| (point.label.as_str(), point.value)).collect();
        assert_eq!(told, [("25 Nov 2026", 4), ("1 Dec 2026", 7)]);
        assert_eq!(points[1].day - points[0].day, 6);
    }
}
