//! Thirty things that people do in a product, some far more often than others.

use super::chance::Chance;

/// An event by its name.
pub(super) struct EventKind {
    pub name: &'static str,
    /// Whether visitors who have not signed up do it as well.
    pub open: bool,
    /// Its properties, as JSON; `None` without any.
    pub properties: fn(&mut Chance) -> Option<String>,
}

const fn event(name: &'static str, open: bool, properties: fn(&mut Chance) -> Option<String>) -> EventKind {
    EventKind { name, open, properties }
}

/// All of them, the most frequent first.
pub(super) static EVENTS: [EventKind; 30] = [
    event("Project Opened", false, project),
    event("Article Read", true, article),
    event("Task Completed", false, task),
    event("Pricing Viewed", true, pricing),
    event("Search Performed", true, search),
    event("Comment Added", false, comment),
    event("Report Viewed", false, report),
    event("Video Played", true, video),
    event("Task Created", false, task),
    event("File Uploaded", false, file),
    event("Demo Requested", true, none),
    event("Export Finished", false, export),
    event("Filter Saved", false, none),
    event("Teammate Invited", false, teammate),
    event("Signup Started", true, pricing),
    event("Dashboard Shared", false, share),
    event("Notification Opened", false, none),
    event("Template Used", true, template),
    event("Integration Connected", false, integration),
    event("Settings Changed", false, settings),
    event("Newsletter Subscribed", true, none),
    event("Automation Ran", false, automation),
    event("Api Key Created", false, none),
    event("Import Started", false, file),
    event("Plan Upgraded", false, plan),
    event("Webinar Joined", true, video),
    event("Invoice Downloaded", false, invoice),
    event("Support Ticket Opened", true, none),
    event("Password Changed", false, none),
    event("Plan Downgraded", false, plan),
];

/// Draws events by rank: the second is half as frequent as the first, the third a third.
pub(super) struct EventTable {
    all: Vec<u64>,
    open: Vec<(u64, usize)>,
}

impl EventTable {
    pub(super) fn new() -> Self {
        let mut sum = 0;
        let all = (1..=EVENTS.len() as u64).map(|rank| {
            sum += 1_000_000 / rank;
            sum
        });
        let all = all.collect();
        let mut sum = 0;
        let open = EVENTS.iter().enumerate().filter(|(_, event)| event.open).enumerate().map(|(rank, (index, _))| {
            sum += 1_000_000 / (rank as u64 + 1);
            (sum, index)
        });
        Self { all, open: open.collect() }
    }

    /// The index of an event that this person does. `habits` are bits: the rarer half of events is done only by those
    /// whose bit is set, so that people differ in what they do.
    pub(super) fn draw(&self, chance: &mut Chance, identified: bool, habits: u64) -> usize {
        if !identified {
            let total = self.open.last().map_or(1, |&(sum, _)| sum);
            let drawn = chance.below(total);
            let rank = self.open.partition_point(|&(sum, _)| sum <= drawn);
            return self.open[rank].1;
        }
        let drawn = chance.below(self.all.last().copied().unwrap_or(1));
        let index = self.all.partition_point(|&sum| sum <= drawn);
        if index >= 5 && (habits >> index) & 1 == 0 { index % 5 } else { index }
    }
}

fn none(_: &mut Chance) -> Option<String> {
    None
}

fn project(chance: &mut Chance) -> Option<String> {
    let view = chance.pick(&["board", "list", "calendar", "timeline"]);
    Some(format!("{{\"project\":\"p-{}\",\"view\":\"{view}\"}}", 1 + chance.early(400)))
}

fn article(chance: &mut Chance) -> Option<String> {
    let path =
        chance.pick(&["/blog/onboarding", "/blog/surveys-that-work", "/help/start", "/help/tours", "/guides/nps"]);
    Some(format!("{{\"path\":\"{path}\",\"seconds\":{}}}", 5 + chance.early(600)))
}

fn task(chance: &mut Chance) -> Option<String> {
    let priority = chance.pick(&["low", "normal", "normal", "high"]);
    Some(format!("{{\"priority\":\"{priority}\",\"assigned\":{}}}", chance.percent(70)))
}

fn pricing(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"currency\":\"{}\"}}", chance.pick(&["EUR", "USD", "USD", "GBP", "JPY"])))
}

fn search(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"results\":{},\"scope\":\"{}\"}}", chance.early(120), chance.pick(&["all", "projects", "help"])))
}

fn comment(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"length\":{},\"mentions\":{}}}", 3 + chance.early(400), chance.early(4)))
}

fn report(chance: &mut Chance) -> Option<String> {
    let name = chance.pick(&["usage", "revenue", "retention", "funnel"]);
    Some(format!("{{\"report\":\"{name}\",\"range.days\":{}}}", chance.pick(&[7, 30, 90])))
}

fn video(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"title\":\"Episode {}\",\"seconds\":{}}}", 1 + chance.early(24), 10 + chance.early(1_800)))
}

fn file(chance: &mut Chance) -> Option<String> {
    let kind = chance.pick(&["csv", "pdf", "png", "xlsx"]);
    Some(format!("{{\"kind\":\"{kind}\",\"kilobytes\":{}}}", 1 + chance.early(20_000)))
}

fn export(chance: &mut Chance) -> Option<String> {
    let kind = chance.pick(&["csv", "csv", "sheets", "pdf"]);
    Some(format!("{{\"kind\":\"{kind}\",\"rows\":{},\"succeeded\":{}}}", 1 + chance.early(50_000), chance.percent(96)))
}

fn teammate(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"role\":\"{}\"}}", chance.pick(&["viewer", "editor", "editor", "admin"])))
}

fn share(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"with\":\"{}\"}}", chance.pick(&["team", "link", "customer"])))
}

fn template(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"template\":\"{}\"}}", chance.pick(&["roadmap", "launch", "retro", "interview"])))
}

fn integration(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"integration\":\"{}\"}}", chance.pick(&["Slack", "HubSpot", "Jira", "Zapier"])))
}

fn settings(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"section\":\"{}\"}}", chance.pick(&["profile", "notifications", "billing", "team"])))
}

fn automation(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"steps\":{},\"succeeded\":{}}}", 1 + chance.early(12), chance.percent(93)))
}

fn plan(chance: &mut Chance) -> Option<String> {
    let (from, to) = chance.pick(&[("free", "pro"), ("pro", "team"), ("team", "enterprise")]);
    Some(format!("{{\"from\":\"{from}\",\"to\":\"{to}\"}}"))
}

fn invoice(chance: &mut Chance) -> Option<String> {
    Some(format!("{{\"amount\":{}.{:02},\"currency\":\"EUR\"}}", 9 + chance.early(900), chance.below(100)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_json_objects() {
        let mut chance = Chance::new(1, 1);
        for event in &EVENTS {
            for _ in 0..50 {
                if let Some(text) = (event.properties)(&mut chance) {
                    assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap().is_object(), "{text}");
                }
            }
        }
    }

    #[test]
    fn visitors_do_open_things_only_and_the_first_is_the_most_frequent() {
        let (table, mut chance) = (EventTable::new(), Chance::new(2, 2));
        let mut counts = [0_u32; 30];
        for _ in 0..20_000 {
            assert!(EVENTS[table.draw(&mut chance, false, 0)].open);
            counts[table.draw(&mut chance, true, u64::MAX)] += 1;
        }
        assert!(counts[0] > counts[1] && counts[1] > counts[4] && counts.iter().all(|&count| count > 50), "{counts:?}");
    }
}
