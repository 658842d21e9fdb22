//! How much memory a process holds, where the system tells.

/// The memory of a process in kilobytes: its own, and all that is resident. The rest is files that it reads through
/// memory, once for each connection that does: the system takes that back whenever it is needed. `None` where it
/// cannot be told.
pub(super) fn kilobytes(pid: u32) -> Option<(u64, u64)> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    Some((from_status(&status, "RssAnon:")?, from_status(&status, "VmRSS:")?))
}

fn from_status(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_memory_are_read() {
        let status = "Name:\trollcall\nVmRSS:\t   52340 kB\nRssAnon:\t 1200 kB\n";
        assert_eq!(from_status(status, "VmRSS:"), Some(52_340));
        assert_eq!(from_status(status, "RssAnon:"), Some(1_200));
        assert_eq!(from_status("Name:\trollcall\n", "VmRSS:"), None);
    }
}
