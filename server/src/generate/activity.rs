//! When somebody was there: visits, and what happened in them.

use super::{calendar::Calendar, chance::Chance};

/// A later sign of life begins a new session when it comes more than this after the one before.
const SESSION_GAP: i64 = 30 * 60_000;

/// Times of `count` events between `made` and `now`, rising; the first is `made`.
pub(super) fn event_times(chance: &mut Chance, count: u64, made: i64, now: i64, calendar: Calendar) -> Vec<i64> {
    let mut times = Vec::with_capacity(count as usize);
    if count == 0 {
        return times;
    }
    if count < 4 && !chance.percent(25) {
        visit(chance, &mut times, made, count);
    } else {
        let from = calendar.even(made);
        let length = (calendar.even(now) - from) as f64;
        // The square of an even draw: a fifth of those who return were here this week, a few in the last minutes.
        let fraction = chance.fraction();
        let to = from + (length * (1.0 - fraction * fraction)) as i64;
        let last = calendar.busy(to).clamp(made, now);
        let visits = (1 + count / (3 + chance.below(6))).max(2).min(count);
        let first = share(chance, count, visits);
        visit(chance, &mut times, made, first);
        for number in 1..visits {
            let left = count - times.len() as u64;
            let start = if number + 1 == visits {
                last
            } else {
                calendar.busy(from + (chance.fraction() * (to - from) as f64) as i64).max(made)
            };
            let share = if number + 1 == visits { left } else { share(chance, left, visits - number) };
            visit(chance, &mut times, start, share);
        }
        times.sort_unstable();
    }
    end_by(&mut times, made, now);
    times
}

/// Moves what would come after `now` back as a whole, so that nobody's visit ends in a heap of events at `now`.
fn end_by(times: &mut [i64], made: i64, now: i64) {
    let excess = times.last().map_or(0, |last| last - now);
    if excess <= 0 {
        return;
    }
    // The visit that is under way: all that is within a session of its neighbour, seen from the end.
    let gap_before = |at: usize| at == 0 || times[at] - times[at - 1] > SESSION_GAP;
    let begins = (0..times.len()).rev().find(|&at| gap_before(at)).unwrap_or(0);
    for at in &mut times[begins..] {
        *at = (*at - excess).max(made);
    }
    times.sort_unstable();
}

/// How many of `left` events the first of `visits` visits has; each has at least one.
fn share(chance: &mut Chance, left: u64, visits: u64) -> u64 {
    if visits == 1 {
        return left;
    }
    let most = left - (visits - 1);
    (1 + chance.below(2 * left / visits)).min(most)
}

/// Events some seconds or minutes apart.
fn visit(chance: &mut Chance, times: &mut Vec<i64>, start: i64, count: u64) {
    let mut at = start;
    for _ in 0..count {
        times.push(at);
        let fraction = chance.fraction();
        at += 2_000 + (fraction * fraction * 240_000.0) as i64;
    }
}

/// Sessions that rising times of activity make.
pub(super) fn sessions(times: &[i64]) -> i64 {
    let later = times.windows(2).filter(|pair| pair[1] - pair[0] > SESSION_GAP).count();
    if times.is_empty() { 0 } else { later as i64 + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_600_000_000;

    #[test]
    fn times_rise_within_their_bounds() {
        for number in 0..400 {
            let mut chance = Chance::new(5, number);
            let count = number % 90;
            let made = NOW - (number as i64) * 31_000_000;
            let times = event_times(&mut chance, count, made, NOW, Calendar::new(9));
            assert_eq!(times.len() as u64, count);
            assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{number}");
            assert!(times.first().is_none_or(|&at| at == made), "{number}");
            assert!(times.last().is_none_or(|&at| at <= NOW), "{number}");
        }
    }

    #[test]
    fn half_an_hour_is_still_the_same_session() {
        assert_eq!(sessions(&[]), 0);
        assert_eq!(sessions(&[0, SESSION_GAP, 2 * SESSION_GAP + 1]), 2);
    }
}
