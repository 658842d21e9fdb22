//! A request's body: one message or a batch of them.

use super::{item, json::RawObject};
use crate::ingest::{
    message::{Message, Reject, Source},
    proof::Verification,
};
use serde_json::value::RawValue;
use shared::time::Instant;

/// Most bytes of a message.
const LARGEST_MESSAGE: usize = 32 << 10;
/// Most items of a batch.
const MOST_ITEMS: usize = 2_500;
/// Characters of a message that are kept with a reject.
const SAMPLE: usize = 500;

/// What is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// One message of this kind.
    Call(CallKind),
    /// Messages that tell their kind.
    Batch,
    /// As a batch, of things long past.
    Import,
}

/// The kinds of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// Who somebody is.
    Identify,
    /// What somebody did.
    Track,
    /// A page was seen.
    Page,
    /// A screen was seen.
    Screen,
    /// Somebody belongs to a company.
    Group,
    /// Two ids are one person.
    Alias,
}

impl CallKind {
    pub(super) const ALL: [Self; 6] = [Self::Identify, Self::Track, Self::Page, Self::Screen, Self::Group, Self::Alias];

    /// Its word in `type`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
        }
    }
}

/// What holds for every message of a request.
pub struct Surroundings<'a> {
    pub(super) received_at: Instant,
    pub(super) is_secret: bool,
    pub(super) is_import: bool,
    pub(super) source: Source,
    pub(super) sent_at: Option<Instant>,
    pub(super) context: Option<&'a RawValue>,
    /// How users are proven; `None` where nobody has to.
    pub(super) proof: Option<&'a Verification>,
}

/// Who sends a request.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// Whether the key may do what a public key may not.
    pub is_secret: bool,
    /// Whether it is a browser.
    pub is_browser: bool,
    /// How users are to be proven; who has the secret key need not.
    pub proof: Option<&'a Verification>,
}

/// What a request holds.
#[derive(Debug, Default, PartialEq)]
pub struct Decoded {
    /// The messages that can be applied, in their order.
    pub messages: Vec<Message>,
    /// What cannot be kept, whole messages and parts of kept ones.
    pub rejects: Vec<Reject>,
    /// Why the first message that cannot be kept at all cannot.
    pub refused: Option<String>,
}

/// A body that is a JSON object.
pub struct Body<'a> {
    text: &'a str,
    object: RawObject<'a>,
}

impl<'a> Body<'a> {
    /// Reads the outline of a body.
    ///
    /// # Errors
    /// With a sentence when it is not a JSON object.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "The body is not JSON: it is not UTF-8.".to_owned())?;
        let object =
            serde_json::from_str(text).map_err(|error| format!("The body is not JSON as expected: {error}."))?;
        Ok(Self { text, object })
    }

    /// The key inside the body, which some clients send.
    #[must_use]
    pub fn write_key(&self) -> Option<String> {
        item::text(&self.object, "writeKey").ok().flatten()
    }

    /// Reads the messages.
    ///
    /// # Errors
    /// With a sentence when the body as a whole cannot be taken.
    pub fn decode(&self, endpoint: Endpoint, received_at: Instant, sender: Sender<'_>) -> Result<Decoded, String> {
        let source = if sender.is_browser { Source::Sdk } else { Source::Server };
        let proof = sender.proof.filter(|_| !sender.is_secret);
        // A message's own fields are not its surroundings.
        let mut around = Surroundings {
            received_at,
            is_secret: sender.is_secret,
            is_import: false,
            source,
            sent_at: None,
            context: None,
            proof,
        };
        let mut decoded = Decoded::default();
        match (endpoint, self.object.get("batch")) {
            (Endpoint::Call(kind), _) => decoded.read(Some(kind), self.text, &self.object, &around),
            (Endpoint::Import, None) => {
                around.is_import = true;
                decoded.read(None, self.text, &self.object, &around);
            }
            (Endpoint::Batch, None) => return Err("The body has no batch.".into()),
            (Endpoint::Batch | Endpoint::Import, Some(batch)) => {
                around.is_import = endpoint == Endpoint::Import;
                around.sent_at = item::time(&self.object, "sentAt", &mut Vec::new());
                around.context = self.object.get("context");
                decoded.read_batch(batch, &around)?;
            }
        }
        Ok(decoded)
    }
}

impl Decoded {
    fn read_batch(&mut self, batch: &RawValue, around: &Surroundings<'_>) -> Result<(), String> {
        let items: Vec<&RawValue> =
            serde_json::from_str(batch.get()).map_err(|_| "The batch is not a list.".to_owned())?;
        if items.len() > MOST_ITEMS {
            return Err(format!("A batch holds at most {MOST_ITEMS} messages; this one has {}.", items.len()));
        }
        self.messages.reserve(items.len());
        for item in items {
            match serde_json::from_str::<RawObject<'_>>(item.get()) {
                Ok(object) => self.read(None, item.get(), &object, around),
                Err(error) => {
                    let (error, text) = (error.to_string(), item.get());
                    let error = error.split(" at line ").next().unwrap_or_default();
                    self.refuse("message", format!("The message cannot be read: {error}."), Vec::new(), text);
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, kind: Option<CallKind>, text: &str, object: &RawObject<'_>, around: &Surroundings<'_>) {
        let kind = match kind.map_or_else(|| kind_of(object), Ok) {
            Ok(kind) => kind,
            Err(reason) => return self.refuse("message", reason, item::identity_keys(object), text),
        };
        if text.len() > LARGEST_MESSAGE {
            let reason = format!("A message has at most {LARGEST_MESSAGE} bytes; this one has {}.", text.len());
            return self.refuse(kind.word(), reason, item::identity_keys(object), text);
        }
        let mut parts = Vec::new();
        let message = item::read(kind, object, around, || sample(text), &mut parts);
        match message {
            Ok(message) => {
                self.messages.push(message);
                for reason in parts {
                    let identity_keys = item::identity_keys(object);
                    self.rejects.push(Reject { kind: kind.word(), reason, identity_keys, sample: sample(text) });
                }
            }
            Err(reason) => self.refuse(kind.word(), reason, item::identity_keys(object), text),
        }
    }

    fn refuse(&mut self, kind: &'static str, reason: String, identity_keys: Vec<String>, text: &str) {
        self.refused.get_or_insert_with(|| reason.clone());
        self.rejects.push(Reject { kind, reason, identity_keys, sample: sample(text) });
    }
}

fn kind_of(object: &RawObject<'_>) -> Result<CallKind, String> {
    let word = item::text(object, "type")?.ok_or("The message has no type.")?;
    let kind = CallKind::ALL.into_iter().find(|kind| kind.word() == word);
    kind.ok_or_else(|| "The type is none of identify, track, page, screen, group and alias.".into())
}

/// The beginning of a text, without NUL.
#[must_use]
pub(crate) fn sample(text: &str) -> String {
    text.chars().filter(|character| *character != '\0').take(SAMPLE).collect()
}
