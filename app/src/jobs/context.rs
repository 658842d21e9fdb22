//! The jobs of this tab, followed until they end: by the stream, and where it is silent by asking.

use super::tracked::{Tracked, read, text_of};
use crate::{
    api::{self, Failure},
    live::Live,
    ui::{Toasts, format, storage},
};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    api::jobs::{Job, JobAction, JobRequest, JobStatus},
    ids::JobId,
};
use std::time::Duration;

const KEY: &str = "rollcall.jobs";
/// Small jobs are over before the stream tells of them.
const SOON: Duration = Duration::from_millis(400);
const EVERY: Duration = Duration::from_secs(2);

/// What came of beginning a job.
pub enum Started {
    /// It is taken.
    Taken,
    /// It is not: the number of users is another one.
    OtherNumber(u64),
    /// It is not, for this reason.
    Refused(String),
}

/// Jobs that were begun here; shared through the context.
#[derive(Clone, Copy)]
pub struct Jobs {
    /// Those that are under way.
    pub running: RwSignal<Vec<Tracked>>,
    /// Grows when one has changed users.
    pub ended: RwSignal<u64>,
    /// Where they are told of.
    pub toasts: Toasts,
    polling: StoredValue<bool>,
}

impl Jobs {
    /// Provides itself to all components below.
    pub fn provide(toasts: Toasts) -> Self {
        let this = Self {
            running: RwSignal::new(Vec::new()),
            ended: RwSignal::new(0),
            toasts,
            polling: StoredValue::new(false),
        };
        provide_context(this);
        this
    }

    /// Somebody is signed in: follows the stream, and those that were under way when the page was loaded anew.
    pub fn follow(self, live: Live) {
        if self.running.with_untracked(Vec::is_empty) {
            let kept = storage::read_for_tab(KEY).map(|text| read(&text)).unwrap_or_default();
            self.running.set(kept);
        }
        Effect::new(move || {
            if let Some(job) = live.job.get() {
                self.learn(&job);
            }
        });
        Effect::new(move || {
            live.missed.track();
            self.ask();
        });
        self.poll(Duration::ZERO);
    }

    /// Begins a job.
    pub async fn start(self, request: JobRequest, tag: Option<String>) -> Started {
        match api::start_job(&request).await {
            Ok(Ok(job)) => {
                self.track(job, tag, false);
                Started::Taken
            }
            Ok(Err(other)) => Started::OtherNumber(other.total),
            Err(failure) => Started::Refused(failure.reason()),
        }
    }

    fn track(self, job: Job, tag: Option<String>, is_undo: bool) {
        let tracked = Tracked { job_id: job.job_id, tag, is_undo, job: Some(job) };
        self.running.update(|running| running.push(tracked));
        self.keep();
        self.poll(SOON);
    }

    fn keep(self) {
        storage::write_for_tab(KEY, self.running.with_untracked(|running| text_of(running)).as_deref());
    }

    /// Asks for as long as any is under way and the page is seen.
    fn poll(self, after: Duration) {
        if self.polling.get_value() {
            return;
        }
        self.polling.set_value(true);
        let pass = move || {
            self.polling.set_value(false);
            if !self.running.with_untracked(Vec::is_empty) {
                self.ask();
                self.poll(EVERY);
            }
        };
        set_timeout(pass, after);
    }

    fn ask(self) {
        if document().hidden() {
            return;
        }
        for job_id in self.running.with_untracked(|running| running.iter().map(|one| one.job_id).collect::<Vec<_>>()) {
            spawn_local(async move { self.answered(job_id, api::job(job_id).await) });
        }
    }

    fn answered(self, job_id: JobId, answer: Result<Job, Failure>) {
        match answer {
            Ok(job) => self.learn(&job),
            // Nobody knows it any more.
            Err(failure) if failure.is_gone() => _ = self.forget(job_id),
            // It is asked for again.
            Err(_) => {}
        }
    }

    fn learn(self, job: &Job) {
        let is_known = |one: &Tracked| one.job_id == job.job_id;
        if !self.running.with_untracked(|running| running.iter().any(is_known)) {
            return;
        }
        if job.status.is_over() {
            if let Some(tracked) = self.forget(job.job_id) {
                self.end(&tracked, job);
            }
        } else {
            self.running
                .update(|running| running.iter_mut().filter(|one| is_known(one)).for_each(|one| _ = one.learn(job)));
        }
    }

    fn forget(self, job_id: JobId) -> Option<Tracked> {
        // Its button may have the focus.
        self.toasts.leave();
        let forgotten = self.running.try_update(|running| {
            let at = running.iter().position(|one| one.job_id == job_id)?;
            Some(running.remove(at))
        });
        self.keep();
        forgotten.flatten()
    }

    fn end(self, tracked: &Tracked, job: &Job) {
        let text = tracked.ended(job, format::count);
        match (job.status, &job.result_url) {
            (JobStatus::Failed, _) => self.toasts.fail(text),
            (_, Some(address)) => {
                let again = address.clone();
                api::download(address);
                self.toasts.tell_with(text, "Download again", move || api::download(&again));
            }
            (_, None) if job.can_undo && !tracked.is_undo => {
                let (job_id, tag) = (job.job_id, tracked.tag.clone());
                self.toasts.done(text, move || self.undo(job_id, tag.clone()));
            }
            (_, None) => self.toasts.tell(text),
        }
        if job.action != JobAction::Export {
            self.ended.update(|ended| *ended += 1);
        }
    }

    fn undo(self, job_id: JobId, tag: Option<String>) {
        spawn_local(async move {
            match api::undo_job(job_id).await {
                Ok(job) => self.track(job, tag, true),
                Err(failure) => self.toasts.fail(format!("It could not be undone. {}", failure.reason())),
            }
        });
    }

    /// Stops a job. What it has done by then stays done.
    pub fn cancel(self, job_id: JobId) {
        spawn_local(async move {
            match api::cancel_job(job_id).await {
                Ok(job) => self.learn(&job),
                // It was over by then.
                Err(Failure::Status { status: 409, .. }) => self.answered(job_id, api::job(job_id).await),
                Err(failure) => self.toasts.fail(format!("The job could not be stopped. {}", failure.reason())),
            }
        });
    }
}
