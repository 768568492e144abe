//! What goes by itself, and so can go wrong with nobody looking.

/// What was set up to go by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Automation {
    Welcome,
    Leave,
    Autorole,
    Rejoin,
    Alert,
    MessageLog,
}

impl Automation {
    pub const ALL: [Self; 6] =
        [Self::Welcome, Self::Leave, Self::Autorole, Self::Rejoin, Self::Alert, Self::MessageLog];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Leave => "leave",
            Self::Autorole => "autorole",
            Self::Rejoin => "rejoin",
            Self::Alert => "alert",
            Self::MessageLog => "message_log",
        }
    }

    /// As it was stored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|automation| automation.as_str() == text)
    }

    /// For a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Welcome => "The welcome message",
            Self::Leave => "The leave message",
            Self::Autorole => "Roles for newcomers",
            Self::Rejoin => "What holds for those who come back",
            Self::Alert => "The alert on who joins",
            Self::MessageLog => "The log of messages",
        }
    }
}
