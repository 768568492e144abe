//! Automations: features that run without an order, and so can fail unseen.

use crate::words;

/// A feature that runs without an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Automation {
    Welcome,
    Leave,
    Autorole,
    Rejoin,
    Alert,
    MessageLog,
    Appeals,
    Reports,
}

impl Automation {
    pub const ALL: [Self; 8] = [
        Self::Welcome,
        Self::Leave,
        Self::Autorole,
        Self::Rejoin,
        Self::Alert,
        Self::MessageLog,
        Self::Appeals,
        Self::Reports,
    ];

    /// Returns the name as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Leave => "leave",
            Self::Autorole => "autorole",
            Self::Rejoin => "rejoin",
            Self::Alert => "alert",
            Self::MessageLog => "message_log",
            Self::Appeals => "appeals",
            Self::Reports => "reports",
        }
    }

    /// Returns the automation of a stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|automation| automation.as_str() == text)
    }

    /// Returns the name for a heading.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Self::Welcome => words::automated_welcome(),
            Self::Leave => words::automated_leave(),
            Self::Autorole => words::automated_autorole(),
            Self::Rejoin => words::automated_rejoin(),
            Self::Alert => words::automated_alert(),
            Self::MessageLog => words::automated_message_log(),
            Self::Appeals => words::automated_appeals(),
            Self::Reports => words::automated_reports(),
        }
    }
}
