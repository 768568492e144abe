//! An edited or deleted message as an embed in the log.

use twilight_model::channel::message::Embed;

use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::event::{DeletedMessage, DeletedMessages, EditedMessage, Event, EventData, EventUser};
use crate::domain::text::{cut, length, plain};
use crate::kernel::cx::incident;
use crate::words;

/// The most letters of a text that are shown, before its markup is escaped.
const EDITED: usize = 900;
const DELETED: usize = 1800;
const ONE_OF_MANY: usize = 150;

/// The most lines shown of a message's other content, beside text and files.
const SHOWN: usize = 6;

/// Returns the embed of an event. Its footer is unique: by it the entry is found again.
pub(super) fn show(event: &Event, entry: i64) -> Embed {
    let entry = incident(entry.unsigned_abs());
    let (title, text, colour, footer) = match &event.what {
        EventData::MessageEdited(edited) => (
            words::messagelog_edited(),
            edit(event, edited),
            colour::AMBER,
            words::messagelog_footer_one(edited.message, entry),
        ),
        EventData::MessagesDeleted(deleted) => match deleted.messages.as_slice() {
            [gone] => (
                words::messagelog_deleted(),
                deletion(deleted, gone),
                colour::RED,
                words::messagelog_footer_one(gone.id, entry),
            ),
            many => (
                words::messagelog_deleted_many(many.len() as u64),
                deletions(deleted),
                colour::RED,
                words::messagelog_footer_many(entry),
            ),
        },
        _ => Default::default(),
    };
    Card::new().title(title).text(text).colour(colour).footer(footer).at(event.at).build()
}

/// Returns the number of letters that count towards a message's limit.
pub(super) fn letters(embed: &Embed) -> usize {
    let footer = embed.footer.as_ref().map(|footer| footer.text.as_str());
    let texts = [embed.title.as_deref(), embed.description.as_deref(), footer];
    texts.into_iter().flatten().map(length).sum()
}

fn edit(event: &Event, edited: &EditedMessage) -> String {
    let link = format!("https://discord.com/channels/{}/{}/{}", event.guild, edited.channel, edited.message);
    let before = edited.before.as_deref().map_or_else(words::messagelog_unknown, |text| words(text, EDITED));
    let lines = [
        words::messagelog_author(who(&edited.author)),
        words::messagelog_message(link),
        words::messagelog_before(before),
        words::messagelog_after(words(&edited.after, EDITED)),
    ];
    lines.join("\n")
}

fn deletion(deleted: &DeletedMessages, gone: &DeletedMessage) -> String {
    let author = gone.author.as_ref().map_or_else(words::messagelog_unknown, who);
    let mut lines = vec![words::messagelog_author(author), words::messagelog_channel(deleted.channel)];
    lines.extend(content(gone, DELETED).map(words::messagelog_text));
    lines.extend(files(gone).map(words::messagelog_files));
    lines.extend(gone.shows.iter().take(SHOWN).map(|line| plain(&cut(line, 200))));
    lines.join("\n")
}

/// Returns the text of a message; `None` if it had other content instead.
fn content(gone: &DeletedMessage, limit: usize) -> Option<String> {
    let shows = !gone.files.is_empty() || !gone.shows.is_empty();
    match &gone.content {
        None => Some(words::messagelog_unknown()),
        Some(text) if shows && text.trim().is_empty() => None,
        Some(text) => Some(words(text, limit)),
    }
}

fn deletions(deleted: &DeletedMessages) -> String {
    let (known, lost): (Vec<&DeletedMessage>, Vec<&DeletedMessage>) =
        deleted.messages.iter().partition(|gone| gone.author.is_some());
    let mut lines = vec![words::messagelog_channel(deleted.channel)];
    if !lost.is_empty() {
        lines.push(words::messagelog_lost(lost.len()));
    }
    lines.extend(known.into_iter().map(one_of_many));
    lines.join("\n")
}

