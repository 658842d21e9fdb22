//! What a client said, read and resolved: the form in which messages go through the queue.
//!
//! Invariants: ids have 1 to 255 characters, event names 1 to 200, and no text holds NUL; `at` is corrected for the
//! client's clock and never later than `received_at`.

use serde::{Deserialize, Serialize};
pub use shared::api::profile::Source;
use shared::time::Instant;

/// One message that can be applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Stored once however often it is sent; without one it is stored each time.
    pub message_id: Option<String>,
    /// Whom it is about.
    pub identity: Identity,
    /// When it happened.
    pub at: Instant,
    /// When the server got it.
    pub received_at: Instant,
    /// Whether the user was there, as opposed to a server that tells something of them.
    pub is_activity: bool,
    /// Where its values come from.
    pub origin: Origin,
    /// `context.locale`.
    pub locale: Option<String>,
    /// What it says.
    pub action: Action,
}

/// Whom a message is about: at least one id is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The browser's id.
    pub anonymous_id: Option<String>,
    /// The product's id of the person.
    pub external_id: Option<String>,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Traits of the person; links the ids.
    Identify {
        /// Reserved traits; `None` removes.
        natives: Vec<(NativeKey, Option<NativeContent>)>,
        /// Custom attributes by key; `None` removes.
        attributes: Vec<(String, Option<AttributeValue>)>,
    },
    /// An ordinary event.
    Track {
        /// Its name.
        event: String,
        /// JSON object with dotted keys.
        properties: Option<String>,
    },
    /// An interaction with an experience.
    Interact(Box<Interaction>),
    /// Two ids of one person.
    Alias {
        /// The id used before.
        previous_id: String,
        /// Whether the key may join two identified users.
        may_join_identified: bool,
        /// The message's beginning, should it be refused.
        sample: String,
    },
    /// What is told of the company that the person belongs to: `group.id`, and its traits as `group.*`.
    Group {
        /// Custom attributes by key; `None` removes.
        attributes: Vec<(String, Option<AttributeValue>)>,
    },
    /// The user was there (page, screen); nothing else is kept.
    Presence,
}

/// An interaction with an experience.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    /// What the user did.
    pub action: InteractionAction,
    /// The product's id of the experience.
    pub experience_id: String,
    /// Its name, when told.
    pub name: Option<String>,
    /// Its kind, when told and known.
    pub kind: Option<&'static str>,
    /// The step that it happened at.
    pub step: Option<i64>,
    /// How many steps there are.
    pub steps: Option<i64>,
    /// What was answered.
    pub answer: Option<Answer>,
}

/// What a user did with an experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionAction {
    /// It was shown.
    Seen,
    /// A step was reached.
    StepReached,
    /// It was gone through.
    Completed,
    /// It was closed.
    Dismissed,
    /// A question was answered.
    Answered,
}

impl InteractionAction {
    /// Its word, as stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::StepReached => "step_reached",
            Self::Completed => "completed",
            Self::Dismissed => "dismissed",
            Self::Answered => "answered",
        }
    }
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The product's id of the question.
    pub question_id: String,
    /// Its wording, when told.
    pub question: Option<String>,
    /// Its kind, when told and known.
    pub kind: Option<&'static str>,
    /// The answer; `None` for what is neither number, text nor list of scalars, of which `raw` is kept.
    pub value: Option<AnswerValue>,
    /// JSON, as sent; `None` when no answer was in it.
    pub raw: Option<String>,
}

/// The value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerValue {
    /// A number.
    Number(f64),
    /// A text, or the one chosen option.
    Text(String),
    /// Chosen options.
    Options(Vec<String>),
}

/// The reserved traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NativeKey {
    /// The display name.
    Name,
    /// Its first part, where no whole name was sent.
    FirstName,
    /// Its last part, where no whole name was sent.
    LastName,
    /// The e-mail address.
    Email,
    /// The language as the product names it.
    Language,
    /// The browser's language, where the product names none.
    Locale,
    /// When the product created the user.
    #[serde(rename = "created", alias = "created_at")]
    CreatedAt,
    /// The address of a picture.
    Avatar,
}

/// The value of a reserved trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NativeContent {
    /// All but `createdAt`.
    Text(String),
    /// `createdAt`, in milliseconds.
    Time(i64),
}

/// A custom attribute's value, as sent.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeValue {
    /// The value.
    pub content: AttributeContent,
    /// JSON, as sent.
    pub raw: String,
}

/// What JSON can say in an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeContent {
    /// A text, which may be a time.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A set of texts, in the order of their first appearance.
    List(Vec<String>),
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The kind of sender.
    pub source: Source,
    /// The integration's name, for [`Source::Integration`].
    pub integration: Option<String>,
}

/// Something sent that is not stored, with the reason for the dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The call: `identify`, `track` ... or `body` for a whole request.
    pub kind: &'static str,
    /// Why, in a sentence.
    pub reason: String,
    /// The ids in it as identity keys, the person's first.
    pub identity_keys: Vec<String>,
    /// The message's beginning.
    pub sample: String,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored.
    Stored,
    /// It was stored before.
    Duplicate,
    /// It is about somebody who was deleted.
    Blocked,
    /// It is not allowed, for this reason.
    Refused(String),
}

/// The key of an anonymous id in the table of identities.
#[must_use]
pub fn anonymous_key(anonymous_id: &str) -> String {
    format!("anon:{anonymous_id}")
}

/// The key of the product's id in the table of identities.
#[must_use]
pub fn external_key(external_id: &str) -> String {
    format!("user:{external_id}")
}

impl Reject {
    /// A message that could be read and is not allowed.
    #[must_use]
    pub fn of(message: &Message, reason: String) -> Self {
        let external = message.identity.external_id.as_deref().map(external_key);
        let anonymous = message.identity.anonymous_id.as_deref().map(anonymous_key);
        let (kind, sample) = match &message.action {
            Action::Alias { sample, .. } => ("alias", sample.clone()),
            Action::Identify { .. } => ("identify", String::new()),
            Action::Group { .. } => ("group", String::new()),
            Action::Track { .. } | Action::Interact(_) => ("track", String::new()),
            Action::Presence => ("page", String::new()),
        };
        Self { kind, reason, identity_keys: external.into_iter().chain(anonymous).collect(), sample }
    }
}
