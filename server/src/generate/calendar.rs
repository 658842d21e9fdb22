//! When people are awake: maps an even flow of time to one with busy and quiet hours, and back.
//!
//! Invariant: the map keeps the order and the day of every instant, in whole numbers.

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// Thousandths of a day's activity by hour, local time.
const WEIGHTS: [i64; 24] = [9, 6, 4, 3, 3, 5, 12, 28, 58, 81, 85, 80, 62, 68, 79, 80, 74, 60, 46, 41, 40, 36, 25, 15];

/// A person's time zone, as an offset from UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    offset: i64,
}

impl Calendar {
    /// So many hours east of Greenwich.
    pub(super) fn new(hours: i64) -> Self {
        Self { offset: hours * HOUR }
    }

    /// The instant at an even time.
    pub(super) fn busy(self, even: i64) -> i64 {
        let local = even + self.offset;
        let (day, mut within) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        for (hour, weight) in WEIGHTS.iter().enumerate() {
            let width = weight * DAY / 1000;
            if within < width {
                return day * DAY + hour as i64 * HOUR + within * HOUR / width - self.offset;
            }
            within -= width;
        }
        even
    }

    /// The latest even time whose instant is not later than this one.
    pub(super) fn even(self, busy: i64) -> i64 {
        let local = busy + self.offset;
        let (day, within) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let hour = (within / HOUR) as usize;
        let before: i64 = WEIGHTS[..hour].iter().map(|weight| weight * DAY / 1000).sum();
        let width = WEIGHTS[hour] * DAY / 1000;
        day * DAY + before + (within % HOUR) * width / HOUR - self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_make_a_day() {
        assert_eq!(WEIGHTS.iter().sum::<i64>(), 1000);
    }

    #[test]
    fn order_is_kept_and_nothing_comes_later_than_it_should() {
        for hours in [-8, 0, 9] {
            let calendar = Calendar::new(hours);
            let mut last = i64::MIN;
            for step in 0..2_000 {
                let at = 1_763_900_000_000 + step * 97_531;
                let busy = calendar.busy(at);
                assert!(busy >= last, "{at}");
                last = busy;
                let back = calendar.busy(calendar.even(at));
                assert!(back <= at && at - back < 60_000, "{at} came back as {back}");
            }
        }
    }
}
