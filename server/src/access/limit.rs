//! So many tries from one address within so much time.

use shared::time::Instant;
use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

/// Addresses remembered before the idle ones are swept out.
const SWEEP_ABOVE: usize = 4096;

/// A limit for each address.
pub struct Limit {
    most: usize,
    within: i64,
    tries: Mutex<HashMap<IpAddr, VecDeque<i64>>>,
}

impl Limit {
    /// `most` tries within so many milliseconds.
    #[must_use]
    pub fn new(most: usize, within: i64) -> Self {
        Self { most, within, tries: Mutex::new(HashMap::new()) }
    }

    /// Counts a try. A refused one does not count.
    ///
    /// # Errors
    /// The seconds until the next one is let through.
    pub fn take(&self, address: IpAddr, now: Instant) -> Result<(), u64> {
        // A clock that was set back must not keep anybody out.
        let recent = |at: &i64| (0..self.within).contains(&(now.0 - at));
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= SWEEP_ABOVE {
            tries.retain(|_, times| times.iter().any(recent));
        }
        let times = tries.entry(holder(address)).or_default();
        times.retain(recent);
        if let Some(first) = times.front().filter(|_| times.len() >= self.most) {
            let left = first + self.within - now.0;
            return Err(u64::try_from(left).unwrap_or(0).div_ceil(1000));
        }
        times.push_back(now.0);
        Ok(())
    }
}

/// Whoever has an address of IPv6 has the 64 bits below as well.
fn holder(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn the_window_slides() {
        let limit = Limit::new(2, 60_000);
        assert_eq!(limit.take(HERE, Instant(0)), Ok(()));
        assert_eq!(limit.take(HERE, Instant(30_000)), Ok(()));
        assert_eq!(limit.take(HERE, Instant(30_001)), Err(30));
        assert_eq!(limit.take(HERE, Instant(59_999)), Err(1));
        assert_eq!(limit.take(HERE, Instant(60_000)), Ok(()));
        assert_eq!(limit.take(HERE, Instant(60_000)), Err(30));
    }

    #[test]
    fn addresses_do_not_share_but_networks_of_ipv6_do() {
        let limit = Limit::new(1, 60_000);
        for (text, admitted) in [
            ("192.0.2.1", true),
            ("192.0.2.2", true),
            ("2001:db8::1", true),
            ("2001:db8::2", false),
            ("2001:db8:0:1::2", true),
        ] {
            assert_eq!(limit.take(text.parse().unwrap(), Instant(0)).is_ok(), admitted, "{text}");
        }
    }

    #[test]
    fn a_clock_set_back_keeps_nobody_out() {
        let limit = Limit::new(1, 60_000);
        assert_eq!(limit.take(HERE, Instant(1_000_000_000)), Ok(()));
        assert_eq!(limit.take(HERE, Instant(0)), Ok(()));
    }

    #[test]
    fn idle_addresses_are_forgotten() {
        let limit = Limit::new(1, 60_000);
        for number in 0..20_000_u32 {
            let address = IpAddr::V4(number.into());
            assert_eq!(limit.take(address, Instant(i64::from(number) * 60_000)), Ok(()));
        }
        assert!(limit.tries.lock().unwrap().len() <= SWEEP_ABOVE);
    }
}
