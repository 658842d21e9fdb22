//! A line of numbers over days, drawn as a picture, with a table that says the same.

use super::format;
use leptos::prelude::*;

/// The field that it is drawn on.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 96.0;

/// One number of the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The day, counted from any other.
    pub day: i64,
    /// Its words.
    pub label: String,
    /// The number.
    pub value: u64,
}

/// Where the points stand: days by their distance, numbers from 0 to a round one above the largest.
fn places(points: &[Point]) -> Vec<(f64, f64)> {
    let first = points.first().map_or(0, |point| point.day);
    let days = points.last().map_or(0, |point| point.day - first).max(1);
    let top = top_of(points);
    // Exact enough for a picture.
    let place = |point: &Point| {
        let x = (point.day - first) as f64 / days as f64 * WIDTH;
        (x, HEIGHT - point.value as f64 / top as f64 * HEIGHT)
    };
    points.iter().map(place).collect()
}

/// The number at the top of the picture: 1, 2 or 5 followed by zeros.
fn top_of(points: &[Point]) -> u64 {
    let most = points.iter().map(|point| point.value).max().unwrap_or_default().max(1);
    let steps = |zeros: u32| [1, 2, 5].map(|digit: u64| digit.saturating_mul(10_u64.saturating_pow(zeros)));
    (0..20).flat_map(steps).find(|top| *top >= most).unwrap_or(u64::MAX)
}

fn line_of(places: &[(f64, f64)]) -> String {
    let step = |(at, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
    places.iter().enumerate().map(step).collect()
}

/// The chart of points from the earliest day to the latest; at least one.
pub fn line_chart(
    // What the numbers are: "Users".
    words: &'static str,
    points: Vec<Point>,
) -> AnyView {
    let places = places(&points);
    let line = line_of(&places);
    let end = places.last().copied().unwrap_or_default();
    let area = format!("{line}L{:.1} {HEIGHT}L0 {HEIGHT}Z", end.0);
    let label = |point: Option<&Point>| point.map(|point| point.label.clone()).unwrap_or_default();
    let (first, last) = (label(points.first()), label(points.last()));
    let value = |point: Option<&Point>| format::count(point.map_or(0, |point| point.value));
    let title = format!(
        "{words}: {} on {first}, {} on {last}. The table below has every day.",
        value(points.first()),
        value(points.last())
    );
    let row = |point: &Point| {
        view! { <tr><th scope="row">{point.label.clone()}</th><td>{format::count(point.value)}</td></tr> }
    };
    let rows = points.iter().rev().map(row).collect_view();
    view! {
        <div class="chart">
            <div class="chart-field">
                <span class="chart-top meta" aria-hidden="true">{format::count(top_of(&points))}</span>
                <svg viewBox="-4 -4 328 104" role="img" aria-label=title preserveAspectRatio="none">
                    <path class="chart-grid" d="M0 0H320M0 48H320M0 96H320" />
                    <path class="chart-area" d=area />
                    <path class="chart-line" d=line />
                    <path class="chart-end" d=format!("M{:.1} {:.1}h0.01", end.0, end.1) />
                </svg>
                <p class="chart-days meta" aria-hidden="true"><span>{first}</span><span>{last}</span></p>
            </div>
            <details>
                <summary>"Show as a table"</summary>
                <div class="chart-table" tabindex="0" role="group" aria-label=format!("{words} by day")>
                    <table>
                        <thead><tr><th scope="col">"Day"</th><th scope="col">{words}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[(i64, u64)]) -> Vec<Point> {
        values.iter().map(|(day, value)| Point { day: *day, label: String::new(), value: *value }).collect()
    }

    #[test]
    fn days_stand_by_their_distance_and_numbers_from_zero() {
        let line = line_of(&places(&points(&[(10, 0), (11, 50), (14, 100)])));
        assert_eq!(line, "M0.0 96.0L80.0 48.0L320.0 0.0");
        assert_eq!(line_of(&places(&points(&[(10, 1)]))), "M0.0 0.0");
        assert_eq!(line_of(&places(&[])), "");
    }

    #[test]
    fn the_top_is_a_round_number() {
        let tops = [0, 1, 3, 5, 6, 100, 101, 1_284, u64::MAX].map(|value| top_of(&points(&[(0, value)])));
        assert_eq!(tops, [1, 1, 5, 5, 10, 100, 200, 2_000, u64::MAX]);
    }
}
