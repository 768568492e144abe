//! Discord's refusals: an HTTP status, a JSON code, a message, and for some a tree of form errors.

use serde_json::{Value, json};

/// The JSON error codes of Discord's that the stand-in uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    Unauthorized = 0,
    UnknownChannel = 10003,
    UnknownGuild = 10004,
    UnknownMember = 10007,
    UnknownMessage = 10008,
    UnknownOverwrite = 10009,
    UnknownRole = 10011,
    UnknownEmoji = 10014,
    UnknownUser = 10013,
    UnknownWebhook = 10015,
    UnknownBan = 10026,
    UnknownInteraction = 10062,
    UnknownCommand = 10063,
    UnknownRule = 10066,
    UnknownApplication = 10002,
    InvalidForm = 50035,
    InvalidJson = 50109,
    MissingAccess = 50001,
    WrongChannelType = 50024,
    InvalidRole = 50028,
    NotInDirectMessage = 50003,
    NotYourMessage = 50005,
    EmptyMessage = 50006,
    CannotSendToUser = 50007,
    MissingPermissions = 50013,
    BulkDeleteCount = 50016,
    SystemMessage = 50021,
    InvalidWebhookToken = 50027,
    InvalidRecipient = 50033,
    MessageTooOld = 50034,
    NoMutualGuild = 50278,
    MaxPins = 30003,
    DailyCommandCreates = 30034,
    TooLarge = 40005,
    NotInVoice = 40032,
    AlreadyAcknowledged = 40060,
    NotText = 50008,
    ThreadIsArchived = 50083,
    TagRequired = 40067,
    ThreadIsLocked = 160_005,
    NothingBanned = 500_000,
}

impl Code {
    fn status(self) -> u16 {
        match self {
            Self::Unauthorized | Self::InvalidWebhookToken => 401,
            Self::MissingAccess
            | Self::MissingPermissions
            | Self::CannotSendToUser
            | Self::NotYourMessage
            | Self::SystemMessage
            | Self::NotInDirectMessage
            | Self::NoMutualGuild
            | Self::ThreadIsLocked => 403,
            Self::TooLarge => 413,
            code if (10_000..20_000).contains(&(code as u64)) => 404,
            _ => 400,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Unauthorized => "401: Unauthorized",
            Self::UnknownApplication => "Unknown Application",
            Self::UnknownChannel => "Unknown Channel",
            Self::UnknownGuild => "Unknown Guild",
            Self::UnknownMember => "Unknown Member",
            Self::UnknownMessage => "Unknown Message",
            Self::UnknownOverwrite => "Unknown Overwrite",
            Self::UnknownEmoji => "Unknown Emoji",
            Self::UnknownRole => "Unknown Role",
            Self::UnknownUser => "Unknown User",
            Self::UnknownWebhook => "Unknown Webhook",
            Self::UnknownBan => "Unknown Ban",
            Self::UnknownInteraction => "Unknown interaction",
            Self::UnknownCommand => "Unknown application command",
            Self::UnknownRule => "Unknown Auto Moderation Rule",
            Self::InvalidForm => "Invalid Form Body",
            Self::InvalidJson => "The request body contains invalid JSON.",
            Self::MissingAccess => "Missing Access",
            Self::WrongChannelType => "Cannot execute action on this channel type",
            Self::InvalidRole => "Invalid role",
            Self::NotInDirectMessage => "Cannot execute action on a DM channel",
            Self::NotYourMessage => "Cannot edit a message authored by another user",
            Self::EmptyMessage => "Cannot send an empty message",
            Self::CannotSendToUser => "Cannot send messages to this user",
            Self::MissingPermissions => "Missing Permissions",
            Self::BulkDeleteCount => {
                "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete."
            }
            Self::SystemMessage => "Cannot execute action on a system message",
            Self::InvalidWebhookToken => "Invalid Webhook Token",
            Self::InvalidRecipient => "Invalid Recipient(s)",
            Self::MessageTooOld => "A message provided was too old to bulk delete",
            Self::NoMutualGuild => "Cannot send messages to this user due to having no mutual guilds",
            Self::MaxPins => "Maximum number of pins reached for the channel (250)",
            Self::DailyCommandCreates => {
                "Max number of daily application command creates has been reached (200)"
            }
            Self::TooLarge => "Request entity too large",
            Self::NotInVoice => "Target user is not connected to voice.",
            Self::AlreadyAcknowledged => "Interaction has already been acknowledged.",
            Self::NotText => "Cannot send messages in a non-text channel",
            Self::TagRequired => "A tag is required to create a forum post in this channel",
            Self::ThreadIsArchived => "Thread is archived",
            Self::ThreadIsLocked => "This thread is locked",
            Self::NothingBanned => "Failed to ban users",
        }
    }
}

/// A refusal. `violation` is set if the call itself was malformed; it says how.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) status: u16,
    pub(super) code: u64,
    pub(super) message: String,
    pub(super) errors: Option<Value>,
    pub(super) violation: Option<String>,
}

impl Failure {
    /// Returns a refusal without a code of its own, as Discord gives for an unknown route.
    pub(super) fn plain(status: u16, message: &str) -> Self {
        Self { status, code: 0, message: message.to_owned(), errors: None, violation: None }
    }

    /// Returns "Invalid Form Body" with its tree of errors.
    pub(super) fn form(errors: Value, violation: String) -> Self {
        Self { errors: Some(errors), ..Self::from(Code::InvalidForm).violating(violation) }
    }

    /// Marks the refusal as a violation: the call should not have been made in this shape.
    pub(super) fn violating(mut self, what: impl Into<String>) -> Self {
        self.violation = Some(what.into());
        self
    }

    /// Returns the body that Discord would send.
    pub(super) fn json(&self) -> Value {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self {
            status: code.status(),
            code: code as u64,
            message: code.message().to_owned(),
            errors: None,
            violation: None,
        }
    }
}
