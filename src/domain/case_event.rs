//! The events in a case's history.

/// Something that happened to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEvent {
    Opened,
    /// Done without Gavel, and learnt of.
    Recorded,
    /// Took the place of an older case.
    Replaced,
    Notified,
    Applied,
    Failed,
    Logged,
    Evidence,
    Voided,
    Edited,
    /// Somebody came back, and was put into jail again.
    Rejailed,
    /// Somebody came back, and was given their role again.
    GivenAgain,
    /// Came into the record under another number.
    Renumbered,
}

impl CaseEvent {
    /// Returns the name as stored and as exported.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Recorded => "recorded",
            Self::Replaced => "replaced",
            Self::Notified => "notified",
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::Logged => "logged",
            Self::Evidence => "evidence",
            Self::Voided => "voided",
            Self::Edited => "edited",
            Self::Rejailed => "rejailed",
            Self::GivenAgain => "given again",
            Self::Renumbered => "renumbered",
        }
    }
}
