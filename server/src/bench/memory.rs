//! How much memory a process holds, where the system tells.

/// The resident memory of a process; `None` where it cannot be told.
pub(super) fn resident_kilobytes(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    from_status(&status)
}

fn from_status(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_resident_memory_is_read() {
        assert_eq!(from_status("Name:\trollcall\nVmRSS:\t   52340 kB\nThreads:\t4\n"), Some(52_340));
        assert_eq!(from_status("Name:\trollcall\n"), None);
    }
}
