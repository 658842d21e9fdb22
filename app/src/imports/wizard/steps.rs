//! The steps, in their order, and which of them can be gone to. Pure.

use shared::{
    api::imports::{Import, ImportStatus},
    ids::ImportId,
};

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A file is chosen, sent, and looked at.
    Upload,
    /// The column that says which user a row is about.
    Identify,
    /// Where the other columns go.
    Map,
    /// What may happen, and what would.
    Check,
    /// It is done.
    Run,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Upload, Self::Identify, Self::Map, Self::Check, Self::Run];

    /// Its word in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Identify => "identify",
            Self::Map => "map",
            Self::Check => "check",
            Self::Run => "run",
        }
    }

    /// Its name in the list of steps.
    pub fn name(self) -> &'static str {
        match self {
            Self::Upload => "Upload",
            Self::Identify => "Identify",
            Self::Map => "Map",
            Self::Check => "Options and check",
            Self::Run => "Run",
        }
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The one before.
    pub fn before(self) -> Option<Self> {
        Self::ALL.get(self as usize - usize::from(self > Self::Upload)).copied().filter(|step| *step < self)
    }

    /// The one after.
    pub fn after(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// Whether it can be gone to. What has begun to run cannot be changed any more.
    pub fn is_open(self, import: &Import) -> bool {
        let is_draft = import.started.is_none();
        let is_checking = import.status == ImportStatus::Checking;
        match self {
            Self::Upload | Self::Identify => is_draft && !is_checking,
            Self::Map => is_draft && !is_checking && import.identify_by.is_some(),
            Self::Check => is_draft && import.identify_by.is_some(),
            Self::Run => !is_draft,
        }
    }

    /// The step that an address means: the one of the word where it can be gone to.
    pub fn of(word: Option<&str>, import: &Import) -> Self {
        let meant = Self::ALL.into_iter().find(|step| Some(step.word()) == word && step.is_open(import));
        let has_check = import.check.is_some() || import.status == ImportStatus::Checking;
        meant.unwrap_or(match () {
            () if import.started.is_some() => Self::Run,
            () if has_check => Self::Check,
            () => Self::Identify,
        })
    }

    /// Its address.
    pub fn address(self, id: ImportId) -> String {
        format!("/imports/{id}?step={}", self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::list::tests::draft;
    use super::*;
    use shared::{
        api::imports::{IdentifyBy, IdentityKind, Report},
        time::Instant,
    };

    #[test]
    fn steps_follow_one_another() {
        let before: Vec<_> = Step::ALL.map(Step::before).into();
        assert_eq!(before, [None, Some(Step::Upload), Some(Step::Identify), Some(Step::Map), Some(Step::Check)]);
        assert_eq!((Step::Check.after(), Step::Run.after(), Step::Map.number()), (Some(Step::Run), None, 3));
    }

    #[test]
    fn an_address_leads_to_a_step_that_is_open() {
        let import = draft(7, &["id"]);
        let of = |word, import: &Import| Step::of(Some(word), import);
        assert_eq!(
            [of("upload", &import), of("map", &import), of("run", &import)],
            [Step::Upload, Step::Identify, Step::Identify]
        );
        let by = IdentifyBy { column: "id".into(), identity: IdentityKind::UserId };
        let chosen = Import { identify_by: Some(by), ..import };
        assert_eq!(
            [of("map", &chosen), of("check", &chosen), Step::of(None, &chosen)],
            [Step::Map, Step::Check, Step::Identify]
        );
        let checked = Import { check: Some(Report::default()), ..chosen.clone() };
        assert_eq!((Step::of(None, &checked), of("map", &checked)), (Step::Check, Step::Map));
        let checking = Import { status: ImportStatus::Checking, ..chosen.clone() };
        assert_eq!(of("map", &checking), Step::Check);
        let done = Import { status: ImportStatus::Done, started: Some(Instant(1)), ..chosen };
        assert_eq!((of("check", &done), Step::Run.address(done.import_id)), (Step::Run, "/imports/7?step=run".into()));
    }
}
