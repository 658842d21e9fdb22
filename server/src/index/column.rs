//! A value a user, by ordinal.

/// Values of users; those without one have `absent`.
#[derive(Clone, Debug)]
pub(crate) struct Column<T> {
    values: Vec<T>,
    absent: T,
}

impl<T: Copy> Column<T> {
    /// No values yet.
    pub fn new(absent: T) -> Self {
        Self { values: Vec::new(), absent }
    }

    /// These values, by ordinal.
    pub fn of(values: Vec<T>, absent: T) -> Self {
        Self { values, absent }
    }

    pub fn get(&self, ordinal: usize) -> T {
        self.values.get(ordinal).copied().unwrap_or(self.absent)
    }

    /// All of them, by ordinal; those beyond have no value.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    pub fn set(&mut self, ordinal: u32, value: T) {
        let ordinal = ordinal as usize;
        if ordinal >= self.values.len() {
            self.values.resize(ordinal + 1, self.absent);
        }
        self.values[ordinal] = value;
    }

    /// Takes a value away.
    pub fn clear(&mut self, ordinal: u32) {
        if let Some(value) = self.values.get_mut(ordinal as usize) {
            *value = self.absent;
        }
    }

    /// Bytes in memory.
    pub fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>()
    }

    /// Gives back the room that growing left.
    pub fn shrink(&mut self) {
        self.values.shrink_to_fit();
    }
}

/// Instants, of which `i64::MIN` is none.
pub(crate) type Times = Column<i64>;

impl Times {
    /// No instants yet.
    pub fn times() -> Self {
        Self::new(i64::MIN)
    }

    pub fn time(&self, ordinal: usize) -> Option<i64> {
        Some(self.get(ordinal)).filter(|at| *at != i64::MIN)
    }
}

/// Numbers, of which one that is none is none.
pub(crate) type Numbers = Column<f64>;

impl Numbers {
    /// No numbers yet.
    pub fn numbers() -> Self {
        Self::new(f64::NAN)
    }

    pub fn number(&self, ordinal: usize) -> Option<f64> {
        Some(self.get(ordinal)).filter(|number| !number.is_nan())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_value_has_none() {
        let mut times = Times::times();
        times.set(3, 7);
        assert_eq!([0, 3, 9].map(|ordinal| times.time(ordinal)), [None, Some(7), None]);
        times.clear(3);
        times.clear(9);
        assert_eq!(times.time(3), None);
        let mut numbers = Numbers::numbers();
        numbers.set(1, -0.0);
        assert_eq!([0, 1].map(|ordinal| numbers.number(ordinal)), [None, Some(0.0)]);
    }
}
