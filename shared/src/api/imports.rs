//! Imports: files of CSV whose rows become users, or say something of users who are there.

use super::catalogue::AttributeKind;
use crate::{
    ids::{ImportId, SegmentId, TagId},
    time::Instant,
};
use serde::{Deserialize, Serialize};

/// Characters that an import's name has at most.
pub const NAME_LENGTH: usize = 80;

/// The answer of `GET /api/imports`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Imports {
    /// Imports, the newest first.
    pub imports: Vec<Import>,
    /// Bytes that a file has at most.
    pub most_bytes: u64,
}

/// An import. Also the data of the event `import` of `GET /api/live`, without samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    /// Names it.
    pub import_id: ImportId,
    /// Its name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// How far it is.
    pub status: ImportStatus,
    /// Whether it is being taken back; then `status` is `running`.
    pub reverting: bool,
    /// Rows of the file, without its heads.
    pub rows: u64,
    /// Rows that the run is through with; of a check or a revert that is under way, what that is through with.
    pub done: u64,
    /// Users that were added.
    pub created: u64,
    /// Users of whom something was changed.
    pub updated: u64,
    /// Users of whom the file said nothing new.
    pub unchanged: u64,
    /// Rows that were left out as the options say, or because a later row is about the same user.
    pub skipped: u64,
    /// Rows that could not be taken, each with a reason.
    pub rejected: u64,
    /// How the file is written.
    pub format: FileFormat,
    /// The file's columns, in their order.
    pub columns: Vec<Column>,
    /// The column that says which user a row is about; `null` until it is chosen.
    pub identify_by: Option<IdentifyBy>,
    /// What becomes of each of the other columns, in their order.
    pub mapping: Vec<Mapping>,
    /// What may happen.
    pub options: Options,
    /// What the latest check found; `null` before, and once the import has run.
    pub check: Option<Report>,
    /// What taking it back came to.
    pub revert: Option<Reverted>,
    /// The segment that was made of its users.
    pub segment_id: Option<SegmentId>,
    /// Why it failed, in a sentence.
    pub problem: Option<String>,
    /// Whether `run` is possible: it is a draft, or was stopped, and its file is still there.
    pub can_run: bool,
    /// Whether `revert` is possible.
    pub can_revert: bool,
    /// The name of whoever began it; `null` for programs and the command line.
    pub by: Option<String>,
    /// When the file came.
    pub created_at: Instant,
    /// When it began to run.
    pub started: Option<Instant>,
    /// When it ended.
    pub finished: Option<Instant>,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportStatus {
    /// It can be changed, checked and run.
    Draft,
    /// It is being checked, which changes nobody.
    Checking,
    /// It is under way.
    Running,
    /// It is done.
    Done,
    /// Somebody stopped it; what was done by then stays done. It can go on, or be taken back.
    Cancelled,
    /// It could not go on; `problem` says why.
    Failed,
    /// It was taken back.
    Reverted,
}

impl ImportStatus {
    /// Every status.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Checking, Self::Running, Self::Done, Self::Cancelled, Self::Failed, Self::Reverted];

    /// Its word, as stored and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Checking => "checking",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Reverted => "reverted",
        }
    }

    /// The status of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Whether a server works on it.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        match self {
            Self::Checking | Self::Running => true,
            Self::Draft | Self::Done | Self::Cancelled | Self::Failed | Self::Reverted => false,
        }
    }
}

/// Characters that can stand between two cells; the first is taken where nothing tells.
pub const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How a file is written, as was found by looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileFormat {
    /// The form of its characters.
    pub encoding: Encoding,
    /// What stands between two cells: comma, semicolon, TAB or vertical bar.
    pub delimiter: char,
}

/// The form of a file's characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, the lower byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, the higher byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// The western code page of Windows.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// What stands above it; a number follows where that stands above two, or nothing does.
    pub name: String,
    /// The kind that all its values have.
    pub kind: AttributeKind,
    /// Cells that are empty.
    pub blanks: u64,
    /// How many different values those have that were compared: all of a column in which no value comes twice early on,
    /// and else those of the first rows.
    pub distinct: u64,
    /// How many values were compared.
    pub looked_at: u64,
    /// A few values; only in the answer about one import whose file is there.
    #[serde(default)]
    pub samples: Vec<String>,
}

