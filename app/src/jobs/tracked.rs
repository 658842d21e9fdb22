//! What is kept of the jobs that were begun in this tab, and the words for how far they are. Pure.

use shared::{
    api::jobs::{Job, JobAction, JobStatus},
    ids::JobId,
};

/// A job that was begun here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Which.
    pub job_id: JobId,
    /// The name of the tag, for `tag` and `untag`.
    pub tag: Option<String>,
    /// Whether it takes back what another one did.
    pub is_undo: bool,
    /// How far it is; nothing after a reload, until the server has told.
    pub job: Option<Job>,
}

impl Tracked {
    /// Takes what is told of it; whether that is news: what is told late is not.
    pub fn learn(&mut self, job: &Job) -> bool {
        let is_news = self.job.as_ref().is_none_or(|known| {
            !known.status.is_over() && (job.status.is_over() || job.done >= known.done) && known != job
        });
        if is_news {
            self.job = Some(job.clone());
        }
        is_news
    }

    fn tag(&self) -> String {
        self.tag.as_ref().map_or_else(|| "the tag".into(), |tag| format!("“{tag}”"))
    }

    /// What it is doing.
    pub fn doing(&self, number: fn(u64) -> String) -> String {
        let Some(job) = &self.job else { return "A job is under way".into() };
        let (users, tag) = (users(job.total, number), self.tag());
        match job.action {
            JobAction::Tag => format!("Tagging {users} {tag}"),
            JobAction::Untag => format!("Removing {tag} from {users}"),
            JobAction::Delete => format!("Deleting {users}"),
            JobAction::Export => format!("Collecting {users} for the export"),
        }
    }

    /// How it ended.
    pub fn ended(&self, job: &Job, number: fn(u64) -> String) -> String {
        let (changed, tag) = (users(job.changed, number), self.tag());
        let done = match job.action {
            JobAction::Tag => format!("{changed} tagged {tag}"),
            JobAction::Untag => format!("{tag} removed from {changed}"),
            JobAction::Delete => format!("{changed} deleted"),
            JobAction::Export => format!("{} exported", users(job.total, number)),
        };
        match (job.status, job.action) {
            (JobStatus::Failed, _) => {
                let problem = job.problem.clone().unwrap_or_else(|| "It could not go on.".into());
                format!("{}. {problem}", self.failed(job.action))
            }
            (JobStatus::Cancelled, JobAction::Export) => "Export stopped".into(),
            (JobStatus::Cancelled, _) => format!("Stopped: {done}, of {}", number(job.total)),
            (JobStatus::Done, JobAction::Tag) if job.changed == 0 && job.total > 0 => {
                format!("Nobody was tagged {tag}: they have it already, or no room for it")
            }
            (JobStatus::Done, JobAction::Tag) if job.changed < job.total && !self.is_undo => {
                format!("{done}; the others have it already, or no room for it")
            }
            (JobStatus::Done | JobStatus::Queued | JobStatus::Running, _) if self.is_undo => format!("Undone: {done}"),
            (JobStatus::Done | JobStatus::Queued | JobStatus::Running, _) => done,
        }
    }

    fn failed(&self, action: JobAction) -> String {
        match action {
            JobAction::Tag => format!("Tagging {} failed", self.tag()),
            JobAction::Untag => format!("Removing {} failed", self.tag()),
            JobAction::Delete => "Deleting failed".into(),
            JobAction::Export => "The export failed".into(),
        }
    }

    /// What is kept of it while the page is loaded anew: id, undo, tag.
    fn line(&self) -> String {
        let undo = if self.is_undo { "u" } else { "-" };
        let tag = self.tag.as_ref().map(|tag| format!(" {tag}")).unwrap_or_default();
        format!("{} {undo}{tag}", self.job_id)
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, ' ');
        let job_id = parts.next()?.parse().ok()?;
        let is_undo = parts.next()? == "u";
        Some(Self { job_id, tag: parts.next().map(str::to_owned), is_undo, job: None })
    }
}

/// What is kept while the page is loaded anew.
pub fn text_of(tracked: &[Tracked]) -> Option<String> {
    let lines: Vec<_> = tracked.iter().map(Tracked::line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Reads it.
pub fn read(text: &str) -> Vec<Tracked> {
    text.lines().filter_map(Tracked::of_line).collect()
}

fn users(count: u64, number: fn(u64) -> String) -> String {
    if count == 1 { "1 user".into() } else { format!("{} users", number(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::time::Instant;

    fn job(action: JobAction, status: JobStatus, done: u64, changed: u64) -> Job {
        Job {
            job_id: JobId(7),
            action,
            tag_id: None,
            status,
            done,
            total: 30,
            changed,
            can_undo: false,
            problem: (status == JobStatus::Failed).then(|| "The tag does not exist any more.".into()),
            result_url: None,
            created: Instant(0),
            finished: None,
        }
    }

    fn tracked(tag: Option<&str>, is_undo: bool) -> Tracked {
        Tracked { job_id: JobId(7), tag: tag.map(str::to_owned), is_undo, job: None }
    }

    #[test]
    fn they_outlive_a_reload() {
        let two = [tracked(Some("a b"), false), tracked(None, true)];
        assert_eq!(read(&text_of(&two).unwrap()), two);
        assert_eq!((text_of(&[]), read("x\n\n7")), (None, Vec::new()));
    }

    #[test]
    fn what_is_told_late_is_no_news() {
        let mut tracked = tracked(None, false);
        let at = |status, done| job(JobAction::Delete, status, done, done);
        assert!(tracked.learn(&at(JobStatus::Running, 5)));
        assert!(!tracked.learn(&at(JobStatus::Running, 5)) && !tracked.learn(&at(JobStatus::Queued, 0)));
        assert!(tracked.learn(&at(JobStatus::Done, 30)));
        assert!(!tracked.learn(&at(JobStatus::Running, 9)));
        assert_eq!(tracked.job, Some(at(JobStatus::Done, 30)));
    }

    #[test]
    fn words_tell_what_was_done() {
        let ended = |tracked: &Tracked, action, status, changed| {
            tracked.ended(&job(action, status, 30, changed), |number| number.to_string())
        };
        let beta = tracked(Some("Beta"), false);
        assert_eq!(ended(&beta, JobAction::Tag, JobStatus::Done, 30), "30 users tagged “Beta”");
        assert_eq!(
            ended(&beta, JobAction::Tag, JobStatus::Done, 1),
            "1 user tagged “Beta”; the others have it already, or no room for it"
        );
        assert!(ended(&beta, JobAction::Tag, JobStatus::Done, 0).starts_with("Nobody was tagged “Beta”"));
        assert_eq!(ended(&beta, JobAction::Tag, JobStatus::Cancelled, 12), "Stopped: 12 users tagged “Beta”, of 30");
        let undo = tracked(Some("Beta"), true);
        assert_eq!(ended(&undo, JobAction::Untag, JobStatus::Done, 30), "Undone: “Beta” removed from 30 users");
        let plain = tracked(None, false);
        assert_eq!(ended(&plain, JobAction::Delete, JobStatus::Done, 30), "30 users deleted");
        assert_eq!(ended(&plain, JobAction::Export, JobStatus::Done, 0), "30 users exported");
        let failed = "Tagging “Beta” failed. The tag does not exist any more.";
        assert_eq!(ended(&beta, JobAction::Tag, JobStatus::Failed, 0), failed);
    }
}
