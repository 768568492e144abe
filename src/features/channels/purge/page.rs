//! The transcript to read: one page without scripts, in the reader's light or dark scheme.

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::discord::history::{Listed, Said};
use crate::domain::case::Case;
use crate::domain::ids::created_at;
use crate::words;

/// The content security policy: the page loads nothing and runs nothing, whatever somebody wrote.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = "
:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a3d45); --soft: light-dark(#5c6370, #a0a6b1); --card: light-dark(#f4f5f7, #24262b) }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #1a1b1e); color: light-dark(#1c1e21, #e4e6ea) }
h1 { margin: 0 0 .25rem; font-size: 1.4rem }
header, footer { color: var(--soft); font-size: .9rem }
header { margin-bottom: 1rem }
article { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere }
article > p:first-child { margin: 0; font-size: .85rem; color: var(--soft) }
article b { color: light-dark(#1c1e21, #e4e6ea); font-size: 1rem; margin-right: .3rem }
small { border: 1px solid var(--line); border-radius: .3rem; padding: 0 .3rem; margin-right: .3rem }
.said { white-space: pre-wrap }
blockquote { margin: .3rem 0; padding: .3rem .7rem; border-left: 3px solid var(--line); background: var(--card) }
.note { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; background: var(--card) }
";

/// Returns the page around the messages made by [`message`].
pub(super) fn page(case: &Case, messages: &[Markup], left_out: usize) -> Markup {
    let title = words::purge_page_title(case.number);
    html! {
        (DOCTYPE)
        html lang=(words::languages().reader.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    (PreEscaped(head(case, messages.len())))
                    @if let Some(reason) = &case.reason { br; (PreEscaped(words::purge_page_reason(bdi(reason)))) }
                }
                main { @for message in messages { (message) } }
                @if left_out > 0 {
                    p .note { (words::purge_page_left_out(u64::try_from(left_out).unwrap_or(u64::MAX))) }
                }
            }
        }
    }
}

fn head(case: &Case, shown: usize) -> String {
    let (shown, by) = (u64::try_from(shown).unwrap_or(u64::MAX), bdi(&case.moderator_name));
    let at = moment(case.created_at);
    match case.channel {
        Some(channel) => words::purge_page_head_channel(shown, by, case.moderator, channel, at),
        None => words::purge_page_head(shown, by, case.moderator, at),
    }
}

/// Returns other people's text as HTML that does not turn the direction of the sentence around it.
fn bdi(text: &str) -> String {
    html! { bdi { (text) } }.into_string()
}

fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// Returns one message.
pub(super) fn message(message: &Listed) -> Markup {
    html! {
        article {
            p {
                b { bdi { (message.author.username) } }
                @if message.author.bot { small { (words::purge_page_bot()) } }
                (message.author.id)
                @if let Some(by) = message.made_by() { ", " (PreEscaped(words::purge_page_for(bdi(&by.username), by.id))) }
                " · " (moment(created_at(message.id)))
                @if let Some(edited) = message.edited_timestamp { " · " (words::purge_page_edited(moment(edited))) }
            }
            (words(&message.said))
            @for forwarded in message.saids().skip(1) { blockquote { (words::purge_page_forwarded()) (words(forwarded)) } }
        }
    }
}

fn words(said: &Said) -> Markup {
    html! {
        @if !said.content.is_empty() { div .said { (said.content) } }
        @for embed in &said.embeds {
            blockquote {
                @if let Some(title) = &embed.title { div { b { (title) } } }
                @if let Some(text) = &embed.description { div .said { (text) } }
                @for field in &embed.fields { div { b { (field.name) } " " (field.value) } }
                @if let Some(url) = &embed.url { div { (url) } }
            }
        }
        @for file in &said.attachments { div { "📎 " (PreEscaped(words::purge_page_file(bdi(&file.filename), file.size))) } }
        @if let Some(poll) = &said.poll { div { (PreEscaped(words::purge_page_poll(bdi(&poll.line())))) } }
        @for sticker in &said.sticker_items { div { (PreEscaped(words::purge_page_sticker(bdi(&sticker.name)))) } }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use serde_json::json;

    pub fn case() -> Case {
        Case::of(crate::domain::kind::Kind::Purge)
    }

    pub fn said(at: u64, content: &str) -> Listed {
        let author = json!({ "id": "5", "username": "<b>ann</b>", "bot": true });
        let id = (at << 22).to_string();
        serde_json::from_value(json!({ "id": id, "type": 0, "author": author, "content": content })).unwrap()
    }

    #[test]
    fn what_people_wrote_is_text_and_never_markup() {
        let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\" & '";
        let mut case = case();
        case.reason = Some(evil.to_owned());
        let written = page(&case, &[message(&said(1, evil))], 0).into_string();
        assert!(!written.contains("<script") && !written.contains("<img") && !written.contains("<b>ann"));
        assert_eq!(written.matches("&lt;script&gt;").count(), 2);
        assert!(written.contains("&lt;b&gt;ann"));
        assert!(!written.contains("more message"));
    }
}
