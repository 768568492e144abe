//! Auto-moderation: the actions of a rule that is hit.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{AuditAction, By, World};
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, RuleId, UserId};

/// An action that a rule carried out because it was hit.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AutoModHit {
    /// The server.
    pub guild: GuildId,
    /// The rule.
    pub rule: RuleId,
    /// The rule's trigger, in Discord's numbers.
    pub trigger: u64,
    /// The action, as Discord describes it.
    pub action: Value,
    /// The user whose message hit the rule.
    pub user: UserId,
    /// The channel of the message.
    pub channel: ChannelId,
    /// The text of the message.
    pub content: String,
    /// The word of the rule that the text contains.
    pub keyword: Option<String>,
}

impl AutoModHit {
    /// Returns the hit as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "guild_id": self.guild,
            "action": self.action,
            "rule_id": self.rule,
            "rule_trigger_type": self.trigger,
            "user_id": self.user,
            "channel_id": self.channel,
            "content": self.content,
            "matched_keyword": self.keyword,
            "matched_content": self.keyword,
        })
    }

    /// Returns the hit without message content.
    pub(crate) fn redacted_json(&self) -> Value {
        let mut json = self.json();
        json["content"] = json!("");
        json["matched_content"] = json!("");
        json
    }
}

impl World {
    /// Makes a user's message hit a rule: the rule's actions run, and the message is not posted.
    pub(crate) fn hit_rule(
        &mut self,
        user: UserId,
        channel: ChannelId,
        rule: RuleId,
        content: &str,
        keyword: Option<&str>,
    ) -> Result<(), Failure> {
        let guild = self.channel(channel)?.guild.ok_or(Code::NotInDirectMessage)?;
        self.member(guild, user)?;
        let known = self.guild(guild)?.rules.get(&rule).ok_or(Code::UnknownRule)?.clone();
        let trigger = known["trigger_type"].as_u64().unwrap_or_default();
        let options = json!({
            "auto_moderation_rule_name": known["name"],
            "auto_moderation_rule_trigger_type": trigger.to_string(),
            "channel_id": channel,
        });
        for action in known["actions"].as_array().into_iter().flatten() {
            let entry = match action["type"].as_u64() {
                Some(1) => AuditAction::AutoModBlock,
                Some(2) => AuditAction::AutoModFlag,
                Some(3) => AuditAction::AutoModTimeout,
                _ => continue,
            };
            if entry == AuditAction::AutoModTimeout {
                self.time_out_for(guild, user, action["metadata"]["duration_seconds"].as_i64())?;
            }
            let by = By { user, reason: None };
            self.audit(&by, guild, entry, Some(user.get()), Vec::new(), Some(options.clone()));
            let hit = AutoModHit {
                guild,
                rule,
                trigger,
                action: action.clone(),
                user,
                channel,
                content: content.to_owned(),
                keyword: keyword.map(str::to_owned),
            };
            self.changed(Change::AutoModerated { hit: Box::new(hit) });
        }
        Ok(())
    }

    fn time_out_for(&mut self, guild: GuildId, user: UserId, seconds: Option<i64>) -> Result<(), Failure> {
        let until = self.now() + SignedDuration::from_secs(seconds.unwrap_or_default());
        let member = self.member_mut(guild, user)?;
        member.timed_out_until = Some(until);
        let member = member.clone();
        self.changed(Change::MemberUpdated { guild, member });
        Ok(())
    }
}
