//! The preview of an action on many: who can be acted on, who is left out and why, and two buttons. The order waits in
//! the database.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::id_list::IdList;
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::member::Target;
use crate::domain::policy;
use crate::domain::rank::{Facts, forbids};
use crate::domain::text::{self, cut, plain, quote};
use crate::error::{Error, Result};
use crate::features::moderation::mass::people::{self, Reach};
use crate::features::moderation::mass::step::Wish;
use crate::kernel::cx::Cx;
use crate::kernel::question::{Question, ask};
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases;
use crate::words;

/// The limits of the lookup while somebody waits; the rest is found out during the action.
const REACH: Reach = Reach { pages: 10, singly: 100 };
/// The number of left-out people shown.
const SHOWN: usize = 15;

/// The question whether to act on the people who remain.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::moderation) struct AskMass {
    pub(super) kind: Kind,
    pub(super) reason: Option<String>,
    pub(super) delete_seconds: u32,
    /// The people, in ascending order.
    pub(super) ids: Vec<UserId>,
    /// The people left out, and why.
    pub(super) left_out: Vec<(UserId, String)>,
    /// The text of the card.
    text: String,
}

impl Question for AskMass {
    const KIND: &'static str = "ask_mass";

    fn card(&self) -> Reply {
        let embed = Card::new()
            .title(format!("{}?", self.label()))
            .text(&self.text)
            .colour(self.kind.colour())
            .build();
        Reply::new(Audience::Public, Message::embed(embed))
    }

    fn labels(&self) -> (String, String) {
        (self.label(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        self.kind.permission()
    }
}

impl AskMass {
    fn label(&self) -> String {
        let people = number(self.ids.len());
        match self.kind {
            Kind::MassUnban => words::mass_label_unban(people),
            _ => words::mass_label_ban(people),
        }
    }
}

/// The given people, sorted.
#[derive(Default)]
struct Sorted {
    ids: Vec<UserId>,
    left_out: Vec<(UserId, String)>,
    /// The number of members among the ids, if known.
    members: Option<usize>,
    /// The number of people with temporary bans.
    prolonged: usize,
    /// `true` if everybody's ban was looked up.
    all_bans_seen: bool,
}

/// Sorts the given people and shows the preview.
pub(super) async fn show(cx: &Cx, request: Wish, list: IdList) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    if let Some(why) = list.forbids() {
        return Err(Error::refused(why));
    }
    let sorted = sort(cx, request.kind, &list).await?;
    let text = words(&request, &list, &sorted);
    if sorted.ids.is_empty() {
        let text = format!("{}\n{text}", words::mass_nobody());
        return Err(Error::refused(cut(&text, limits::MESSAGE)));
    }
    let question = AskMass {
        kind: request.kind,
        reason: request.reason.and_then(|text| text::words(&text)),
        delete_seconds: request.delete_seconds,
        ids: sorted.ids,
        left_out: sorted.left_out,
        text,
    };
    ask(cx, question, None).await
}

/// Fails unless the caller may order this now. Returns the facts for the decision on each person.
///
/// # Errors
/// A refusal that names the rule.
pub(super) fn may(cx: &Cx, seen: &ServerFacts, kind: Kind) -> Result<Facts> {
    let request = policy::PlannedAction { kind: kind.single(), points: 0, ends_at: None, role: None };
    // For nobody in particular: a rule that applies here forbids the whole order.
    let facts = check::facts(cx, seen, Target::Outsider(cx.at.id.cast()), request)?;
    match forbids(&facts) {
        Some(rule) => Err(Error::refused(rule.text(cx.caller()))),
        None => Ok(facts),
    }
}

async fn sort(cx: &Cx, kind: Kind, list: &IdList) -> Result<Sorted> {
    let seen = check::look(cx).await?;
    let mut facts = may(cx, &seen, kind)?;
    let (guild, discord) = (cx.guild()?, &cx.app.discord);
    let ids: Vec<UserId> = list.ids.iter().copied().collect();
    let bans = people::bans(discord, guild, &ids, REACH).await?;
    let mut sorted = Sorted { all_bans_seen: bans.is_some(), ..Sorted::default() };
    let is_banned = |id: &UserId| bans.as_ref().map(|bans| bans.contains_key(id));
    let mut left_out = |wanted: bool, why: &str, ids: Vec<UserId>| -> Vec<UserId> {
        let (out, rest): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| is_banned(id) == Some(wanted));
        sorted.left_out.extend(out.into_iter().map(|id| (id, why.to_owned())));
        rest
    };
    if kind == Kind::MassUnban {
        sorted.ids = left_out(false, &words::mass_not_banned(), ids);
        return Ok(sorted);
    }
    let ending = cases::bans_ending(&cx.app.db, guild, &ids).await?;
    let (ending, ids): (Vec<_>, Vec<_>) =
        ids.into_iter().partition(|id| ending.contains(id) && is_banned(id) == Some(true));
    let mut ids = left_out(true, &words::mass_banned_already(), ids);
    sorted.prolonged = ending.len();
    ids.extend(ending);
    ids.sort_unstable();
    let members = people::members(&cx.app, guild, &ids, REACH, &mut true).await?;
    sorted.members = members.as_ref().map(|_| 0);
    let nobody = people::Members::new();
    for id in ids {
        match people::spared(&mut facts, id, members.as_ref().unwrap_or(&nobody)) {
            Some(why) => sorted.left_out.push((id, why.text())),
            None => {
                let is_member = members.as_ref().is_some_and(|members| members.contains_key(&id));
                sorted.members = sorted.members.map(|n| n + usize::from(is_member));
                sorted.ids.push(id);
            }
        }
    }
    Ok(sorted)
}

