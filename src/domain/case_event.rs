//! The events in a case's history.

/// An event in a case's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseEvent {
    Opened,
    /// The action was done without Gavel, and recorded afterwards.
    Recorded,
    /// The case replaced an older one.
    Replaced,
    /// Ended by another case, which lifted it.
    Ended,
    /// Ended by another case, which took its place.
    ReplacedBy,
    Notified,
    Applied,
    Failed,
    Logged,
    Evidence,
    Voided,
    Edited,
    /// The person came back and was jailed again.
    Rejailed,
    /// The person came back and got their role again.
    GivenAgain,
    /// The case was imported under another number.
    Renumbered,
    /// The person was erased from it.
    Erased,
}

impl CaseEvent {
    /// Returns the name as stored and as exported.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Recorded => "recorded",
            Self::Replaced => "replaced",
            Self::Ended => "ended",
            Self::ReplacedBy => "replaced by",
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
            Self::Erased => "erased",
        }
    }
}
