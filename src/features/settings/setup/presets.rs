//! Ready-made ladders and reasons.

use crate::domain::kind::Kind;
use crate::domain::ladder::{Ladder, Step};
use crate::domain::settings_rules::PRESETS;
use crate::words;

/// A ready-made ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LadderPreset {
    Mild,
    Usual,
    Strict,
}

impl LadderPreset {
    pub(super) const ALL: [Self; 3] = [Self::Mild, Self::Usual, Self::Strict];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Usual => "usual",
            Self::Strict => "strict",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == text)
    }

    pub(super) fn title(self) -> String {
        match self {
            Self::Mild => words::setup_ladder_mild(),
            Self::Usual => words::setup_ladder_usual(),
            Self::Strict => words::setup_ladder_strict(),
        }
    }

    /// Returns the steps.
    pub(super) fn steps(self) -> Ladder {
        let step = |points, action, duration: Option<&str>| Step {
            points,
            window_days: None,
            action,
            duration: duration.map(str::to_owned),
        };
        match self {
            Self::Mild => {
                vec![step(3, Kind::Timeout, Some("1h")), step(6, Kind::Timeout, Some("1d"))]
            }
            Self::Usual => vec![
                step(3, Kind::Timeout, Some("1h")),
                step(5, Kind::Timeout, Some("1d")),
                step(7, Kind::Kick, None),
                step(10, Kind::Ban, None),
            ],
            Self::Strict => vec![
                step(2, Kind::Timeout, Some("1d")),
                step(3, Kind::Timeout, Some("7d")),
                step(5, Kind::Ban, None),
            ],
        }
    }

    /// Returns the steps in one line.
    pub(super) fn about(self) -> String {
        self.steps().iter().map(Step::text).collect::<Vec<_>>().join(" · ")
    }
}

/// Ready-made reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReasonsPreset {
    Short,
    Long,
}

impl ReasonsPreset {
    pub(super) const ALL: [Self; 2] = [Self::Short, Self::Long];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == text)
    }

    pub(super) fn title(self) -> String {
        match self {
            Self::Short => words::setup_reasons_short(),
            Self::Long => words::setup_reasons_long(),
        }
    }

    /// Returns the reasons, in the language in which the server reads them.
    pub(super) fn reasons(self) -> Vec<String> {
        let list = match self {
            Self::Short => words::for_server(words::setup_reasons_few),
            Self::Long => words::for_server(words::setup_reasons_many),
        };
        list.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// Adds reasons to those there are, as many as fit.
pub(super) fn add_reasons(there: &mut Vec<String>, new: Vec<String>) {
    for reason in new {
        if there.len() < PRESETS && !there.contains(&reason) {
            there.push(reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;
    use crate::domain::settings_rules::step_duration;
    use crate::domain::text::length;
    use crate::words::{Language, Languages, written_in};

    #[test]
    fn every_ladder_keeps_the_rules_of_steps() {
        for preset in LadderPreset::ALL {
            let steps = preset.steps();
            assert!(steps.is_sorted_by_key(|step| step.points) && !steps.is_empty());
            for step in steps {
                assert_eq!(step_duration(step.action, step.duration.as_deref()), Ok(step.duration));
            }
        }
    }

    #[test]
    fn every_reason_fits_in_every_language() {
        for language in Language::all() {
            for preset in ReasonsPreset::ALL {
                let spoken = Languages { reader: language, server: language };
                let reasons = written_in(spoken, || preset.reasons());
                assert!((4..=PRESETS).contains(&reasons.len()), "{reasons:?}");
                assert!(reasons.iter().all(|reason| length(reason) <= limits::PRESET));
            }
        }
        let mut there: Vec<String> = (0..PRESETS).map(|at| at.to_string()).collect();
        add_reasons(&mut there, vec!["new".to_owned()]);
        assert_eq!(there.len(), PRESETS);
    }
}
