### English: the sentences that the translations follow.

## Shared words

language-name = English
list-and = {$first} and {$last}
word-never = never
word-off = off
count-warnings = {$count ->
    [one] {$count} warning
   *[other] {$count} warnings
}
count-cases = {$count ->
    [one] {$count} case
   *[other] {$count} cases
}
count-points = {$count ->
    [one] {$count} point
   *[other] {$count} points
}
count-members = {$count ->
    [one] {$count} member
   *[other] {$count} members
}

## Buttons

button-undo = Undo
button-cancel = Cancel
button-leave-it = Leave it
button-appeal = Appeal
button-answer = Answer
button-accept = Accept
button-reject = Reject
button-ask = Ask

## Receipts

receipt-ladder-step = The ladder: {$case}, {$action}.
receipt-following = {$case}, {$action}.
receipt-lift = Lift the {$kind} (case #{$number})
receipt-recorded = **Case #{$number}** · {$action} is recorded. {$why}
receipt-recorded-on = **Case #{$number}** · {$action} for {$target} is recorded. {$why}
receipt-evidence-waits = The log post with the evidence is still waiting: {$why}
receipt-log-waits = The log post is still waiting: {$why}
receipt-rest-waits = The rest is still waiting: {$why}
receipt-done = **Case #{$number}** · {$target} {$done}{$extent}.
receipt-total = {$total ->
    [one] {$total} warning in total
   *[other] {$total} warnings in total
}

## Receipts, continued

receipt-not-applied = **Case #{$number}** · not applied: {$why}
# $title is the kind of action as a heading, $what the same in small letters; a language takes the one that fits.
receipt-taken-back = {$title ->
   *[other] **Case #{$number}** · the {$what} of {$target} was taken back by <@{$by}>.
}
receipt-follows = It follows case {$case}.
receipt-replaces = It replaces case {$case}.
receipt-note = Note: {$summary}.
receipt-told = They were told by direct message.
receipt-untold-closed = They could not be told: they don't accept direct messages from me.
receipt-untold-outside = They could not be told: they are not in this server.
receipt-untold-failed = They could not be told: Discord didn't accept the direct message.
receipt-untold-ordered = They were not told, as requested.
receipt-final = This can't be undone.
receipt-logged = Logged in <#{$channel}>.
receipt-no-log = No log channel is set; set one with {COMMAND("settings log")}.
# The ends of receipt-done: "… had its slowmode set to 30 s", "… was banned until …", "… was banned permanently".
receipt-slowness = to {$delay}
receipt-until = until <t:{$at}:f> (<t:{$at}:R>)
receipt-until-lifted = permanently

## AutoMod's hits

hits-recent = {$count ->
    [one] {$count} hit in the last 30 days, the latest <t:{$at}:R>
   *[other] {$count} hits in the last 30 days, the latest <t:{$at}:R>
}

## Jobs that were given up

broken-case-unstorable = I gave up on case #{$number}: I couldn't save it, and trying again won't help.
broken-case-holds-up = I gave up on case #{$number}: it kept me so busy that everybody else had to wait.
broken-this-unstorable = I gave up on this: I couldn't save it, and trying again won't help.
broken-this-holds-up = I gave up on this: it kept me so busy that everybody else had to wait.
broken-ask = Please check whether it took effect, and tell the people who run me, with incident `{$incident}`.
broken-failed-unstorable = I couldn't save it; check whether it took effect
broken-failed-holds-up = it was stopped because it kept me too busy; check whether it took effect
broken-title-unstorable = Something could not be recorded
broken-title-holds-up = Something could not be finished
broken-footer = Notice {$incident}

## Calling off: ends of a sentence

calloff-by = called off by <@{$by}>
calloff-points = {$points ->
    [one] called off, because the warnings no longer reach {$points} point
   *[other] called off, because the warnings no longer reach {$points} points
}

## The question about another moderator's action

confirm-go-on = Go on
confirm-recent = **Another moderator just acted on <@{$person}>.** {$case}: <@{$person}> {$done} by <@{$moderator}> <t:{$at}:R>.
confirm-all-the-same = Go on with the {$action} anyway?

## Durations

duration-choice-endless = {$typed} · permanent
duration-choice-until = {$typed} · until {$end}
# A bare number that may mean several units. $unit: weeks, months, hours, minutes or days.
duration-unit = {$unit ->
    [weeks] {$count} {$count ->
        [one] week
       *[other] weeks
    }
    [months] {$count} {$count ->
        [one] month
       *[other] months
    }
    [hours] {$count} {$count ->
        [one] hour
       *[other] hours
    }
    [minutes] {$count} {$count ->
        [one] minute
       *[other] minutes
    }
   *[other] {$count} {$count ->
        [one] day
       *[other] days
    }
}
duration-no-date = A date would soon be in the past; write how long instead, like `30m` or `2 weeks`.

## The ladder's reason

escalate-reached = Warnings reached {$points ->
    [one] {$points} point
   *[other] {$points} points
} with case #{$number}.
escalate-reached-within = Warnings reached {$points ->
    [one] {$points} point
   *[other] {$points} points
} within {$days ->
    [one] {$days} day
   *[other] {$days} days
} with case #{$number}.
escalate-last = Last: {$reason}

## Evidence

evidence-about = Evidence of case #{$number}
# Ends of a sentence.
evidence-no-answer = Discord's file server did not answer me
evidence-no-log = no log channel is set
evidence-log-failed = the log could not be written to
evidence-too-large = Discord says it is too large
evidence-may-not-post = I'm not allowed to post files in <#{$channel}>; give my role Send Messages and Attach Files there
evidence-refused = Discord didn't accept it (code {$code})
# Lines of the log.
evidence-line = **Evidence:** {$name}
evidence-line-lost = **Evidence:** not kept: {$why}
evidence-kept = The evidence is kept with it.
evidence-lost = The evidence could not be kept: {$why}.

## What is in force already

inforce-unknown-person = Nobody on Discord has the id {$id}; choose from the list that appears as you type.
inforce-message-of-another = Somebody else wrote that message; choose Delete and warn on it again.
inforce-message-gone = That message is already gone; use {COMMAND("warn")} to warn whoever wrote it.
# $state is ban, timeout or jail; $held is state-for-good or state-until.
inforce-held = **<@{$person}> is {$state ->
    [ban] banned
    [timeout] timed out
    [jail] in jail
   *[other] there
} {$held}.**
inforce-held-by = **<@{$person}> is {$state ->
    [ban] banned
    [timeout] timed out
    [jail] in jail
   *[other] there
} {$held} by {$case}.**
inforce-end-instead = Let it end <t:{$at}:f> (<t:{$at}:R>) instead?
inforce-nothing-new = <@{$person}> is already {$state ->
    [ban] banned
    [timeout] timed out
    [jail] in jail
   *[other] there
} permanently, so there is nothing to do.
inforce-nothing-new-by = <@{$person}> is already {$state ->
    [ban] banned
    [timeout] timed out
    [jail] in jail
   *[other] there
} permanently by {$case}, so there is nothing to do.
inforce-nothing-to-lift = <@{$person}> is not {$state ->
    [ban] banned
    [timeout] timed out
    [jail] in jail
   *[other] there
}, so there is nothing to lift.
inforce-would-lift = <@{$person}> is already banned, and a softban would lift the ban; delete their messages with {COMMAND("purge")} and its `user` option.
inforce-would-lift-by = <@{$person}> is already banned by {$case}, and a softban would lift the ban; delete their messages with {COMMAND("purge")} and its `user` option.
inforce-no-jail = No jail is set up; choose its role with {COMMAND("settings jail")} first.
inforce-jail-role-gone = The jail's role is gone; choose another with {COMMAND("settings jail")}.
inforce-jail-role-high = The jail's role <@&{$role}> is not below my highest role; move my role above it in Server Settings → Roles.
# How long something lasts: "is banned permanently", "is banned until …".
state-for-good = permanently
state-until = until <t:{$at}:f>

## Jail

injail-none = No jail is set up; choose its role with {COMMAND("settings jail")}.
# Ends of receipt-note.
injail-not-any-more = they were no longer in jail
injail-left = they are not in the server, so their roles were not given back
injail-not-given-back = not given back, because they are gone or not below my highest role: {$roles}

## What gives way to what is in force: ends of a sentence

kept-banned = they are banned, and a softban would lift the ban
kept-banned-by = they are banned by case #{$number}, and a softban would lift the ban
kept-longer = case #{$number} already lasts longer
kept-longer-by-hand = what somebody did by hand already lasts longer

## Orders at once

meanwhile-replaced = Case #{$parent} was replaced by {$case}, so it is not lifted.
meanwhile-being-lifted = Case #{$lifted} is being lifted by {$case}, so there is nothing to do.
meanwhile-lifted = Case #{$lifted} was already lifted by {$case}, so there is nothing to do.
meanwhile-same = The same is already being done for {$target} by {$case}, so there is nothing to do.
meanwhile-nothing-to-lift = {$target} {$done} by {$case} already, so there is nothing to lift.
meanwhile-nothing-to-do = {$target} {$done} by {$case} already, so there is nothing to do.
meanwhile-would-lift = {$target} is being banned by {$case}, and a softban would lift the ban; delete their messages with {COMMAND("purge")} and its `user` option.

## The log's entry of a case

entry-not-posted = I could not write to the log channel <#{$channel}>; check my role's permissions and its place in Server Settings → Roles.
entry-title = Case #{$number} · {$kind}
entry-footer = Case #{$number}
entry-member = **Member:** {$member}
entry-channel = **Channel:** <#{$channel}>
entry-role = **Role:** <@&{$role}>
entry-moderator = **Moderator:** <@{$moderator}> ({$name})
entry-reason = **Reason:** {$reason}
entry-no-reason = **Reason:** none given
entry-points = **Points:** {$points}
entry-counts-until = **Counts until:** <t:{$at}:D>
entry-slowmode = **Slowmode:** {$delay}
entry-ends-case = **Ends:** case {$case}
entry-follows = **Follows:** case {$case}
entry-replaces = **Replaces:** case {$case}
entry-result = **Result:** {$summary}
entry-not-applied = **Not applied:** {$why}
entry-voided = **Voided:** by <@{$by}>, <t:{$at}:R>
entry-ends = **Ends:** <t:{$at}:f> (<t:{$at}:R>)
entry-ends-never = **Ends:** never

## The direct message to the member

dm-news = News from {$server}
dm-news-of-case = Update on case #{$number} from {$server}
dm-reason = **Reason:** {$reason}
dm-no-reason = No reason was given.
# Where the server's own text names the reason.
dm-no-reason-inside = no reason given
dm-ends = It ends <t:{$at}:f>.
dm-endless = It has no end date.
dm-total = {$total ->
    [one] You now have {$total} warning there.
   *[other] You now have {$total} warnings there.
}
dm-taken-back = It was taken back <t:{$at}:R> and no longer counts.
dm-replaced = It was replaced <t:{$at}:R> by case #{$number}.
dm-lifted = It was lifted <t:{$at}:R>.
dm-ended = It ended <t:{$at}:R>.
dm-correction-title = A correction from {$server}
dm-correction = What I wrote about case #{$number} did not happen.

## Outcomes: ends of a sentence

outcome-superseded = case #{$number} was carried out first
outcome-refused = {$why} (code {$code})
# Ends of receipt-note.
perform-not-in-server = they are not in the server
perform-unbanned-before = somebody else had already lifted the ban
perform-message-deleted = the message was deleted
perform-message-not-deleted = the message could not be deleted: {$why}

## What Discord refuses and is tried again

retry-timeout = {$subject}: the timeout goes on, but I could not renew it: {$why} I'll keep trying.
retry-lockdown = The lockdown goes on, but I could not renew what it pauses: {$why} I'll keep trying.
retry-over-on = {$subject}: the {$action} is over, but I could not lift it: {$why} I'll keep trying.
retry-over = The {$action} is over, but I could not lift it: {$why} I'll keep trying.
retry-title = Case #{$number} · waiting
retry-footer = Attempt {$number}

## Timers

expired-reason = The {$action} of case #{$number} expired.

## Undo

# The reason of what Undo orders.
undo-reason = Undo
undo-case-gone = Case #{$number} is no longer in the record.
undo-not-like-this = Case #{$number} can no longer be taken back this way.
undo-does-not-hold = Case #{$number} is no longer in force, so there is nothing to lift.
undo-replaced = Case #{$number} was replaced by case #{$by}.
undo-lifted = Case #{$number} was already lifted by case #{$by}.
undo-taken-back-already = Case #{$number} was already taken back.
undo-too-late = Undo works for five minutes after the action, so case #{$number} stands.
undo-meanwhile = **Case #{$number}** · taken back. {$why}

## Cases: looked up, edited, voided

cases-unknown = There is no case #{$number} in this server; see {COMMAND("case list")} for the ones there are.
cases-nothing-to-change = You didn't say what to change; add `reason`, `points`, `duration` or `appeal`.
cases-without-appeal = Nobody can appeal against case #{$number} anyway; appeals are for bans, timeouts, jails and kicks.
cases-without-points = Case #{$number} is not a warning, and only warnings have points.
cases-reason-blank = The reason is blank; write a few words.
cases-void-reason-blank = The reason is blank; say why the case should no longer count.
cases-changed = **Case #{$number}** · changed.
cases-changed-end = **Case #{$number}** · changed: it ends <t:{$end}:f> (<t:{$end}:R>).
cases-changed-endless = **Case #{$number}** · changed: it is now permanent.
cases-voided = **Case #{$number}** · voided: it no longer counts.
cases-voided-before = Case #{$number} was already voided.
cases-still-holds = Case #{$number} is still in force; lift it with {$command} first.
# Follows one of the sentences above.
cases-log-later = The log will show it.
# `$why` is a whole sentence.
cases-end-stays = **Case #{$number}** · its end was not changed: {$why} (code {$code})

## Cases: a new end

cases-without-end = Case #{$number} is not a ban, timeout, jail, lock, slowmode, role change or lockdown, and only those have a duration.
cases-end-too-early = Case #{$number} is still being carried out; try again in a moment.
cases-end-not-applied = Case #{$number} was not applied, so it has no end to change.
cases-ended = Case #{$number} has already ended, so its end can't be changed; use {$command} to start a new one.

## Cases: called off while they are carried out

cases-under-way = Case #{$number} is being carried out; stop it with its Cancel button, or end a lockdown with {COMMAND("lockdown end")}.
cases-under-way-part = Case #{$number} is being carried out as part of case #{$whole}; stop that case with its Cancel button, or end a lockdown with {COMMAND("lockdown end")}.
cases-calling-off = **Case #{$number}** · voided. It is being carried out right now: whatever hasn't started is called off, and whatever took effect is lifted right away.
cases-not-applied = **Case #{$number}** · not applied: {$why}.
cases-lifted-late = **Case #{$number}** · it had already been carried out, so case #{$lift} lifts it, and it no longer counts.
cases-voided-late = **Case #{$number}** · it had already been carried out; it no longer counts.

## Cases: /case view

caseview-note = **Note for moderators:** {$note}
caseview-dm-sent = **Direct message:** sent
caseview-dm-closed = **Direct message:** they don't accept any from me
caseview-dm-outside = **Direct message:** not sent, because they are not in this server
caseview-dm-failed = **Direct message:** Discord refused it
caseview-dm-untold = **Direct message:** none, as requested
caseview-log = **Log:** [open]({$link})
caseview-log-failed = **Log:** could not be written to <#{$channel}>
caseview-evidence = **Evidence:** {$evidence}
# Stands for the evidence in the line above.
caseview-evidence-waits = {$name}, which I am about to copy into the log
caseview-no-appeal = **Appeal:** not possible
caseview-appeal = **Appeal:** #{$number}, {$state}
caseview-appeal-linked = **Appeal:** [#{$number}]({$link}), {$state}
# The state in the two lines above.
caseview-appeal-open = open
caseview-appeal-over = left undecided, because the action ended first
caseview-appeal-accepted = accepted
caseview-appeal-rejected = rejected

## Cases: lists and their pages

pages-newer = Newer
pages-older = Older
# The foot of a list.
pages-place = page {$page}
pages-place-of = page {$page} of {$pages}
# `$total` is `1000+`.
pages-cases-at-least = {$total} cases
pages-of-all = Cases
pages-of-person = Cases of one person
pages-found = Found, newest first
pages-none-found = No case has the words {$words} in its reason; try fewer words.
pages-only-newest = -# These are the newest; to page through all of them, search for fewer words.
pages-empty = Nothing is recorded.

## Cases: a person's record and a case's history

history-record = Record
history-automod = **AutoMod:** {$hits}
history-counting = Counts now: {$warnings ->
    [one] {$warnings} warning
   *[other] {$warnings} warnings
} with {$points ->
    [one] {$points} point
   *[other] {$points} points
}
history-of-case = History of case #{$number}
history-entries = {$count ->
    [one] {$count} entry
   *[other] {$count} entries
}
# `$total` is `1000+`.
history-entries-at-least = {$total} entries
history-earlier = Earlier
history-later = Later
# What happened, and who did it. A colon and what it was may follow.
history-entry = <t:{$at}:f> **{$event}**
history-entry-by = <t:{$at}:f> **{$event}** by <@{$person}>
history-event = {$event ->
    [opened] opened
    [recorded] recorded
    [replaced] replaced
    [ended] ended
    [replaced-by] replaced by
    [notified] notified
    [applied] applied
    [failed] failed
    [logged] logged
    [evidence] evidence
    [voided] voided
    [edited] edited
    [rejailed] rejailed
    [given-again] given again
    [renumbered] renumbered
    [erased] erased
   *[other] {$event}
}
# Follow `replaced:`, `ended:` and the like.
history-case = case #{$case}
history-replaced = case #{$case}, end {$old} → {$new}
# Follow `edited:`.
history-changed = {$what ->
    [reason] reason
    [points] points
   *[other] {$what}
} “{$old}” → “{$new}”
history-end-changed = end {$old} → {$new}
history-no-end = never
history-appeal-off = no appeal
history-appeal-on = an appeal is possible
history-nothing = none
# Follow `notified:`, `logged:` and `evidence:`.
history-outcome = {$outcome ->
    [sent] sent
    [closed] closed
    [outside] outside
    [failed] failed
    [untold] untold
    [posted] posted
    [off] off
    [waiting] waiting
    [kept] kept
   *[other] {$outcome}
}
history-not-kept = not kept: {$why}

## Cases: /modstats

modstats-of-all = What moderators did
modstats-of-one = What one moderator did
modstats-days = The last {$days ->
    [one] day
   *[other] {$days} days
}
modstats-nobody = Nobody did anything that counts.
modstats-nothing = No action is recorded.
modstats-more = … and {$count ->
    [one] {$count} more
   *[other] {$count} more
}
modstats-newest = **Most recent:** case #{$number}, {$action}, <t:{$at}:R>
modstats-apart = -# Not counted: {$cases}.
modstats-voided = {$count ->
    [one] {$count} voided
   *[other] {$count} voided
}
modstats-failed = {$count ->
    [one] {$count} not applied
   *[other] {$count} not applied
}

## Channels: locks and slowmode

channels-not-locked = <#{$channel}> is not locked, as far as I know; if somebody locked it without me, unlock it in the channel's settings.
channels-slowmode-too-long = A slowmode can be up to 6 hours; write a delay like `10s` or `5m`, or `off`.

## Purge: refusals

purge-log-channel = This is a log channel, whose posts are evidence; set `force` if you really want to delete here.
purge-log-channel-menu = This is a log channel, whose posts are evidence; use {COMMAND("purge")} with `force` if you really want to delete here.
purge-nothing-between = There can't be anything between `after` and `before`: the message in `after` must be the older one.
purge-unread = For {$options} I have to read messages, and Discord doesn't let me: the people who run me must turn on Message Content Intent in Discord's developer portal (my application → Bot → Privileged Gateway Intents). `user`, `bots`, `before` and `after` work without it.
purge-link-unread = I can't read `{$option}`: give a message's link (its menu → Copy Message Link) or its id.
purge-link-other-server = The message in `{$option}` is in another server; choose one in this channel.
purge-link-other-channel = The message in `{$option}` is in <#{$channel}>; choose one in this channel, or use the command there.
purge-regex-too-large = That `regex` is too large for me; shorten it, or make its repetitions smaller.
# `$why` is English.
purge-regex-unread = I can't read that `regex`: {$why}. Check it on a site like regex101.com (flavor Rust).

## Purge: Apps → Purge down to here

purge-ask = {$count ->
    [one] **Delete {$count} message, from the newest down to the one you chose?**
   *[other] **Delete {$count} messages, from the newest down to the one you chose?**
}
purge-ask-newest = {$count ->
    [one] **Delete the newest message?**
   *[other] **Delete the newest {$count} messages?**
}
purge-ask-again = There are more down to the one you chose; I delete {$count} at a time, so do it again for the rest.
purge-ask-nothing = There is nothing to delete down to that message.
purge-ask-stays = What stays: {$messages}.
# Stand in the sentence above.
purge-ask-pinned = {$count ->
    [one] {$count} pinned
   *[other] {$count} pinned
}
purge-ask-fixed = {$count ->
    [one] {$count} system message
   *[other] {$count} system messages
}
purge-ask-too-old = those older than 14 days
purge-ask-for-good = This can't be undone.
purge-ask-yes = Delete them
purge-ask-no = Leave them
purge-ask-left = Left as they are. Nothing was deleted.
purge-ask-expired = Nobody answered within ten minutes, so nothing was deleted. Choose Purge down to here again if you still want it.
purge-ask-over = This question is over: it was answered, or ten minutes have passed; choose Purge down to here again.

## Purge: while it runs

purge-title = Case #{$number} · Purge
purge-recorded = **Case #{$number}** · the purge is recorded. {$why}
purge-so-far = {$scanned} looked at, {$chosen} to be deleted
purge-one-by-one = {$count ->
    [one] {$count} is older than 14 days: Discord deletes those one by one, which takes a while
   *[other] {$count} are older than 14 days: Discord deletes those one by one, which takes a while
}

## Purge: the result

purge-done = **Case #{$number}** · {$result}. A purge can't be undone.
purge-under-way = **Case #{$number}** · being carried out. A purge can't be undone.
purge-not-applied = **Case #{$number}** · not applied: {$why}
purge-logged = Logged in <#{$channel}>.
# The result: these, joined by commas.
purge-deleted = {$count ->
    [one] {$count} message deleted
   *[other] {$count} messages deleted
}
purge-looked-at = {$count} looked at
purge-others = {$count} didn't match
purge-pinned = {$count} kept because pinned
purge-too-old = {$count} kept because older than 14 days
purge-vanished = {$count} already gone
purge-fixed = {$count} posted by Discord itself, which nobody can delete
purge-refused = {$count} that Discord refused to delete
purge-unknown = {$count} that may or may not be deleted: I can no longer check
purge-left = {$count} left
purge-left-cancelled = {$count} left when <@{$person}> pressed Cancel
purge-end-too-old = stopped at messages older than 14 days
purge-end-old-enough = stopped after {$count} older than 14 days
purge-end-far-enough = stopped after looking at {$count}
purge-end-too-slow = stopped because the pattern takes too long on these messages; make it simpler
# `$why` is a whole sentence without its end.
purge-ended = {$result}; it stopped there: {$why}
# `$filter`: the next ones, joined by commas.
purge-only = {$result}; only messages {$filter}
purge-only-user = from <@{$person}>
purge-only-bots = from bots
purge-only-containing = containing “{$text}”
purge-only-like = matching “{$pattern}”
purge-only-links = with links
purge-only-invites = with invites
purge-only-files = with files
purge-only-embeds = with embeds

## Purge: the transcript

purge-transcript-unlogged = The transcript isn't in the log: {$why}.
purge-transcript-without-log = No log channel is set for it.
purge-transcript-here = The transcript is here, and only you can see it: save it, because it isn't kept anywhere else.
purge-transcript-lost = The transcript could not be kept.
purge-transcript-to-read = What case #{$number} deleted
purge-transcript-for-programs = What case #{$number} deleted, for programs
# The page is HTML: no `<`, `>` and `&` in its sentences.
purge-page-title = Purge, case #{$number}
purge-page-head = {$count ->
    [one] {$count} message
   *[other] {$count} messages
}, deleted by {$moderator} ({$id}), ordered {$time}
purge-page-head-channel = {$count ->
    [one] {$count} message
   *[other] {$count} messages
}, deleted by {$moderator} ({$id}) in channel {$channel}, ordered {$time}
purge-page-reason = Reason: {$reason}
purge-page-left-out = {$count ->
    [one] {$count} more message was deleted
   *[other] {$count} more messages were deleted
} and left out here: Discord accepts files up to 10 MiB.
purge-page-bot = bot
# Who had an application write a message.
purge-page-for = for {$person} ({$id})
purge-page-edited = edited {$time}
purge-page-forwarded = Forwarded:
purge-page-file = {$name}, {$size ->
    [one] {$size} byte
   *[other] {$size} bytes
}
purge-page-poll = Poll: {$poll}
purge-page-sticker = Sticker: {$name}

## Information: /help, /about, /ping

help-title = What you can use here
help-group = {$feature ->
    [info] Look around
    [moderation] Act on members
    [cases] Look things up and put them right
    [channels] Keep channels in order
    [roles] Give and take roles
    [reports] Tell the moderators
    [people] Reminders and more, for everyone
    [settings] Set up this server
    [privacy] See or erase what I keep
   *[other] {$feature}
}
help-unknown = There is no command {$command} for you here; {$help} lists the ones you can use.
help-more = Use {$help} with a command to learn more about it.
help-choose = What do you want to do?
help-for-everyone = Everyone can use it.
help-takes = You need the permission {$permissions}.
help-example = Example: `{$example}`
help-example-user = @member
help-example-role = @role
help-example-channel = #channel
help-example-file = (a file)
help-on-person = Apps → **{$menu}**, on a person
help-on-message = Apps → **{$menu}**, on a message
about-promise = **Gavel {$version}** moderates this server. Every action is carried out exactly once and recorded truthfully, even if something crashes in the meantime.
about-reading = I don't read messages: I see only the commands, buttons and reports that people send me.
about-help = Type {COMMAND("help")} to see what you can use here.
ping-pong = Pong! Gavel {$version}
ping-way = From Discord to me: {$time} ms
ping-database = Database: {$answer}
ping-rest = Discord's REST API: {$answer}
ping-time = {$time} ms
ping-silent = not answering

## Information: /userinfo

userinfo-bot = bot
userinfo-id = ID
userinfo-made = Account created
userinfo-here = In this server
userinfo-not-here = no
userinfo-joined = Joined
userinfo-nickname = Nickname
userinfo-timed-out = Timed out until
userinfo-roles = Roles ({$count})
userinfo-more-roles = and {$count ->
    [one] {$count} more
   *[other] {$count} more
}
userinfo-no-roles = none
userinfo-automod = AutoMod
userinfo-hits-unknown = unknown: my records aren't answering right now

## Actions by hand

byhand-by-person = done by hand, not through me
byhand-by-bot = done by another bot
byhand-by-discord = done by Discord
byhand-by-automod = done by Discord's AutoMod
# `$how` is one of those above.
byhand-over = {$how}; it was over before I could see when it was to end

## Kinds of action: name, heading, "@somebody …", heading of the direct message, "@somebody is …"

kind-note =
    .word = note
    .title = Note
    .done = has a new note
kind-warn =
    .word = warn
    .title = Warning
    .done = was warned
    .told = You were warned in {$server}
kind-timeout =
    .word = timeout
    .title = Timeout
    .done = was timed out
    .told = You were timed out in {$server}
    .state = timed out
kind-untimeout =
    .word = untimeout
    .title = Timeout lifted
    .done = is no longer timed out
    .told = Your timeout in {$server} was lifted
kind-kick =
    .word = kick
    .title = Kick
    .done = was kicked
    .told = You were kicked from {$server}
kind-softban =
    .word = softban
    .title = Softban
    .done = was softbanned
    .told = You were removed from {$server}, and may rejoin
kind-ban =
    .word = ban
    .title = Ban
    .done = was banned
    .told = You were banned from {$server}
    .state = banned
kind-unban =
    .word = unban
    .title = Unban
    .done = was unbanned
kind-jail =
    .word = jail
    .title = Jail
    .done = was jailed
    .told = You were jailed in {$server}
    .state = in jail
kind-unjail =
    .word = unjail
    .title = Release from jail
    .done = was released from jail
    .told = You were released from jail in {$server}
kind-purge =
    .word = purge
    .title = Purge
    .done = had messages deleted
kind-lock =
    .word = lock
    .title = Channel locked
    .done = was locked
    .state = locked
kind-unlock =
    .word = unlock
    .title = Channel unlocked
    .done = was unlocked
kind-slowmode =
    .word = slowmode
    .title = Slowmode
    .done = had its slowmode set
    .state = slowed down
kind-unslow =
    .word = unslow
    .title = Slowmode taken back
    .done = had its slowmode taken back
kind-massban =
    .word = massban
    .title = Mass ban
    .done = was banned with many others
kind-massunban =
    .word = massunban
    .title = Mass unban
    .done = was unbanned with many others
kind-role-add =
    .word = role add
    .title = Role given
    .done = was given a role
    .state = given the role
kind-role-remove =
    .word = role remove
    .title = Role taken
    .done = had a role taken
    .state = without the role
kind-nick-set =
    .word = nick set
    .title = Nickname set
    .done = has a new nickname
kind-nick-reset =
    .word = nick reset
    .title = Nickname removed
    .done = no longer has a nickname
kind-voice-disconnect =
    .word = voice disconnect
    .title = Disconnected from voice
    .done = was disconnected from voice
kind-voice-move =
    .word = voice move
    .title = Moved in voice
    .done = was moved to another voice channel
kind-voice-mute =
    .word = voice mute
    .title = Muted in voice
    .done = was muted in voice
kind-voice-unmute =
    .word = voice unmute
    .title = Unmuted in voice
    .done = was unmuted in voice
kind-voice-deafen =
    .word = voice deafen
    .title = Deafened in voice
    .done = was deafened in voice
kind-voice-undeafen =
    .word = voice undeafen
    .title = Undeafened in voice
    .done = was undeafened in voice
kind-lockdown =
    .word = lockdown
    .title = Lockdown
    .done = went into lockdown
    .state = in lockdown
kind-lockdown-end =
    .word = lockdown end
    .title = End of lockdown
    .done = came out of lockdown

## Permissions, as Discord's client calls them

permission-administrator = Administrator
permission-view-channel = View Channel
permission-manage-channels = Manage Channels
permission-manage-roles = Manage Roles
permission-create-guild-expressions = Create Expressions
permission-manage-guild-expressions = Manage Expressions
permission-view-audit-log = View Audit Log
permission-view-guild-insights = View Server Insights
permission-view-creator-monetization-analytics = View Creator Monetization Analytics
permission-manage-webhooks = Manage Webhooks
permission-manage-guild = Manage Server
permission-create-invite = Create Invite
permission-change-nickname = Change Nickname
permission-manage-nicknames = Manage Nicknames
permission-kick-members = Kick Members
permission-ban-members = Ban Members
permission-moderate-members = Timeout Members
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-create-public-threads = Create Public Threads
permission-create-private-threads = Create Private Threads
permission-embed-links = Embed Links
permission-attach-files = Attach Files
permission-add-reactions = Add Reactions
permission-use-external-emojis = Use External Emoji
permission-use-external-stickers = Use External Stickers
permission-mention-everyone = Mention @everyone, @here and All Roles
permission-manage-messages = Manage Messages
permission-pin-messages = Pin Messages
permission-bypass-slowmode = Bypass Slowmode
permission-manage-threads = Manage Threads
permission-read-message-history = Read Message History
permission-send-tts-messages = Send Text-to-Speech Messages
permission-send-voice-messages = Send Voice Messages
permission-send-polls = Create Polls
permission-connect = Connect
permission-speak = Speak
permission-stream = Video
permission-use-soundboard = Use Soundboard
permission-use-external-sounds = Use External Sounds
permission-use-vad = Use Voice Activity
permission-priority-speaker = Priority Speaker
permission-mute-members = Mute Members
permission-deafen-members = Deafen Members
permission-move-members = Move Members
permission-set-voice-channel-status = Set Voice Channel Status
permission-request-to-speak = Request to Speak
permission-use-slash-commands = Use Application Commands
permission-use-embedded-activities = Use Activities
permission-use-external-apps = Use External Apps
permission-create-events = Create Events
permission-manage-events = Manage Events

## Lacking permissions

lacks-none = no permission
lacks-unknown = unknown permission 1<<{$bit}
lacks-here = here
lacks-there = there
lacks-channel = in <#{$channel}>
lacks-server = in this server
lacks-whole-server = in the whole server
lacks-caller = You need the permission {$permissions} for this; ask an administrator of the server.
lacks-caller-in = You need the permission {$permissions} {$place} for this; ask an administrator of the server.
lacks-gavel = I don't have the permission {$permissions} {$place}; give it to my role in Server Settings → Roles.
lacks-gavel-or-here = I don't have the permission {$permissions} {$place}; give it to my role in Server Settings → Roles, or in this channel.
lacks-gavel-or-there = I don't have the permission {$permissions} {$place}; give it to my role in Server Settings → Roles, or in that channel.

## Ranks: refusals in a few words, for lists

rank-brief-yourself = that is you
rank-brief-gavel = that is me
rank-brief-owner = owns the server
rank-brief-protected = has the protected role {$role}
rank-brief-not-above-target = their highest role is not below yours
rank-brief-gavel-not-above-target = their highest role is not below mine
rank-brief-gavel-lacks = I lack the permission {$permissions}
rank-brief-caller-lacks = you lack the permission {$permissions}
rank-brief-role = the role {$role} can't be given or taken
rank-brief-policy = the policy allows it only {$limit}
rank-brief-ordered-by = {$moderator} ordered it
rank-brief-not-here = not in the server
rank-brief-administrator = an administrator

## Ranks: refusals

rank-yourself = You can't use this on yourself; ask another moderator if you need it.
rank-gavel = I can't act on myself; choose somebody else.
rank-owner = <@{$user}> owns this server, and nobody can act on the owner.
rank-protected = <@{$user}> has the protected role <@&{$role}>; take that role away first, or ask an administrator.
rank-not-above-target = Your highest role is not above <@{$user}>'s; ask somebody whose highest role is above theirs.
rank-gavel-not-above-target = My highest role is not above <@{$user}>'s; move my role above theirs in Server Settings → Roles.
rank-ordered-from-above = <@{$moderator}> ordered this, and their highest role is above yours; ask them, or somebody above them.
rank-not-here = <@{$user}> is not in this server, and this only works on members.
rank-administrator = <@{$user}> is an administrator, and Discord doesn't let anybody time out administrators; take that role away first.

## Roles that can't be given

grant-gone = That role no longer exists; choose another.
grant-everyone = Everyone has the role @everyone; choose another.
grant-managed = <@&{$role}> belongs to an app, to server boosts or to a subscription, so nobody can give or take it; choose another role.
grant-not-below-caller = <@&{$role}> is not below your highest role; ask somebody whose highest role is above it.
grant-not-below-gavel = <@&{$role}> is not below my highest role; move my role above it in Server Settings → Roles.
grant-powerful = <@&{$role}> has {$permissions}, which nobody should get automatically; take that away from it, or choose another role.

## Limits of a role

breach-text = The policy lets <@&{$role}> use {$action} only {$limit}; ask somebody with more permissions, or look at {COMMAND("policy show")}.
# How far an action may go, after "use ban only".
breach-length = for up to {$length}
breach-points = {$points ->
    [one] with up to {$points} point
   *[other] with up to {$points} points
}
breach-an-hour = {$count ->
    [one] once an hour
   *[other] {$count} times an hour
}
breach-a-day = {$count ->
    [one] once a day
   *[other] {$count} times a day
}
# The limits in a list.
bound-length = up to {$length}
bound-points = {$points ->
    [one] up to {$points} point
   *[other] up to {$points} points
}
bound-an-hour = {$count} an hour
bound-a-day = {$count} a day

## Steps of the ladder

step-text = {$points}: {$action}
step-within = {$days ->
    [one] {$points} within {$days} day: {$action}
   *[other] {$points} within {$days} days: {$action}
}
step-action-for = {$action} for {$length}

## Durations that people type

duration-nought = `{$text}` is no time at all; write how long, like `30m` or `2 hours`.
duration-too-short = `{$text}` is shorter than a second; write how long, like `30s` or `2 hours`.
duration-unreadable = I can't read `{$text}` as a length of time; write it like `30m`, `2 hours`, `1d 12h`, `2 weeks`, `2027-01-31 18:00` or `perm`.
duration-too-long = That is too long; the longest is {$years} years, or `perm` for permanent.
duration-over = That time has already passed; give one in the future.

## Cases

record-number = case #{$number}
# How a case ended, as a heading or at the start of a sentence, before the time and the person.
record-ended = Ended
record-replaced = Replaced
record-ended-by = <t:{$at}:R> by <@{$moderator}>, case {$case}
# The state of a case in lists.
record-not-applied = not applied
record-voided = voided
record-pending = pending

## The log's categories

category-everything = everything else
category-moderation = actions on members
category-messages = deleted messages
category-reports = reports

## Features that run by themselves, as headings

automated-welcome = Welcome message
automated-leave = Leave message
automated-autorole = Roles for newcomers
automated-rejoin = Returning members
automated-alert = Join alert
automated-message-log = Message log
automated-appeals = Appeals
automated-reports = Reports

## Small edits of members

edited-nick = the nickname is now “{$nick}”
edited-voice = the channel is now <#{$channel}>

## Lockdowns

closing-no-log = I log cases there, and couldn't write there while it's locked; allow my role Send Messages in that channel first.
closing-lacks = I can only take away permissions that I have myself; give my role {$permissions} in Server Settings → Roles.
closing-and-more = {$count ->
    [one] {$channels} and {$count} more
   *[other] {$channels} and {$count} more
}
closing-more-lines = {$count ->
    [one] and {$count} more; see the cases that follow
   *[other] and {$count} more; see the cases that follow
}
# What a lockdown pauses, at the start of a sentence or after a colon.
pause-invites-and-dms = invites and direct messages between members
pause-invites = invites
pause-dms = direct messages between members
pause-nothing = nothing

## Texts with placeholders

template-unknown = I don't know {"{"}{$unknown}{"}"}; use {$known}.
greet-welcome = Welcome to {$server}, {$user}!
greet-leave = {$name} has left {$server}.
greet-nobody = The text doesn't say who it's about; add `{"{"}user{"}"}` or `{"{"}name{"}"}` to it.

## Input

emoji-wrong = “{$text}” isn't an emoji; choose one, or type one of this server's own like `<:name:123456789>`.
idlist-none = I can't find anyone's id in that; give ids like 1102000000000000001 or mentions, one per line.
idlist-none-among = {$count ->
    [one] I can't find anyone's id in that, only {$count} other word; give ids like 1102000000000000001 or mentions, one per line.
   *[other] I can't find anyone's id in that, only {$count} other words; give ids like 1102000000000000001 or mentions, one per line.
}
idlist-too-many = That's {$count} people, and I can take {$most} at a time; split them into several lists.
file-too-large = That file is {$size}, and Discord lets me upload {$most} at most; choose a smaller one as `evidence`.
file-size = {$whole}.{$tenths} MiB

## Errors (src/discord/error_code.rs)

discord-missing-access = I can't see that channel; give my role View Channel there.
discord-missing-permissions = Discord says I lack a permission for this; check my role's permissions and its place in Server Settings → Roles.
discord-unknown-person = I can't find that person; they may have left the server.
discord-not-in-voice = They aren't in a voice channel in this server, so there's nothing to change.
discord-unknown-channel = That channel no longer exists.
discord-unknown-role = That role no longer exists.
discord-unknown-message = That message no longer exists.
discord-unknown-guild = I'm no longer in this server; invite me again.
discord-thread-archived = That thread is closed; write something in it to open it again.
discord-thread-locked = The thread is locked; unlock it, or give me the permission Manage Threads there.
discord-tag-required = Each post in that forum needs a tag, and there's none that I can set; add one, or make tags optional in the forum's settings.
discord-two-factors = This server requires two-factor authentication for moderators; whoever owns my application must turn it on for their account.
discord-too-old = Discord doesn't allow bulk deletion of messages older than 14 days.
discord-refused = Discord refused this.
discord-error-code = {$why} (Discord's code {$code}, incident `{$incident}`)
discord-error-unreachable = Discord is not answering me right now, so I did nothing; please try again in a minute.
discord-error-limited = Discord is limiting how fast I may act, so I did nothing; please try again in {$seconds} s.
discord-error-records = My records are not reachable right now, so I did nothing; please try again in a minute (incident `{$incident}`).
discord-error-token = Discord refuses my bot token; please tell the people who run me to set a new DISCORD_TOKEN.
discord-error-ours = Something went wrong on my side; please tell the people who run me, with incident `{$incident}`.

## Files and messages (src/discord)

# Why a file can't be had: the end of a sentence.
discord-file-foreign = its address isn't one of Discord's
discord-file-gone = Discord no longer had the file when I tried to download it
discord-file-larger = it is larger than Discord said
discord-without-files = Discord didn't accept the attachments.
discord-shows-forwarded = Forwarded: {$line}
discord-shows-file = File: {$name}
discord-shows-sticker = Sticker: {$name}
discord-shows-poll = Poll: {$poll}
discord-shows-embed = Embed: {$embed}
discord-poll-without-question = no question
discord-embed-picture = a picture

## Gate and router (src/kernel)

gate-server-only = This works only in a server; use it there.
gate-cooldown = You used this a moment ago; please wait {$seconds} s.
router-unknown-command = I no longer know this command; it may have been renamed, see {COMMAND("help")}.
router-old-options = I don't recognize those options; this command may have changed, so please type it again.
router-old-button = This button is too old for me; please use the command again.
share-person = You looked up a lot in a short time; please wait {$seconds} s.
share-server = This server is looking up a lot right now; please try again in a few seconds.

## Questions (src/kernel/question.rs)

question-left = Left as it is. Nothing was done.
question-expired = Nobody answered within ten minutes, so nothing was done. Use the command again if you still want it.
question-over = This question is over: it was answered, or ten minutes have passed; use the command again.
question-answered = This was answered already.
question-too-old = This question is too old to be answered; use the command again.
question-not-yours = Only <@{$user}> was asked and can answer; use the command yourself.

## Answers and orders (src/kernel)

answer-unreadable = Discord sent me this in a way that I can't read, so I did nothing; please tell the people who run me, with incident `{$incident}`.
answer-slow = My records are slow to answer. I'll put the outcome here; if this text stays, look at {COMMAND("case list")} before you try again.
answer-too-slow = That took me too long; please try again.
order-already = This was carried out already.
order-done = Done.
order-waits-unreachable = Discord is not answering me right now; I'll keep trying.
order-waits-limited = Discord is limiting how fast I may act; I'll continue in {$seconds} s.
order-waits-records = My records are not reachable right now; I'll continue when they are.
order-waits-refused = {$why} I'll keep trying.
order-waits-ours = Something went wrong on my side (incident `{$incident}`); I'll keep trying.
undelivered-interrupted = I was interrupted before anything was ordered, so nothing was done. Please try again.
undelivered-done = That was done, but my answer to you got lost on the way. Please check that everything is as you want it.
undelivered-unknown = My records are not reachable right now, so I can't tell whether this was recorded. Look at {COMMAND("case list")} before you try again (incident `{$incident}`).

## Lockdowns: order and report (src/actions/lockdown)

lockdown-job-report = **Case #{$number}** · {$sentence}
lockdown-job-not-applied = not applied: {$why}
lockdown-job-stopped = <@{$by}> stopped it

lockdown-job-title = Case #{$number} · Lockdown
lockdown-job-recorded = **Case #{$number}** · the lockdown is recorded. {$why}
lockdown-job-already = The server is already in lockdown by {$case}; end that with {COMMAND("lockdown end")} first.
lockdown-job-cannot-pause = Without it I can't pause {$what}; you can leave that out.
lockdown-job-shut = nobody may write there anyway, so it stays as it is
lockdown-job-unseen = not everyone can see it, so it stays as it is; to lock it, choose it with {COMMAND("settings lockdown")}
lockdown-job-hindered = There's no channel that I can lock. For example, <#{$channel}>: {$why}
lockdown-job-nothing = Nobody can write in the channels of a lockdown anyway, so there's nothing to lock; choose channels with {COMMAND("settings lockdown")}.
lockdown-job-begun = the server is in lockdown until somebody ends it.
lockdown-job-begun-until = the server is in lockdown until <t:{$end}:f> (<t:{$end}:R>).
lockdown-job-end-button = End lockdown
lockdown-job-nothing-locked = nothing was locked
lockdown-job-nothing-locked-why = nothing was locked: {$why}
lockdown-job-locked = {$count ->
    [one] {$count} channel locked
   *[other] {$count} channels locked
}
lockdown-job-locked-some = {$count ->
    [one] {$count} channel locked, {$failed} not
   *[other] {$count} channels locked, {$failed} not
}
lockdown-job-not-locked = not locked: {$why}
lockdown-job-gone = {$count ->
    [one] {$count} channel in {COMMAND("settings lockdown")} no longer exists
   *[other] {$count} channels in {COMMAND("settings lockdown")} no longer exist
}

lockdown-job-end-title = Case #{$number} · End of lockdown
lockdown-job-end-recorded = **Case #{$number}** · the end of the lockdown is recorded. {$why}
lockdown-job-ending = The lockdown is already being ended by {$case}; I'm trying again to open what's still locked, and {COMMAND("unlock")} opens a single channel.
lockdown-job-over = The lockdown of case #{$number} is already over.
lockdown-job-none = According to my records, the server is not in lockdown; {COMMAND("unlock")} opens a single channel.
lockdown-job-ended = the lockdown of case #{$number} is over.
lockdown-job-ended-partly = the lockdown of case #{$number} is not over everywhere.
lockdown-job-other-holds = The lockdown of case #{$number} still has channels that couldn't be opened; {COMMAND("lockdown end")} tries again.
lockdown-job-try-again = Try again
lockdown-job-opened = {$count ->
    [one] {$count} channel opened again
   *[other] {$count} channels opened again
}
lockdown-job-opened-some = {$count ->
    [one] {$count} channel opened again, {$failed} not
   *[other] {$count} channels opened again, {$failed} not
}
lockdown-job-not-opened = not opened: {$why}
lockdown-job-stays = stays locked until <t:{$end}:f>, because it has its own lock
lockdown-job-step-stopped = it was stopped before that
lockdown-job-step-anew = it was locked again by case #{$number}, which still holds

## Lockdowns: pauses (src/actions/lockdown/pause.rs)

# $what: invites, direct messages between members, or both.
pausing-refused = {$what} not paused: {$why} (code {$code})
pausing-while = {$what} paused as long as this lasts
pausing-until-end = {$what} paused until it ends
pausing-theirs = {$what} already paused by somebody else, and left that way
pausing-still = {$what} still paused: {$why} (code {$code})
pausing-still-until = {$what} still paused until <t:{$end}:f>: {$why} (code {$code})
pausing-over = {$what} no longer paused
pausing-kept = {$what} still paused, because somebody changed that in the meantime

## Orders that wait for their checks (src/actions/unchecked)

unchecked-limited = Recorded as case #{$number}. Discord is limiting me; I'll check and carry it out when it lets me.
unchecked-away = Recorded as case #{$number}. Discord isn't answering; I'll check and carry it out when it does.
unchecked-too-old = This order is too old to be canceled here; use {COMMAND("case view")} to see what became of it.
unchecked-not-yours = Only <@{$user}> ordered this and can cancel it.
unchecked-checked = Case #{$number} was already checked, so it can no longer be canceled; {COMMAND("case view")} shows what became of it.
unchecked-calling-off = I'll call off case #{$number}, unless it was carried out just now; the message above will say so.
unchecked-called-off = called off by <@{$by}>
unchecked-called-off-why = called off by <@{$by}>: {$reason}
unchecked-cancelled = <@{$user}> called it off
unchecked-gave-up = Discord did not answer for 24 hours, so I called it off
unchecked-spent = its time ran out before Discord answered
unchecked-confirm-anew = this has to be confirmed first; use the command again and confirm it
unchecked-confirm = this has to be confirmed first

## Orders that wait for Discord (src/kernel/waiting.rs, src/actions/waiting.rs)

waiting-recorded = Recorded. Discord isn't answering; I'll check this and carry it out when it does.
waiting-recorded-limited = Recorded. Discord is limiting me; I'll check this and carry it out when it lets me.
waiting-reads = Discord isn't answering me right now, so I can't show you this; please try again in a minute.
waiting-too-old = This order is over, so it can no longer be canceled.
waiting-cancelled = <@{$user}> called this off; nothing was done.
waiting-calling-off = I'll call this off, unless it was carried out just now; the message above will say so.
waiting-gave-up = Discord did not answer for 24 hours, so I called this off; nothing was done.
waiting-spent = The time you set ran out before Discord answered, so nothing was done.
waiting-confirm-anew = This has to be confirmed first, and it waited too long for that; use the command again and confirm it.
waiting-post-title = Ordered while Discord didn't answer
# $command: the command as it is typed. $at: a Unix time.
waiting-post-command = <@{$user}> used {$command} <t:{$at}:R>. The outcome:
waiting-post-button = <@{$user}> pressed a button <t:{$at}:R>. The outcome:
waiting-post-footer = Order {$order}

## Progress of long jobs (src/actions/work.rs)

work-looking = Checking what there is to do
work-progress = **{$done}** of {$total}
work-progress-failed = **{$done}** of {$total}, of which {$failed} failed
work-under-way = Under way
work-over = This is already over, so there's nothing left to cancel; the result is here or in the case.
work-stopping = I'll stop after the current step, and say here what was done and what wasn't.
work-stopping-already = <@{$user}> pressed Cancel before you; I'll stop after the current step.

## Roles given and taken (src/actions/role.rs)

# $until: “permanently”, or until when.
role-change-has-until = **<@{$person}> has <@&{$role}> {$until}.** Let it end <t:{$end}:f> (<t:{$end}:R>) instead?
role-change-without-until = **<@{$person}> is without <@&{$role}> {$until}.** Let it end <t:{$end}:f> (<t:{$end}:R>) instead?
role-change-has = <@{$person}> already has <@&{$role}>, so there's nothing to give; add a `duration` if it should end.
role-change-has-not = <@{$person}> does not have <@&{$role}>, so there's nothing to take away.
role-change-powerful = **<@&{$role}> is a powerful role:** {$powers}. Give it to <@{$person}> anyway?
role-change-inside = <@{$person}> is in jail by {$case}, and their roles are kept until they're released; use {COMMAND("unjail")} first.
role-change-absent = they are not in the server
role-change-in-jail = they are in jail by case #{$number}
role-change-with-release = they are in jail by case #{$number}, so they get it when they're released
role-change-not-with-release = they are in jail, and won't get it back when they're released
role-change-had = they already had the role
role-change-had-not = they no longer had the role
role-change-gone = the role is gone

## Checks (src/actions/check.rs, channel_check.rs)

may-banned = <@{$person}> is banned, so they aren't in the server and this can't be done to them.
may-not-below = <@&{$role}> is not below your highest role, so you need the permission Administrator for this; ask somebody who has it.
may-not-member = I am not a member of this server; invite me again with the scopes bot and applications.commands.
channel-check-foreign = That channel isn't in this server; choose one that is.
channel-check-no-lock = <#{$channel}> can't be locked, because nobody writes in it; choose a channel, a thread, or a forum's post.
channel-check-no-slowmode = Discord has no slowmode in <#{$channel}>; choose another channel, or a thread in it.
channel-check-locked-held = **<#{$channel}> is locked {$held} by {$case}.**
channel-check-locked = <#{$channel}> is already locked {$until} by {$case}; open it with {COMMAND("unlock")}.
channel-check-shut = Nobody can write in <#{$channel}> anyway, and it wasn't me who locked it, so there's nothing to lock.
channel-check-slow-held = **The slowmode of <#{$channel}> is set to {$delay} {$held} by {$case}.**
channel-check-slow = The slowmode of <#{$channel}> is already {$delay}, so there's nothing to do.

## Failures of automations (src/actions/automation.rs)

automation-failed-title = Not working: {$automation}
automation-failed-again = I'll keep trying each time, and report it here once a day at most.
automation-failed-notice = Notice {$incident}

## Notes on locks and slowmodes (src/actions/lock.rs, slowmode.rs)

lock-note-roles = taken from {$roles} too
lock-note-roles-more = taken from {$roles} and others too
lock-note-role-refused = I couldn't take it from <@&{$role}>: {$why}
lock-note-left = left open, because I can't change these permissions, or can't change them back: {$permissions}
lock-note-open = the channel's own permissions still let {$who} write
lock-note-open-more = the channel's own permissions still let {$who} and others write
lock-note-over = it was no longer locked
lock-note-kept = kept, because somebody changed it in the meantime: {$permissions}
lock-note-kept-from = kept for <@&{$role}>, because somebody changed it in the meantime: {$permissions}
lock-note-gone = the channel is gone
thread-note-open = the thread was closed, and I had to open it for that; I couldn't close it again: {$why}
slowmode-note-changed = it has been changed again since
slowmode-note-stays = it stays {$delay}, because somebody changed it in the meantime
slowmode-note-back = it is {$delay} again

## Forms of the actions

act-warn-title = Warn {$name}
act-delete-title = Delete and warn {$name}
act-webhook = A webhook wrote this, so there's nobody to warn; delete the message yourself.
act-duration = Duration
act-duration-hint = Like 30m, 12h, 7d, 2 weeks or perm.
act-reason = Reason
act-reason-told = Why? The member will read it.
act-reason-untold = What should be remembered? They won't be told.
act-title = {$action}: {$name}
act-preset = A reason to choose
act-preset-hint = Your server's own reasons.
act-reason-missing = Type what should be remembered, or choose a reason.
act-tell = Send them a DM
act-tell-hint = They read the reason, and until when it lasts.
act-also = Also
act-also-hint = Of several times, the longest counts.
act-also-delete = Delete messages: {$age}
act-evidence = Evidence
act-evidence-hint = A picture or file. I keep a copy in the log.
act-other-channel = That message is in another channel; choose Delete and warn there.

## The card of Apps → Moderate

moderate-title = Moderate {$name}
moderate-outsider = not in this server
moderate-warnings = Warnings that count
moderate-cases = Cases
moderate-in-force = In force
moderate-newest = Newest
# An action in force, and the case that ordered it: "Ban by case #7, permanently".
moderate-hold-until = {$action} by {$case}, until <t:{$end}:f>
moderate-hold-for-good = {$action} by {$case}, permanently

## Unban, unjail, nick

unban-unknown = I can't find a ban of {$name}; choose from the list that appears while you type, or give the person's id.
unban-several = Several people named {$name} are banned; choose from the list that appears while you type, or give the id.
unjail-not-jailed = According to my records, <@{$user}> is not in jail.
nick-empty = A nickname can't be empty; use {COMMAND("nick reset")} to remove one.

## Mass ban and mass unban: the people

mass-file-kind = I read lists from .txt and .csv files; give one of these as `file`.
mass-file-size = That file is larger than 4 MiB; give one with just the ids, one per line, as `file`.
mass-file-gone = I couldn't download that file: {$why}; attach it again.
mass-case-wrong = Case #{$number} isn't a mass ban; give the number of one, or a file with the people.
mass-case-over = None of the bans of case #{$number} is still in force, so there's nothing to lift.
mass-form-ban = Ban many people
mass-form-unban = Lift many bans
mass-form-people = Who
mass-form-people-hint = Ids or mentions, one per line. A longer list fits in a file.
mass-form-file = A list
mass-form-file-hint = Instead: a .txt or .csv file with up to 10,000 ids.
mass-form-empty = Nobody is named: type ids or mentions, or attach a file with them.
mass-form-both = You typed people and attached a file, so I can't tell which list you mean; give only one of them.
mass-form-reason = Reason
mass-form-reason-hint = Why? It's recorded, but they aren't told.

## Mass ban and mass unban: the preview

mass-label-ban = {$people ->
    [one] Ban {$people} person
   *[other] Ban {$people} people
}
mass-label-unban = {$people ->
    [one] Unban {$people} person
   *[other] Unban {$people} people
}
mass-nobody = There is nobody left to do this to.
mass-can = {$people ->
    [one] **{$people} person** can be acted on.
   *[other] **{$people} people** can be acted on.
}
mass-members = {$members ->
    [one] {$members} member of the server, {$others} not in it.
   *[other] {$members} members of the server, {$others} not in it.
}
mass-members-later = I'll check who is a member and who is protected when their turn comes.
mass-prolonged = {$people ->
    [one] {$people} person is banned temporarily, and will be banned permanently.
   *[other] {$people} people are banned temporarily, and will be banned permanently.
}
mass-many-bans = This server has more bans than I can look through now; I'll check each person when their turn comes.
mass-repeated = {$ids ->
    [one] {$ids} id was given more than once.
   *[other] {$ids} ids were given more than once.
}
mass-unread = {$entries ->
    [one] {$entries} entry is not an id: {$examples}.
   *[other] {$entries} entries are not ids, for example {$examples}.
}
# Why somebody is left out, after "Left out: @person," and in the list of results.
mass-banned-already = already banned
mass-not-banned = not banned
mass-left-out-banned = {$people ->
    [one] Left out: {$people} person who is already banned.
   *[other] Left out: {$people} people who are already banned.
}
mass-left-out-not-banned = {$people ->
    [one] Left out: {$people} person who is not banned.
   *[other] Left out: {$people} people who are not banned.
}
mass-left-out-one = Left out: <@{$user}>, {$why}.
mass-left-out-more = {$people ->
    [one] Left out: {$people} more; the result lists them all.
   *[other] Left out: {$people} more; the result lists them all.
}
mass-busy = Another mass ban or unban is under way in this server; wait for its result, or cancel it there.

## Mass ban and mass unban: the result

mass-title = Case #{$number} · {$action}
# The summary grows from left to right: "4 people banned, 1 not, 3 not tried: <why>".
mass-done-ban = {$people ->
    [one] {$people} person banned
   *[other] {$people} people banned
}
mass-done-unban = {$people ->
    [one] {$people} person unbanned
   *[other] {$people} people unbanned
}
mass-summary-failed = {$summary}, {$failed} not
mass-summary-ended = {$summary}, {$left} not tried: {$why}
mass-list-about = What happened to each person in case #{$number}
mass-result = **Case #{$number}** · {$summary}. The list has a row for each person.
mass-result-failed = **Case #{$number}** · not applied: {$why}. The list has a row for each person.
mass-take-back = `/massunban number:{$number}` takes it back.
# Why one person's turn failed, in the list of results.
mass-refused = {$why} (code {$code})
mass-superseded = case #{$number} was carried out first
mass-ended = it ended before their turn
mass-ended-unsure = it ended, and Discord did not say whether it was done
# Why it ended before everybody had their turn: the end of the summary.
mass-cancelled = <@{$user}> pressed Cancel

## Forms

form-not-offered = One of your answers isn't one that this form offers; open the form again.
form-delete = Delete their messages
form-delete-hint = From how far back?
delete-nothing = Nothing
delete-hour = The last hour
delete-hours = The last {$hours} hours
delete-day = The last day
delete-days = The last {$days} days
delete-week = The last week

## Reports


## Reports

report-nowhere = This server hasn't chosen where reports go. Please contact a moderator directly, or ask an administrator to use {COMMAND("settings log")}.
report-own = This is your own message; you can delete it yourself.
report-yourself = You can't report yourself.
report-too-many = You've made many reports in the last hour. If it's urgent, please contact a moderator directly.
report-no-category = Please choose what it is about.
report-nothing-said = Please write what happened: "Something else" alone doesn't tell the moderators enough.
report-form-over = This form was sent already, or it is too old; report it again.
report-again = You have reported this already: it's report #{$number}, and the moderators have it.
report-recorded = Your report #{$number} is recorded. {$why}
report-posted = Thank you. The moderators have your report (#{$number}).
report-failed = Your report #{$number} is recorded, but I can't show it to the moderators yet. I'll keep trying; if it's urgent, please contact a moderator directly.
report-unposted = I couldn't write in <#{$channel}> about report #{$number}.
report-unknown = There is no report #{$number} in this server.
report-title = Report #{$number}
report-post = Report #{$number} · {$name}
report-about = **About:** <@{$user}> ({$name})
report-record = **Record:** {$warnings} ({$points}), cases: {$cases}
report-message = **Message:** in <#{$channel}>, [open]({$link})
report-written-for = **Written for:** <@{$user}>, who used a command of that app
report-more = {$count ->
    [one] … and {$count} more
   *[other] … and {$count} more
}
report-no-text = no text
report-quote-gone = The quoted message was deleted from my records 90 days after this report was closed.
report-field-reporters = Reported by
report-field-outcome = What came of it
report-more-reporters = {$count ->
    [one] … and {$count} other
   *[other] … and {$count} others
}
report-anonymous = Someone who wants to stay anonymous
report-footer = Report {$number}
report-line-claimed = <@{$moderator}> is looking into it.
report-line-deleted = <@{$moderator}> deleted the message.
report-line-gone = The message was already gone when a moderator wanted to delete it.
report-line-case = {$action}: {$case}, by <@{$moderator}>
report-line-dismissed = <@{$moderator}> dismissed it
report-button-claim = Claim
report-button-give-back = Give back
report-button-delete = Delete the message
report-button-dismiss = Dismiss
report-button-reopen = Reopen
report-claimed = Report #{$number} is yours; the others see that on its card.
report-given-back = Report #{$number} is open for others again.
report-dismissed = Report #{$number} is dismissed.
report-reopened = Report #{$number} is open again.
report-message-deleted = The message of report #{$number} is deleted.
report-message-gone = The message of report #{$number} was already gone, so there was nothing left to delete.
report-claimed-already = <@{$moderator}> is looking into this report already.
report-closed-already = Report #{$number} is closed already; its card says what came of it.
report-not-dismissed = Report #{$number} isn't dismissed, so there is nothing to reopen.
report-about-you = This report is about you; another moderator has to decide on it.
report-change-recorded = Your decision on report #{$number} is recorded. {$why}
report-no-message = Report #{$number} is about a person; there is no message to delete.
report-deleted-already = <@{$moderator}> had this message deleted already.
report-deletion-reason = Report #{$number}
report-not-deleted = I couldn't delete the message: {$why}.
report-dismissal-title = Dismiss report #{$number}
report-dismissal-hint = Why? Only moderators read it.
report-form-message = Report a message by {$name}
report-form-person = Report {$name}
report-form-category = What is it about?
report-form-category-hint = Choose what fits best.
report-form-words = What happened?
report-form-words-hint = Anything the moderators should know.
report-form-files = Files
report-form-files-hint = Pictures or other files that show it.
report-form-anonymous = Stay anonymous
report-form-anonymous-hint = The moderators won't see who reported it.
report-form-outcome = Tell me what came of it
report-form-outcome-hint = You get a direct message once the moderators have decided.
report-spam = Spam or advertising
report-harassment = Harassment or bullying
report-hate = Hate or discrimination
report-scam = Scam or phishing
report-explicit = Sexual or violent content
report-danger = Someone is in danger
report-other = Something else
report-files = Files with report #{$number} ({$place}), from {$who}:
report-file-about = A file with report #{$number}
report-file-lost = I couldn't keep {$name}: {$why}.
report-outcome-title = Your report in {$server}
report-outcome-acted = The moderators looked at your report #{$number} and did something about it. Thank you for telling them.
report-outcome-dismissed = The moderators looked at your report #{$number} and decided that nothing needs to be done. Thank you for telling them.
reports-open = Open reports
reports-all = Reports
reports-none-open = No report is open.
reports-none = Nobody has reported anything.
reports-more = {COMMAND("report view")} shows one with its buttons.
reports-newest = Newest
reports-message = a message by
reports-person = a person:
reports-line = **#{$number}** {$what} <@{$user}> <t:{$at}:R>
reports-state-dismissed = dismissed
reports-state-acted = acted on
reports-state-deleted = message deleted
reports-state-claimed = <@{$moderator}>

## Appeals: what the person reads

appeal-form-title = Appeal: {$kind}
appeal-question = Why should this be taken back?
appeal-question-number = Question {$number}
appeal-blank = One of the fields is blank; please write a few words.
appeal-off = This server doesn't take appeals at the moment; please contact a moderator directly.
appeal-not-allowed = You can't appeal against case #{$number}; the moderators decided so.
appeal-case-over = Case #{$number} is over, so there is nothing to appeal against.
appeal-too-soon = It is still being carried out; please try again in a moment.
appeal-open-already = Your appeal #{$number} is already with the moderators; please wait for their decision.
appeal-accepted-before = Appeal #{$number} was already accepted.
appeal-rejected-before = Appeal #{$number} was already rejected.
appeal-final = Appeal #{$number} was rejected, and that is final.
appeal-wait = You can appeal from <t:{$at}:f> on (<t:{$at}:R>).
appeal-not-yours = This is somebody else's; only the person it is about can use it.
appeal-gone = This appeal is no longer in the record.
appeal-opened = Your appeal #{$number} is with the moderators. I'll tell you here what they decide.
appeal-opened-unposted = Your appeal #{$number} is recorded, but I can't show it to the moderators yet. I'll keep trying.
appeal-opened-meanwhile = Your appeal #{$number} is recorded. {$why}
appeal-answer-title = Your answer
appeal-answer-label = Your answer
appeal-answered-before = You have already answered this question.
appeal-answered = Thank you. The moderators have your answer.
appeal-answered-meanwhile = Your answer is recorded. {$why}
appeal-dm-asked = A question about your appeal in {$server}
appeal-dm-accepted = Your appeal in {$server} was accepted
appeal-dm-accepted-text = The action was taken back.
appeal-dm-rejected = Your appeal in {$server} was rejected

## Appeals: what moderators read

appeal-card-title = Appeal #{$number} · {$kind}
appeal-post = Appeal #{$number} · {$name}
appeal-footer = Appeal #{$number}
appeal-footer-question = Appeal #{$number} · question {$question}
appeal-card-case = **Against:** {$case} · {$kind}, <t:{$at}:R>
appeal-card-record = **Record:** {$cases} · counting now: {$warnings} ({$points})
appeal-card-over = **Over:** the action ended, so there is nothing left to decide.
appeal-card-failed = **Accepted, but not lifted:** {$why}
appeal-card-accepting = **Accepted:** by {$by}; {$case} is about to lift it.
appeal-card-accepted-by = **Accepted:** by {$by}, <t:{$at}:R>, {$case}
appeal-card-accepted = **Accepted:** by {$by}, <t:{$at}:R>
appeal-card-rejected = **Rejected:** by {$by}, <t:{$at}:R>: {$why}
appeal-card-round = Question
appeal-card-asked = <@{$by}>: {$question}
appeal-card-unanswered = *not answered yet*
appeal-card-added = I can't send them a new message, so it is in my earlier one, about the action.
appeal-card-closed = They could not be told: I can't reach them by direct message.
appeal-told = They were told by direct message.
appeal-unposted = I couldn't write in <#{$channel}> about appeal #{$number}.
appeal-own = You can't take part in deciding your own appeal.
appeal-by-another = You took this action yourself, so another moderator has to decide.
appeal-nothing-left = There is nothing left to decide: {$case} is over.
appeal-asked-enough = You can ask {$count} questions about an appeal; please decide now.
# The reason of the case that lifts the action.
appeal-lift-reason = Appeal #{$number} accepted
appeal-reject-title = Reject appeal #{$number}
appeal-reject-label = Reason
appeal-reject-hint = The person reads it
appeal-ask-title = Question about appeal #{$number}
appeal-ask-label = Question
appeal-ask-hint = The person gets it by direct message and can answer
appeal-accepted = Appeal #{$number} is accepted. {$told}
appeal-rejected = Appeal #{$number} is rejected. {$told}
appeal-decided-meanwhile = Your decision on appeal #{$number} is recorded. {$why}
appeal-asked = Your question is recorded. {$told}
appeal-asked-meanwhile = Your question is recorded. {$why}

## Role menus: the command

rolemenu-gone = That menu is gone; make another with {COMMAND("rolemenu create")}.
rolemenu-unknown = There is no menu with that name; choose a suggested one, or make it with {COMMAND("rolemenu create")}.
rolemenu-name-empty = A menu's name can't be empty; type one.
rolemenu-too-many = This server already has {$count} menus; delete one with {COMMAND("rolemenu delete")} first.
rolemenu-name-taken = There is already a menu “{$name}”; change it with {COMMAND("rolemenu edit")}, or choose another name.
rolemenu-created = Choose its roles below, then {COMMAND("rolemenu post")} it.
rolemenu-changed = Changed.
rolemenu-confirmed = Confirmed.
rolemenu-kept = Kept as it is.
rolemenu-changing = The menu was changed; its messages will follow. {$why}
rolemenu-out-of-reach = That menu hands out <@&{$role}>, which is not below your highest role; ask somebody whose highest role is above it.

## Role menus: the panel

rolemenu-panel-title = Role menu “{$name}”
rolemenu-how = {$style ->
    [select] Members choose from a list.
   *[buttons] Members press buttons.
}
rolemenu-how-one = {$style ->
    [select] Members choose from a list, one role at a time.
   *[buttons] Members press buttons, one role at a time.
}
rolemenu-how-for = {$style ->
    [select] Members choose from a list, if they have <@&{$role}>.
   *[buttons] Members press buttons, if they have <@&{$role}>.
}
rolemenu-how-one-for = {$style ->
    [select] Members choose from a list, one role at a time, if they have <@&{$role}>.
   *[buttons] Members press buttons, one role at a time, if they have <@&{$role}>.
}
rolemenu-powerful = ⚠️ <@&{$role}> is a powerful role: {$powers}. It isn't handed out until you confirm it.
rolemenu-entry = • <@&{$role}> as {$shown}
rolemenu-entry-confirmed = • <@&{$role}> as {$shown} (confirmed by <@{$user}>)
rolemenu-button-words = Title and text
rolemenu-button-confirm = Hand them out anyway
rolemenu-select-roles = Choose the menu's roles
rolemenu-select-entry = Change a role's label, emoji or description
rolemenu-form-title = Title
rolemenu-form-title-hint = If left empty, the menu's name.
rolemenu-form-text = Text
rolemenu-form-text-hint = What members read above the roles.
rolemenu-entry-gone = That role is no longer in the menu.
rolemenu-form-label = Label
rolemenu-form-label-hint = What members read.
rolemenu-form-emoji = Emoji
rolemenu-form-emoji-hint = One emoji, or one of this server's own like <:name:123456789>.
rolemenu-form-description = Description
rolemenu-form-description-hint = A few more words.
# The label of a role whose name is not known.
rolemenu-role = role

## Role menus: posting and deleting

rolemenu-empty = That menu has no roles yet; choose them with {COMMAND("rolemenu edit")} first.
rolemenu-posting = The menu will be posted in <#{$channel}>. {$why}
rolemenu-channel-elsewhere = That channel isn't in this server; choose one that is.
rolemenu-channel-thread = <#{$channel}> is a thread; post the menu in a channel.
rolemenu-channel-closed = You can't write in <#{$channel}>; choose a channel where you can.
rolemenu-posted = Posted: [open]({$link})
rolemenu-unshown = The menu could not be shown in <#{$channel}>: {$why}
rolemenu-unshown-form = The menu could not be shown in <#{$channel}>: Discord doesn't accept it as it is; check its emojis and texts with {COMMAND("rolemenu edit")}.
rolemenu-delete-ask = **Delete the menu “{$name}”?** Its messages will be closed; members keep the roles they have.
rolemenu-delete-yes = Delete it
rolemenu-delete-no = Keep it
rolemenu-deleting = The menu will be deleted. {$why}
rolemenu-deleted = The menu “{$name}” was deleted; members keep the roles they have.

## Role menus: the message that members see

rolemenu-closed = This menu is closed.
rolemenu-press = Press a button to get its role, and again to give it back.
rolemenu-choose = Choose a role to get it, and choose it again to give it back.
rolemenu-one-only = Only one of these roles at a time.
rolemenu-required = Only for members who have <@&{$role}>.
rolemenu-placeholder = Choose

## Role menus: a member's choice

rolemenu-outdated = This menu is no longer in use; look for a newer one, or ask a moderator.
rolemenu-not-offered = That role is no longer in this menu; choose another.
rolemenu-nothing-chosen = You chose nothing, so nothing changed.
rolemenu-noted = Your choice is noted. {$why}
# The reason in Discord's audit log.
rolemenu-audit-reason = Role menu {$name}
rolemenu-nothing-changed = It's already that way, so nothing changed.
rolemenu-left-server = You're no longer in this server.
rolemenu-in-jail = You are in jail here; your roles wait until you are released.
rolemenu-given-until = A moderator gave you <@&{$role}> until <t:{$end}:f> (case #{$number}), so it stays that way; please ask a moderator to change it.
rolemenu-given = A moderator gave you <@&{$role}> (case #{$number}), so it stays that way; please ask a moderator to change it.
rolemenu-taken-until = A moderator took <@&{$role}> away from you until <t:{$end}:f> (case #{$number}), so it stays that way; please ask a moderator to change it.
rolemenu-taken = A moderator took <@&{$role}> away from you (case #{$number}), so it stays that way; please ask a moderator to change it.
rolemenu-not-for-you = This menu is for members who have <@&{$role}>; get that role first.
rolemenu-unconfirmed = <@&{$role}> can do more than a role from a menu should, so a moderator must confirm it with {COMMAND("rolemenu edit")} first; please ask one.
rolemenu-now-have = You now have {$roles}.
rolemenu-no-longer-have = You no longer have {$roles}.
rolemenu-nor-given = So I didn't give you {$roles} either.
rolemenu-not-taken = I couldn't take <@&{$role}> away: {$why}. Please tell a moderator.
rolemenu-not-given = I couldn't give you <@&{$role}>: {$why}. Please tell a moderator.
# Why a role could not be given or taken, before ". Please tell a moderator."
rolemenu-why-gone = it no longer exists
rolemenu-why-reach = it is out of my reach
rolemenu-why-refused = Discord refused it (code {$code})

## Changing settings

settings-no-sidecar = This doesn't work yet: the people who run me have to start `gavel sidecar` first.

## Welcome and leave messages

settings-greeting-one-place = It goes to one place; give either `channel` or `dm`.
settings-greeting-channel-instead = Choose the channel where it is posted instead, with `channel`.
settings-greeting-off = Turned off.
settings-greeting-preview = Nothing was changed. It would look like this:
settings-greeting-nothing-given = You didn't say what to change; add `channel`, `text`, `preview` or `off`.
settings-greeting-no-place = Choose where it is posted with `channel` first.
settings-greeting-leave = When somebody leaves, I'll post it in <#{$channel}> from now on. It looks like this:
settings-greeting-welcome = Newcomers are welcomed in <#{$channel}> from now on. It looks like this:
settings-greeting-welcome-dm = Newcomers are welcomed in a direct message from now on. It looks like this:
settings-greeting-dm = direct message

## The ladder

settings-ladder-title = Ladder
settings-ladder-footer = When a warning reaches several steps, only the highest one happens, once, after that warning.
settings-ladder-empty = No steps yet; add one with {COMMAND("ladder edit")}.
settings-ladder-full = A ladder has at most {$count} steps; remove one first.
settings-ladder-now = The ladder now:
settings-ladder-no-action = Choose what happens with `action`, or remove the step with `remove`.
settings-ladder-no-duration = The action “{$action}” has no duration; leave it out.
settings-ladder-needs-duration = The action “{$action}” needs a `duration`, like `1h`, `7d` or `perm`.
settings-ladder-replayed = {$times ->
    [one] **{$step}**: {$times} time {$people}
   *[other] **{$step}**: {$times} times {$people}
}
settings-ladder-simulated = What the ladder would have done
settings-ladder-warned = In the last 90 days: {$warnings} for {$members}.

## The log of messages

settings-messagelog-off = Edited and deleted messages are no longer logged.
settings-messagelog-nothing-given = You didn't say what to change; add `channel`, `ignore_channel`, `ignore_bots` or `off`.
settings-messagelog-no-channel = Choose where with `channel` first.
settings-messagelog-full = {$count} channels are already left out; remove one first.
settings-messagelog-on = Edited and deleted messages are logged: {$where}
settings-messagelog-line-bots = <#{$channel}>, bots too
settings-messagelog-line-ignored = <#{$channel}>, except {$ignored}
settings-messagelog-line-both = <#{$channel}>, bots too, except {$ignored}

## Appeals: the setting

settings-appeals-off = Members can't appeal any more. The appeals so far stay in the record.
settings-appeals-nothing-given = You didn't say what to change; add `channel`, `question-1`, `wait`, `by-another` or `off`.
settings-appeals-no-channel = Choose the channel where moderators decide with `channel` first.
settings-appeals-endless = Write how long to wait, like `7d`, or `none`.
settings-appeals-on = Members can appeal against bans, timeouts, jails and kicks from now on: {$how}
settings-appeals-line-wait = after {$wait}
settings-appeals-line-once = at once, and once
settings-appeals-line-another = another moderator decides

## Roles for newcomers

settings-autorole-nothing-given = You didn't say what to change; add `role`, `delay` or `bots`.
settings-autorole-full = Newcomers already get {$count} roles; remove one first.
settings-autorole-now = Newcomers are given: {$roles}
settings-autorole-too-long = Newcomers can wait 28 days at most; choose a shorter delay, like `10m`, or `none`.
settings-autorole-jail = <@&{$role}> is the jail's role; choose another role.
settings-autorole-none = none; choose one with {COMMAND("settings autorole")}
settings-autorole-at-once = {$roles} · at once
settings-autorole-at-once-bots = {$roles} · at once, bots too
settings-autorole-after = {$roles} · after {$delay}
settings-autorole-after-bots = {$roles} · after {$delay}, bots too

## Who comes back

settings-rejoin-nothing-given = Choose `jail`, `roles`, or both.
settings-rejoin-now = Returning members: {$what}.
settings-rejoin-jail-out = not put back in jail
settings-rejoin-jail-none = there is no jail to put them back in
settings-rejoin-jail-again = put back in jail if they were in jail
settings-rejoin-roles-again = temporary roles given back
settings-rejoin-roles-gone = temporary roles not given back

## The alert on who joins

settings-alert-no-log = There is no log of actions on members yet; choose a `channel`, or set the log with {COMMAND("settings log")}.
settings-alert-now = When somebody with a record joins: {$where}
settings-alert-with = <#{$channel}>, with {$category}
settings-alert-nowhere = nowhere, because there is no log; set one with {COMMAND("settings log")}

## The policy

settings-policy-title = Policy
settings-policy-footer = If several limits apply, the most generous one counts; administrators and the owner have none. A softban also counts as a ban.
settings-policy-empty = No limits yet; set one with {COMMAND("policy set")}.
settings-policy-no-duration = The action “{$action}” has no duration to limit.
settings-policy-no-points = Only warnings have points to limit.
settings-policy-full = {$count} roles already have limits; remove another role's limits first.
settings-policy-now = The policy now:

## Single settings

settings-log-everything = Every case is posted in <#{$channel}> from now on.
settings-log-category = Posted in <#{$channel}> from now on: {$category}.
settings-log-post = Log: {$category}
settings-log-post-text = Posted here from now on: {$category}.
settings-protected-everyone = Everybody has @everyone, so nobody could be acted on; choose another role.
settings-protected-off = <@&{$role}> is not protected.
settings-protected-full = {$count} roles are already protected; remove one with `remove` first.
settings-protected-on = Nobody can act on members who have <@&{$role}> from now on.
settings-jail-now = Jailed members have <@&{$role}> instead of their roles from now on.
settings-lockdown-removed-last = <#{$channel}> is no longer chosen for lockdowns; no channel is chosen now, so a lockdown locks every channel where members write.
settings-lockdown-removed = <#{$channel}> is no longer chosen for lockdowns; the others stay.
settings-lockdown-full = {$count} channels and categories are already chosen; choose a category instead of its channels, or remove one with `remove` first.
settings-lockdown-added = From now on, a lockdown locks <#{$channel}>, and otherwise only the channels that you choose here too.
settings-presets-blank = The reason is blank; write a few words.
settings-presets-removed = “{$reason}” is no longer offered.
settings-presets-full = There are already {$count} reasons; remove one with `remove` first.
settings-presets-added = “{$reason}” is offered as a reason from now on.
settings-dm-nothing-given = You didn't say what to change; add `send` or `text`.
settings-dm-off = Members are not told about the action “{$action}”.
settings-dm-your-words = Members are told about the action “{$action}”, in your words.
settings-dm-my-words = Members are told about the action “{$action}”, in my words.
settings-warnings-now = {$duration ->
    [perm] Warnings now count forever, unless `expires` says otherwise.
    [permanent] Warnings now count forever, unless `expires` says otherwise.
    [permanently] Warnings now count forever, unless `expires` says otherwise.
    [forever] Warnings now count forever, unless `expires` says otherwise.
   *[other] Warnings now count for {$duration}, unless `expires` says otherwise.
}
settings-language-unknown = I don't speak {$language} yet; choose one of these: {$known}.
settings-language-now = Logs, receipts and direct messages are in {$language} from now on. Replies to a person stay in the language of their Discord.
settings-zone-unknown = I don't know the time zone {$zone}; write it like Europe/Prague or UTC.
settings-zone-now = Dates and times that people type are in {$zone} from now on.
settings-manual-on = Bans, kicks and timeouts that moderators do by hand become cases from now on.
settings-manual-off = Actions taken without me are not recorded from now on.
settings-clear-done = Setting reset to its default. {COMMAND("settings show")} lists them all.

## Sections of the settings

section-logs = Logs and records
section-moderation = Moderation
section-jail = Jail, lockdown, appeals
section-members = Members who join and leave
section-server = Language and time
settings-undo-changed = That was changed again since, so I left it as it is.
settings-undo-gone = I no longer know what that change replaced.
settings-changed-meanwhile = Somebody changed the settings at the same moment, so nothing was changed. Try again.
facts-lacks = I lack {$permissions} there
facts-above = it is not below my highest role
facts-powerful = it gives {$permissions}
facts-broken = {$what}: {$why}

## Setting up a server

hello = Thanks for adding me. {COMMAND("setup")} shows what works and what is missing here, and sets up the log, a jail, a ladder, reports and appeals with a few clicks. It takes the permission Manage Server.
setup-title = Setting up this server
setup-permissions = My permissions
setup-permissions-all = I have all that I use.
setup-permissions-give = Give them to my role in Server Settings → Roles.
setup-by-hand = recording what moderators do by hand
setup-lacks = Without **{$permission}**, these don't work: {$what}.
setup-rank = My role
setup-rank-all = it is above all others, except those of apps.
setup-rank-none = it is below all others, so I can act on nobody who has a role. Drag it up in Server Settings → Roles.
setup-rank-some = I can't act on members with these roles, which are above mine: {$roles}
setup-log = Log
setup-log-none = not set. Cases are recorded, but posted nowhere.
setup-reports = Reports
setup-reports-none = off. Members can't report anything until there is a log or a channel for reports.
setup-appeals-none = off. Whoever is banned, timed out, jailed or kicked can't ask for it to be taken back.
setup-channel-again = Nothing is posted there. Choose another channel, or give me what I lack.
setup-jail-none = not set, so nobody can be jailed.
setup-jail-again = Nobody can be jailed with it.
setup-ladder-none = no steps. Warnings add up, and nothing follows.
setup-reasons-none = none. Moderators type each reason.
setup-reasons-count = {$count ->
    [one] {$count} reason
   *[other] {$count} reasons
}
setup-events = Joins, leaves and messages
setup-events-none = the sidecar isn't running. Welcome messages, roles for newcomers, join alerts and the message log need it.
setup-events-missing = the sidecar isn't running, so these don't work: {$what}. Ask whoever runs me to start it.
setup-events-all = the sidecar is running.
setup-events-intents = the sidecar is running, but Discord's developer portal has these switched off: {$intents}.
intent-content = Message Content Intent
intent-members = Server Members Intent
setup-button-log = Make a log channel
setup-button-reports = Make a channel for reports
setup-button-appeals = Make a channel for appeals
setup-button-jail = Make the jail
setup-button-again = Check again
setup-choose-log = Choose the log channel
setup-choose-reports = Choose the channel for reports
setup-choose-appeals = Choose the channel for appeals
setup-choose-ladder = Choose a ladder
setup-choose-reasons = Choose reasons for moderators to pick from
setup-chosen = {$channel} is used from now on.
setup-name-log = mod-log
setup-topic-log = Cases, as Gavel records them
setup-name-reports = reports
setup-topic-reports = What members report to the moderators
setup-name-appeals = appeals
setup-topic-appeals = Appeals against bans, timeouts, jails and kicks
setup-name-jail = Jailed
setup-ladder-mild = Mild: timeouts only
setup-ladder-usual = Usual: timeouts, a kick, a ban
setup-ladder-strict = Strict: long timeouts, then a ban
setup-ladder-now = The ladder is set: {$title}. {COMMAND("ladder edit")} changes its steps.
setup-reasons-short = The usual ones
setup-reasons-long = The usual ones and more
setup-reasons-about = {$reasons}
setup-reasons-few =
    Spam
    Advertising
    Insults or harassment
    Offensive content
    Disregarding the moderators
setup-reasons-many =
    Spam
    Advertising
    Insults or harassment
    Offensive content
    Disregarding the moderators
    Scam or phishing
    Personal information of others
    Hate speech
    Off-topic in spite of a warning
    Evading a ban
setup-reasons-now = {$count ->
    [one] Moderators can pick {$count} reason from now on.
   *[other] Moderators can pick from {$count} reasons from now on.
}
setup-undone = That change was taken back.
setup-making-jail = The jail
setup-making-channel = The channel
setup-making = {$what} is ordered. {$why}
setup-removing = The removal is ordered. {$why}
setup-audit = Set up by {$name} ({$id})
setup-not-made = It could not be made: {$why}
setup-not-removed = It is no longer used, but it could not be deleted: {$why}
setup-jail-there = There is a jail role already: <@&{$role}>.
setup-jail-made = The jail is ready: members with <@&{$role}> see no channel. Allow View Channel for it where you want to talk with them.
setup-jail-unreached = I could not hide these channels from it; deny View Channel there yourself: {$channels}
setup-channel-made = {$channel} is made and used from now on. Moderators and administrators see it.
setup-channel-kept = {$channel} is no longer used. People wrote in it, so I did not delete it.
setup-removed = What I made is gone again.
setup-remove-gone = I no longer know what was made then. Delete it by hand.
setup-remove-jailed = There are members in jail with <@&{$role}>. Release them first with {COMMAND("unjail")}.

## The panel of the settings

panel-choose-section = Choose a section
panel-choose-setting = Choose a setting to change
panel-mend = Mend what doesn't work
panel-back = Back
panel-reset = Reset to default
panel-edit = Edit
panel-text = Edit the text
panel-limit = Set a limit
panel-questions = Questions and wait
panel-delay = Delay
panel-direct = Send it as a DM
panel-changed = Changed.
panel-log-hint = Channel for: {$category}
panel-protected-hint = Choose the protected roles
panel-jail-hint = Choose the jail role
panel-autorole-hint = Choose the roles for newcomers
panel-lockdown-hint = Choose channels and categories
panel-channel-hint = Choose the channel; none turns it off
panel-ignored-hint = Choose channels to ignore
panel-language-hint = Choose the language
panel-dm-choose = Choose the action that the DM is about
panel-dm-send = Send members a DM about it
panel-dm-text = Text; empty for my own
panel-dm-hint = You can use {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"}
panel-dm-now = {$action}: from now on, members read:
    >>> {$text}
panel-greeting-hint = You can use {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}
panel-reasons = Reasons
panel-one-a-line = One a line
panel-reasons-limit = {$count} reasons at most.
panel-duration-hint = For example 1h, 7d or perm
panel-zone-hint = For example Europe/Prague
panel-days-hint = Days; empty until it is erased
panel-kept-cases = Cases that are over
panel-kept-notes = Notes
panel-kept-automod = Hits of AutoMod
panel-kept-history = Changes of settings
panel-question = Question {$number}
panel-wait = Wait
panel-wait-hint = After the action and after a rejection, for example 7d; empty for none
panel-step-new = Add a step
panel-step-choose = Choose a step of the ladder
panel-step-points = Points
panel-step-points-hint = How many points trigger the step
panel-step-action = Action
panel-step-action-hint = Choose none to remove the step
panel-step-duration = Duration
panel-step-window = Window
panel-step-window-hint = Count points of so many days; empty for all
panel-limit-role = Role
panel-limit-action = Action
panel-limit-longest = Longest duration
panel-limit-hour = How many times per hour
panel-limit-day = How many times per day
panel-limit-hint = Empty for no limit
panel-no-number = “{$text}” is no number from 1 to {$most}.
panel-manual-on = Record what is done by hand
panel-manual-off = Don't record what is done by hand
panel-bots-too = Include bots
panel-bots-not = Leave bots out
panel-rejoin-jail = Jail them again
panel-rejoin-free = Don't jail them again
panel-rejoin-roles = Give roles back
panel-rejoin-no-roles = Don't give roles back
panel-alert-log = Post it in the log
panel-another-on = Another moderator decides
panel-another-off = Any moderator decides
settings-clear-ask = Reset “{$setting}” to its default? It is now:
    >>> {$value}
settings-clear-nothing = “{$setting}” has its default already.

settings-history-profile = My profile here was changed: {$what}
profile-nothing-given = Choose `nick`, `avatar`, `banner`, `bio`, or what to `restore`.
profile-large = That picture is too large; take one of {$mb} MB at most.
profile-no-picture = That is no picture; take a PNG, JPEG, GIF or WebP.
profile-nick = nickname
profile-avatar = avatar
profile-banner = banner
profile-bio = bio
profile-done = My profile in this server is changed: {$what}.
profile-ordered = My new profile is ordered. {$why}
profile-refused = My profile is as it was: {$why}

## The card of all settings

settings-show-log-deleted = it was deleted
settings-show-log = Log channels
settings-show-protected = Protected roles
settings-show-protected-none = none; protect them with {COMMAND("settings protected-roles")}
settings-show-jail = Jail role
settings-show-jail-none = not set; choose it with {COMMAND("settings jail")}
settings-show-lockdown = Lockdown
settings-show-lockdown-all = every channel where members write; choose with {COMMAND("settings lockdown")}
settings-show-ladder = Ladder
settings-show-ladder-none = no steps; add one with {COMMAND("ladder edit")}
settings-show-policy = Policy
settings-show-policy-none = no limits; set one with {COMMAND("policy set")}
settings-show-warnings = Warnings count for
settings-show-dm = Direct messages
settings-show-dm-usual = sent in my words; change them with {COMMAND("settings dm")}
settings-show-presets = Reasons to choose from
settings-show-presets-none = none; add one with {COMMAND("settings presets")}
settings-show-manual = Done by hand
settings-show-welcome = Welcome message
settings-show-leave = Leave message
settings-show-autorole = Roles for newcomers
settings-show-rejoin = Returning members
settings-show-alert = Join alert
settings-show-messagelog = Message log
settings-show-appeals = Appeals
settings-show-language = Language
settings-show-language-usual = the server's language on Discord, if I know it
settings-show-zone = Time zone
settings-show-title = Settings of this server
settings-show-failure = **{$automation}**, since {$since}: {$why}
settings-show-failures = Not working
settings-show-log-none = not set; cases are recorded but posted nowhere. Set one with {COMMAND("settings log")}.
settings-show-log-lost = Nothing is posted there; choose another with {COMMAND("settings log")}.
settings-show-dm-unsent = not sent
settings-show-dm-sent = sent
settings-show-manual-off = not recorded; change it with {COMMAND("settings manual")}
settings-show-manual-on = bans, kicks and timeouts become cases
settings-show-manual-unseen = not recorded, because I can't see it: give my role View Audit Log in Server Settings → Roles

## Deleting everything

reset-left = Reset canceled. Nothing was deleted.
reset-expired = Nobody answered within a minute, so nothing was deleted. Use {COMMAND("reset")} to be asked again.
reset-over = This question is over: it stays open for a minute; use {COMMAND("reset")} again.
reset-question = **Delete everything I keep about this server?** All cases, all settings, all role menus and their history will be deleted permanently. Bans, roles and messages on Discord stay as they are.
reset-who-answers = Only you can answer, within a minute.
reset-yes = Delete everything
reset-no = Keep everything
reset-endless-case = {$target}: {$action} of case #{$number}
reset-endless-case-until = {$target}: {$action} of case #{$number}, which was to end {$time}
reset-the-server = the server
reset-endless-more = and {$count} more; {COMMAND("case list")} has them
reset-endless = {$count ->
    [one] I would forget when this should end, so you would have to lift it yourself:
   *[other] I would forget when these should end, so you would have to lift them yourself:
}
reset-underway = The reset is on its way. {$why}
reset-done = {$changes ->
    [one] Done. Deleted: {$cases}, all settings and {$changes} recorded change to them. The next case is #1.
   *[other] Done. Deleted: {$cases}, all settings and {$changes} recorded changes to them. The next case is #1.
}

## Members who join and leave

members-alert-failed = I couldn't write in <#{$channel}> that <@{$user}> joined.
members-alert-joined = <@{$user}> ({$name}) joined, and has a record here.
members-alert-cases = **Cases:** {$cases}
members-alert-counts = **Counts now:** {$warnings} with {$points}
members-alert-title = A member with a record joined
members-autorole-failed = I could not give <@{$user}> the roles for newcomers.
members-autorole-reason = Role for newcomers
members-autorole-not-given = I did not give <@{$user}> the role <@&{$role}>. {$why}
members-autorole-powerful = It now has {$permissions}, which nobody should get just by joining.
members-greet-failed = I could not post it for <@{$user}>.
members-rejoin-roles-failed = I could not give <@{$user}> their roles back.
members-rejoin-not-given = I did not give <@{$user}> a role back (case #{$number}). {$why}
members-rejoin-role-failed = I could not give <@{$user}> the role <@&{$role}> back (case #{$number}).
members-rejoin-jail-failed = I could not give <@{$user}> the jail's role again (case #{$number}).

## Entries of the message log

messagelog-edited = Message edited
messagelog-footer-one = Message {$message} · entry {$entry}
messagelog-deleted = Message deleted
messagelog-deleted-many = {$count ->
    [one] {$count} message deleted
   *[other] {$count} messages deleted
}
messagelog-footer-many = Messages · entry {$entry}
messagelog-author = **Author:** {$author}
messagelog-message = **Message:** [open]({$link})
messagelog-before = **Before:** {$text}
messagelog-after = **After:** {$text}
messagelog-channel = **Channel:** <#{$channel}>
messagelog-text = **Text:** {$text}
messagelog-files = **Files:** {$files}
messagelog-lost = **For {$count} of them**, the author and text are not known.
messagelog-no-text = *no text*
messagelog-unknown = *not known*
messagelog-failed = I could not write to <#{$channel}>.

## Reminders

remind-empty = There is nothing to remind you of; write it in `text`.
remind-never = A reminder needs a time; write it like `2h`, `3 days`, `18:00` or `2027-01-31 18:00`.
remind-too-many = You already have {$most} reminders here; cancel one with {$list} first.
remind-choose = Choose one of the reminders that appear as you type, or cancel it in {$list}.
remind-gone = This reminder is no longer waiting: it was sent or cancelled.
remind-not-yours = This reminder is for <@{$user}>.
remind-set = I'll remind you by DM <t:{$at}:f> (<t:{$at}:R>):
remind-set-here = I'll remind you in this channel <t:{$at}:f> (<t:{$at}:R>):
remind-cancelled = Cancelled. I won't remind you of this:
remind-read = Done. It's off your list:
remind-due = ⏰ You asked me in <#{$channel}> <t:{$at}:R> to remind you:
remind-due-here = ⏰ <@{$user}>, you asked me <t:{$at}:R> to remind you:
remind-late = It was due <t:{$at}:R>; I couldn't send it sooner.
remind-announced = ⏰ <@{$user}>, a reminder is due, but I can't send you a DM.
remind-show = Show it to me
remind-got-it = Got it
remind-title = Your reminders
remind-none = You have no reminders here; set one with {$me}.
remind-count = {$count ->
    [one] {$count} of {$most} reminders
   *[other] {$count} of {$most} reminders
}
remind-line = • <t:{$at}:f> (<t:{$at}:R>) · {$text}
remind-line-here = • <t:{$at}:f> (<t:{$at}:R>) in <#{$channel}> · {$text}
remind-line-told = • **Was due** <t:{$at}:R> · {$text}
remind-select = Cancel a reminder
remind-sooner = Sooner
remind-later = Later

## Privacy

privacy-intro = This is what I keep about you in this server. The file has all of it.
privacy-cases = {$count ->
    [one] {$count} case about you; see {COMMAND("record")}
   *[other] {$count} cases about you; see {COMMAND("record")}
}
privacy-appeals = {$count ->
    [one] {$count} appeal of yours
   *[other] {$count} appeals of yours
}
privacy-reports-made = {$count ->
    [one] {$count} report that you made
   *[other] {$count} reports that you made
}
privacy-reports-about = {$count ->
    [one] {$count} closed report about you, with the message if one was reported
   *[other] {$count} closed reports about you, with the messages that were reported
}
privacy-reminders = {$count ->
    [one] {$count} reminder of yours
   *[other] {$count} reminders of yours
}
privacy-hits = {$count ->
    [one] {$count} hit of Discord's AutoMod
   *[other] {$count} hits of Discord's AutoMod
}
privacy-actions = {$count ->
    [one] {$count} case that you ordered as a moderator
   *[other] {$count} cases that you ordered as a moderator
}
privacy-changes = {$count ->
    [one] {$count} change that you made to the settings
   *[other] {$count} changes that you made to the settings
}
privacy-kept = For how long I keep it:
privacy-kept-reports = Reported messages: 90 days after the report was closed
privacy-rest = Moderators' notes, actions that you weren't told of, open reports and who reported you aren't in it. I keep no messages but those that were reported. To be erased, ask an administrator of this server for {COMMAND("privacy erase")}.
privacy-file-rest = Moderators' notes; actions that you weren't told of or that did not happen; reports that are still open; who reported you; and what is gone within days: orders under way and ids of events.
privacy-file = What I keep about you, as JSON
privacy-erase-question = Erase <@{$user}> from my records of this server? Cases about them keep their numbers and lose everything else; where they acted as a moderator, nobody is named any more. My posts and messages on Discord stay. This can't be undone.
privacy-erase-in-force = These stay in force on Discord, and I won't end them any more; lift them first if you don't want that:
privacy-erase-case = #{$number}, {$kind}
privacy-erase-case-until = #{$number}, {$kind}, until <t:{$end}:f>
privacy-erase-yes = Erase this person
privacy-erase-underway = The erasure is on its way. {$why}
privacy-erase-done = Erased: {$cases} about this person, and everything else that named them.
about-here = **In this server**
about-here-manual-on = I record bans, kicks and timeouts made without me.
about-here-manual-off = I don't record what is done without me.
about-here-messages-on = I read the messages here for the log of edited and deleted ones, which is a channel of this server; I keep none.
about-here-on = **On:** {$features}
about-here-off = **Off:** {$features}
about-here-kept = **Kept here**
about-here-yours = {COMMAND("privacy show")} tells you what I keep about you.

settings-show-retention = Kept for
settings-retention-now = What I keep from now on; the rest is deleted within an hour:
    {$lines}
settings-retention-days = {$days ->
    [one] {$days} day
   *[other] {$days} days
}
settings-retention-forever = until they are erased
settings-retention-cases = Cases, after they ended and no longer count: {$how}
settings-retention-notes = Notes: {$how}
settings-retention-automod = AutoMod's hits: {$how}
settings-retention-history = Changes of settings: {$how}

## Polls

poll-blank = A poll needs a question and at least two answers with words in them.
poll-twice = Two of the answers are the same; change one.
poll-too-long = Discord keeps a poll open for 32 days at most; give a shorter time.

## /permissions explain

permissions-yes = **<@{$user}> can use {$command} here.**
permissions-no = **<@{$user}> can't use {$command} here.** What is marked ❌ has to change.
permissions-not-here = <@{$user}> isn't in this server, and only members can use commands.
permissions-owner = They own the server: no setting, permission, limit or rank holds them back.
permissions-administrator = They are an administrator: they have every permission, and Server Settings → Integrations doesn't apply to them.
permissions-integrations-nothing = Server Settings → Integrations says nothing about them, so the command's own permission decides.
permissions-integrations-allow = Server Settings → Integrations allows it for {$subject}.
permissions-integrations-deny = Server Settings → Integrations denies it for {$subject}. Change it there.
permissions-integrations-unknown = Discord didn't tell me what Server Settings → Integrations says.
permissions-all-channels = all channels
permissions-everyone = The command is for everyone.
permissions-held = They have {$permission}, from {$roles}.
permissions-held-here = They have {$permission} in this channel alone. What acts on the whole server, such as a ban, also takes it in a role of theirs.
permissions-taken-here = Their roles give them {$permission}, and the permissions of <#{$channel}> take it away. Change them there.
permissions-lacked = They lack {$permission}. Give them a role that has it.
permissions-gavel = I have the permissions that I need for it here.
permissions-rank = They can act on members below {$role}.
permissions-rank-protected = They can act on members below {$role} who don't have a protected role ({$protected}).
permissions-policy = The limits of their roles ({$command}): {$limits}.
permissions-cooldown = Once in {$seconds ->
    [one] a second
   *[other] {$seconds} seconds
} for each person.

## Information: /serverinfo, /roleinfo, /channelinfo, /avatar

info-id = ID
info-created = Created
info-members = Members
info-yes = yes
info-no = no
serverinfo-owner = Owner
serverinfo-members = {$members}, {$online} online
serverinfo-channels = Channels
serverinfo-channel-counts = {$text} text · {$voice} voice · {$categories ->
    [one] {$categories} category
   *[other] {$categories} categories
}
serverinfo-roles = Roles
serverinfo-expressions = Emojis and stickers
serverinfo-expression-counts = {$emojis} · {$stickers}
serverinfo-boosts = Boosts
serverinfo-boost-level = {$boosts} (level {$level})
serverinfo-verification = To write, newcomers need
serverinfo-verification-level = {$level ->
    [0] nothing
    [1] a verified email
    [2] an account older than 5 minutes
    [3] 10 minutes in the server
   *[other] a verified phone
}
serverinfo-two-factors = Moderators need 2FA
serverinfo-invite = Invite
serverinfo-features = Features
# $feature is Discord's name; what has no words here stays as it is.
serverinfo-feature = {$feature ->
    [COMMUNITY] Community
    [VERIFIED] Verified
    [PARTNERED] Partner
    [DISCOVERABLE] Server Discovery
    [NEWS] Announcement channels
    [AUTO_MODERATION] AutoMod
    [WELCOME_SCREEN_ENABLED] Welcome screen
    [MEMBER_VERIFICATION_GATE_ENABLED] Membership screening
    [GUILD_ONBOARDING] Onboarding
    [INVITES_DISABLED] Invites paused
    [ROLE_SUBSCRIPTIONS_ENABLED] Role subscriptions
    [ROLE_ICONS] Role icons
    [ANIMATED_ICON] Animated icon
    [BANNER] Banner
    [VANITY_URL] Custom invite link
    [INVITE_SPLASH] Invite background
   *[other] {$feature}
}
roleinfo-colour = Color
roleinfo-no-colour = none
roleinfo-position = Position
roleinfo-hoisted = Shown separately
roleinfo-mentionable = Anyone can mention it
roleinfo-managed = Managed by
roleinfo-by-boosts = server boosting
roleinfo-by-subscription = a subscription
roleinfo-by-integration = an integration
roleinfo-permissions = Permissions
roleinfo-everything = {$administrator}, so everything
channelinfo-elsewhere = This channel is in another server; choose one from here.
channelinfo-type = Type
channelinfo-kind = {$kind ->
    [0] text
    [2] voice
    [4] category
    [5] announcements
    [10] announcement thread
    [11] thread
    [12] private thread
    [13] stage
    [15] forum
    [16] media
   *[other] channel
}
channelinfo-category = Category
channelinfo-parent = Channel
channelinfo-slowmode = Slowmode
channelinfo-restricted = Age-restricted
channelinfo-bitrate = Bitrate
channelinfo-limit = User limit
channelinfo-no-limit = none
channelinfo-tags = Post tags
channelinfo-starter = Started by
channelinfo-messages = Messages
channelinfo-state = State
channelinfo-thread-open = open
channelinfo-thread-closed = closed
channelinfo-thread-locked = locked
channelinfo-overwrites = Permission overrides
channelinfo-locked = Locked
channelinfo-locked-since = by moderators <t:{$since}:R>
channelinfo-locked-until = by moderators <t:{$since}:R>, until <t:{$end}:f>
avatar-here = In this server
avatar-everywhere = Everywhere
avatar-default = No picture of their own, so Discord shows one of its own.

## Settings as a file

settings-file-head =
    The settings of a server.
    A setting that is not here has its default. Ids are Discord's, as strings or numbers.
    To read the file back, use “settings import”, in Discord or on the command line.
settings-file-place = Line {$line}, column {$column}: {$why}
settings-file-mistakes = {$count ->
    [one] Nothing was changed, because the file has a mistake:
   *[other] Nothing was changed, because the file has {$count} mistakes:
}
settings-file-more = … and {$count ->
    [one] one more
   *[other] {$count} more
}
settings-file-large = This file is too large; a file of settings has at most {$kilobytes} KiB.
settings-file-no-text = This isn't text in UTF-8; save the file as UTF-8.
settings-file-unreadable = I can't read this: `{$message}`.
settings-file-many = There's room for {$count} here; remove the rest.
settings-file-twice = `{$value}` is here twice; keep one of them.
settings-file-long = This is longer than {$count} characters; shorten it.
settings-file-blank = This text is blank; write a few words, or remove it.
settings-file-control = This text contains the character U+0000, which I can't store; remove it.
settings-file-action = `{$action}` doesn't fit here; use one of these: `{$possible}`.
settings-file-range = This number has to be between {$least} and {$most}.
settings-file-id = `{$text}` is no id; copy the id from Discord.
settings-file-leave-dm = Nobody can write to members who left; choose a `channel`.
settings-file-no-channel = I see no channel with the id {$channel} in this server; choose another.
settings-file-channel-kind = This doesn't work in <#{$channel}>; choose a channel of another type.
settings-export-file = The settings of a server, as TOML
settings-export-done = These are all settings of this server. {COMMAND("settings import")} reads the file back, here or in another server; there, roles and channels have other ids.
settings-import-same = The file has the settings that this server has already, so there's nothing to change.
settings-import-title = Replace the settings by those in the file?
settings-import-more = {$count ->
    [one] … and one more change
   *[other] … and {$count} more changes
}
settings-import-yes = Replace them
settings-import-done = The settings are those in the file now. {COMMAND("settings show")} lists them.
settings-import-stale = Somebody changed the settings in the meantime, so nothing was imported; import the file again.

## The history of the settings

settings-history-title = Changes of the settings
settings-history-empty = Nothing was changed yet.
settings-history-operator = the people who run me
settings-history-default = default
settings-history-menu-made = The role menu “{$name}” was created
settings-history-menu-changed = The role menu “{$name}” was changed
settings-history-menu-deleted = The role menu “{$name}” was deleted

## Tags

tag-form = New tag
tag-form-name = Name
tag-form-name-hint = People find the tag by it.
tag-form-text = Text
tag-form-text-hint = Markdown works; nobody is notified. Over 2,000 characters it becomes an embed.
tag-form-title = Title
tag-form-title-hint = With a title or a color, the tag is shown as an embed.
tag-form-colour = Color
tag-form-colour-hint = Like #5865F2.
tag-form-role = Who can use it
tag-form-role-hint = Only people with this role. Leave it empty for everyone.
tag-empty = A tag needs a name and a text with at least one letter each.
tag-name-taken = There is already a tag “{$name}”; change it with {$edit}, or choose another name.
tag-too-many = This server already has {$count} tags; delete one with {$delete} first.
tag-gone = This tag no longer exists.
tag-your-text = This is the text you typed, so that you can copy it:
tag-unknown = There is no tag “{$name}” here; {$list} lists them all.
tag-not-for-you = Only people with the role <@&{$role}> can use this tag.
tag-saved = ✅ The tag “{$name}” is saved. This is how it looks.
tag-odd-colour = I couldn't read the color, so I left it out; write it like `#5865F2`.
tag-button-edit = Edit
tag-button-delete = Delete
tag-delete-ask = **Delete the tag “{$name}”?**
tag-delete-yes = Delete it
tag-delete-no = Keep it
tag-deleted = The tag “{$name}” was deleted.
tag-kept = Kept.
tag-none = This server has no tags yet; somebody with Manage Server can create one with {$create}.
tag-list-title = Tags
tag-count = {$count ->
    [one] {$count} tag
   *[other] {$count} tags
}
tag-line = • **{$name}** · {$uses ->
    [one] used {$uses} time
   *[other] used {$uses} times
}
tag-line-for = • **{$name}** · {$uses ->
    [one] used {$uses} time
   *[other] used {$uses} times
} · for <@&{$role}>
tag-history-made = The tag “{$name}” was created
tag-history-changed = The tag “{$name}” was changed
tag-history-deleted = The tag “{$name}” was deleted
tag-back = Back
tag-next = Next

## Durations as people type them

# Every language's words are read from everyone, whatever their own language, so no word may mean two things. The words
# are separated by commas, in lower case; `.numbers` are in order, with a `/` between those that mean the same; `.lead` may
# stand before a duration.
typed-duration =
    .years = y, yr, yrs, year, years
    .months = mo, mos, month, months
    .weeks = w, wk, wks, week, weeks
    .days = d, day, days
    .hours = h, hr, hrs, hour, hours
    .minutes = m, min, mins, minute, minutes
    .seconds = s, sec, secs, second, seconds
    .milliseconds = ms, msec, msecs, millisecond, milliseconds
    .microseconds = us, µs, μs, microsecond, microseconds
    .nanoseconds = ns, nanosecond, nanoseconds
    .numbers = one/an, two, three, four, five, six, seven, eight, nine, ten
    .half = half
    .and = and
    .lead = in, for
    .forever = perm, permanent, permanently, forever
    .off = off, none, no

## Commands: their names are typed, so they stay as they are in the code

command-ping = ping
    .description = Show my response time and version
command-userinfo = userinfo
    .description = Show someone's account, time in this server and roles
command-userinfo-user = user
    .description = The person to show. Default: you
menu-user-info = User info
command-help = help
    .description = Show the commands you can use here, or how to use one of them
command-help-command = command
    .description = The command to explain
command-about = about
    .description = What I do and what you can rely on
command-warn = warn
    .description = Warn a member: they get a DM, and it goes on their record
command-warn-user = user
    .description = The member to warn
command-warn-reason = reason
    .description = Reason, shown to the member
menu-warn = Warn
command-case = case
    .description = View, search and correct cases
command-case-view = view
    .description = Show one case
command-case-view-number = number
    .description = The case's number
command-case-list = list
    .description = List cases, newest first
command-case-list-user = user
    .description = Only this person's cases
command-purge = purge
    .description = Delete the newest messages in this channel; pinned ones stay
command-purge-count = count
    .description = How many messages to delete
command-purge-user = user
    .description = Only messages from this person
command-purge-contains = contains
    .description = Only messages that contain these words
command-purge-regex = regex
    .description = Only messages that match this regular expression
command-purge-bots = bots
    .description = Only messages from bots and webhooks
command-purge-links = links
    .description = Only messages with links
command-purge-invites = invites
    .description = Only messages with server invites
command-purge-attachments = attachments
    .description = Only messages with files
command-purge-embeds = embeds
    .description = Only messages with embeds
command-purge-pins = pins
    .description = Also delete pinned messages
command-purge-before = before
    .description = Only messages before this one (link or id)
command-purge-after = after
    .description = Only messages after this one (link or id)
command-purge-include-old = include_old
    .description = Also delete messages older than 14 days, one by one: 200 at most, takes a while
command-purge-transcript = transcript
    .description = Keep a transcript of the deleted messages in the log
command-purge-reason = reason
    .description = Reason, recorded in the case
command-purge-force = force
    .description = Allow it in a log channel
command-lock = lock
    .description = Stop members from writing in a channel until it is unlocked
command-lock-channel = channel
    .description = The channel to lock. Default: this one
command-lock-duration = duration
    .description = How long, e.g. 30m, 12h, 7d. Default: until /unlock
command-lock-reason = reason
    .description = Reason, recorded in the case
command-lock-roles = roles
    .description = Also take it from roles that the channel itself lets write. Default: no
command-unlock = unlock
    .description = Let members write again in a channel that I locked
command-unlock-channel = channel
    .description = The channel to unlock. Default: this one
command-unlock-reason = reason
    .description = Reason, recorded in the case
command-slowmode = slowmode
    .description = Set how long members must wait between messages in a channel
command-slowmode-delay = delay
    .description = Wait between messages, e.g. 10s or 5m; off to turn slowmode off
command-slowmode-channel = channel
    .description = The channel to slow down. Default: this one
command-slowmode-duration = duration
    .description = How long to keep it, e.g. 2h. Default: permanently
command-slowmode-reason = reason
    .description = Reason, recorded in the case
command-lockdown = lockdown
    .description = Lock many channels at once, and unlock them again
command-lockdown-start = start
    .description = Lock the channels set in `/settings lockdown`, or all where members can write
command-lockdown-start-reason = reason
    .description = Reason, recorded in the case
command-lockdown-start-duration = duration
    .description = How long, e.g. 30m, 12h, 7d. Default: until /lockdown end
command-lockdown-start-invites = invites
    .description = Pause invites during the lockdown
command-lockdown-start-dms = dms
    .description = Pause DMs between members who aren't friends during the lockdown
command-lockdown-end = end
    .description = End the lockdown and unlock its channels
command-lockdown-end-reason = reason
    .description = Reason, recorded in the case
command-report = report
    .description = Tell the moderators about someone, or read what members reported
command-report-user = user
    .description = Report someone to the moderators; a form asks what happened
command-report-user-user = user
    .description = The person to report
command-report-list = list
    .description = List reports, newest first (for moderators)
command-report-list-closed = closed
    .description = Closed reports, too? Default: only open ones
command-report-view = view
    .description = Show one report with its buttons (for moderators)
command-report-view-number = number
    .description = The report's number
menu-report = Report
menu-purge-down-to-here = Purge down to here
command-settings = settings
    .description = Show and change this server's settings
command-settings-show = show
    .description = Show all settings
command-settings-log = log
    .description = Choose the channel where cases are posted
command-settings-log-channel = channel
    .description = The log's channel, thread or forum
command-setup = setup
    .description = See what works and what is missing, and set it up with a few clicks
command-reset = reset
    .description = Delete everything I keep about this server, after asking you to confirm
command-note = note
    .description = Add a note to someone's record; they aren't told
command-note-user = user
    .description = The person the note is about
command-note-reason = reason
    .description = The note
command-note-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-warn-points = points
    .description = Points for the warning. Default: 1
command-warn-expires = expires
    .description = How long it counts, e.g. 30d. Default: the server's setting
command-warn-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-warn-dm = dm
    .description = Send them a DM? Default: the server's setting
command-timeout = timeout
    .description = Time out a member
command-timeout-user = user
    .description = The member to time out
command-timeout-duration = duration
    .description = How long, e.g. 10m, 2h, 1d 12h, 2 weeks, or perm
command-timeout-reason = reason
    .description = Reason, shown to the member
command-timeout-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-timeout-dm = dm
    .description = Send them a DM? Default: the server's setting
command-untimeout = untimeout
    .description = End a member's timeout
command-untimeout-user = user
    .description = The member whose timeout to end
command-untimeout-reason = reason
    .description = Reason, shown to the member
command-kick = kick
    .description = Remove a member from the server; they can rejoin
command-kick-user = user
    .description = The member to kick
command-kick-reason = reason
    .description = Reason, shown to the member
command-kick-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-kick-dm = dm
    .description = Send them a DM? Default: the server's setting
command-softban = softban
    .description = Kick someone and delete their messages, by banning and unbanning them
command-softban-user = user
    .description = The person to softban
command-softban-delete = delete
    .description = Their messages to delete. Default: the last day
command-softban-reason = reason
    .description = Reason, shown to the member
command-softban-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-ban = ban
    .description = Ban someone, member or not, for a while or permanently
command-ban-user = user
    .description = The person to ban; an id works too
command-ban-duration = duration
    .description = How long, e.g. 12h, 7d, 2 weeks. Default: permanently
command-ban-delete = delete
    .description = Their messages to delete. Default: nothing
command-ban-reason = reason
    .description = Reason, shown to the member
command-ban-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-ban-dm = dm
    .description = Send them a DM? Default: the server's setting
command-unban = unban
    .description = Lift a ban
command-unban-user = user
    .description = The person to unban: choose one, or enter a name or id
command-unban-reason = reason
    .description = Reason, recorded in the case
command-case-search = search
    .description = Search cases by words in their reasons
command-case-search-text = text
    .description = Words, "an exact phrase" or -excluded
command-case-edit = edit
    .description = Change a case's reason, points or duration; its history keeps the old ones
command-case-edit-number = number
    .description = The case's number
command-case-edit-reason = reason
    .description = The new reason
command-case-edit-points = points
    .description = New points for the warning
command-case-edit-duration = duration
    .description = How long a ban, timeout, jail, lock or role lasts from now on, e.g. 7d; perm for no end
command-case-edit-appeal = appeal
    .description = Can the person appeal against it?
command-case-void = void
    .description = Void a case: it keeps its number but no longer counts
command-case-void-number = number
    .description = The case's number
command-case-void-reason = reason
    .description = Reason, recorded in the case
command-case-history = history
    .description = Show a case's changes and who made them
command-case-history-number = number
    .description = The case's number
command-modstats = modstats
    .description = Show how many actions each moderator has taken
command-modstats-user = user
    .description = Only this moderator, in more detail
command-modstats-days = days
    .description = How many days to look back. Default: 30
command-history = history
    .description = Show a person's cases and what counts against them
command-history-user = user
    .description = The person whose cases to show
command-record = record
    .description = Show your own record in this server
command-ban-note = note
    .description = A note for moderators, never shown to the member
command-settings-log-category = category
    .description = The kind of entries to log there. Default: everything
command-settings-protected-roles = protected-roles
    .description = Protect members with a role from moderators' actions
command-settings-protected-roles-role = role
    .description = The role to protect
command-settings-protected-roles-remove = remove
    .description = Stop protecting this role
command-settings-jail = jail
    .description = Choose the role that jailed members get
command-settings-jail-role = role
    .description = The jail role; deny it what jailed members shouldn't see or do
command-settings-lockdown = lockdown
    .description = Choose a channel or category that a lockdown locks
command-settings-lockdown-channel = channel
    .description = The channel, or a category for all of its channels
command-settings-lockdown-remove = remove
    .description = Remove it from the lockdown channels
command-settings-presets = presets
    .description = Save a reason that moderators can pick
command-settings-presets-reason = reason
    .description = The reason
command-settings-presets-remove = remove
    .description = Remove this reason
command-settings-dm = dm
    .description = Choose whether members get a DM about an action, and what it says
command-settings-dm-action = action
    .description = The action that the DM is about
command-settings-dm-send = send
    .description = Send members a DM about it?
command-settings-dm-text = text
    .description = Text with {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"} …; "default" for my own text
command-settings-warnings = warnings
    .description = Choose how long a warning counts if `expires` isn't given
command-settings-warnings-duration = duration
    .description = How long, e.g. 30d, 6 months, or perm
command-settings-language = language
    .description = Choose the language of logs, receipts and direct messages
command-settings-language-language = language
    .description = The language
command-settings-time-zone = time-zone
    .description = Choose the server's time zone
command-settings-time-zone-zone = zone
    .description = The time zone, e.g. Europe/Prague
command-settings-manual = manual
    .description = Choose whether to record actions taken without me, by hand or by AutoMod
command-settings-manual-record = record
    .description = Record bans, kicks and timeouts made by hand as cases?
command-settings-welcome = welcome
    .description = Set up a welcome message for newcomers
command-settings-welcome-channel = channel
    .description = The channel to post it in
command-settings-welcome-text = text
    .description = Text with {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; "default" for my own text
command-settings-welcome-dm = dm
    .description = Send it as a DM instead
command-settings-welcome-preview = preview
    .description = Only show a preview
command-settings-welcome-off = off
    .description = Turn welcome messages off
command-settings-leave = leave
    .description = Set up a message for when members leave
command-settings-leave-channel = channel
    .description = The channel to post it in
command-settings-leave-text = text
    .description = Text with {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; "default" for my own text
command-settings-leave-preview = preview
    .description = Only show a preview
command-settings-leave-off = off
    .description = Turn leave messages off
command-settings-autorole = autorole
    .description = Choose the roles that newcomers get
command-settings-autorole-role = role
    .description = The role to give
command-settings-autorole-remove = remove
    .description = Stop giving this role
command-settings-autorole-delay = delay
    .description = How long after they join, e.g. 10m or 1d; none for right away
command-settings-autorole-bots = bots
    .description = Give the roles to bots, too?
command-settings-rejoin = rejoin
    .description = Choose whether jail and temporary roles still apply to members who rejoin
command-settings-rejoin-jail = jail
    .description = Jail members again if they left while jailed? If not, leaving frees them
command-settings-rejoin-roles = roles
    .description = Give temporary roles back for their remaining time? If not, leaving ends them
command-settings-alert = alert
    .description = Get an alert when someone with a record joins
command-settings-alert-channel = channel
    .description = The channel for alerts. Default: the log of actions on members
command-settings-alert-off = off
    .description = Turn join alerts off
command-settings-messagelog = messagelog
    .description = Log edited and deleted messages
command-settings-messagelog-channel = channel
    .description = The channel to log them in
command-settings-messagelog-ignore-channel = ignore_channel
    .description = A channel to ignore
command-settings-messagelog-remove = remove
    .description = Stop ignoring that channel
command-settings-messagelog-ignore-bots = ignore_bots
    .description = Ignore messages from bots? Default: yes
command-settings-messagelog-off = off
    .description = Turn the message log off
command-settings-appeals = appeals
    .description = Let members appeal against bans, timeouts, jails and kicks
command-settings-appeals-channel = channel
    .description = The channel where moderators decide
command-settings-appeals-question-1 = question-1
    .description = A question to answer; the questions given here replace all earlier ones; "default" for my own
command-settings-appeals-question-2 = question-2
    .description = A second question
command-settings-appeals-question-3 = question-3
    .description = A third question
command-settings-appeals-question-4 = question-4
    .description = A fourth question
command-settings-appeals-wait = wait
    .description = How long to wait after the action, and after a rejection, e.g. 7d; "none" for at once, and once
command-settings-appeals-by-another = by-another
    .description = Must another moderator decide than the one who took the action? Default: no
command-settings-appeals-off = off
    .description = Turn appeals off
command-settings-profile = profile
    .description = Change my nickname, avatar, banner and bio in this server
command-settings-profile-nick = nick
    .description = My nickname here; "default" for my own name
command-settings-profile-avatar = avatar
    .description = My avatar here: a PNG, JPEG, GIF or WebP
command-settings-profile-banner = banner
    .description = My banner here: a PNG, JPEG, GIF or WebP
command-settings-profile-bio = bio
    .description = The text about me here; "default" for my own
command-settings-profile-restore = restore
    .description = Bring back what I have everywhere else
command-settings-clear = clear
    .description = Reset one setting to its default
command-settings-clear-setting = setting
    .description = The setting to reset
command-ladder = ladder
    .description = Choose what happens when a member's warnings add up
command-ladder-show = show
    .description = Show the ladder's steps
command-ladder-edit = edit
    .description = Add, change or remove a step
command-ladder-edit-points = points
    .description = How many points trigger the step
command-ladder-edit-action = action
    .description = The action to take then
command-ladder-edit-duration = duration
    .description = How long, e.g. 1h, 7d or perm
command-ladder-edit-window = window
    .description = Count only points from this many days back. Default: all active points
command-ladder-edit-remove = remove
    .description = Remove this step
command-ladder-simulate = simulate
    .description = Show what the steps would have done in the last 90 days
command-policy = policy
    .description = Limit what moderators with a role can do
command-policy-show = show
    .description = Show the limits
command-policy-set = set
    .description = Set a role's limits for an action, or lift them by giving none
command-policy-set-role = role
    .description = The role to limit
command-policy-set-action = action
    .description = The action to limit
command-policy-set-longest = longest
    .description = The longest duration, e.g. 1h or 7d
command-policy-set-points = points
    .description = The most points per warning
command-policy-set-per-hour = per_hour
    .description = How many times per hour
command-policy-set-per-day = per_day
    .description = How many times per day
command-jail = jail
    .description = Replace a member's roles with the jail role; /unjail gives them back
command-jail-user = user
    .description = The member to jail
command-jail-duration = duration
    .description = How long, e.g. 12h, 7d, 2 weeks. Default: until /unjail
command-jail-reason = reason
    .description = Reason, shown to the member
command-jail-evidence = evidence
    .description = A picture or file as evidence; I keep a copy in the log
command-jail-dm = dm
    .description = Send them a DM? Default: the server's setting
command-unjail = unjail
    .description = Give a jailed member their roles back
command-unjail-user = user
    .description = The member to release
command-unjail-reason = reason
    .description = Reason, shown to the member
menu-moderate = Moderate
menu-delete-and-warn = Delete and warn
command-nick = nick
    .description = Change or remove a member's nickname
command-nick-set = set
    .description = Set a member's nickname in this server
command-nick-set-user = user
    .description = The member whose nickname to change
command-nick-set-nick = nick
    .description = The new nickname
command-nick-set-reason = reason
    .description = Reason, recorded in the case
command-nick-reset = reset
    .description = Remove a member's nickname, so that their own name shows
command-nick-reset-user = user
    .description = The member whose nickname to remove
command-nick-reset-reason = reason
    .description = Reason, recorded in the case
command-voice = voice
    .description = Disconnect, move, mute or deafen a member in voice
command-voice-disconnect = disconnect
    .description = Disconnect a member from their voice channel
command-voice-disconnect-user = user
    .description = The member to disconnect
command-voice-disconnect-reason = reason
    .description = Reason, recorded in the case
command-voice-move = move
    .description = Move a member to another voice channel
command-voice-move-user = user
    .description = The member to move
command-voice-move-channel = channel
    .description = The voice channel to move them to
command-voice-move-reason = reason
    .description = Reason, recorded in the case
command-voice-mute = mute
    .description = Stop a member from speaking in voice channels
command-voice-mute-user = user
    .description = The member to mute
command-voice-mute-reason = reason
    .description = Reason, recorded in the case
command-voice-unmute = unmute
    .description = Let a member speak in voice channels again
command-voice-unmute-user = user
    .description = The member to unmute
command-voice-unmute-reason = reason
    .description = Reason, recorded in the case
command-voice-deafen = deafen
    .description = Stop a member from hearing others in voice channels
command-voice-deafen-user = user
    .description = The member to deafen
command-voice-deafen-reason = reason
    .description = Reason, recorded in the case
command-voice-undeafen = undeafen
    .description = Let a member hear others in voice channels again
command-voice-undeafen-user = user
    .description = The member to undeafen
command-voice-undeafen-reason = reason
    .description = Reason, recorded in the case
command-massban = massban
    .description = Ban many people at once, from a file or a form; shows a preview first
command-massban-file = file
    .description = A .txt or .csv file with up to 10,000 ids. Default: a form asks for them
command-massban-reason = reason
    .description = Reason, recorded in the case; they aren't told
command-massban-delete = delete
    .description = Their messages to delete. Default: nothing
command-massunban = massunban
    .description = Lift many bans at once, from a file, a form or a mass ban's case
command-massunban-file = file
    .description = A .txt or .csv file with up to 10,000 ids. Default: a form asks for them
command-massunban-number = number
    .description = The case number of a mass ban whose bans to lift
command-massunban-reason = reason
    .description = Reason, recorded in the case
command-role = role
    .description = Add or remove a member's role, for a while or permanently
command-role-add = add
    .description = Give a member a role, for a while if you set a duration
command-role-add-user = user
    .description = The member who gets it (can be you)
command-role-add-role = role
    .description = The role; it must be below your highest role and mine
command-role-add-duration = duration
    .description = How long, e.g. 12h, 7d, 2 weeks. Default: permanently
command-role-add-reason = reason
    .description = Reason, recorded in the case
command-role-remove = remove
    .description = Take a role from a member, for a while if you set a duration
command-role-remove-user = user
    .description = The member to take it from (can be you)
command-role-remove-role = role
    .description = The role; it must be below your highest role and mine
command-role-remove-duration = duration
    .description = How long, e.g. 12h, 7d, 2 weeks. Default: permanently
command-role-remove-reason = reason
    .description = Reason, recorded in the case
command-rolemenu = rolemenu
    .description = Menus that let members choose their own roles
command-rolemenu-create = create
    .description = Create a menu, then choose its roles and texts
command-rolemenu-create-name = name
    .description = The menu's name; members see it until you add a title
command-rolemenu-create-style = style
    .description = How members choose. Default: buttons
command-rolemenu-create-exclusive = exclusive
    .description = Let members have only one of its roles at a time
command-rolemenu-create-required = required
    .description = A role that members need to use the menu
command-rolemenu-edit = edit
    .description = Change a menu and its posted messages
command-rolemenu-edit-name = name
    .description = The menu to change
command-rolemenu-edit-style = style
    .description = How members choose
command-rolemenu-edit-exclusive = exclusive
    .description = Let members have only one of its roles at a time
command-rolemenu-edit-required = required
    .description = A role that members need to use the menu; @everyone for none
command-rolemenu-post = post
    .description = Post a menu in a channel; later changes update it
command-rolemenu-post-name = name
    .description = The menu to post
command-rolemenu-post-channel = channel
    .description = The channel to post it in. Default: this one
command-rolemenu-delete = delete
    .description = Delete a menu and close its messages, after asking you to confirm
command-rolemenu-delete-name = name
    .description = The menu to delete

command-remind = remind
    .description = Reminders for yourself
command-remind-me = me
    .description = Set a reminder; I send it to you by DM
command-remind-me-when = when
    .description = When, e.g. 2h, 3 days, 18:00 or 2027-01-31 18:00
command-remind-me-text = text
    .description = What to remind you of
command-remind-me-here = here
    .description = Post it in this channel instead
command-remind-list = list
    .description = Show your reminders in this server, and cancel them
command-remind-cancel = cancel
    .description = Cancel one of your reminders
command-remind-cancel-reminder = reminder
    .description = The reminder to cancel

command-tag = tag
    .description = Texts that this server keeps, such as answers to common questions
command-tag-get = get
    .description = Show a tag
command-tag-get-name = name
    .description = The tag to show
command-tag-create = create
    .description = Create a tag: a form asks for its text
command-tag-create-name = name
    .description = The tag's name
command-tag-edit = edit
    .description = Change a tag: a form shows what it is now
command-tag-edit-name = name
    .description = The tag to change
command-tag-delete = delete
    .description = Delete a tag, after asking you to confirm
command-tag-delete-name = name
    .description = The tag to delete
command-tag-list = list
    .description = List this server's tags

command-serverinfo = serverinfo
    .description = Show this server: owner, members, channels, roles and boosts
command-permissions = permissions
    .description = Explain who can use which command
command-permissions-explain = explain
    .description = Explain whether somebody can use a command in this channel, and why
command-permissions-explain-user = user
    .description = The person
command-permissions-explain-command = command
    .description = The command
command-roleinfo = roleinfo
    .description = Show a role: color, members, position and permissions
command-roleinfo-role = role
    .description = The role to show
command-channelinfo = channelinfo
    .description = Show a channel: topic, category, slowmode, and if it is locked
command-channelinfo-channel = channel
    .description = The channel to show. Default: this one
command-avatar = avatar
    .description = Show someone's avatar in full size
command-avatar-user = user
    .description = Whose avatar to show. Default: yours

command-poll = poll
    .description = Ask everyone here a question, with Discord's own poll
command-poll-question = question
    .description = The question
command-poll-answer1 = answer1
    .description = An answer to choose
command-poll-answer2 = answer2
    .description = An answer to choose
command-poll-answer3 = answer3
    .description = An answer to choose
command-poll-answer4 = answer4
    .description = An answer to choose
command-poll-answer5 = answer5
    .description = An answer to choose
command-poll-answer6 = answer6
    .description = An answer to choose
command-poll-answer7 = answer7
    .description = An answer to choose
command-poll-answer8 = answer8
    .description = An answer to choose
command-poll-answer9 = answer9
    .description = An answer to choose
command-poll-answer10 = answer10
    .description = An answer to choose
command-poll-duration = duration
    .description = How long it is open, from 1h to 32d. Default: a day
command-poll-multiple = multiple
    .description = Let people choose several answers

command-privacy = privacy
    .description = See what I keep about you in this server, or erase a person
command-privacy-show = show
    .description = See what I keep about you in this server, and get it as a file
command-privacy-erase = erase
    .description = Erase a person from my records of this server, after asking you to confirm
command-privacy-erase-user = user
    .description = The person to erase; an id works too

command-settings-retention = retention
    .description = Choose for how long I keep records
command-settings-retention-record = record
    .description = The kind of record
command-settings-retention-days = days
    .description = How many days after it is over. Default: until it is erased

command-settings-history = history
    .description = Show who changed which setting
command-settings-export = export
    .description = Get all settings as a file
command-settings-import = import
    .description = Replace all settings by those in a file; shows the changes first
command-settings-import-file = file
    .description = A .toml file, as /settings export writes it

## Choices of commands

choice-actions-taken-by-hand = actions taken by hand
choice-returning-members = returning members
choice-welcome-message = welcome message
choice-avatar = avatar
choice-banner = banner
choice-everything = everything
choice-language = language
choice-time-zone = time zone
choice-the-last-week = the last week
choice-the-last-hour = the last hour
choice-the-last-day = the last day
choice-the-last-6-hours = the last 6 hours
choice-the-last-3-days = the last 3 days
choice-roles-for-newcomers = roles for newcomers
choice-reports = reports
choice-reasons-to-choose-from = reasons to choose from
choice-protected-roles = protected roles
choice-policy = policy
choice-nothing = nothing
choice-cases-that-are-over = cases that are over
choice-notes = notes
choice-hits-of-AutoMod = hits of AutoMod
choice-changes-of-settings = changes of settings
choice-for-how-long-records-are-kept = for how long records are kept
choice-appeals = appeals
choice-message-log = message log
choice-log-channels = log channels
choice-leave-message = leave message
choice-ladder = ladder
choice-jail-role = jail role
choice-how-long-warnings-count = how long warnings count
choice-direct-messages = direct messages
choice-deleted-messages = deleted messages
choice-lockdown-channels = lockdown channels
choice-buttons = buttons
choice-join-alert = join alert
choice-actions-on-members = actions on members
choice-select-menu = select menu
choice-ban = ban
choice-jail = jail
choice-kick = kick
choice-lock = lock
choice-lockdown = lockdown
choice-nick-set = nick set
choice-note = note
choice-purge = purge
choice-role-add = role add
choice-role-remove = role remove
choice-slowmode = slowmode
choice-softban = softban
choice-timeout = timeout
choice-unban = unban
choice-unjail = unjail
choice-unlock = unlock
choice-untimeout = untimeout
choice-voice-deafen = voice deafen
choice-voice-disconnect = voice disconnect
choice-voice-move = voice move
choice-voice-mute = voice mute
choice-warn = warn