/// The column that says which user a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentifyBy {
    /// The column's name.
    pub column: String,
    /// What stands in it.
    #[serde(rename = "as")]
    pub identity: IdentityKind,
}

/// What says which user a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// The product's id of the user.
    UserId,
    /// The e-mail address, without case.
    Email,
}

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The column's name.
    pub column: String,
    /// Where its values go: `property:` with `name`, `first_name`, `last_name`, `email`, `language`, `created` or
    /// `avatar`, or `attribute:` with the attribute's key, which is made if there is none. `null` leaves it out.
    pub to: Option<String>,
    /// The kind of a new attribute; what the values are like when absent. One that is there has its kind.
    #[serde(default)]
    pub kind: Option<AttributeKind>,
    /// Whether it is a guess by the column's name.
    #[serde(default)]
    pub suggested: bool,
}

/// What an import may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Rows about users who are not there add them.
    pub add_new: bool,
    /// Rows about users who are there change them.
    pub update_existing: bool,
    /// A segment of its users is made at the end.
    pub create_segment: bool,
    /// Attributes that are not there are made.
    pub allow_new_attributes: bool,
    /// Empty cells remove the value that is there, instead of leaving it.
    pub empty_removes: bool,
    /// A tag for every user whom a row is about.
    pub tag_id: Option<TagId>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            add_new: true,
            update_existing: true,
            create_segment: false,
            allow_new_attributes: true,
            empty_removes: false,
            tag_id: None,
        }
    }
}

/// The body of `PATCH /api/imports/{import_id}`; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ImportChanges {
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How the file is written, where that was guessed wrong: it is looked at once more, and columns get new guesses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<FileFormat>,
    /// The column that says which user a row is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identify_by: Option<IdentifyBy>,
    /// What becomes of the columns; those that are not in it are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Vec<Mapping>>,
    /// What may happen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Options>,
}

/// What became, or would become, of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// The user is new.
    Created,
    /// Something of the user changes.
    Updated,
    /// The file says nothing new.
    Unchanged,
    /// The row is left out.
    Skipped,
    /// The row cannot be taken.
    Rejected,
}

/// What a check found: what a run would do, without doing it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// Users that would be added.
    pub created: u64,
    /// Users of whom something would change.
    pub updated: u64,
    /// Users of whom the file says nothing new.
    pub unchanged: u64,
    /// Rows that would be left out.
    pub skipped: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Why rows are left out or rejected, the most frequent first.
    pub causes: Vec<Cause>,
    /// Some of the cells that would change something.
    pub samples: Vec<SampleCell>,
}

/// Why some rows are left out or rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cause {
    /// `skipped` or `rejected`.
    pub outcome: RowOutcome,
    /// The cause, in a sentence.
    pub cause: String,
    /// How many rows.
    pub rows: u64,
    /// The first of them, counted as a spreadsheet does: the heads are row 1.
    pub row_numbers: Vec<u64>,
    /// Up to three of them, each with its own words.
    pub examples: Vec<RowExample>,
}

/// A row that is left out or rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowExample {
    /// The row.
    pub row: u64,
    /// The reason, with what stands in the row.
    pub reason: String,
}

/// A cell that would change something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleCell {
    /// The row.
    pub row: u64,
    /// The identifier in the row.
    pub identifier: String,
    /// The column.
    pub column: String,
    /// The value that is there; `null` where there is none.
    pub old: Option<String>,
    /// The value that would be there; `null` where it would be removed.
    pub new: Option<String>,
}

/// What taking an import back came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reverted {
    /// Users that the import had created and that are gone.
    pub removed: u64,
    /// Users that the import had created and that stay, because something came of them since.
    pub kept: u64,
    /// Users that were there before, and of whom values went back.
    pub restored: u64,
}
