//! The labels of metrics: typed, and none with values that strangers choose.

use std::fmt::Write;

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};

/// The `name` of interactions that were refused before a handler was chosen.
pub const REFUSED_INTERACTION: &str = "(refused)";

/// Declares a label that has a fixed set of values.
macro_rules! label {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$about])* $variant,)+
        }

        impl $name {
            /// The list of all values.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the value as `/metrics` shows it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl EncodeLabelValue for $name {
            fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> std::fmt::Result {
                encoder.write_str(self.as_str())
            }
        }
    };
}

label!(
    /// The answer to an interaction.
    InteractionOutcome {
        /// The reply was the response.
        Answered => "answered",
        /// The response asked for more time.
        Deferred => "deferred",
        /// No handler was chosen.
        Refused => "refused",
    }
);

label!(
    /// The end of a run of a job.
    JobOutcome {
        Done => "done",
        /// As planned: the next step is due later, or other jobs have their turn.
        Rescheduled => "rescheduled",
        /// Suspended until Gavel is in the server again.
        Suspended => "suspended",
        /// After a temporary failure, such as a rate limit.
        Retried => "retried",
        /// After an error that does not look temporary; the job is retried all the same.
        Failed => "failed",
        /// Another process runs the job.
        LeaseLost => "lease_lost",
        /// Given up, because the database refuses its outcome or it holds up each process that runs it.
        Broken => "broken",
    }
);

label!(
    /// The state of an unfinished job.
    JobState {
        Leased => "leased",
        Due => "due",
        Scheduled => "scheduled",
        Suspended => "suspended",
    }
);

label!(
    /// The state of a connection to the database.
    ConnectionState {
        Used => "used",
        Idle => "idle",
    }
);

label!(
    /// The limit that a call to Discord met.
    RateLimitScope {
        User => "user",
        Shared => "shared",
        Global => "global",
        Edge => "edge",
    }
);

label!(
    /// The outcome of an event that the sidecar sent, at the server.
    EventOutcome {
        New => "new",
        Duplicate => "duplicate",
        /// An event of a kind that this version does not know.
        Unknown => "unknown",
        /// An event that contradicts itself, or Discord's limits.
        Odd => "odd",
        /// Beyond what a server, or all of them, may tell in an hour.
        Excess => "excess",
    }
);

label!(
    /// The reason why the server cut a connection.
    CutReason {
        /// No request for a minute.
        Idle => "idle",
        /// Too long for a head, a body, or the reading of a response.
        Slow => "slow",
        /// Nothing signed so far, and a new connection needed the place.
        Full => "full",
    }
);

label!(
    /// The outcome of an event in the sidecar.
    PublishOutcome {
        Published => "published",
        Refused => "refused",
        Dropped => "dropped",
    }
);

label!(
    /// The start of a Gateway session.
    SessionStart {
        Ready => "ready",
        Resumed => "resumed",
    }
);

/// The status of an attempt: Discord's, or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestStatus {
    Http(u16),
    /// No connection.
    Unsent,
    /// No response.
    Lost,
    /// A response too large to read.
    TooLarge,
}

impl EncodeLabelValue for RequestStatus {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> std::fmt::Result {
        match self {
            Self::Http(status) => write!(encoder, "{status}"),
            Self::Unsent => encoder.write_str("unsent"),
            Self::Lost => encoder.write_str("lost"),
            Self::TooLarge => encoder.write_str("too_large"),
        }
    }
}

/// Declares a set of labels.
macro_rules! labels {
    ($($name:ident { $($field:ident: $kind:ty),+ })+) => {
        $(
            #[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
            pub struct $name {
                $(pub $field: $kind,)+
            }
        )+
    };
}

labels! {
    InteractionLabels { name: String, outcome: InteractionOutcome }
    KindLabels { kind: String }
    JobRunLabels { kind: String, outcome: JobOutcome }
    QueueLabels { kind: String, state: JobState }
    ConnectionLabels { state: ConnectionState }
    RouteLabels { route: String }
    RequestLabels { route: String, method: &'static str, status: RequestStatus }
    ScopeLabels { scope: RateLimitScope }
    EventLabels { outcome: EventOutcome }
    CutLabels { reason: CutReason }
    PublishLabels { outcome: PublishOutcome }
    SessionLabels { start: SessionStart }
    ShardLabels { shard: u32 }
}