/// Returns the text of the card.
fn words(request: &Wish, list: &IdList, sorted: &Sorted) -> String {
    let mut lines = vec![words::mass_can(number(sorted.ids.len()))];
    if let Some(members) = sorted.members {
        let others = sorted.ids.len() - members;
        lines.push(words::mass_members(number(members), others));
    } else if request.kind == Kind::MassBan {
        lines.push(words::mass_members_later());
    }
    if sorted.prolonged > 0 {
        lines.push(words::mass_prolonged(number(sorted.prolonged)));
    }
    if !sorted.all_bans_seen {
        lines.push(words::mass_many_bans());
    }
    if list.repeated > 0 {
        lines.push(words::mass_repeated(list.repeated));
    }
    if list.unread > 0 {
        let examples: Vec<String> = list.examples.iter().map(|word| plain(word)).collect();
        lines.push(words::mass_unread(list.unread, examples.join(", ")));
    }
    lines.extend(spared(&sorted.left_out));
    if let Some(reason) = &request.reason {
        lines.push(quote(reason, limits::REASON_IN_REPLY));
    }
    lines.join("\n")
}

/// Returns the people left out, and why: the first few by name, the rest by number.
fn spared(left_out: &[(UserId, String)]) -> Vec<String> {
    if left_out.is_empty() {
        return vec![];
    }
    let (banned, not_banned) = (words::mass_banned_already(), words::mass_not_banned());
    let count = |why: &str| number(left_out.iter().filter(|(_, reason)| reason == why).count());
    let mut lines = Vec::new();
    match count(&banned) {
        0 => {}
        n => lines.push(words::mass_left_out_banned(n)),
    }
    match count(&not_banned) {
        0 => {}
        n => lines.push(words::mass_left_out_not_banned(n)),
    }
    let protected: Vec<_> = left_out.iter().filter(|(_, why)| *why != banned && *why != not_banned).collect();
    for (id, why) in protected.iter().take(SHOWN) {
        lines.push(words::mass_left_out_one(id, why));
    }
    if protected.len() > SHOWN {
        lines.push(words::mass_left_out_more(number(protected.len() - SHOWN)));
    }
    lines
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
