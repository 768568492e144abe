//! The limits of texts: Discord's, by where a text goes, then Gavel's own. Lengths are in UTF-16 code units, as
//! [`length`](crate::domain::text::length) counts them, unless a constant says otherwise.
//!
//! An option's `max_length` has to be a literal; a test in `features` compares it with the constant here.

// Discord's.

/// A message's text. Discord: <https://docs.discord.com/developers/resources/message#create-message>.
pub const MESSAGE: usize = 2000;
/// The text that a person with Nitro may write.
pub const MESSAGE_WITH_NITRO: usize = 4000;
/// The files of a message.
pub const FILES: usize = 10;
/// A message's nonce, in characters.
pub const NONCE: usize = 25;

/// The embeds of a message. Discord: <https://docs.discord.com/developers/resources/message#embed-object-embed-limits>.
pub const EMBEDS: usize = 10;
/// All texts in a message's embeds together.
pub const EMBEDS_TOTAL: usize = 6000;
/// An embed's title.
pub const EMBED_TITLE: usize = 256;
/// An embed's description.
pub const EMBED_DESCRIPTION: usize = 4096;
/// The value of an embed's field.
pub const EMBED_FIELD: usize = 1024;
/// The fields of an embed.
pub const EMBED_FIELDS: usize = 25;
/// An embed's footer.
pub const EMBED_FOOTER: usize = 2048;

/// A custom id; counted in bytes. Discord: <https://docs.discord.com/developers/components/reference>.
pub const CUSTOM_ID: usize = 100;
/// A button's label.
pub const BUTTON_LABEL: usize = 80;
/// The buttons in a row.
pub const BUTTONS_IN_ROW: usize = 5;
/// The text in a select before anything is chosen.
pub const PLACEHOLDER: usize = 150;
/// The label of a select's option.
pub const SELECT_LABEL: usize = 100;
/// The description of a select's option.
pub const SELECT_DESCRIPTION: usize = 100;
/// The options of a select.
pub const SELECT_OPTIONS: usize = 25;
/// The length of the text in a form's field.
pub const FORM_FIELD: usize = 4000;
/// The label of a form's field.
pub const FORM_LABEL: usize = 45;
/// The description of a form's field.
pub const FORM_DESCRIPTION: usize = 100;
/// The parts of a form.
pub const FORM_PARTS: usize = 5;
/// The choices of a radio group or a group of checkboxes.
pub const FORM_GROUP: usize = 10;
/// A form's title. Discord: <https://docs.discord.com/developers/interactions/receiving-and-responding>.
pub const FORM_TITLE: usize = 45;

/// A choice's name and text. Discord: <https://docs.discord.com/developers/interactions/application-commands>.
pub const CHOICE: usize = 100;
/// The choices of an option, suggested ones included.
pub const CHOICES: usize = 25;
/// The name of a command or option, in characters.
pub const COMMAND_NAME: usize = 32;
/// The description of a command or option, in characters.
pub const COMMAND_DESCRIPTION: usize = 100;
/// The options of a command.
pub const COMMAND_OPTIONS: usize = 25;
/// All names and descriptions of a command together, in characters.
pub const COMMAND_TOTAL: usize = 8000;

/// A reason in the audit log. Discord: <https://docs.discord.com/developers/resources/audit-log>. Counted in its
/// percent-encoded form.
pub const AUDIT_REASON: usize = 512;
/// A nickname. Discord: <https://docs.discord.com/developers/resources/guild#modify-guild-member>.
pub const NICKNAME: usize = 32;
pub const BIO: usize = 190;
/// The name of a role, channel, server or rule.
pub const NAME: usize = 100;
/// The longest name of a file that a message has.
pub const FILE_NAME: usize = 260;

/// A poll's question. Discord: <https://docs.discord.com/developers/resources/poll>.
pub const POLL_QUESTION: usize = 300;
/// An answer of a poll.
pub const POLL_ANSWER: usize = 55;

// Gavel's own.

/// A reason or a note: twice as long still fits an embed when its markup is escaped.
pub const REASON: usize = 1000;
/// A reason in a log post or direct message. Longer ones are only in imported cases.
pub const REASON_SHOWN: usize = 1500;
/// A reason in a reply.
pub const REASON_IN_REPLY: usize = 800;
/// A reason in a question that is about something else.
pub const REASON_IN_QUESTION: usize = 300;
/// A reason in a line of a card.
pub const REASON_IN_LINE: usize = 100;
/// A reason or text in a line of a long list.
pub const TEXT_IN_LIST: usize = 80;
/// A reason that is kept to choose from: it has to fit a choice.
pub const PRESET: usize = CHOICE;
/// A duration or time of day that somebody types.
pub const DURATION: usize = 60;
/// The name of a time zone.
pub const TIME_ZONE: usize = 60;
/// A direct message's or greeting's own words: filled in, they still fit a message.
pub const TEMPLATE: usize = 1500;
/// A question of a server about an appeal: longer ones than [`FORM_LABEL`] are the field's description.
pub const APPEAL_QUESTION: usize = FORM_DESCRIPTION;
/// An answer in an appeal: all of them fit its card.
pub const APPEAL_ANSWER: usize = 500;
/// A question of a moderator about an appeal.
pub const APPEAL_ASKED: usize = 200;
/// A role menu's name.
pub const MENU_NAME: usize = 60;
/// The title of a role menu's message.
pub const MENU_TITLE: usize = 100;
/// A role menu's text.
pub const MENU_TEXT: usize = 2000;
/// A tag's name.
pub const TAG_NAME: usize = 60;
/// A colour that somebody types.
pub const TAG_COLOUR: usize = 10;
/// A reminder's text: quoted, it still fits a message.
pub const REMINDER: usize = 800;
/// The words that cases or messages are searched for.
pub const SEARCH: usize = 200;
/// A regular expression that messages are searched for.
pub const PATTERN: usize = 300;
/// An emoji that somebody types.
pub const EMOJI: usize = 80;
/// A message's id or link.
pub const MESSAGE_LINK: usize = 120;
/// The length of unreadable input as a refusal quotes it.
pub const QUOTED_INPUT: usize = 40;