fn one_of_many(gone: &DeletedMessage) -> String {
    let author = gone.author.as_ref().map_or_else(words::messagelog_unknown, who);
    let shows = gone.shows.iter().take(2).map(|line| plain(&cut(line, 60)));
    let parts: Vec<String> = content(gone, ONE_OF_MANY).into_iter().chain(files(gone)).chain(shows).collect();
    format!("{author}: {}", parts.join(" · "))
}

fn files(gone: &DeletedMessage) -> Option<String> {
    let names: Vec<String> = gone.files.iter().take(10).map(|name| plain(&cut(name, 60))).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

fn who(person: &EventUser) -> String {
    format!("<@{}> ({})", person.id, plain(&person.name))
}

fn words(text: &str, limit: usize) -> String {
    let shown = plain(&cut(text.trim(), limit));
    if shown.trim().is_empty() { words::messagelog_no_text() } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn event(what: EventData) -> Event {
        Event { id: "e".to_owned(), guild: Id::new(1), at: "2026-01-01T00:00:00Z".parse().unwrap(), what }
    }

    fn ann() -> EventUser {
        EventUser { id: Id::new(7), name: "ann".to_owned(), bot: false }
    }

    fn gone(id: u64, content: Option<&str>) -> DeletedMessage {
        DeletedMessage {
            id: Id::new(id),
            author: content.map(|_| ann()),
            content: content.map(str::to_owned),
            files: vec![],
            shows: vec![],
        }
    }

    fn deleted(messages: Vec<DeletedMessage>) -> Embed {
        show(&event(EventData::MessagesDeleted(DeletedMessages { channel: Id::new(5), messages })), 33)
    }

    #[test]
    fn the_longest_fits_and_nothing_in_it_is_markup() {
        let text = "*".repeat(4000);
        let edited = EditedMessage {
            channel: Id::new(5),
            message: Id::new(6),
            author: ann(),
            before: Some(text.clone()),
            after: text.clone(),
        };
        let edit = show(&event(EventData::MessageEdited(edited)), 1);
        let many = deleted((1..=100).map(|id| gone(id, Some(&text))).collect());
        for embed in [edit, deleted(vec![gone(1, Some(&text))]), many] {
            assert!(letters(&embed) < 4400, "{}", letters(&embed));
            assert!(embed.description.unwrap().contains("\\*\\*"));
        }
    }

    #[test]
    fn what_is_not_known_is_said() {
        let one = deleted(vec![gone(1, None)]);
        assert_eq!(
            one.description.unwrap(),
            "**Author:** *not known*\n**Channel:** <#5>\n**Text:** *not known*"
        );
        let two = deleted(vec![gone(1, None), gone(2, Some(" "))]);
        assert_eq!(two.title.unwrap(), "2 messages deleted");
        let text = two.description.unwrap();
        assert!(text.contains("For 1 of them") && text.contains("<@7> (ann): *no text*"), "{text}");
    }

    #[test]
    fn what_a_message_showed_stands_in_the_place_of_no_text() {
        let shown = |line: &str| DeletedMessage { shows: vec![line.to_owned()], ..gone(1, Some("")) };
        for line in ["Sticker: wave", "Poll: Tea? (yes / no)", "Embed: t", "Forwarded: look"] {
            let text = deleted(vec![shown(line)]).description.unwrap();
            assert!(text.contains(line) && !text.contains("no text"), "{text}");
            let many = deleted(vec![shown(line), gone(2, Some("x"))]).description.unwrap();
            assert!(many.contains(line) && !many.contains("no text"), "{many}");
        }
        let file = DeletedMessage { files: vec!["a.png".to_owned()], ..gone(1, Some(" ")) };
        let text = deleted(vec![file]).description.unwrap();
        assert!(text.contains("**Files:** a.png") && !text.contains("no text"), "{text}");
    }

    #[test]
    fn two_entries_on_one_message_are_told_apart() {
        let footer = |entry| {
            let what = EventData::MessagesDeleted(DeletedMessages {
                channel: Id::new(5),
                messages: vec![gone(1, None)],
            });
            show(&event(what), entry).footer.unwrap().text
        };
        assert_ne!(footer(1), footer(2));
    }
}
