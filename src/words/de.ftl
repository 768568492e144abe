### Deutsch. Angesprochen wird mit „du“.

## Gemeinsame Wörter

language-name = Deutsch
list-and = {$first} und {$last}
word-never = nie
word-off = aus
count-warnings = {$count ->
    [one] {$count} Verwarnung
   *[other] {$count} Verwarnungen
}
count-cases = {$count ->
    [one] {$count} Fall
   *[other] {$count} Fälle
}
count-points = {$count ->
    [one] {$count} Punkt
   *[other] {$count} Punkte
}
count-members = {$count ->
    [one] {$count} Mitglied
   *[other] {$count} Mitglieder
}

## Knöpfe

button-undo = Rückgängig
button-cancel = Abbrechen
button-leave-it = Lieber nicht
button-appeal = Einspruch einlegen
button-answer = Antworten
button-accept = Annehmen
button-reject = Ablehnen
button-ask = Nachfragen

## Quittungen

receipt-ladder-step = Stufenleiter: {$case}, {$action}.
receipt-following = {$case}, {$action}.
receipt-lift = {$kind ->
    [ban] Bann aufheben (Fall #{$number})
    [jail] Aus dem Gefängnis entlassen (Fall #{$number})
    [timeout] Timeout aufheben (Fall #{$number})
   *[other] Aufheben: {$kind} (Fall #{$number})
}
receipt-recorded = **Fall #{$number}** · {$action} ist vorgemerkt. {$why}
receipt-recorded-on = **Fall #{$number}** · {$action} für {$target} ist vorgemerkt. {$why}
receipt-evidence-waits = Der Log-Eintrag mit dem Beleg steht noch aus: {$why}
receipt-log-waits = Der Log-Eintrag steht noch aus: {$why}
receipt-rest-waits = Der Rest steht noch aus: {$why}
receipt-done = **Fall #{$number}** · {$target} {$done}{$extent}.
receipt-total = {$total ->
    [one] {$total} Verwarnung insgesamt
   *[other] {$total} Verwarnungen insgesamt
}

## Quittungen, Fortsetzung

receipt-not-applied = **Fall #{$number}** · nicht ausgeführt: {$why}
receipt-taken-back = {$what ->
   *[other] **Fall #{$number}** · {$title} für {$target} wurde von <@{$by}> zurückgenommen.
}
receipt-follows = Folge von Fall {$case}.
receipt-replaces = Ersetzt Fall {$case}.
receipt-note = Hinweis: {$summary}.
receipt-told = Die Person wurde per Direktnachricht informiert.
receipt-untold-closed = Die Person konnte nicht informiert werden: Sie nimmt keine Direktnachrichten von mir an.
receipt-untold-outside = Die Person konnte nicht informiert werden: Sie ist nicht auf diesem Server.
receipt-untold-failed = Die Person konnte nicht informiert werden: Discord hat die Direktnachricht nicht angenommen.
receipt-untold-ordered = Die Person wurde wie gewünscht nicht informiert.
receipt-final = Das lässt sich nicht rückgängig machen.
receipt-logged = Eingetragen in <#{$channel}>.
receipt-no-log = Es ist kein Log-Kanal eingestellt; lege einen mit {COMMAND("settings log")} fest.
receipt-slowness = ({$delay})
receipt-until = bis <t:{$at}:f> (<t:{$at}:R>)
receipt-until-lifted = bis zur Aufhebung

## Treffer von AutoMod

hits-recent = {$count ->
    [one] {$count} Treffer in den letzten 30 Tagen, zuletzt <t:{$at}:R>
   *[other] {$count} Treffer in den letzten 30 Tagen, zuletzt <t:{$at}:R>
}

## Aufgegebene Aufträge

broken-case-unstorable = Ich habe Fall #{$number} aufgegeben: Er lässt sich nicht speichern, und ein neuer Versuch ändert daran nichts.
broken-case-holds-up = Ich habe Fall #{$number} aufgegeben: Er hat mich immer wieder aufgehalten, und alle anderen mussten warten.
broken-this-unstorable = Ich habe das aufgegeben: Es lässt sich nicht speichern, und ein neuer Versuch ändert daran nichts.
broken-this-holds-up = Ich habe das aufgegeben: Es hat mich immer wieder aufgehalten, und alle anderen mussten warten.
broken-ask = Bitte prüfe, ob es gewirkt hat, und sag denen Bescheid, die mich betreiben; nenne dabei den Vorfall `{$incident}`.
broken-failed-unstorable = das ließ sich nicht speichern; prüfe, ob es gewirkt hat
broken-failed-holds-up = das wurde abgebrochen, weil es mich immer wieder aufgehalten hat; prüfe, ob es gewirkt hat
broken-title-unstorable = Etwas ließ sich nicht speichern
broken-title-holds-up = Etwas ließ sich nicht abschließen
broken-footer = Hinweis {$incident}

## Absagen: Satzenden

calloff-by = abgesagt von <@{$by}>
calloff-points = {$points ->
    [one] abgesagt, denn die Verwarnungen erreichen nicht mehr {$points} Punkt
   *[other] abgesagt, denn die Verwarnungen erreichen nicht mehr {$points} Punkte
}

## Die Frage nach der Aktion von jemand anderem

confirm-go-on = Weitermachen
confirm-recent = **Bei <@{$person}> hat gerade schon jemand anderes eingegriffen.** {$case}: <@{$person}> {$done}, durch <@{$moderator}> <t:{$at}:R>.
confirm-all-the-same = Trotzdem weitermachen ({$action})?

## Dauern

duration-choice-endless = {$typed} · bis zur Aufhebung
duration-choice-until = {$typed} · bis {$end}
# A bare number that may mean several units. $unit: weeks, months, hours, minutes or days.
duration-unit = {$unit ->
    [weeks] {$count} {$count ->
        [one] Woche
       *[other] Wochen
    }
    [months] {$count} {$count ->
        [one] Monat
       *[other] Monate
    }
    [hours] {$count} {$count ->
        [one] Stunde
       *[other] Stunden
    }
    [minutes] {$count} {$count ->
        [one] Minute
       *[other] Minuten
    }
   *[other] {$count} {$count ->
        [one] Tag
       *[other] Tage
    }
}
duration-no-date = Ein Datum wäre bald vorbei; schreib stattdessen, wie lange, zum Beispiel `30m` oder `2 weeks`.

## Der Grund der Stufenleiter

escalate-reached = Die Verwarnungspunkte haben mit Fall #{$number} den Stand {$points} erreicht.
escalate-reached-within = Die Verwarnungspunkte {$days ->
    [one] eines Tages
   *[other] aus {$days} Tagen
} haben mit Fall #{$number} den Stand {$points} erreicht.
escalate-last = Zuletzt: {$reason}

## Belege

evidence-about = Beleg zu Fall #{$number}
evidence-no-answer = Discords Dateiserver hat mir nicht geantwortet
evidence-no-log = es ist kein Log-Kanal eingestellt
evidence-log-failed = ins Log konnte nicht geschrieben werden
evidence-too-large = laut Discord ist die Datei zu groß
evidence-may-not-post = ich darf in <#{$channel}> keine Dateien posten; gib meiner Rolle dort „Nachrichten senden“ und „Dateien anhängen“
evidence-refused = Discord hat die Datei nicht angenommen (Code {$code})
evidence-line = **Beleg:** {$name}
evidence-line-lost = **Beleg:** nicht aufbewahrt: {$why}
evidence-kept = Der Beleg ist beim Log-Eintrag aufbewahrt.
evidence-lost = Der Beleg konnte nicht aufbewahrt werden: {$why}.

## Was schon in Kraft ist

inforce-unknown-person = Discord kennt niemanden mit der ID {$id}; wähle aus der Liste, die beim Tippen erscheint.
inforce-message-of-another = Diese Nachricht hat jemand anderes geschrieben; wähle bei ihr noch einmal „Löschen und verwarnen“.
inforce-message-gone = Diese Nachricht ist schon weg; verwarne mit {COMMAND("warn")}, wer sie geschrieben hat.
inforce-held = **<@{$person}> ist {$held} {$state ->
    [ban] gebannt
    [timeout] im Timeout
    [jail] im Gefängnis
   *[other] betroffen
}.**
inforce-held-by = **<@{$person}> ist {$held} {$state ->
    [ban] gebannt
    [timeout] im Timeout
    [jail] im Gefängnis
   *[other] betroffen
} ({$case}).**
inforce-end-instead = Soll das stattdessen <t:{$at}:f> enden (<t:{$at}:R>)?
inforce-nothing-new = <@{$person}> ist schon dauerhaft {$state ->
    [ban] gebannt
    [timeout] im Timeout
    [jail] im Gefängnis
   *[other] betroffen
}, es gibt also nichts zu tun.
inforce-nothing-new-by = <@{$person}> ist schon dauerhaft {$state ->
    [ban] gebannt
    [timeout] im Timeout
    [jail] im Gefängnis
   *[other] betroffen
} ({$case}), es gibt also nichts zu tun.
inforce-nothing-to-lift = <@{$person}> ist nicht {$state ->
    [ban] gebannt
    [timeout] im Timeout
    [jail] im Gefängnis
   *[other] betroffen
}, es gibt also nichts aufzuheben.
inforce-would-lift = <@{$person}> ist schon gebannt, und ein Softban würde das aufheben; lösche die Nachrichten mit {COMMAND("purge")} und der Option `nutzer`.
inforce-would-lift-by = <@{$person}> ist schon gebannt ({$case}), und ein Softban würde das aufheben; lösche die Nachrichten mit {COMMAND("purge")} und der Option `nutzer`.
inforce-no-jail = Es ist kein Gefängnis eingerichtet; wähle zuerst mit {COMMAND("settings jail")} seine Rolle.
inforce-jail-role-gone = Die Rolle des Gefängnisses gibt es nicht mehr; wähle mit {COMMAND("settings jail")} eine andere.
inforce-jail-role-high = Die Rolle des Gefängnisses <@&{$role}> liegt nicht unter meiner höchsten Rolle; schieb meine Rolle in Servereinstellungen → Rollen über sie.
state-for-good = dauerhaft
state-until = bis <t:{$at}:f>

## Gefängnis

injail-none = Es ist kein Gefängnis eingerichtet; wähle mit {COMMAND("settings jail")} seine Rolle.
injail-not-any-more = die Person war nicht mehr im Gefängnis
injail-left = die Person ist nicht auf dem Server, deshalb hat sie ihre Rollen nicht zurückbekommen
injail-not-given-back = nicht zurückgegeben, weil es sie nicht mehr gibt oder sie nicht unter meiner höchsten Rolle liegen: {$roles}

## Was dem weicht, das schon in Kraft ist: Satzenden

kept-banned = die Person ist gebannt, und ein Softban würde das aufheben
kept-banned-by = die Person ist durch Fall #{$number} gebannt, und ein Softban würde das aufheben
kept-longer = Fall #{$number} gilt ohnehin länger
kept-longer-by-hand = was jemand von Hand gemacht hat, gilt ohnehin länger

## Aufträge zur gleichen Zeit

meanwhile-replaced = Fall #{$parent} wurde ersetzt ({$case}), deshalb wird er nicht aufgehoben.
meanwhile-being-lifted = Fall #{$lifted} wird gerade aufgehoben ({$case}), es gibt also nichts zu tun.
meanwhile-lifted = Fall #{$lifted} wurde schon aufgehoben ({$case}), es gibt also nichts zu tun.
meanwhile-same = Für {$target} wird gerade dasselbe ausgeführt ({$case}), dem ist also nichts hinzuzufügen.
meanwhile-nothing-to-lift = {$target} {$done} ({$case}), es gibt also nichts aufzuheben.
meanwhile-nothing-to-do = {$target} {$done} ({$case}), es gibt also nichts zu tun.
meanwhile-would-lift = {$target} wird gerade gebannt ({$case}), und ein Softban würde das aufheben; lösche die Nachrichten mit {COMMAND("purge")} und der Option `nutzer`.

## Der Log-Eintrag eines Falls

entry-not-posted = Ich konnte nicht in den Log-Kanal <#{$channel}> schreiben; prüfe die Rechte meiner Rolle und ihren Platz in Servereinstellungen → Rollen.
entry-title = Fall #{$number} · {$kind}
entry-footer = Fall #{$number}
entry-member = **Mitglied:** {$member}
entry-channel = **Kanal:** <#{$channel}>
entry-role = **Rolle:** <@&{$role}>
entry-moderator = **Moderator:** <@{$moderator}> ({$name})
entry-reason = **Grund:** {$reason}
entry-no-reason = **Grund:** keiner angegeben
entry-points = **Punkte:** {$points}
entry-counts-until = **Zählt bis:** <t:{$at}:D>
entry-slowmode = **Slowmode:** {$delay}
entry-ends-case = **Beendet:** Fall {$case}
entry-follows = **Folge von:** Fall {$case}
entry-replaces = **Ersetzt:** Fall {$case}
entry-result = **Ergebnis:** {$summary}
entry-not-applied = **Nicht ausgeführt:** {$why}
entry-voided = **Für ungültig erklärt:** von <@{$by}>, <t:{$at}:R>
entry-ends = **Endet:** <t:{$at}:f> (<t:{$at}:R>)
entry-ends-never = **Endet:** nie

## Die Direktnachricht an das Mitglied

dm-news = Neues von {$server}
dm-news-of-case = Neues zu Fall #{$number} von {$server}
dm-reason = **Grund:** {$reason}
dm-no-reason = Es wurde kein Grund angegeben.
dm-no-reason-inside = kein Grund angegeben
dm-ends = Das endet am <t:{$at}:f>.
dm-endless = Das endet nicht von selbst.
dm-total = {$total ->
    [one] Du hast dort jetzt {$total} Verwarnung.
   *[other] Du hast dort jetzt {$total} Verwarnungen.
}
dm-taken-back = Das wurde <t:{$at}:R> zurückgenommen und zählt nicht mehr.
dm-replaced = Das wurde <t:{$at}:R> durch Fall #{$number} ersetzt.
dm-lifted = Das wurde <t:{$at}:R> aufgehoben.
dm-ended = Das ist <t:{$at}:R> zu Ende gegangen.
dm-correction-title = Eine Berichtigung von {$server}
dm-correction = Was ich zu Fall #{$number} geschrieben habe, ist nicht passiert.

## Ergebnisse: Satzenden

outcome-superseded = Fall #{$number} wurde zuerst ausgeführt
outcome-refused = {$why} (Code {$code})
perform-not-in-server = die Person ist nicht auf dem Server
perform-unbanned-before = der Bann wurde schon vorher anderswo aufgehoben
perform-message-deleted = die Nachricht wurde gelöscht
perform-message-not-deleted = die Nachricht konnte nicht gelöscht werden: {$why}

## Was Discord ablehnt und weiter versucht wird

retry-timeout = {$subject}: Der Timeout läuft weiter, aber ich konnte ihn nicht verlängern: {$why} Ich versuche es weiter.
retry-lockdown = Der Lockdown läuft weiter, aber ich konnte nicht verlängern, was er pausiert: {$why} Ich versuche es weiter.
retry-over-on = {$subject}: Die Zeit ist um ({$action}), aber ich konnte die Maßnahme nicht aufheben: {$why} Ich versuche es weiter.
retry-over = Die Zeit ist um ({$action}), aber ich konnte die Maßnahme nicht aufheben: {$why} Ich versuche es weiter.
retry-title = Fall #{$number} · wartet
retry-footer = Versuch {$number}

## Zeitgeber

expired-reason = Abgelaufen: {$action} (Fall #{$number}).

## Rückgängig

undo-reason = Rückgängig gemacht
undo-case-gone = Fall #{$number} gibt es in den Aufzeichnungen nicht mehr.
undo-not-like-this = Fall #{$number} lässt sich so nicht mehr zurücknehmen.
undo-does-not-hold = Fall #{$number} gilt nicht mehr, es gibt also nichts aufzuheben.
undo-replaced = Fall #{$number} wurde durch Fall #{$by} ersetzt.
undo-lifted = Fall #{$number} wurde schon durch Fall #{$by} aufgehoben.
undo-taken-back-already = Fall #{$number} wurde schon zurückgenommen.
undo-too-late = Rückgängig machen geht nur in den ersten fünf Minuten, deshalb bleibt Fall #{$number} bestehen.
undo-meanwhile = **Fall #{$number}** · zurückgenommen. {$why}

## Fälle: nachgeschlagen, geändert, für ungültig erklärt

cases-unknown = Einen Fall #{$number} gibt es auf diesem Server nicht; {COMMAND("case list")} zeigt, welche es gibt.
cases-nothing-to-change = Es ist nichts angegeben, was sich ändern soll; gib `grund`, `punkte`, `dauer` oder `einspruch` an.
cases-without-appeal = Gegen Fall #{$number} gibt es ohnehin keinen Einspruch, nur gegen Banns, Timeouts, Gefängnis und Kicks.
cases-without-points = Fall #{$number} ist keine Verwarnung, und nur Verwarnungen haben Punkte.
cases-reason-blank = Der Grund ist leer; schreib ein paar Worte.
cases-void-reason-blank = Der Grund ist leer; schreib, warum der Fall nicht mehr zählen soll.
cases-changed = **Fall #{$number}** · geändert.
cases-changed-end = **Fall #{$number}** · geändert: endet <t:{$end}:f> (<t:{$end}:R>).
cases-changed-endless = **Fall #{$number}** · geändert: gilt, bis er aufgehoben wird.
cases-voided = **Fall #{$number}** · für ungültig erklärt: Er zählt nicht mehr.
cases-voided-before = Fall #{$number} wurde schon früher für ungültig erklärt.
cases-still-holds = Fall #{$number} gilt noch; heb ihn zuerst mit {$command} auf.
# Folgt auf einen der Sätze oben.
cases-log-later = Das Log wird es zeigen.
# `$why` ist ein ganzer Satz.
cases-end-stays = **Fall #{$number}** · das Ende bleibt, wie es war: {$why} (Code {$code})

## Fälle: ein neues Ende

cases-without-end = Fall #{$number} ist kein Bann, kein Timeout, kein Gefängnis, keine Kanalsperre, kein Slowmode, keine Rollenänderung und kein Lockdown, und nur die haben eine Dauer.
cases-end-too-early = Fall #{$number} wird noch ausgeführt; versuch es gleich noch einmal.
cases-end-not-applied = Fall #{$number} wurde nicht ausgeführt, also gibt es kein Ende, das man verschieben könnte.
cases-ended = Fall #{$number} ist schon zu Ende, also lässt sich das Ende nicht mehr verschieben; nimm {$command}, wenn es einen neuen geben soll.

## Fälle: während der Ausführung abgebrochen

cases-under-way = Fall #{$number} wird gerade ausgeführt; brich das mit „Abbrechen“ ab, oder beende einen Lockdown mit {COMMAND("lockdown end")}.
cases-under-way-part = Fall #{$number} wird gerade als Teil von Fall #{$whole} ausgeführt; brich das mit „Abbrechen“ ab, oder beende einen Lockdown mit {COMMAND("lockdown end")}.
cases-calling-off = **Fall #{$number}** · für ungültig erklärt. Er wird gerade ausgeführt: Was noch nicht begonnen hat, entfällt, und was schon wirkt, hebe ich gleich auf.
cases-not-applied = **Fall #{$number}** · nicht ausgeführt: {$why}.
cases-lifted-late = **Fall #{$number}** · er war schon ausgeführt, deshalb hebt ihn Fall #{$lift} auf, und er zählt nicht.
cases-voided-late = **Fall #{$number}** · er war schon ausgeführt; er zählt nicht mehr.

## Fälle: /case view

caseview-note = **Notiz für die Moderation:** {$note}
caseview-dm-sent = **Direktnachricht:** gesendet
caseview-dm-closed = **Direktnachricht:** von mir werden keine angenommen
caseview-dm-outside = **Direktnachricht:** nicht gesendet, die Person ist nicht auf diesem Server
caseview-dm-failed = **Direktnachricht:** Discord hat sie abgelehnt
caseview-dm-untold = **Direktnachricht:** keine, wie angeordnet
caseview-log = **Log:** [öffnen]({$link})
caseview-log-failed = **Log:** in <#{$channel}> konnte ich nicht schreiben
caseview-evidence = **Beleg:** {$evidence}
# Steht in der Zeile darüber für den Beleg.
caseview-evidence-waits = {$name}, kommt gleich ins Log
caseview-no-appeal = **Einspruch:** nicht möglich
caseview-appeal = **Einspruch:** #{$number}, {$state}
caseview-appeal-linked = **Einspruch:** [#{$number}]({$link}), {$state}
caseview-appeal-open = offen
caseview-appeal-over = nicht entschieden, weil die Maßnahme vorher endete
caseview-appeal-accepted = angenommen
caseview-appeal-rejected = abgelehnt

## Fälle: Listen und ihre Seiten

pages-newer = Neuere
pages-older = Ältere
# Der Fuß einer Liste.
pages-place = Seite {$page}
pages-place-of = Seite {$page} von {$pages}
# `$total` ist `1000+`.
pages-cases-at-least = {$total} Fälle
pages-of-all = Fälle
pages-of-person = Fälle einer Person
pages-found = Gefunden, neueste zuerst
pages-none-found = Kein Fall hat die Wörter {$words} im Grund; versuch es mit weniger Wörtern.
pages-only-newest = -# Das sind die neuesten; such nach weniger Wörtern, um alle seitenweise zu sehen.
pages-empty = Es ist nichts eingetragen.

## Fälle: die Akte einer Person und der Verlauf eines Falls

history-record = Akte
history-automod = **AutoMod:** {$hits}
history-counting = {$warnings ->
    [one] {$warnings} Verwarnung
   *[other] {$warnings} Verwarnungen
} mit {$points ->
    [one] {$points} Punkt
   *[other] {$points} Punkten
} zählen derzeit
history-of-case = Verlauf von Fall #{$number}
history-entries = {$count ->
    [one] {$count} Eintrag
   *[other] {$count} Einträge
}
# `$total` ist `1000+`.
history-entries-at-least = {$total} Einträge
history-earlier = Früher
history-later = Später
# Was geschah und durch wen. Ein Doppelpunkt und Näheres können folgen.
history-entry = <t:{$at}:f> **{$event}**
history-entry-by = <t:{$at}:f> **{$event}** von <@{$person}>
history-event = {$event ->
    [opened] eröffnet
    [recorded] nachgetragen
    [replaced] älteren Fall abgelöst
    [ended] beendet
    [replaced-by] abgelöst
    [notified] benachrichtigt
    [applied] ausgeführt
    [failed] gescheitert
    [logged] Log
    [evidence] Beleg
    [voided] für ungültig erklärt
    [edited] geändert
    [rejailed] wieder ins Gefängnis gesteckt
    [given-again] wieder vergeben
    [renumbered] neu nummeriert
    [erased] gelöscht
   *[other] {$event}
}
# Folgen auf „abgelöst:“, „beendet:“ und Ähnliches.
history-case = Fall #{$case}
history-replaced = Fall #{$case}, Ende bisher {$old}, jetzt {$new}
# Folgen auf „geändert:“.
history-changed = {$what ->
    [reason] Grund
    [points] Punkte
   *[other] {$what}
} „{$old}“ → „{$new}“
history-end-changed = Ende {$old} → {$new}
history-no-end = nie
history-appeal-off = kein Einspruch
history-appeal-on = Einspruch möglich
history-nothing = nichts
# Folgen auf „benachrichtigt:“, „Log:“ und „Beleg:“.
history-outcome = {$outcome ->
    [sent] gesendet
    [closed] nimmt keine Direktnachrichten an
    [outside] nicht auf dem Server
    [failed] gescheitert
    [untold] nein, wie angeordnet
    [posted] eingetragen
    [off] aus
    [waiting] steht noch aus
    [kept] aufbewahrt
   *[other] {$outcome}
}
history-not-kept = nicht aufbewahrt: {$why}

## Fälle: /modstats

modstats-of-all = Was die Moderation getan hat
modstats-of-one = Was eine Person aus der Moderation getan hat
modstats-days = {$days ->
    [one] Der letzte Tag
   *[other] Die letzten {$days} Tage
}
modstats-nobody = Niemand hat etwas getan, das zählt.
modstats-nothing = Es ist keine Aktion eingetragen.
modstats-more = … und {$count ->
    [one] {$count} weitere
   *[other] {$count} weitere
}
modstats-newest = **Zuletzt:** Fall #{$number}, {$action}, <t:{$at}:R>
modstats-apart = -# Nicht mitgezählt: {$cases}.
modstats-voided = {$count ->
    [one] {$count} ungültig
   *[other] {$count} ungültig
}
modstats-failed = {$count ->
    [one] {$count} nicht ausgeführt
   *[other] {$count} nicht ausgeführt
}

## Kanäle: Sperren und Slowmode

channels-not-locked = <#{$channel}> ist nach meinem Stand nicht gesperrt; was andere geändert haben, änderst du in den Kanaleinstellungen.
channels-slowmode-too-long = Ein Slowmode ist höchstens 6 Stunden lang; schreib einen Abstand wie `10s` oder `5m`, oder `off`.

## Aufräumen: Ablehnungen

purge-log-channel = Das ist ein Log-Kanal, und seine Beiträge sind Belege; setz `erzwingen`, wenn du hier wirklich löschen willst.
purge-log-channel-menu = Das ist ein Log-Kanal, und seine Beiträge sind Belege; nimm {COMMAND("purge")} mit `erzwingen`, wenn du hier wirklich löschen willst.
purge-nothing-between = Zwischen `nach` und `vor` kann nichts liegen: Die Nachricht in `nach` muss die ältere sein.
purge-unread = Für {$options} muss ich Nachrichten lesen, und das lässt Discord mich nicht: Wer mich betreibt, muss im Entwicklerportal von Discord den Message Content Intent einschalten (meine Anwendung → Bot → Privileged Gateway Intents). `nutzer`, `bots`, `vor` und `nach` gehen auch ohne.
purge-link-unread = Ich kann `{$option}` nicht lesen: Gib den Link einer Nachricht an (ihr Menü → Nachrichtenlink kopieren) oder ihre ID.
purge-link-other-server = Die Nachricht in `{$option}` gehört zu einem anderen Server; nimm eine aus diesem Kanal.
purge-link-other-channel = Die Nachricht in `{$option}` ist in <#{$channel}>; nimm eine aus diesem Kanal, oder benutz den Befehl dort.
purge-regex-too-large = Dieser `regex` ist mir zu groß; kürz ihn, oder verkleinere seine Wiederholungen.
# `$why` ist englisch.
purge-regex-unread = Ich kann diesen `regex` nicht lesen: {$why}. Prüf ihn auf einer Seite wie regex101.com (Variante Rust).

## Aufräumen: Apps → Bis hierher aufräumen

purge-ask = {$count ->
    [one] **{$count} Nachricht löschen, von der neuesten bis zu der, die du gewählt hast?**
   *[other] **{$count} Nachrichten löschen, von der neuesten bis zu der, die du gewählt hast?**
}
purge-ask-newest = {$count ->
    [one] **Die neueste Nachricht löschen ({$count})?**
   *[other] **Die neuesten {$count} Nachrichten löschen?**
}
purge-ask-again = Bis zu der, die du gewählt hast, sind es noch mehr; ich lösche {$count} auf einmal, also mach es für den Rest noch einmal.
purge-ask-nothing = Bis zu dieser Nachricht gibt es nichts zu löschen.
purge-ask-stays = Was bleibt: {$messages}.
# Stehen im Satz darüber.
purge-ask-pinned = {$count ->
    [one] {$count} angeheftete
   *[other] {$count} angeheftete
}
purge-ask-fixed = {$count ->
    [one] {$count} Systemnachricht von Discord
   *[other] {$count} Systemnachrichten von Discord
}
purge-ask-too-old = alle, die älter als 14 Tage sind
purge-ask-for-good = Das lässt sich nicht rückgängig machen.
purge-ask-yes = Löschen
purge-ask-no = Nicht löschen
purge-ask-left = Alles bleibt, wie es ist. Es wurde nichts gelöscht.
purge-ask-expired = Innerhalb von zehn Minuten kam keine Antwort, also wurde nichts gelöscht. Wähl noch einmal „Bis hierher aufräumen“, wenn du es noch willst.
purge-ask-over = Diese Frage ist vorbei: Sie wurde beantwortet, oder es sind zehn Minuten vergangen; wähl noch einmal „Bis hierher aufräumen“.

## Aufräumen: währenddessen

purge-title = Fall #{$number} · Aufräumen
purge-recorded = **Fall #{$number}** · das Aufräumen ist eingetragen. {$why}
purge-so-far = {$scanned} angesehen, {$chosen} zu löschen
purge-one-by-one = {$count ->
    [one] {$count} ist älter als 14 Tage: Discord löscht solche einzeln, und das dauert eine Weile
   *[other] {$count} sind älter als 14 Tage: Discord löscht solche einzeln, und das dauert eine Weile
}

## Aufräumen: das Ergebnis

purge-done = **Fall #{$number}** · {$result}. Aufräumen lässt sich nicht rückgängig machen.
purge-under-way = **Fall #{$number}** · wird ausgeführt. Aufräumen lässt sich nicht rückgängig machen.
purge-not-applied = **Fall #{$number}** · nicht ausgeführt: {$why}
purge-logged = Eingetragen in <#{$channel}>.
# Das Ergebnis: diese, durch Kommas verbunden.
purge-deleted = {$count ->
    [one] {$count} Nachricht gelöscht
   *[other] {$count} Nachrichten gelöscht
}
purge-looked-at = {$count} angesehen
purge-others = {$count} nicht gesucht
purge-pinned = {$count} behalten, weil angeheftet
purge-too-old = {$count} behalten, weil älter als 14 Tage
purge-vanished = {$count} schon vorher weg
purge-fixed = {$count} Hinweise von Discord selbst, die niemand löschen kann
purge-refused = {$count} von Discord nicht gelöscht
purge-unknown = {$count} vielleicht gelöscht, vielleicht nicht: Ich kann nicht mehr nachsehen
purge-left = {$count} übrig
purge-left-cancelled = {$count} übrig, als <@{$person}> „Abbrechen“ gedrückt hat
purge-end-too-old = Schluss bei Nachrichten, die älter als 14 Tage sind
purge-end-old-enough = Schluss nach {$count}, die älter als 14 Tage sind
purge-end-far-enough = Schluss, nachdem {$count} angesehen waren
purge-end-too-slow = Schluss, weil das Muster für das, was hier steht, zu lange braucht; vereinfach es
# `$why` ist ein ganzer Satz ohne sein Ende.
purge-ended = {$result}; dort war Schluss: {$why}
# `$filter`: die nächsten, durch Kommas verbunden.
purge-only = {$result}; nur Nachrichten {$filter}
purge-only-user = von <@{$person}>
purge-only-bots = von Bots
purge-only-containing = mit dem Text „{$text}“
purge-only-like = nach dem Muster „{$pattern}“
purge-only-links = mit Links
purge-only-invites = mit Einladungen
purge-only-files = mit Dateien
purge-only-embeds = mit Einbettungen

## Aufräumen: die Mitschrift

purge-transcript-unlogged = Das Log hat die Mitschrift nicht: {$why}.
purge-transcript-without-log = Für sie ist kein Log-Kanal eingestellt.
purge-transcript-here = Die Mitschrift ist hier, nur für dich: Speicher sie, sonst bewahrt sie niemand auf.
purge-transcript-lost = Die Mitschrift konnte nicht aufbewahrt werden.
purge-transcript-to-read = Was Fall #{$number} gelöscht hat
purge-transcript-for-programs = Was Fall #{$number} gelöscht hat, für Programme
# Die Seite ist HTML: in ihren Sätzen weder `<` noch `>` noch `&`.
purge-page-title = Aufräumen, Fall #{$number}
purge-page-head = {$count ->
    [one] {$count} Nachricht
   *[other] {$count} Nachrichten
}, gelöscht von {$moderator} ({$id}), angeordnet {$time}
purge-page-head-channel = {$count ->
    [one] {$count} Nachricht
   *[other] {$count} Nachrichten
}, gelöscht von {$moderator} ({$id}) im Kanal {$channel}, angeordnet {$time}
purge-page-reason = Grund: {$reason}
purge-page-left-out = {$count ->
    [one] {$count} weitere Nachricht wurde gelöscht und fehlt
   *[other] {$count} weitere Nachrichten wurden gelöscht und fehlen
} hier: Discord nimmt Dateien nur bis 10 MiB an.
purge-page-bot = Bot
# Wer eine Anwendung die Nachricht schreiben ließ.
purge-page-for = für {$person} ({$id})
purge-page-edited = bearbeitet {$time}
purge-page-forwarded = Weitergeleitet:
purge-page-file = {$name}, {$size} Bytes
purge-page-poll = Umfrage: {$poll}
purge-page-sticker = Sticker: {$name}

## Auskunft: /help, /about, /ping

help-title = Was du hier nutzen kannst
help-group = {$feature ->
    [info] Nachschauen
    [moderation] Gegen Mitglieder vorgehen
    [cases] Nachschlagen und berichtigen
    [channels] Kanäle in Ordnung halten
    [roles] Rollen geben und nehmen
    [reports] Den Moderatoren etwas melden
    [people] Erinnerungen und mehr, für alle
    [settings] Den Server einrichten
    [privacy] Sehen oder löschen, was ich aufbewahre
   *[other] {$feature}
}
help-unknown = Einen Befehl {$command} habe ich hier nicht für dich; {$help} zeigt alle, die du benutzen kannst.
help-more = {$help} mit einem Befehl erklärt ihn.
help-choose = Was möchtest du tun?
help-for-everyone = Alle können ihn benutzen.
help-takes = Du brauchst das Recht {$permissions}.
help-example = Beispiel: `{$example}`
help-example-user = @mitglied
help-example-role = @rolle
help-example-channel = #kanal
help-example-file = (eine Datei)
help-on-person = Apps → **{$menu}**, bei einer Person
help-on-message = Apps → **{$menu}**, bei einer Nachricht
about-promise = **Gavel {$version}** moderiert diesen Server. Jede angeordnete Aktion wird genau einmal ausgeführt und wahrheitsgetreu festgehalten, egal was zwischendurch abstürzt.
about-reading = Ich lese keine Nachrichten: Ich sehe nur die Befehle, Knöpfe und Meldungen, die man mir schickt.
about-help = Mit {COMMAND("help")} siehst du, was du hier nutzen kannst.
ping-pong = Pong! Gavel {$version}
ping-way = Von Discord zu mir: {$time} ms
ping-database = Datenbank: {$answer}
ping-rest = REST-API von Discord: {$answer}
ping-time = {$time} ms
ping-silent = antwortet nicht

## Auskunft: /userinfo

userinfo-bot = Bot
userinfo-id = ID
userinfo-made = Konto erstellt
userinfo-here = Auf diesem Server
userinfo-not-here = nein
userinfo-joined = Beigetreten
userinfo-nickname = Nickname
userinfo-timed-out = Im Timeout bis
userinfo-roles = Rollen ({$count})
userinfo-more-roles = und {$count ->
    [one] {$count} weitere
   *[other] {$count} weitere
}
userinfo-no-roles = keine
userinfo-automod = AutoMod
userinfo-hits-unknown = gerade nicht bekannt: Ich komme nicht an meine Aufzeichnungen

## Aktionen von Hand

byhand-by-person = von Hand, nicht über mich
byhand-by-bot = von einem anderen Bot
byhand-by-discord = von Discord
byhand-by-automod = vom AutoMod von Discord
# `$how` ist eines von denen darüber.
byhand-over = {$how}; es war vorbei, bevor ich das Ende sehen konnte

## Kinds of action: name, heading, "@somebody …", heading of the direct message, "@somebody is …"

kind-note =
    .word = Notiz
    .title = Notiz
    .done = hat eine neue Notiz
kind-warn =
    .word = Verwarnung
    .title = Verwarnung
    .done = wurde verwarnt
    .told = Du wurdest auf {$server} verwarnt
kind-timeout =
    .word = Timeout
    .title = Timeout
    .done = hat einen Timeout bekommen
    .told = Du hast auf {$server} einen Timeout bekommen
    .state = im Timeout
kind-untimeout =
    .word = Timeout-Aufhebung
    .title = Timeout aufgehoben
    .done = ist nicht mehr im Timeout
    .told = Dein Timeout auf {$server} wurde aufgehoben
kind-kick =
    .word = Kick
    .title = Kick
    .done = wurde gekickt
    .told = Du wurdest auf {$server} gekickt
kind-softban =
    .word = Softban
    .title = Softban
    .done = hat einen Softban bekommen
    .told = Du wurdest von {$server} entfernt und darfst wiederkommen
kind-ban =
    .word = Bann
    .title = Bann
    .done = wurde gebannt
    .told = Du wurdest auf {$server} gebannt
    .state = gebannt
kind-unban =
    .word = Entbannung
    .title = Bann aufgehoben
    .done = wurde entbannt
kind-jail =
    .word = Gefängnis
    .title = Gefängnis
    .done = wurde ins Gefängnis gesteckt
    .told = Du wurdest auf {$server} ins Gefängnis gesteckt
    .state = im Gefängnis
kind-unjail =
    .word = Freilassung
    .title = Aus dem Gefängnis entlassen
    .done = wurde aus dem Gefängnis entlassen
    .told = Du wurdest auf {$server} aus dem Gefängnis entlassen
kind-purge =
    .word = Aufräumen
    .title = Aufräumen
    .done = hat Nachrichten verloren
kind-lock =
    .word = Sperre
    .title = Kanal gesperrt
    .done = wurde gesperrt
    .state = gesperrt
kind-unlock =
    .word = Entsperrung
    .title = Kanal entsperrt
    .done = wurde entsperrt
kind-slowmode =
    .word = Slowmode
    .title = Slowmode
    .done = hat jetzt einen Slowmode
    .state = im Slowmode
kind-unslow =
    .word = Slowmode-Rücknahme
    .title = Slowmode zurückgenommen
    .done = hat wieder den Slowmode von vorher
kind-massban =
    .word = Massenbann
    .title = Massenbann
    .done = wurde mit vielen anderen gebannt
kind-massunban =
    .word = Massenentbannung
    .title = Massenentbannung
    .done = wurde mit vielen anderen entbannt
kind-role-add =
    .word = Rollenvergabe
    .title = Rolle gegeben
    .done = hat eine Rolle bekommen
    .state = mit der Rolle ausgestattet
kind-role-remove =
    .word = Rollenentzug
    .title = Rolle entzogen
    .done = hat eine Rolle verloren
    .state = ohne die Rolle
kind-nick-set =
    .word = Nickname-Änderung
    .title = Nickname gesetzt
    .done = hat einen neuen Nicknamen
kind-nick-reset =
    .word = Nickname-Entfernung
    .title = Nickname entfernt
    .done = hat keinen Nicknamen mehr
kind-voice-disconnect =
    .word = Trennung vom Sprachkanal
    .title = Vom Sprachkanal getrennt
    .done = wurde vom Sprachkanal getrennt
kind-voice-move =
    .word = Sprachkanalwechsel
    .title = In anderen Sprachkanal verschoben
    .done = wurde in einen anderen Sprachkanal verschoben
kind-voice-mute =
    .word = Stummschaltung
    .title = Stummgeschaltet
    .done = wurde im Sprachkanal stummgeschaltet
kind-voice-unmute =
    .word = Ende der Stummschaltung
    .title = Stummschaltung aufgehoben
    .done = ist im Sprachkanal nicht mehr stummgeschaltet
kind-voice-deafen =
    .word = Taubschaltung
    .title = Taubgeschaltet
    .done = wurde im Sprachkanal taubgeschaltet
kind-voice-undeafen =
    .word = Ende der Taubschaltung
    .title = Taubschaltung aufgehoben
    .done = ist im Sprachkanal nicht mehr taubgeschaltet
kind-lockdown =
    .word = Lockdown
    .title = Lockdown
    .done = ist jetzt im Lockdown
    .state = im Lockdown
kind-lockdown-end =
    .word = Lockdown-Ende
    .title = Ende des Lockdowns
    .done = ist nicht mehr im Lockdown

## Permissions, as Discord's client calls them

permission-administrator = Administrator
permission-view-channel = Kanal ansehen
permission-manage-channels = Kanäle verwalten
permission-manage-roles = Rollen verwalten
permission-create-guild-expressions = Ausdrücke erstellen
permission-manage-guild-expressions = Ausdrücke verwalten
permission-view-audit-log = Audit-Log einsehen
permission-view-guild-insights = Server-Insights einsehen
permission-view-creator-monetization-analytics = Monetarisierungsanalysen einsehen
permission-manage-webhooks = Webhooks verwalten
permission-manage-guild = Server verwalten
permission-create-invite = Einladung erstellen
permission-change-nickname = Nickname ändern
permission-manage-nicknames = Nicknames verwalten
permission-kick-members = Mitglieder kicken
permission-ban-members = Mitglieder bannen
permission-moderate-members = Mitglieder im Timeout
permission-send-messages = Nachrichten senden
permission-send-messages-in-threads = Nachrichten in Threads senden
permission-create-public-threads = Öffentliche Threads erstellen
permission-create-private-threads = Private Threads erstellen
permission-embed-links = Links einbetten
permission-attach-files = Dateien anhängen
permission-add-reactions = Reaktionen hinzufügen
permission-use-external-emojis = Externe Emojis verwenden
permission-use-external-stickers = Externe Sticker verwenden
permission-mention-everyone = Erwähne @everyone, @here und „Alle Rollen“
permission-manage-messages = Nachrichten verwalten
permission-pin-messages = Nachrichten anpinnen
permission-bypass-slowmode = Slowmode umgehen
permission-manage-threads = Threads verwalten
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-send-tts-messages = Text-zu-Sprache-Nachrichten senden
permission-send-voice-messages = Sprachnachrichten senden
permission-send-polls = Umfragen erstellen
permission-connect = Verbinden
permission-speak = Sprechen
permission-stream = Video
permission-use-soundboard = Soundboard verwenden
permission-use-external-sounds = Externe Sounds verwenden
permission-use-vad = Sprachaktivierung verwenden
permission-priority-speaker = Very Important Speaker
permission-mute-members = Mitglieder stummschalten
permission-deafen-members = Ein- und Ausgabe von Mitgliedern deaktivieren
permission-move-members = Mitglieder verschieben
permission-set-voice-channel-status = Sprachkanalstatus festlegen
permission-request-to-speak = Redeanfrage
permission-use-slash-commands = Anwendungsbefehle verwenden
permission-use-embedded-activities = Aktivitäten nutzen
permission-use-external-apps = Externe Apps verwenden
permission-create-events = Events erstellen
permission-manage-events = Events verwalten

## Lacking permissions

lacks-none = kein Recht
lacks-unknown = unbekanntes Recht 1<<{$bit}
lacks-here = hier
lacks-there = dort
lacks-channel = in <#{$channel}>
lacks-server = auf diesem Server
lacks-whole-server = auf dem ganzen Server
lacks-caller = Dafür brauchst du das Recht {$permissions}; frag jemanden aus der Administration des Servers.
lacks-caller-in = Dafür brauchst du {$place} das Recht {$permissions}; frag jemanden aus der Administration des Servers.
lacks-gavel = Mir fehlt {$place} das Recht {$permissions}; gib es meiner Rolle in Servereinstellungen → Rollen.
lacks-gavel-or-here = Mir fehlt {$place} das Recht {$permissions}; gib es meiner Rolle in Servereinstellungen → Rollen oder in diesem Kanal.
lacks-gavel-or-there = Mir fehlt {$place} das Recht {$permissions}; gib es meiner Rolle in Servereinstellungen → Rollen oder in dem Kanal.

## Ranks: refusals in a few words, for lists

rank-brief-yourself = das bist du selbst
rank-brief-gavel = das bin ich
rank-brief-owner = besitzt den Server
rank-brief-protected = hat die geschützte Rolle {$role}
rank-brief-not-above-target = höchste Rolle nicht unter deiner
rank-brief-gavel-not-above-target = höchste Rolle nicht unter meiner
rank-brief-gavel-lacks = mir fehlt das Recht {$permissions}
rank-brief-caller-lacks = dir fehlt das Recht {$permissions}
rank-brief-role = die Rolle {$role} lässt sich weder geben noch nehmen
rank-brief-policy = die Richtlinie erlaubt es nur {$limit}
rank-brief-ordered-by = von {$moderator} angeordnet
rank-brief-not-here = nicht auf dem Server
rank-brief-administrator = hat Administratorrechte

## Ranks: refusals

rank-yourself = Bei dir selbst geht das nicht; bitte jemand anderen aus der Moderation, wenn du es brauchst.
rank-gavel = Bei mir selbst geht das nicht; wähle jemand anderen.
rank-owner = <@{$user}> besitzt diesen Server, und da kann niemand eingreifen.
rank-protected = <@{$user}> hat die geschützte Rolle <@&{$role}>; nimm sie zuerst weg oder frag jemanden aus der Administration.
rank-not-above-target = Deine höchste Rolle steht nicht über der von <@{$user}>; frag jemanden mit einer höheren Rolle.
rank-gavel-not-above-target = Meine höchste Rolle steht nicht über der von <@{$user}>; schieb meine Rolle in Servereinstellungen → Rollen darüber.
rank-ordered-from-above = Das wurde von <@{$moderator}> angeordnet, mit einer höheren Rolle als deiner; frag dort nach oder weiter oben.
rank-not-here = <@{$user}> ist nicht auf diesem Server, also gibt es hier nichts zu tun.
rank-administrator = <@{$user}> hat Administratorrechte, und dann lässt Discord keinen Timeout zu; nimm die Rolle zuerst weg.

## Roles that can't be given

grant-gone = Diese Rolle gibt es nicht mehr; wähle eine andere.
grant-everyone = Die Rolle @everyone haben alle; wähle eine andere.
grant-managed = <@&{$role}> gehört zu einer App, zum Boosten oder zu einem Abo, und niemand kann sie geben oder nehmen; wähle eine andere Rolle.
grant-not-below-caller = <@&{$role}> steht nicht unter deiner höchsten Rolle; frag jemanden, dessen höchste Rolle darüber steht.
grant-not-below-gavel = <@&{$role}> steht nicht unter meiner höchsten Rolle; schieb meine Rolle in Servereinstellungen → Rollen darüber.
grant-powerful = <@&{$role}> hat {$permissions}, und das sollte niemand von selbst bekommen; nimm es der Rolle weg oder wähle eine andere.

## Limits of a role

breach-text = Die Richtlinie von <@&{$role}> erlaubt {$action} nur {$limit}; frag jemanden mit mehr Rechten oder sieh bei {COMMAND("policy show")} nach.
# How far an action may go, after "allows ban only".
breach-length = für höchstens {$length}
breach-points = {$points ->
    [one] mit höchstens {$points} Punkt
   *[other] mit höchstens {$points} Punkten
}
breach-an-hour = {$count}-mal pro Stunde
breach-a-day = {$count}-mal pro Tag
# The limits in a list.
bound-length = bis {$length}
bound-points = {$points ->
    [one] bis {$points} Punkt
   *[other] bis {$points} Punkte
}
bound-an-hour = {$count} pro Stunde
bound-a-day = {$count} pro Tag

## Steps of the ladder

step-text = {$points}: {$action}
step-within = {$days ->
    [one] {$points} innerhalb von {$days} Tag: {$action}
   *[other] {$points} innerhalb von {$days} Tagen: {$action}
}
step-action-for = {$action} für {$length}

## Durations that people type

duration-nought = `{$text}` ist überhaupt keine Zeit; schreib, wie lange, etwa `30m` oder `2 hours`.
duration-too-short = `{$text}` ist kürzer als eine Sekunde; schreib, wie lange, etwa `30s` oder `2 hours`.
duration-unreadable = Ich kann `{$text}` nicht als Dauer lesen; schreib sie wie `30m`, `2 hours`, `1d 12h`, `2 weeks`, `2027-01-31 18:00` oder `perm`.
duration-too-long = Das ist zu lang; am längsten sind {$years} Jahre, oder `perm` für immer.
duration-over = Dieser Zeitpunkt ist schon vorbei; gib einen an, der noch kommt.

## Cases

record-number = Fall #{$number}
# How a case ended, as a heading or at the start of a sentence, before the time and the person.
record-ended = Beendet
record-replaced = Ersetzt
record-ended-by = <t:{$at}:R> von <@{$moderator}>, Fall {$case}
# The state of a case in lists.
record-not-applied = nicht ausgeführt
record-voided = ungültig
record-pending = ausstehend

## The log's categories

category-everything = alles andere
category-moderation = Aktionen gegen Mitglieder
category-messages = gelöschte Nachrichten
category-reports = Meldungen

## Features that run by themselves, as the subject of "does not work" and as headings

automated-welcome = Die Begrüßung
automated-leave = Die Abschiedsnachricht
automated-autorole = Rollen für Neue
automated-rejoin = Was für Rückkehrer weiter gilt
automated-alert = Der Hinweis beim Beitritt
automated-message-log = Der Nachrichten-Log
automated-appeals = Einsprüche
automated-reports = Meldungen

## Small edits of members

edited-nick = der Nickname ist jetzt „{$nick}“
edited-voice = der Kanal ist jetzt <#{$channel}>

## Lockdowns

closing-no-log = Dort werden Fälle geloggt, und gesperrt könnte ich dort nicht schreiben; erlaube meiner Rolle in dem Kanal zuerst „Nachrichten senden“.
closing-lacks = Ich kann anderen nur nehmen, was ich selbst habe; gib meiner Rolle {$permissions} in Servereinstellungen → Rollen.
closing-and-more = {$count ->
    [one] {$channels} und {$count} weiterer
   *[other] {$channels} und {$count} weitere
}
closing-more-lines = {$count ->
    [one] und {$count} weitere Zeile, siehe die folgenden Fälle
   *[other] und {$count} weitere, siehe die folgenden Fälle
}
# What a lockdown pauses, at the start of a sentence or after a colon.
pause-invites-and-dms = Einladungen und Direktnachrichten zwischen Mitgliedern
pause-invites = Einladungen
pause-dms = Direktnachrichten zwischen Mitgliedern
pause-nothing = nichts

## Texts with placeholders

template-unknown = Ich kenne {"{"}{$unknown}{"}"} nicht; verwende {$known}.
greet-welcome = Willkommen auf {$server}, {$user}!
greet-leave = {$name} hat {$server} verlassen.
greet-nobody = Der Text sagt nicht, um wen es geht; setz `{"{"}user{"}"}` oder `{"{"}name{"}"}` hinein.

## Input

emoji-wrong = „{$text}“ ist kein Emoji; wähle eines oder schreib ein eigenes dieses Servers wie `<:name:123456789>`.
idlist-none = Ich finde darin keine ID einer Person; gib IDs wie 1102000000000000001 oder Erwähnungen an, eine pro Zeile.
idlist-none-among = {$count ->
    [one] Ich finde darin keine ID einer Person, nur {$count} anderes Wort; gib IDs wie 1102000000000000001 oder Erwähnungen an, eine pro Zeile.
   *[other] Ich finde darin keine ID einer Person, nur {$count} andere Wörter; gib IDs wie 1102000000000000001 oder Erwähnungen an, eine pro Zeile.
}
idlist-too-many = Das sind {$count} Personen, und ich nehme {$most} auf einmal; gib sie in mehreren Teilen an.
file-too-large = Die Datei hat {$size}, und Discord nimmt von mir höchstens {$most} an; gib als `evidence` eine kleinere an.
file-size = {$whole},{$tenths} MiB

## Fehler (src/discord/error_code.rs)

discord-missing-access = Ich sehe diesen Kanal nicht; gib meiner Rolle dort das Recht „Kanal ansehen“.
discord-missing-permissions = Laut Discord fehlt mir dafür ein Recht; prüfe die Rechte meiner Rolle und ihren Platz unter Servereinstellungen → Rollen.
discord-unknown-person = Diese Person gibt es nicht mehr.
discord-not-in-voice = Die Person ist in keinem Sprachkanal dieses Servers, es gibt also nichts zu ändern.
discord-unknown-channel = Diesen Kanal gibt es nicht mehr.
discord-unknown-role = Diese Rolle gibt es nicht mehr.
discord-unknown-message = Diese Nachricht gibt es nicht mehr.
discord-unknown-guild = Ich bin nicht mehr auf diesem Server; lade mich neu ein.
discord-thread-archived = Dieser Thread ist geschlossen; schreib etwas hinein, dann ist er wieder offen.
discord-thread-locked = Der Thread ist gesperrt; entsperre ihn oder gib mir dort das Recht „Threads verwalten“.
discord-tag-required = Jeder Beitrag in diesem Forum braucht einen Tag, und keinen davon darf ich setzen; füge einen hinzu, oder mach Tags in den Einstellungen des Forums freiwillig.
discord-two-factors = Dieser Server verlangt von Moderatoren Zwei-Faktor-Authentifizierung; wem meine Anwendung gehört, muss sie im eigenen Konto einschalten.
discord-too-old = Discord löscht Nachrichten, die älter als 14 Tage sind, nicht gesammelt.
discord-refused = Discord hat das abgelehnt.
discord-error-code = {$why} (Discords Code {$code}, Vorfall `{$incident}`)
discord-error-unreachable = Discord antwortet mir gerade nicht, deshalb habe ich nichts getan; versuch es bitte in einer Minute noch einmal.
discord-error-limited = Discord bremst mich gerade, deshalb habe ich nichts getan; versuch es bitte in {$seconds} s noch einmal.
discord-error-records = Meine Datenbank ist gerade nicht erreichbar, deshalb habe ich nichts getan; versuch es bitte in einer Minute noch einmal (Vorfall `{$incident}`).
discord-error-token = Discord lehnt mein Bot-Token ab; bitte sag denen, die mich betreiben, dass sie ein neues DISCORD_TOKEN setzen müssen.
discord-error-ours = Bei mir ist etwas schiefgegangen; bitte melde es denen, die mich betreiben, mit dem Vorfall `{$incident}`.

## Dateien und Nachrichten (src/discord)

# Warum eine Datei fehlt: das Ende eines Satzes.
discord-file-foreign = die Adresse gehört nicht zu Discord
discord-file-gone = Discord hatte die Datei nicht mehr, als ich sie holen wollte
discord-file-larger = sie ist größer, als Discord angegeben hat
discord-without-files = Discord hat den Anhang nicht angenommen.
discord-shows-forwarded = Weitergeleitet: {$line}
discord-shows-file = Datei: {$name}
discord-shows-sticker = Sticker: {$name}
discord-shows-poll = Umfrage: {$poll}
discord-shows-embed = Einbettung: {$embed}
discord-poll-without-question = ohne Frage
discord-embed-picture = ein Bild

## Eingang (src/kernel)

gate-server-only = Das geht nur auf einem Server; nutze es dort.
gate-cooldown = Das hast du gerade erst benutzt; warte bitte {$seconds} s.
router-unknown-command = Diesen Befehl kenne ich nicht mehr; vielleicht heißt er jetzt anders, siehe {COMMAND("help")}.
router-old-options = Diese Optionen kenne ich so nicht; vielleicht hat sich der Befehl geändert, gib ihn bitte neu ein.
router-old-button = Dieser Knopf ist mir zu alt; nutze bitte den Befehl noch einmal.
share-person = Du hast in kurzer Zeit viel nachgeschlagen; warte bitte {$seconds} s.
share-server = Auf diesem Server wird gerade viel nachgeschlagen; versuch es bitte in ein paar Sekunden noch einmal.

## Fragen (src/kernel/question.rs)

question-left = Alles bleibt, wie es ist. Ich habe nichts getan.
question-expired = In zehn Minuten kam keine Antwort, deshalb ist nichts passiert. Nutze den Befehl noch einmal, wenn du es noch willst.
question-over = Diese Frage ist erledigt: Sie wurde beantwortet, oder zehn Minuten sind um; nutze den Befehl noch einmal.
question-answered = Das wurde schon beantwortet.
question-too-old = Diese Frage ist zu alt für eine Antwort; nutze den Befehl noch einmal.
question-not-yours = Gefragt ist nur <@{$user}>, und nur von dort kann die Antwort kommen; nutze den Befehl selbst.

## Antworten und Aufträge (src/kernel)

answer-unreadable = Discord hat mir das in einer Form geschickt, die ich nicht lesen kann, deshalb habe ich nichts getan; bitte melde es denen, die mich betreiben, mit dem Vorfall `{$incident}`.
answer-slow = Meine Datenbank antwortet langsam. Das Ergebnis kommt hierher; wenn dieser Text stehen bleibt, sieh in {COMMAND("case list")} nach, bevor du es noch einmal versuchst.
answer-too-slow = Das hat mir zu lange gedauert; versuch es bitte noch einmal.
order-already = Das ist schon erledigt.
order-done = Erledigt.
order-waits-unreachable = Discord antwortet mir gerade nicht; ich versuche es weiter.
order-waits-limited = Discord bremst mich gerade; in {$seconds} s mache ich weiter.
order-waits-records = Meine Datenbank ist gerade nicht erreichbar; sobald sie es ist, mache ich weiter.
order-waits-refused = {$why} Ich versuche es weiter.
order-waits-ours = Bei mir ist etwas schiefgegangen (Vorfall `{$incident}`); ich versuche es weiter.
undelivered-interrupted = Ich wurde unterbrochen, bevor etwas in Auftrag war, deshalb ist nichts passiert. Versuch es bitte noch einmal.
undelivered-done = Das ist erledigt, aber meine Antwort an dich ging unterwegs verloren. Sieh bitte nach, ob alles so ist, wie du es willst.
undelivered-unknown = Meine Datenbank ist gerade nicht erreichbar, deshalb weiß ich nicht, ob das erfasst wurde. Sieh in {COMMAND("case list")} nach, bevor du es noch einmal versuchst (Vorfall `{$incident}`).

## Lockdown: Auftrag und Bericht (src/actions/lockdown)

lockdown-job-report = **Fall #{$number}** · {$sentence}
lockdown-job-not-applied = Nicht ausgeführt: {$why}
lockdown-job-stopped = <@{$by}> hat es angehalten

lockdown-job-title = Fall #{$number} · Lockdown
lockdown-job-recorded = **Fall #{$number}** · Der Lockdown ist erfasst. {$why}
lockdown-job-already = Der Server ist schon im Lockdown ({$case}); beende den zuerst mit {COMMAND("lockdown end")}.
lockdown-job-cannot-pause = Sonst kann ich das nicht pausieren: {$what}; du kannst es auch weglassen.
lockdown-job-shut = dort darf ohnehin niemand schreiben, also bleibt alles, wie es ist
lockdown-job-unseen = nur manche sehen den Kanal, also bleibt er, wie er ist; soll er gesperrt werden, wähle ihn mit {COMMAND("settings lockdown")}
lockdown-job-hindered = Es gibt keinen Kanal, den ich sperren kann. Zu <#{$channel}>: {$why}
lockdown-job-nothing = In den Kanälen für den Lockdown darf ohnehin niemand schreiben, es gibt also nichts zu sperren; wähle Kanäle mit {COMMAND("settings lockdown")}.
lockdown-job-begun = Der Server ist im Lockdown, bis jemand ihn beendet.
lockdown-job-begun-until = Der Server ist im Lockdown, bis <t:{$end}:f> (<t:{$end}:R>).
lockdown-job-end-button = Lockdown beenden
lockdown-job-nothing-locked = nichts wurde gesperrt
lockdown-job-nothing-locked-why = nichts wurde gesperrt: {$why}
lockdown-job-locked = {$count ->
    [one] {$count} Kanal gesperrt
   *[other] {$count} Kanäle gesperrt
}
lockdown-job-locked-some = {$count ->
    [one] {$count} Kanal gesperrt, {$failed} nicht
   *[other] {$count} Kanäle gesperrt, {$failed} nicht
}
lockdown-job-not-locked = nicht gesperrt: {$why}
lockdown-job-gone = {$count ->
    [one] {$count} Kanal aus {COMMAND("settings lockdown")} gibt es nicht mehr
   *[other] {$count} Kanäle aus {COMMAND("settings lockdown")} gibt es nicht mehr
}

lockdown-job-end-title = Fall #{$number} · Ende des Lockdowns
lockdown-job-end-recorded = **Fall #{$number}** · Das Ende des Lockdowns ist erfasst. {$why}
lockdown-job-ending = Der Lockdown wird schon beendet ({$case}); was noch zu ist, versuche ich jetzt noch einmal zu öffnen, und {COMMAND("unlock")} öffnet einen einzelnen Kanal.
lockdown-job-over = Der Lockdown von Fall #{$number} ist schon vorbei.
lockdown-job-none = Soweit ich weiß, ist der Server nicht im Lockdown; {COMMAND("unlock")} öffnet einen einzelnen Kanal.
lockdown-job-ended = Der Lockdown von Fall #{$number} ist vorbei.
lockdown-job-ended-partly = Der Lockdown von Fall #{$number} ist noch nicht überall vorbei.
lockdown-job-other-holds = Der von Fall #{$number} hält noch, was er nicht öffnen konnte; {COMMAND("lockdown end")} versucht es noch einmal.
lockdown-job-try-again = Noch einmal versuchen
lockdown-job-opened = {$count ->
    [one] {$count} Kanal wieder geöffnet
   *[other] {$count} Kanäle wieder geöffnet
}
lockdown-job-opened-some = {$count ->
    [one] {$count} Kanal wieder geöffnet, {$failed} nicht
   *[other] {$count} Kanäle wieder geöffnet, {$failed} nicht
}
lockdown-job-not-opened = nicht geöffnet: {$why}
lockdown-job-stays = bleibt gesperrt bis <t:{$end}:f>, denn das wurde eigens für diesen Kanal festgelegt
lockdown-job-step-stopped = es wurde vorher angehalten
lockdown-job-step-anew = der Kanal wurde mit Fall #{$number} neu gesperrt, und das gilt

## Lockdown: Pausen (src/actions/lockdown/pause.rs)

# $what: Einladungen, Direktnachrichten zwischen Mitgliedern oder beides.
pausing-refused = {$what} nicht pausiert: {$why} (Code {$code})
pausing-while = {$what} pausiert, solange der Lockdown dauert
pausing-until-end = {$what} pausiert, bis er endet
pausing-theirs = {$what} schon vorher von jemand anderem pausiert und so belassen
pausing-still = {$what} noch pausiert: {$why} (Code {$code})
pausing-still-until = {$what} noch pausiert bis <t:{$end}:f>: {$why} (Code {$code})
pausing-over = {$what} nicht mehr pausiert
pausing-kept = {$what} noch pausiert, denn jemand hat das inzwischen geändert

## Aufträge, die auf ihre Prüfung warten (src/actions/unchecked)

unchecked-limited = Erfasst als Fall #{$number}. Discord bremst mich gerade; sobald ich darf, prüfe ich es und führe es aus.
unchecked-away = Erfasst als Fall #{$number}. Discord antwortet gerade nicht; sobald es das tut, prüfe ich es und führe es aus.
unchecked-too-old = Dieser Auftrag ist zu alt, um ihn hier abzubrechen; {COMMAND("case view")} zeigt, was daraus wurde.
unchecked-not-yours = Der Auftrag ist von <@{$user}>, und nur von dort lässt er sich abbrechen.
unchecked-checked = Fall #{$number} ist schon geprüft und lässt sich nicht mehr abbrechen; {COMMAND("case view")} zeigt, was daraus wurde.
unchecked-calling-off = Ich breche Fall #{$number} ab, falls er nicht genau in diesem Moment ausgeführt wurde; die Nachricht oben zeigt es dann.
unchecked-called-off = abgebrochen von <@{$by}>
unchecked-called-off-why = abgebrochen von <@{$by}>: {$reason}
unchecked-cancelled = <@{$user}> hat es abgebrochen
unchecked-gave-up = Discord hat 24 Stunden lang nicht geantwortet, deshalb habe ich es abgebrochen
unchecked-spent = die Zeit war um, bevor Discord geantwortet hat
unchecked-confirm-anew = das muss erst bestätigt werden; nutze den Befehl noch einmal und bestätige ihn
unchecked-confirm = das muss erst bestätigt werden

## Orders that wait for Discord (src/kernel/waiting.rs, src/actions/waiting.rs)

waiting-recorded = Erfasst. Discord antwortet gerade nicht; sobald es das tut, prüfe ich das und führe es aus.
waiting-recorded-limited = Erfasst. Discord bremst mich gerade; sobald ich darf, prüfe ich das und führe es aus.
waiting-reads = Discord antwortet mir gerade nicht, deshalb kann ich dir das nicht zeigen; versuch es bitte in einer Minute noch einmal.
waiting-too-old = Dieser Auftrag ist erledigt und lässt sich nicht mehr abbrechen.
waiting-cancelled = Von <@{$user}> abgebrochen; es ist nichts passiert.
waiting-calling-off = Ich breche das ab, falls es nicht genau in diesem Moment ausgeführt wurde; die Nachricht oben zeigt es dann.
waiting-gave-up = Discord hat 24 Stunden lang nicht geantwortet, deshalb habe ich das abgebrochen; es ist nichts passiert.
waiting-spent = Die angegebene Zeit war um, bevor Discord geantwortet hat, deshalb ist nichts passiert.
waiting-confirm-anew = Das muss erst bestätigt werden und hat dafür zu lange gewartet; nutze den Befehl noch einmal und bestätige ihn.
waiting-post-title = Angeordnet, während Discord nicht antwortete
waiting-post-command = <@{$user}> hat <t:{$at}:R> {$command} benutzt. Das Ergebnis:
waiting-post-button = <@{$user}> hat <t:{$at}:R> einen Button gedrückt. Das Ergebnis:
waiting-post-footer = Auftrag {$order}

## Fortschritt langer Aufträge (src/actions/work.rs)

work-looking = Ich sehe nach, was zu tun ist
work-progress = **{$done}** von {$total}
work-progress-failed = **{$done}** von {$total}, davon nicht gelungen: {$failed}
work-under-way = Läuft noch
work-over = Das ist schon vorbei, es gibt nichts mehr abzubrechen; das Ergebnis steht hier oder im Fall.
work-stopping = Ich mache noch den laufenden Schritt fertig, höre dann auf und schreibe hier, was getan ist und was nicht.
work-stopping-already = <@{$user}> hat schon vor dir auf „Abbrechen“ gedrückt; nach dem laufenden Schritt höre ich auf.

## Rollen geben und nehmen (src/actions/role.rs)

# $until: „dauerhaft“ oder bis wann.
role-change-has-until = **<@{$person}> hat <@&{$role}> {$until}.** Soll es stattdessen <t:{$end}:f> (<t:{$end}:R>) enden?
role-change-without-until = **<@{$person}> ist {$until} ohne <@&{$role}>.** Soll es stattdessen <t:{$end}:f> (<t:{$end}:R>) enden?
role-change-has = <@{$person}> hat <@&{$role}> schon, es gibt also nichts zu geben; füge `duration` hinzu, wenn es enden soll.
role-change-has-not = <@{$person}> hat <@&{$role}> nicht, es gibt also nichts zu nehmen.
role-change-powerful = **<@&{$role}> ist eine Rolle mit Macht:** {$powers}. Trotzdem an <@{$person}> geben?
role-change-inside = <@{$person}> ist im Gefängnis ({$case}), und bis zur Entlassung bleiben die Rollen, wie sie sind; nutze zuerst {COMMAND("unjail")}.
role-change-absent = die Person ist nicht auf dem Server
role-change-in-jail = die Person ist im Gefängnis (Fall #{$number})
role-change-with-release = die Person ist im Gefängnis (Fall #{$number}) und bekommt die Rolle bei der Entlassung
role-change-not-with-release = die Person ist im Gefängnis und bekommt die Rolle bei der Entlassung nicht mehr zurück
role-change-had = die Person hatte die Rolle schon
role-change-had-not = die Person hatte die Rolle nicht mehr
role-change-gone = die Rolle gibt es nicht mehr

## Prüfungen (src/actions/check.rs, channel_check.rs)

may-banned = <@{$person}> ist gebannt und damit nicht auf dem Server, das geht also nicht.
may-not-below = <@&{$role}> ist nicht unter deiner höchsten Rolle oder ist auch deine, deshalb braucht das hier das Recht „Administrator“; frag jemanden, der es hat.
may-not-member = Ich bin kein Mitglied dieses Servers; lade mich neu ein, mit den Scopes bot und applications.commands.
channel-check-foreign = Dieser Kanal ist nicht von diesem Server; wähle einen, der es ist.
channel-check-no-lock = <#{$channel}> lässt sich nicht sperren, weil dort niemand schreibt; wähle einen Kanal, einen Thread oder den Beitrag eines Forums.
channel-check-no-slowmode = In <#{$channel}> kennt Discord keinen Slowmode; wähle einen anderen Kanal oder einen Thread darin.
channel-check-locked-held = **<#{$channel}> ist {$held} gesperrt ({$case}).**
channel-check-locked = <#{$channel}> ist schon {$until} gesperrt ({$case}); öffne den Kanal mit {COMMAND("unlock")}.
channel-check-shut = In <#{$channel}> darf ohnehin niemand schreiben, und das kommt nicht von mir, es gibt also nichts zu sperren.
channel-check-slow-held = **Der Slowmode von <#{$channel}> ist {$held} auf {$delay} gesetzt ({$case}).**
channel-check-slow = Der Slowmode von <#{$channel}> ist schon {$delay}, es gibt also nichts zu tun.

## Fehler bei Automatischem (src/actions/automation.rs)

automation-failed-title = Funktioniert nicht: {$automation}
automation-failed-again = Ich versuche es jedes Mal wieder und melde es hier höchstens einmal am Tag.
automation-failed-notice = Hinweis {$incident}

## Notizen zu Sperren und Slowmodes (src/actions/lock.rs, slowmode.rs)

lock-note-roles = auch {$roles} genommen
lock-note-roles-more = auch {$roles} und anderen genommen
lock-note-role-refused = <@&{$role}> konnte ich es nicht nehmen: {$why}
lock-note-left = offen geblieben, weil ich es nicht ändern oder nicht zurückändern kann: {$permissions}
lock-note-open = durch die eigenen Rechte des Kanals können noch schreiben: {$who}
lock-note-open-more = durch die eigenen Rechte des Kanals können noch schreiben: {$who} und andere
lock-note-over = der Kanal war nicht mehr gesperrt
lock-note-kept = so gelassen, weil jemand es inzwischen geändert hat: {$permissions}
lock-note-kept-from = bei <@&{$role}> so gelassen, weil jemand es inzwischen geändert hat: {$permissions}
lock-note-gone = den Kanal gibt es nicht mehr
thread-note-open = der Thread war geschlossen, und ich musste ihn dafür öffnen; wieder schließen konnte ich ihn nicht: {$why}
slowmode-note-changed = der Slowmode wurde seitdem wieder geändert
slowmode-note-stays = der Slowmode bleibt {$delay}, weil jemand ihn inzwischen geändert hat
slowmode-note-back = der Slowmode ist wieder {$delay}

## Forms of the actions

act-warn-title = {$name} verwarnen
act-delete-title = Löschen und verwarnen: {$name}
act-webhook = Das hat ein Webhook geschrieben, also gibt es niemanden zu verwarnen; lösche es von Hand.
act-duration = Dauer
act-duration-hint = Zum Beispiel 30m, 12h, 7d, 2 weeks oder perm.
act-reason = Grund
act-reason-told = Warum; das Mitglied liest es.
act-reason-untold = Was du dir merken willst; die Person erfährt es nicht.
act-title = {$action}: {$name}
act-preset = Vorgegebener Grund
act-preset-hint = Die Gründe, die dein Server vorgibt.
act-reason-missing = Schreib, was festgehalten werden soll, oder wähle einen Grund.
act-tell = Direktnachricht senden
act-tell-hint = Die Person erfährt den Grund und bis wann es gilt.
act-also = Außerdem
act-also-hint = Von mehreren Zeiträumen gilt der längste.
act-also-delete = Nachrichten löschen: {$age}
act-evidence = Beweis
act-evidence-hint = Ein Bild oder eine Datei. Eine Kopie bleibt im Log.
act-other-channel = Diese Nachricht ist in einem anderen Kanal; wähle „Löschen und verwarnen“ dort.

## The card of Apps → Moderate

moderate-title = {$name} moderieren
moderate-outsider = nicht auf diesem Server
moderate-warnings = Verwarnungen, die zählen
moderate-cases = Fälle
moderate-in-force = In Kraft
moderate-newest = Neueste
moderate-hold-until = {$action} ({$case}), bis <t:{$end}:f>
moderate-hold-for-good = {$action} ({$case}), auf Dauer

## Unban, unjail, nick

unban-unknown = Ich finde keinen Bann für {$name}; wähle aus der Liste, die beim Tippen erscheint, oder gib die ID der Person an.
unban-several = Mehrere Personen namens {$name} sind gebannt; wähle aus der Liste, die beim Tippen erscheint, oder gib die ID an.
unjail-not-jailed = <@{$user}> ist nach meinen Aufzeichnungen nicht im Gefängnis.
nick-empty = Ein Nickname braucht mindestens einen Buchstaben; mit {COMMAND("nick reset")} nimmst du ihn weg.

## Mass ban and mass unban: the people

mass-file-kind = Ich lese Listen aus .txt- und .csv-Dateien; gib eine davon als `datei` an.
mass-file-size = Diese Datei ist größer als 4 MiB; gib als `datei` eine an, in der nur die IDs stehen, eine pro Zeile.
mass-file-gone = Ich konnte diese Datei nicht abrufen: {$why}; gib sie noch einmal an.
mass-case-wrong = Fall #{$number} ist kein Massenbann; gib die Nummer eines Massenbanns an oder die Personen in einer Datei.
mass-case-over = Kein Bann aus Fall #{$number} ist noch in Kraft, also gibt es nichts aufzuheben.
mass-form-ban = Viele Personen bannen
mass-form-unban = Viele Banns aufheben
mass-form-people = Wer
mass-form-people-hint = IDs oder Erwähnungen, eine pro Zeile; in eine Datei passen mehr.
mass-form-file = Eine Liste
mass-form-file-hint = Stattdessen: eine .txt- oder .csv-Datei mit bis zu 10.000 IDs.
mass-form-empty = Niemand ist angegeben: Schreib IDs oder Erwähnungen hinein oder hänge eine Datei damit an.
mass-form-both = Du hast Personen eingetippt und eine Datei angehängt, und ich weiß nicht, welche Liste du meinst; gib nur eine davon an.
mass-form-reason = Grund
mass-form-reason-hint = Warum; es wird festgehalten, die Personen erfahren es nicht.

## Mass ban and mass unban: the preview

mass-label-ban = {$people ->
    [one] {$people} Person bannen
   *[other] {$people} Personen bannen
}
mass-label-unban = {$people ->
    [one] {$people} Person entbannen
   *[other] {$people} Personen entbannen
}
mass-nobody = Es bleibt niemand übrig, den das betrifft.
mass-can = {$people ->
    [one] **{$people} Person** kommt infrage.
   *[other] **{$people} Personen** kommen infrage.
}
mass-members = {$members ->
    [one] {$members} Mitglied des Servers, {$others} nicht auf dem Server.
   *[other] {$members} Mitglieder des Servers, {$others} nicht auf dem Server.
}
mass-members-later = Wer davon Mitglied ist und wer geschützt ist, prüfe ich, wenn die Person an der Reihe ist.
mass-prolonged = {$people ->
    [one] {$people} Person ist auf Zeit gebannt und wird es dann auf Dauer sein.
   *[other] {$people} Personen sind auf Zeit gebannt und werden es dann auf Dauer sein.
}
mass-many-bans = Dieser Server hat mehr Banns, als ich jetzt durchsehen konnte; ich prüfe jede Person, wenn sie an der Reihe ist.
mass-repeated = {$ids ->
    [one] {$ids} ID wurde mehrfach angegeben.
   *[other] {$ids} IDs wurden mehrfach angegeben.
}
mass-unread = {$entries ->
    [one] {$entries} Eintrag ist keine ID, nämlich {$examples}.
   *[other] {$entries} Einträge sind keine IDs, etwa {$examples}.
}
mass-banned-already = schon gebannt
mass-not-banned = nicht gebannt
mass-left-out-banned = {$people ->
    [one] Ausgelassen: {$people} Person, die schon gebannt ist.
   *[other] Ausgelassen: {$people} Personen, die schon gebannt sind.
}
mass-left-out-not-banned = {$people ->
    [one] Ausgelassen: {$people} Person, die nicht gebannt ist.
   *[other] Ausgelassen: {$people} Personen, die nicht gebannt sind.
}
mass-left-out-one = Ausgelassen: <@{$user}>, {$why}.
mass-left-out-more = {$people ->
    [one] Ausgelassen: {$people} weitere Person; im Ergebnis stehen alle.
   *[other] Ausgelassen: {$people} weitere Personen; im Ergebnis stehen alle.
}
mass-busy = Auf diesem Server läuft schon ein Massenbann oder eine Massen-Entbannung; warte auf das Ergebnis oder brich den Vorgang dort ab.

## Mass ban and mass unban: the result

mass-title = Fall #{$number} · {$action}
mass-done-ban = {$people ->
    [one] {$people} Person gebannt
   *[other] {$people} Personen gebannt
}
mass-done-unban = {$people ->
    [one] {$people} Person entbannt
   *[other] {$people} Personen entbannt
}
mass-summary-failed = {$summary}, {$failed} nicht
mass-summary-ended = {$summary}, {$left} nicht versucht: {$why}
mass-list-about = Was aus jeder Person von Fall #{$number} wurde
mass-result = **Fall #{$number}** · {$summary}. Die Liste hat eine Zeile für jede Person.
mass-result-failed = **Fall #{$number}** · nicht ausgeführt: {$why}. Die Liste hat eine Zeile für jede Person.
mass-take-back = `/massunban number:{$number}` nimmt es zurück.
mass-refused = {$why} (Code {$code})
mass-superseded = Fall #{$number} wurde vorher ausgeführt
mass-ended = endete, bevor die Person an der Reihe war
mass-ended-unsure = endete, und Discord hat nicht gesagt, ob es geschehen ist
mass-cancelled = <@{$user}> hat auf „Abbrechen“ gedrückt

## Formulare

form-not-offered = Eine deiner Antworten steht in diesem Formular nicht zur Wahl; öffne es noch einmal.
form-delete = Nachrichten der Person löschen
form-delete-hint = Aus welchem Zeitraum?
delete-nothing = Nichts
delete-hour = Die letzte Stunde
delete-hours = Die letzten {$hours} Stunden
delete-day = Der letzte Tag
delete-days = Die letzten {$days} Tage
delete-week = Die letzte Woche

## Reports


## Meldungen

report-nowhere = Auf diesem Server ist nicht festgelegt, wohin Meldungen gehen. Wende dich direkt an die Moderation oder bitte die Administration, {COMMAND("settings log")} zu benutzen.
report-own = Das ist deine eigene Nachricht; du kannst sie selbst löschen.
report-yourself = Dich selbst kannst du nicht melden.
report-too-many = Du hast in der letzten Stunde schon vieles gemeldet. Wenn es eilt, wende dich bitte direkt an die Moderation.
report-no-category = Bitte wähle, worum es geht.
report-nothing-said = Bitte schreib, was passiert ist: „Etwas anderes“ allein sagt der Moderation zu wenig.
report-form-over = Dieses Formular wurde schon abgeschickt oder ist zu alt; melde es noch einmal.
report-again = Das hast du schon gemeldet: Es ist Meldung #{$number}, und die Moderation hat sie.
report-recorded = Deine Meldung #{$number} ist gespeichert. {$why}
report-posted = Danke. Deine Meldung (#{$number}) ist bei der Moderation.
report-failed = Deine Meldung #{$number} ist gespeichert, aber ich kann sie der Moderation noch nicht zeigen. Ich versuche es weiter; wenn es eilt, wende dich bitte direkt an die Moderation.
report-unposted = Ich konnte in <#{$channel}> nichts über Meldung #{$number} schreiben.
report-unknown = Auf diesem Server gibt es keine Meldung #{$number}.
report-title = Meldung #{$number}
report-post = Meldung #{$number} · {$name}
report-about = **Über:** <@{$user}> ({$name})
report-record = **Akte:** {$warnings} ({$points}), Fälle: {$cases}
report-message = **Nachricht:** in <#{$channel}>, [öffnen]({$link})
report-written-for = **Ausgelöst von:** <@{$user}>, mit einem Befehl dieser App
report-more = {$count ->
    [one] … und {$count} weitere
   *[other] … und {$count} weitere
}
report-no-text = kein Text
report-quote-gone = Die zitierte Nachricht wurde 90 Tage nach dem Abschluss dieser Meldung aus meinen Aufzeichnungen gelöscht.
report-field-reporters = Gemeldet von
report-field-outcome = Was daraus wurde
report-more-reporters = {$count ->
    [one] … und einer weiteren Person
   *[other] … und {$count} weiteren
}
report-anonymous = Jemand, der anonym bleiben möchte
report-footer = Meldung {$number}
report-line-claimed = <@{$moderator}> kümmert sich darum.
report-line-deleted = <@{$moderator}> hat die Nachricht gelöscht.
report-line-gone = Die Nachricht war schon weg, als sie gelöscht werden sollte.
report-line-case = {$action}: {$case}, von <@{$moderator}>
report-line-dismissed = <@{$moderator}> hat sie verworfen
report-button-claim = Übernehmen
report-button-give-back = Zurückgeben
report-button-delete = Nachricht löschen
report-button-dismiss = Verwerfen
report-button-reopen = Wieder öffnen
report-claimed = Meldung #{$number} gehört dir; die anderen sehen das auf der Karte.
report-given-back = Meldung #{$number} ist wieder für andere offen.
report-dismissed = Meldung #{$number} ist verworfen.
report-reopened = Meldung #{$number} ist wieder offen.
report-message-deleted = Die Nachricht aus Meldung #{$number} ist gelöscht.
report-message-gone = Die Nachricht aus Meldung #{$number} war schon weg, es gab also nichts mehr zu löschen.
report-claimed-already = Um diese Meldung kümmert sich schon <@{$moderator}>.
report-closed-already = Meldung #{$number} ist schon abgeschlossen; auf der Karte steht, was daraus wurde.
report-not-dismissed = Meldung #{$number} ist nicht verworfen, es gibt also nichts wieder zu öffnen.
report-about-you = Diese Meldung betrifft dich; jemand anderes aus der Moderation muss darüber entscheiden.
report-change-recorded = Deine Entscheidung über Meldung #{$number} ist gespeichert. {$why}
report-no-message = Meldung #{$number} betrifft eine Person; es gibt keine Nachricht zu löschen.
report-deleted-already = <@{$moderator}> hat diese Nachricht schon löschen lassen.
report-deletion-reason = Meldung #{$number}
report-not-deleted = Ich konnte die Nachricht nicht löschen: {$why}.
report-dismissal-title = Meldung #{$number} verwerfen
report-dismissal-hint = Warum? Das liest nur die Moderation.
report-form-message = Nachricht von {$name} melden
report-form-person = {$name} melden
report-form-category = Worum geht es?
report-form-category-hint = Wähle, was am besten passt.
report-form-words = Was ist passiert?
report-form-words-hint = Alles, was die Moderation wissen sollte.
report-form-files = Dateien
report-form-files-hint = Bilder oder andere Dateien, die es zeigen.
report-form-anonymous = Anonym bleiben
report-form-anonymous-hint = Die Moderation sieht nicht, wer es gemeldet hat.
report-form-outcome = Sag mir, was daraus wird
report-form-outcome-hint = Sobald entschieden ist, bekommst du eine Direktnachricht.
report-spam = Spam oder Werbung
report-harassment = Belästigung oder Mobbing
report-hate = Hass oder Diskriminierung
report-scam = Betrug oder Phishing
report-explicit = Sexuelle oder gewalttätige Inhalte
report-danger = Jemand ist in Gefahr
report-other = Etwas anderes
report-files = Dateien zu Meldung #{$number} ({$place}), von {$who}:
report-file-about = Eine Datei zu Meldung #{$number}
report-file-lost = {$name} konnte ich nicht aufbewahren: {$why}.
report-outcome-title = Deine Meldung auf {$server}
report-outcome-acted = Die Moderation hat sich deine Meldung #{$number} angesehen und etwas unternommen. Danke, dass du Bescheid gesagt hast.
report-outcome-dismissed = Die Moderation hat sich deine Meldung #{$number} angesehen und entschieden, dass nichts zu tun ist. Danke, dass du Bescheid gesagt hast.
reports-open = Offene Meldungen
reports-all = Meldungen
reports-none-open = Keine Meldung ist offen.
reports-none = Niemand hat etwas gemeldet.
reports-more = {COMMAND("report view")} zeigt eine davon mit ihren Knöpfen.
reports-newest = Neueste
reports-message = eine Nachricht von
reports-person = eine Person:
reports-line = **#{$number}** {$what} <@{$user}> <t:{$at}:R>
reports-state-dismissed = verworfen
reports-state-acted = bearbeitet
reports-state-deleted = Nachricht gelöscht
reports-state-claimed = <@{$moderator}>

## Appeals: what the person reads

appeal-form-title = Einspruch: {$kind}
appeal-question = Warum soll das zurückgenommen werden?
appeal-question-number = Frage {$number}
appeal-blank = Ein Feld ist leer; schreib bitte ein paar Worte.
appeal-off = Dieser Server nimmt gerade keine Einsprüche an; wende dich bitte direkt an jemanden aus der Moderation.
appeal-not-allowed = Gegen Fall #{$number} kannst du keinen Einspruch einlegen; so hat es die Moderation entschieden.
appeal-case-over = Fall #{$number} ist vorbei, ein Einspruch erübrigt sich also.
appeal-too-soon = Das wird gerade noch ausgeführt; versuch es gleich noch einmal.
appeal-open-already = Dein Einspruch #{$number} liegt schon bei der Moderation; warte bitte auf die Entscheidung.
appeal-accepted-before = Einspruch #{$number} wurde schon angenommen.
appeal-rejected-before = Einspruch #{$number} wurde schon abgelehnt.
appeal-final = Einspruch #{$number} wurde abgelehnt, und dabei bleibt es.
appeal-wait = Du kannst ab <t:{$at}:f> Einspruch einlegen (<t:{$at}:R>).
appeal-not-yours = Das gehört jemand anderem; nur die betroffene Person kann es benutzen.
appeal-gone = Dieser Einspruch ist nicht mehr aufgezeichnet.
appeal-opened = Dein Einspruch #{$number} liegt bei der Moderation. Hier erfährst du, wie sie entscheidet.
appeal-opened-unposted = Dein Einspruch #{$number} ist aufgezeichnet, aber ich kann ihn der Moderation noch nicht zeigen. Ich versuche es weiter.
appeal-opened-meanwhile = Dein Einspruch #{$number} ist aufgezeichnet. {$why}
appeal-answer-title = Deine Antwort
appeal-answer-label = Deine Antwort
appeal-answered-before = Diese Frage hast du schon beantwortet.
appeal-answered = Danke. Die Moderation hat deine Antwort.
appeal-answered-meanwhile = Deine Antwort ist aufgezeichnet. {$why}
appeal-dm-asked = Eine Frage zu deinem Einspruch in {$server}
appeal-dm-accepted = Dein Einspruch in {$server} wurde angenommen
appeal-dm-accepted-text = Die Maßnahme wurde zurückgenommen.
appeal-dm-rejected = Dein Einspruch in {$server} wurde abgelehnt

## Appeals: what moderators read

appeal-card-title = Einspruch #{$number} · {$kind}
appeal-post = Einspruch #{$number} · {$name}
appeal-footer = Einspruch #{$number}
appeal-footer-question = Einspruch #{$number} · Frage {$question}
appeal-card-case = **Gegen:** {$case} · {$kind}, <t:{$at}:R>
appeal-card-record = **Akte:** {$cases} · zurzeit zählen: {$warnings} ({$points})
appeal-card-over = **Vorbei:** Die Maßnahme ist zu Ende, es gibt also nichts mehr zu entscheiden.
appeal-card-failed = **Angenommen, aber nicht aufgehoben:** {$why}
appeal-card-accepting = **Angenommen:** von {$by}; {$case} hebt die Maßnahme gleich auf.
appeal-card-accepted-by = **Angenommen:** von {$by}, <t:{$at}:R>, {$case}
appeal-card-accepted = **Angenommen:** von {$by}, <t:{$at}:R>
appeal-card-rejected = **Abgelehnt:** von {$by}, <t:{$at}:R>: {$why}
appeal-card-round = Frage
appeal-card-asked = <@{$by}>: {$question}
appeal-card-unanswered = *noch nicht beantwortet*
appeal-card-added = Ich kann der Person nicht neu schreiben; es steht daher in meiner früheren Nachricht über die Maßnahme.
appeal-card-closed = Die Person hat es nicht erfahren: Ich erreiche sie nicht per Direktnachricht.
appeal-told = Die Person hat es per Direktnachricht erfahren.
appeal-unposted = Ich konnte in <#{$channel}> nichts über Einspruch #{$number} schreiben.
appeal-own = Bei deinem eigenen Einspruch kannst du nicht mitentscheiden.
appeal-by-another = Die Maßnahme ist von dir, also muss jemand anderes entscheiden.
appeal-nothing-left = Es gibt nichts mehr zu entscheiden: {$case} ist vorbei.
appeal-asked-enough = Zu einem Einspruch kannst du {$count} Fragen stellen; entscheide jetzt bitte.
appeal-lift-reason = Einspruch #{$number} angenommen
appeal-reject-title = Einspruch #{$number} ablehnen
appeal-reject-label = Grund
appeal-reject-hint = Die Person liest ihn
appeal-ask-title = Frage zu Einspruch #{$number}
appeal-ask-label = Frage
appeal-ask-hint = Die Person bekommt sie als Direktnachricht und kann antworten
appeal-accepted = Einspruch #{$number} ist angenommen. {$told}
appeal-rejected = Einspruch #{$number} ist abgelehnt. {$told}
appeal-decided-meanwhile = Deine Entscheidung über Einspruch #{$number} ist aufgezeichnet. {$why}
appeal-asked = Deine Frage ist aufgezeichnet. {$told}
appeal-asked-meanwhile = Deine Frage ist aufgezeichnet. {$why}

## Role menus: the command

rolemenu-gone = Dieses Menü gibt es nicht mehr; leg mit {COMMAND("rolemenu create")} ein neues an.
rolemenu-unknown = Es gibt kein Menü mit diesem Namen; wähle eins aus den Vorschlägen oder leg es mit {COMMAND("rolemenu create")} an.
rolemenu-name-empty = Ein Menü braucht einen Namen mit mindestens einem Buchstaben.
rolemenu-too-many = Dieser Server hat schon {$count} Menüs; lösche zuerst eins mit {COMMAND("rolemenu delete")}.
rolemenu-name-taken = Es gibt schon ein Menü „{$name}“; ändere es mit {COMMAND("rolemenu edit")} oder wähle einen anderen Namen.
rolemenu-created = Wähle unten die Rollen aus und poste das Menü dann mit {COMMAND("rolemenu post")}.
rolemenu-changed = Geändert.
rolemenu-confirmed = Bestätigt.
rolemenu-kept = Es bleibt, wie es ist.
rolemenu-changing = Das Menü ist geändert; die Nachrichten folgen. {$why}
rolemenu-out-of-reach = Dieses Menü vergibt <@&{$role}>, und diese Rolle liegt nicht unter deiner höchsten; bitte jemanden darum, dessen höchste Rolle darüber liegt.

## Role menus: the panel

rolemenu-panel-title = Rollenmenü „{$name}“
rolemenu-how = {$style ->
    [select] Mitglieder wählen aus einer Liste.
   *[buttons] Mitglieder drücken Buttons.
}
rolemenu-how-one = {$style ->
    [select] Mitglieder wählen aus einer Liste, immer nur eine Rolle.
   *[buttons] Mitglieder drücken Buttons, immer nur eine Rolle.
}
rolemenu-how-for = {$style ->
    [select] Mitglieder, die <@&{$role}> haben, wählen aus einer Liste.
   *[buttons] Mitglieder, die <@&{$role}> haben, drücken Buttons.
}
rolemenu-how-one-for = {$style ->
    [select] Mitglieder, die <@&{$role}> haben, wählen aus einer Liste, immer nur eine Rolle.
   *[buttons] Mitglieder, die <@&{$role}> haben, drücken Buttons, immer nur eine Rolle.
}
rolemenu-powerful = ⚠️ <@&{$role}> ist eine Rolle mit Macht: {$powers}. Sie wird erst vergeben, wenn du das bestätigst.
rolemenu-entry = • <@&{$role}> als {$shown}
rolemenu-entry-confirmed = • <@&{$role}> als {$shown} (bestätigt von <@{$user}>)
rolemenu-button-words = Titel und Text
rolemenu-button-confirm = Trotzdem vergeben
rolemenu-select-roles = Wähle die Rollen des Menüs
rolemenu-select-entry = Beschriftung, Emoji oder Beschreibung einer Rolle ändern
rolemenu-form-title = Titel
rolemenu-form-title-hint = Bleibt das Feld leer, gilt der Name des Menüs.
rolemenu-form-text = Text
rolemenu-form-text-hint = Was Mitglieder über den Rollen lesen.
rolemenu-entry-gone = Diese Rolle ist nicht mehr im Menü.
rolemenu-form-label = Beschriftung
rolemenu-form-label-hint = Was Mitglieder lesen.
rolemenu-form-emoji = Emoji
rolemenu-form-emoji-hint = Ein Emoji, oder eins von diesem Server wie <:name:123456789>.
rolemenu-form-description = Beschreibung
rolemenu-form-description-hint = Ein paar Worte mehr.
rolemenu-role = Rolle

## Role menus: posting and deleting

rolemenu-empty = Dieses Menü hat noch keine Rollen; wähle sie zuerst mit {COMMAND("rolemenu edit")} aus.
rolemenu-posting = Das Menü soll in <#{$channel}> gepostet werden. {$why}
rolemenu-channel-elsewhere = Dieser Kanal gehört nicht zu diesem Server; wähle einen, der dazugehört.
rolemenu-channel-thread = <#{$channel}> ist ein Thread; poste das Menü in einem Kanal.
rolemenu-channel-closed = Du kannst in <#{$channel}> nicht schreiben; wähle einen Kanal, in dem du es kannst.
rolemenu-posted = Gepostet: [öffnen]({$link})
rolemenu-unshown = Das Menü konnte in <#{$channel}> nicht angezeigt werden: {$why}
rolemenu-unshown-form = Das Menü konnte in <#{$channel}> nicht angezeigt werden: Discord nimmt es so nicht an; sieh dir mit {COMMAND("rolemenu edit")} die Emojis und Texte an.
rolemenu-delete-ask = **Das Menü „{$name}“ löschen?** Die Nachrichten werden geschlossen; Mitglieder behalten die Rollen, die sie haben.
rolemenu-delete-yes = Löschen
rolemenu-delete-no = Behalten
rolemenu-deleting = Das Menü soll gelöscht werden. {$why}
rolemenu-deleted = Das Menü „{$name}“ ist gelöscht; Mitglieder behalten die Rollen, die sie haben.

## Role menus: the message that members see

rolemenu-closed = Dieses Menü ist geschlossen.
rolemenu-press = Drück einen Button, um die Rolle zu bekommen, und noch einmal, um sie zurückzugeben.
rolemenu-choose = Wähle eine Rolle, um sie zu bekommen, und wähle sie noch einmal, um sie zurückzugeben.
rolemenu-one-only = Nur eine dieser Rollen auf einmal.
rolemenu-required = Für alle, die <@&{$role}> haben.
rolemenu-placeholder = Auswählen

## Role menus: a member's choice

rolemenu-outdated = Dieses Menü ist nicht mehr in Gebrauch; such ein neueres oder frag die Moderation.
rolemenu-not-offered = Diese Rolle ist nicht mehr in diesem Menü; wähle eine andere.
rolemenu-nothing-chosen = Du hast nichts ausgewählt, also hat sich nichts geändert.
rolemenu-noted = Deine Auswahl ist vorgemerkt. {$why}
rolemenu-audit-reason = Rollenmenü {$name}
rolemenu-nothing-changed = Das ist schon so, also hat sich nichts geändert.
rolemenu-left-server = Du bist nicht mehr auf diesem Server.
rolemenu-in-jail = Du bist hier im Gefängnis; deine Rollen warten, bis du freigelassen wirst.
rolemenu-given-until = Die Moderation hat dir <@&{$role}> bis <t:{$end}:f> gegeben (Fall #{$number}), darum bleibt es so; bitte die Moderation, es zu ändern.
rolemenu-given = Die Moderation hat dir <@&{$role}> gegeben (Fall #{$number}), darum bleibt es so; bitte die Moderation, es zu ändern.
rolemenu-taken-until = Die Moderation hat dir <@&{$role}> bis <t:{$end}:f> genommen (Fall #{$number}), darum bleibt es so; bitte die Moderation, es zu ändern.
rolemenu-taken = Die Moderation hat dir <@&{$role}> genommen (Fall #{$number}), darum bleibt es so; bitte die Moderation, es zu ändern.
rolemenu-not-for-you = Dieses Menü ist für alle, die <@&{$role}> haben; hol dir zuerst diese Rolle.
rolemenu-unconfirmed = <@&{$role}> kann mehr, als eine Rolle aus einem Menü können sollte, darum muss die Moderation sie zuerst mit {COMMAND("rolemenu edit")} bestätigen; frag bitte dort nach.
rolemenu-now-have = Du hast jetzt {$roles}.
rolemenu-no-longer-have = Du hast {$roles} nicht mehr.
rolemenu-nor-given = Darum habe ich {$roles} auch nicht vergeben.
rolemenu-not-taken = Ich konnte dir <@&{$role}> nicht nehmen: {$why}. Bitte sag der Moderation Bescheid.
rolemenu-not-given = Ich konnte dir <@&{$role}> nicht geben: {$why}. Bitte sag der Moderation Bescheid.
rolemenu-why-gone = Die Rolle gibt es nicht mehr
rolemenu-why-reach = Die Rolle ist außerhalb meiner Reichweite
rolemenu-why-refused = Discord hat es abgelehnt (Code {$code})

## Einstellungen ändern

settings-no-sidecar = Noch erfahre ich nichts davon: Wer mich betreibt, muss `gavel sidecar` starten.

## Begrüßung und Abschied

settings-greeting-one-place = Die Nachricht geht nur an einen Ort; gib entweder `channel` oder `dm` an.
settings-greeting-channel-instead = Wähle mit `channel` den Kanal, in dem die Nachricht stattdessen erscheint.
settings-greeting-off = Ab jetzt schreibe ich nichts mehr.
settings-greeting-preview = Es wurde nichts geändert. So sähe es aus:
settings-greeting-nothing-given = Du hast nichts zum Ändern angegeben; ergänze `channel`, `text`, `preview` oder `off`.
settings-greeting-no-place = Wähle zuerst mit `channel`, wo die Nachricht erscheint.
settings-greeting-leave = Wer geht, wird ab jetzt in <#{$channel}> genannt. So sieht es aus:
settings-greeting-welcome = Neue Mitglieder werden ab jetzt in <#{$channel}> begrüßt. So sieht es aus:
settings-greeting-welcome-dm = Neue Mitglieder werden ab jetzt per Direktnachricht begrüßt. So sieht es aus:
settings-greeting-dm = Direktnachricht

## Die Stufenleiter

settings-ladder-title = Stufenleiter
settings-ladder-footer = Von den Stufen, die eine Verwarnung erreicht, folgt die höchste: einmal, direkt danach.
settings-ladder-empty = Noch keine Stufen; füge mit {COMMAND("ladder edit")} eine hinzu.
settings-ladder-full = Eine Stufenleiter hat höchstens {$count} Stufen; entferne zuerst eine.
settings-ladder-now = Die Stufenleiter jetzt:
settings-ladder-no-action = Wähle mit `action`, was folgt, oder entferne die Stufe mit `remove`.
settings-ladder-no-duration = „{$action}“ hat keine Dauer; lass sie weg.
settings-ladder-needs-duration = „{$action}“ braucht eine Dauer; gib `duration` an, etwa `1h`, `7d` oder `perm`.
settings-ladder-replayed = {$times ->
    [one] **{$step}**: {$times} Mal {$people}
   *[other] **{$step}**: {$times} Mal {$people}
}
settings-ladder-simulated = Was die Stufenleiter getan hätte
settings-ladder-warned = In den letzten 90 Tagen: {$warnings} für {$members}.

## Der Nachrichten-Log

settings-messagelog-off = Bearbeitete und gelöschte Nachrichten kommen nicht mehr ins Log.
settings-messagelog-nothing-given = Du hast nichts zum Ändern angegeben; ergänze `channel`, `ignore_channel`, `ignore_bots` oder `off`.
settings-messagelog-no-channel = Wähle zuerst mit `channel`, wo das Log steht.
settings-messagelog-full = {$count} Kanäle werden schon ausgelassen; nimm zuerst einen wieder auf.
settings-messagelog-on = Bearbeitete und gelöschte Nachrichten kommen ins Log: {$where}
settings-messagelog-line-bots = <#{$channel}>, auch von Bots
settings-messagelog-line-ignored = <#{$channel}>, ohne {$ignored}
settings-messagelog-line-both = <#{$channel}>, auch von Bots, ohne {$ignored}

## Appeals: the setting

settings-appeals-off = Mitglieder können keinen Einspruch mehr einlegen. Die bisherigen bleiben aufgezeichnet.
settings-appeals-nothing-given = Es ist nichts angegeben, was sich ändern soll; gib `kanal`, `frage-1`, `frist`, `andere-entscheiden` oder `aus` an.
settings-appeals-no-channel = Wähle zuerst mit `kanal`, wo die Moderatoren entscheiden.
settings-appeals-endless = Schreib, wie lange gewartet werden muss, etwa `7d`, oder `none`.
settings-appeals-on = Mitglieder können ab jetzt gegen Bann, Timeout, Gefängnis und Kick Einspruch einlegen: {$how}
settings-appeals-line-wait = nach {$wait}
settings-appeals-line-once = sofort, aber nur einmal
settings-appeals-line-another = jemand anderes entscheidet

## Rollen für neue Mitglieder

settings-autorole-nothing-given = Du hast nichts zum Ändern angegeben; ergänze `role`, `delay` oder `bots`.
settings-autorole-full = Neue Mitglieder bekommen schon {$count} Rollen; nimm zuerst eine weg.
settings-autorole-now = Neue Mitglieder bekommen: {$roles}
settings-autorole-too-long = Neue Mitglieder können höchstens 28 Tage warten; gib weniger an, etwa `10m`, oder `none`.
settings-autorole-jail = <@&{$role}> ist die Rolle des Gefängnisses; wähle eine andere.
settings-autorole-none = keine; wähle eine mit {COMMAND("settings autorole")}
settings-autorole-at-once = {$roles} · sofort
settings-autorole-at-once-bots = {$roles} · sofort, auch Bots
settings-autorole-after = {$roles} · nach {$delay}
settings-autorole-after-bots = {$roles} · nach {$delay}, auch Bots

## Wer zurückkommt

settings-rejoin-nothing-given = Wähle `jail`, `roles` oder beides.
settings-rejoin-now = Wer zurückkommt: {$what}.
settings-rejoin-jail-out = nicht mehr im Gefängnis
settings-rejoin-jail-none = es gibt kein Gefängnis, in das es zurückginge
settings-rejoin-jail-again = wieder im Gefängnis, falls vorher dort
settings-rejoin-roles-again = Rollen auf Zeit wieder
settings-rejoin-roles-gone = Rollen auf Zeit nicht wieder

## Der Hinweis, wenn jemand beitritt

settings-alert-no-log = Es gibt noch kein Log für Aktionen gegen Mitglieder; wähle mit `channel` einen Kanal oder richte das Log mit {COMMAND("settings log")} ein.
settings-alert-now = Wenn jemand mit Einträgen beitritt: {$where}
settings-alert-with = <#{$channel}>, zusammen mit: {$category}
settings-alert-nowhere = nirgends, denn es gibt kein Log; richte eins mit {COMMAND("settings log")} ein

## Die Richtlinie

settings-policy-title = Richtlinie
settings-policy-footer = Von mehreren Grenzen gilt die großzügigste; wer Administrator ist oder den Server besitzt, hat keine. Ein Softban zählt auch als Bann.
settings-policy-empty = Noch keine Grenzen; setze eine mit {COMMAND("policy set")}.
settings-policy-no-duration = „{$action}“ hat keine Dauer, die sich begrenzen ließe.
settings-policy-no-points = Nur Verwarnungen haben Punkte, die sich begrenzen lassen.
settings-policy-full = {$count} Rollen haben schon Grenzen; hebe zuerst die einer anderen auf.
settings-policy-now = Die Richtlinie jetzt:

## Einzelne Einstellungen

settings-log-everything = Ab jetzt erscheint jeder Fall in <#{$channel}>.
settings-log-category = Ab jetzt erscheint in <#{$channel}>: {$category}.
settings-log-post = Protokoll: {$category}
settings-log-post-text = Ab jetzt erscheint hier: {$category}.
settings-protected-everyone = @everyone haben alle, also wären alle geschützt; wähle eine andere Rolle.
settings-protected-off = <@&{$role}> ist nicht geschützt.
settings-protected-full = {$count} Rollen sind schon geschützt; nimm zuerst mit `remove` eine weg.
settings-protected-on = Ab jetzt kann niemand gegen Mitglieder mit <@&{$role}> vorgehen.
settings-jail-now = Mitglieder im Gefängnis haben ab jetzt <@&{$role}> statt ihrer Rollen.
settings-lockdown-removed-last = <#{$channel}> ist nicht mehr für Lockdowns ausgewählt; jetzt ist kein Kanal ausgewählt, also schließt ein Lockdown alle, in denen Mitglieder schreiben.
settings-lockdown-removed = <#{$channel}> ist nicht mehr für Lockdowns ausgewählt; die anderen bleiben es.
settings-lockdown-full = {$count} Kanäle und Kategorien sind schon ausgewählt; wähle eine Kategorie statt ihrer Kanäle oder nimm zuerst mit `remove` etwas weg.
settings-lockdown-added = Ein Lockdown schließt ab jetzt <#{$channel}>, und sonst nur, was du hier ebenfalls auswählst.
settings-presets-blank = Der Grund ist leer; schreib etwas hinein.
settings-presets-removed = „{$reason}“ wird nicht mehr angeboten.
settings-presets-full = {$count} Gründe sind schon gespeichert; nimm zuerst mit `remove` einen weg.
settings-presets-added = „{$reason}“ wird ab jetzt als Grund angeboten.
settings-dm-nothing-given = Du hast nichts zum Ändern angegeben; ergänze `send` oder `text`.
settings-dm-off = Von der Aktion „{$action}“ erfahren Mitglieder nichts.
settings-dm-your-words = Von der Aktion „{$action}“ erfahren Mitglieder, in deinen Worten.
settings-dm-my-words = Von der Aktion „{$action}“ erfahren Mitglieder, in meinen Worten.
settings-warnings-now = Eine Verwarnung zählt ab jetzt {$duration}, sofern `expires` nichts anderes sagt.
settings-language-unknown = Auf {$language} habe ich noch keine Worte; wähle eine davon: {$known}.
settings-language-now = Logs, Belege und Direktnachrichten sind ab jetzt auf {$language}. Antworten an eine Person bleiben in der Sprache ihres Discord.
settings-zone-unknown = Die Zeitzone {$zone} kenne ich nicht; schreib sie wie Europe/Berlin oder UTC.
settings-zone-now = Uhrzeiten gelten ab jetzt in der Zeitzone {$zone}.
settings-manual-on = Banns, Kicks und Timeouts, die Moderatoren von Hand vergeben, werden ab jetzt zu Fällen.
settings-manual-off = Was ohne mich geschieht, wird ab jetzt nicht aufgezeichnet.
settings-clear-done = Diese Einstellung ist wieder wie am Anfang; alle zeigt {COMMAND("settings show")}.

## Abschnitte der Einstellungen

section-logs = Logs und Aufzeichnungen
section-moderation = Moderation
section-jail = Gefängnis, Lockdown, Einsprüche
section-members = Mitglieder, die kommen und gehen
section-server = Sprache und Zeit
settings-undo-changed = Das wurde seither noch einmal geändert, deshalb habe ich es gelassen.
settings-undo-gone = Ich weiß nicht mehr, was durch diese Änderung ersetzt wurde.
settings-changed-meanwhile = Jemand hat im selben Moment die Einstellungen geändert, deshalb blieb alles, wie es ist. Versuch es noch einmal.
facts-lacks = mir fehlt dort {$permissions}
facts-above = steht nicht unter meiner höchsten Rolle
facts-powerful = verleiht {$permissions}
facts-broken = {$what}: {$why}

## Einen Server einrichten

hello = Danke, dass ihr mich hinzugefügt habt. {COMMAND("setup")} zeigt, was hier funktioniert und was fehlt, und richtet Log, Gefängnis, Leiter, Meldungen und Einsprüche mit wenigen Klicks ein. Dafür braucht man die Berechtigung „Server verwalten“.
setup-title = Diesen Server einrichten
setup-permissions = Meine Berechtigungen
setup-permissions-all = Ich habe alle, die ich brauche.
setup-permissions-give = Gib sie meiner Rolle unter Servereinstellungen → Rollen.
setup-by-hand = Aufzeichnen, was Moderatoren von Hand tun
setup-lacks = Ohne **{$permission}** geht Folgendes nicht: {$what}.
setup-rank = Meine Rolle
setup-rank-all = steht über allen anderen außer denen von Apps.
setup-rank-none = steht unter allen anderen; deshalb kann ich niemanden belangen, der eine Rolle hat. Zieh sie unter Servereinstellungen → Rollen nach oben.
setup-rank-some = Mitglieder mit diesen Rollen kann ich nicht belangen, denn sie stehen über meiner: {$roles}
setup-log = Log
setup-log-none = nicht gesetzt. Fälle werden aufgezeichnet, aber nirgends gepostet.
setup-reports = Meldungen
setup-reports-none = aus. Mitglieder können nichts melden, solange es weder Log noch Meldungskanal gibt.
setup-appeals-none = aus. Wer gebannt, in Auszeit, im Gefängnis oder gekickt ist, kann nicht um Rücknahme bitten.
setup-channel-again = Dort erscheint nichts. Wähle einen anderen Kanal oder gib mir, was fehlt.
setup-jail-none = nicht gesetzt, deshalb kann niemand ins Gefängnis kommen.
setup-jail-again = Damit kann niemand ins Gefängnis kommen.
setup-ladder-none = keine Stufen. Verwarnungen summieren sich, und nichts folgt daraus.
setup-reasons-none = keine. Moderatoren tippen jeden Grund selbst.
setup-reasons-count = {$count ->
    [one] {$count} Grund
   *[other] {$count} Gründe
}
setup-events = Kommen, Gehen und Nachrichten
setup-events-none = der Sidecar läuft nicht. Begrüßungen, Rollen für Neue, Beitrittsalarm und Nachrichtenlog brauchen ihn.
setup-events-missing = der Sidecar läuft nicht, deshalb geht Folgendes nicht: {$what}. Bitte den Betreiber, ihn zu starten.
setup-events-all = der Sidecar läuft.
setup-events-intents = der Sidecar läuft, aber im Entwicklerportal von Discord ist ausgeschaltet: {$intents}.
intent-content = Message Content Intent
intent-members = Server Members Intent
setup-button-log = Log-Kanal anlegen
setup-button-reports = Kanal für Meldungen anlegen
setup-button-appeals = Kanal für Einsprüche anlegen
setup-button-jail = Gefängnis anlegen
setup-button-again = Noch einmal prüfen
setup-choose-log = Log-Kanal wählen
setup-choose-reports = Kanal für Meldungen wählen
setup-choose-appeals = Kanal für Einsprüche wählen
setup-choose-ladder = Leiter wählen
setup-choose-reasons = Gründe zur Auswahl für Moderatoren wählen
setup-chosen = {$channel} wird ab jetzt benutzt.
setup-name-log = mod-log
setup-topic-log = Fälle, wie Gavel sie aufzeichnet
setup-name-reports = meldungen
setup-topic-reports = Was Mitglieder den Moderatoren melden
setup-name-appeals = einsprüche
setup-topic-appeals = Einsprüche gegen Banns, Auszeiten, Gefängnis und Kicks
setup-name-jail = Im Gefängnis
setup-ladder-mild = Mild: nur Auszeiten
setup-ladder-usual = Üblich: Auszeiten, ein Kick, ein Bann
setup-ladder-strict = Streng: lange Auszeiten, dann ein Bann
setup-ladder-now = Die Leiter steht: {$title}. {COMMAND("ladder edit")} ändert ihre Stufen.
setup-reasons-short = Die üblichen
setup-reasons-long = Die üblichen und mehr
setup-reasons-about = {$reasons}
setup-reasons-few =
    Spam
    Werbung
    Beleidigung oder Belästigung
    Anstößiger Inhalt
    Anweisungen der Moderation missachtet
setup-reasons-many =
    Spam
    Werbung
    Beleidigung oder Belästigung
    Anstößiger Inhalt
    Anweisungen der Moderation missachtet
    Betrug oder Phishing
    Persönliche Daten anderer
    Hassrede
    Trotz Hinweis am Thema vorbei
    Bann umgangen
setup-reasons-now = {$count ->
    [one] Moderatoren können ab jetzt {$count} Grund wählen.
   *[other] Moderatoren können ab jetzt aus {$count} Gründen wählen.
}
setup-undone = Die Änderung ist zurückgenommen.
setup-making-jail = Das Gefängnis
setup-making-channel = Der Kanal
setup-making = {$what} ist in Auftrag. {$why}
setup-removing = Das Entfernen ist in Auftrag. {$why}
setup-audit = Eingerichtet von {$name} ({$id})
setup-not-made = Das ließ sich nicht anlegen: {$why}
setup-not-removed = Es wird nicht mehr benutzt, ließ sich aber nicht löschen: {$why}
setup-jail-there = Es gibt schon eine Gefängnis-Rolle: <@&{$role}>.
setup-jail-made = Das Gefängnis steht: Mitglieder mit <@&{$role}> sehen keinen Kanal. Erlaube der Rolle „Kanal ansehen“ dort, wo du mit ihnen reden willst.
setup-jail-unreached = Diese Kanäle konnte ich nicht vor ihr verbergen; verbiete „Kanal ansehen“ dort selbst: {$channels}
setup-channel-made = {$channel} ist angelegt und wird ab jetzt benutzt. Moderatoren und Administratoren sehen den Kanal.
setup-channel-kept = {$channel} wird nicht mehr benutzt. Dort haben Leute geschrieben, deshalb habe ich den Kanal nicht gelöscht.
setup-removed = Was ich angelegt hatte, ist wieder weg.
setup-remove-gone = Ich weiß nicht mehr, was damals angelegt wurde. Lösche es von Hand.
setup-remove-jailed = Mit <@&{$role}> sind Mitglieder im Gefängnis. Entlasse sie zuerst mit {COMMAND("unjail")}.

## Die Einstellungen zum Anklicken

panel-choose-section = Abschnitt wählen
panel-choose-setting = Einstellung wählen, die du ändern willst
panel-mend = Was nicht funktioniert, in Ordnung bringen
panel-back = Zurück
panel-reset = Auf Standard zurücksetzen
panel-edit = Bearbeiten
panel-text = Text bearbeiten
panel-limit = Grenze setzen
panel-questions = Fragen und Wartezeit
panel-delay = Verzögerung
panel-direct = Als DM senden
panel-changed = Geändert.
panel-log-hint = Kanal für: {$category}
panel-protected-hint = Geschützte Rollen wählen
panel-jail-hint = Gefängnis-Rolle wählen
panel-autorole-hint = Rollen für Neue wählen
panel-lockdown-hint = Kanäle und Kategorien wählen
panel-channel-hint = Kanal wählen; keiner schaltet es aus
panel-ignored-hint = Kanäle wählen, die ausgelassen werden
panel-language-hint = Sprache wählen
panel-dm-choose = Aktion wählen, um die es in der DM geht
panel-dm-send = Mitgliedern dazu eine DM senden
panel-dm-text = Text; leer für meinen eigenen
panel-dm-hint = Möglich sind {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"}
panel-dm-now = {$action}: Ab jetzt lesen Mitglieder:
    >>> {$text}
panel-greeting-hint = Möglich sind {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}
panel-reasons = Gründe
panel-one-a-line = Einer pro Zeile
panel-reasons-limit = Höchstens {$count} Gründe.
panel-duration-hint = Zum Beispiel 1h, 7d oder perm
panel-zone-hint = Zum Beispiel Europe/Prague
panel-days-hint = Tage; leer: bis zur Löschung
panel-kept-cases = Abgeschlossene Fälle
panel-kept-notes = Notizen
panel-kept-automod = Treffer von AutoMod
panel-kept-history = Änderungen von Einstellungen
panel-question = Frage {$number}
panel-wait = Wartezeit
panel-wait-hint = Nach der Aktion und nach einer Ablehnung, zum Beispiel 7d; leer: keine
panel-step-new = Stufe hinzufügen
panel-step-choose = Stufe der Leiter wählen
panel-step-points = Punkte
panel-step-points-hint = Wie viele Punkte die Stufe auslösen
panel-step-action = Aktion
panel-step-action-hint = Keine Auswahl entfernt die Stufe
panel-step-duration = Dauer
panel-step-window = Fenster
panel-step-window-hint = Nur Punkte aus so vielen Tagen zählen; leer: alle
panel-limit-role = Rolle
panel-limit-action = Aktion
panel-limit-longest = Längste Dauer
panel-limit-hour = Wie oft pro Stunde
panel-limit-day = Wie oft pro Tag
panel-limit-hint = Leer: keine Grenze
panel-no-number = „{$text}“ ist keine Zahl von 1 bis {$most}.
panel-manual-on = Aufzeichnen, was von Hand geschieht
panel-manual-off = Nicht aufzeichnen, was von Hand geschieht
panel-bots-too = Auch Bots
panel-bots-not = Ohne Bots
panel-rejoin-jail = Wieder ins Gefängnis
panel-rejoin-free = Nicht wieder ins Gefängnis
panel-rejoin-roles = Rollen zurückgeben
panel-rejoin-no-roles = Rollen nicht zurückgeben
panel-alert-log = Im Log posten
panel-another-on = Ein anderer Moderator entscheidet
panel-another-off = Jeder Moderator entscheidet
settings-clear-ask = „{$setting}“ auf den Standard zurücksetzen? Jetzt gilt:
    >>> {$value}
settings-clear-nothing = „{$setting}“ steht schon auf dem Standard.

settings-history-profile = Mein Profil hier wurde geändert: {$what}
profile-nothing-given = Wähle `nick`, `avatar`, `banner`, `bio` oder was zurückgesetzt wird.
profile-large = Das Bild ist zu groß; nimm eines mit höchstens {$mb} MB.
profile-no-picture = Das ist kein Bild; nimm PNG, JPEG, GIF oder WebP.
profile-nick = Nickname
profile-avatar = Avatar
profile-banner = Banner
profile-bio = Bio
profile-done = Mein Profil auf diesem Server ist geändert: {$what}.
profile-ordered = Mein neues Profil ist in Auftrag. {$why}
profile-refused = Mein Profil ist, wie es war: {$why}

## Die Karte aller Einstellungen

settings-show-log-deleted = wurde gelöscht
settings-show-log = Log-Kanäle
settings-show-protected = Geschützte Rollen
settings-show-protected-none = keine; schütze welche mit {COMMAND("settings protected-roles")}
settings-show-jail = Gefängnis-Rolle
settings-show-jail-none = nicht gesetzt; wähle sie mit {COMMAND("settings jail")}
settings-show-lockdown = Lockdown
settings-show-lockdown-all = alle Kanäle, in denen Mitglieder schreiben; wähle mit {COMMAND("settings lockdown")} aus
settings-show-ladder = Stufenleiter
settings-show-ladder-none = keine Stufen; füge mit {COMMAND("ladder edit")} eine hinzu
settings-show-policy = Richtlinie
settings-show-policy-none = keine Grenzen; setze eine mit {COMMAND("policy set")}
settings-show-warnings = So lange zählen Verwarnungen
settings-show-dm = Direktnachrichten
settings-show-dm-usual = mit meinen Worten; ändere sie mit {COMMAND("settings dm")}
settings-show-presets = Gründe zur Auswahl
settings-show-presets-none = keine; füge mit {COMMAND("settings presets")} einen hinzu
settings-show-manual = Von Hand getan
settings-show-welcome = Begrüßung
settings-show-leave = Abschiedsnachricht
settings-show-autorole = Rollen für neue Mitglieder
settings-show-rejoin = Wer zurückkommt
settings-show-alert = Hinweis bei Beitritt
settings-show-messagelog = Nachrichten-Log
settings-show-appeals = Einsprüche
settings-show-language = Sprache
settings-show-language-usual = die des Servers bei Discord, wo ich sie kann
settings-show-zone = Zeitzone
settings-show-title = Einstellungen dieses Servers
settings-show-failure = **{$automation}**, zuerst {$since}: {$why}
settings-show-failures = Das klappt nicht
settings-show-log-none = nicht gesetzt; Fälle werden aufgezeichnet, aber nirgends gepostet. Wähle einen Kanal mit {COMMAND("settings log")}.
settings-show-log-lost = Dort erscheint nichts; wähle mit {COMMAND("settings log")} einen anderen.
settings-show-dm-unsent = nicht gesendet
settings-show-dm-sent = gesendet
settings-show-manual-off = wird nicht aufgezeichnet; ändere es mit {COMMAND("settings manual")}
settings-show-manual-on = Banns, Kicks und Timeouts werden zu Fällen
settings-show-manual-unseen = wird nicht aufgezeichnet, weil ich es nicht sehe: Gib meiner Rolle „Audit-Log einsehen“ unter Servereinstellungen → Rollen

## Alles löschen

reset-left = Zurücksetzen abgebrochen. Es wurde nichts gelöscht.
reset-expired = Eine Minute lang kam keine Antwort, also wurde nichts gelöscht. Mit {COMMAND("reset")} frage ich noch einmal.
reset-over = Diese Frage ist vorbei: Sie gilt nur eine Minute; benutze {COMMAND("reset")} noch einmal.
reset-question = **Alles löschen, was ich über diesen Server gespeichert habe?** Alle Fälle, alle Einstellungen, alle Rollenmenüs und ihr Verlauf verschwinden endgültig. Banns, Rollen und Nachrichten auf Discord bleiben, wie sie sind.
reset-who-answers = Nur du kannst antworten, und zwar innerhalb einer Minute.
reset-yes = Alles löschen
reset-no = Alles behalten
reset-endless-case = {$target}: {$action}, Fall #{$number}
reset-endless-case-until = {$target}: {$action}, Fall #{$number}, Ende: {$time}
reset-the-server = der Server
reset-endless-more = und {$count} weitere; {COMMAND("case list")} zeigt sie
reset-endless = {$count ->
    [one] Ich wüsste nicht mehr, wann das hier enden soll; aufheben müsstest du es dann selbst:
   *[other] Ich wüsste nicht mehr, wann diese hier enden sollen; aufheben müsstest du sie dann selbst:
}
reset-underway = Das Zurücksetzen läuft. {$why}
reset-done = {$changes ->
    [one] Fertig. Gelöscht: {$cases}, alle Einstellungen und {$changes} aufgezeichnete Änderung daran. Der nächste Fall ist #1.
   *[other] Fertig. Gelöscht: {$cases}, alle Einstellungen und {$changes} aufgezeichnete Änderungen daran. Der nächste Fall ist #1.
}

## Beitritte und Abgänge

members-alert-failed = Ich konnte nicht in <#{$channel}> schreiben, dass <@{$user}> beigetreten ist.
members-alert-joined = <@{$user}> ({$name}) ist beigetreten und hat hier Einträge.
members-alert-cases = **Fälle:** {$cases}
members-alert-counts = **Zählt gerade:** {$warnings}, {$points}
members-alert-title = Ein Mitglied mit Einträgen ist beigetreten
members-autorole-failed = Ich konnte <@{$user}> die Rollen für neue Mitglieder nicht geben.
members-autorole-reason = Rolle für neue Mitglieder
members-autorole-not-given = Ich habe <@{$user}> die Rolle <@&{$role}> nicht gegeben. {$why}
members-autorole-powerful = Sie hat inzwischen {$permissions}, und das bekommt niemand durch bloßes Beitreten.
members-greet-failed = Ich konnte die Nachricht zu <@{$user}> nicht posten.
members-rejoin-roles-failed = Ich konnte <@{$user}> die früheren Rollen nicht wieder geben.
members-rejoin-not-given = Ich habe <@{$user}> eine Rolle nicht wieder gegeben (Fall #{$number}). {$why}
members-rejoin-role-failed = Ich konnte <@{$user}> die Rolle <@&{$role}> nicht wieder geben (Fall #{$number}).
members-rejoin-jail-failed = Ich konnte <@{$user}> die Rolle des Gefängnisses nicht wieder geben (Fall #{$number}).

## Einträge im Nachrichten-Log

messagelog-edited = Nachricht bearbeitet
messagelog-footer-one = Nachricht {$message} · Eintrag {$entry}
messagelog-deleted = Nachricht gelöscht
messagelog-deleted-many = {$count ->
    [one] {$count} Nachricht gelöscht
   *[other] {$count} Nachrichten gelöscht
}
messagelog-footer-many = Nachrichten · Eintrag {$entry}
messagelog-author = **Von:** {$author}
messagelog-message = **Nachricht:** [öffnen]({$link})
messagelog-before = **Vorher:** {$text}
messagelog-after = **Nachher:** {$text}
messagelog-channel = **Kanal:** <#{$channel}>
messagelog-text = **Text:** {$text}
messagelog-files = **Dateien:** {$files}
messagelog-lost = **Bei {$count} davon** ist nicht bekannt, von wem sie waren und was darin stand.
messagelog-no-text = *kein Text*
messagelog-unknown = *nicht bekannt*
messagelog-failed = Ich konnte nicht in <#{$channel}> schreiben.

## Erinnerungen

remind-empty = Da ist nichts, woran ich dich erinnern könnte; schreib es in `text`.
remind-never = Eine Erinnerung braucht eine Zeit; schreib sie zum Beispiel als `2h`, `3 days`, `18:00` oder `2027-01-31 18:00`.
remind-too-many = Du hast hier schon {$most} Erinnerungen; sag mit {$list} zuerst eine ab.
remind-choose = Wähle eine der Erinnerungen, die beim Tippen erscheinen, oder sag sie in {$list} ab.
remind-gone = Diese Erinnerung steht nicht mehr an: Sie wurde verschickt oder abgesagt.
remind-not-yours = Diese Erinnerung ist für <@{$user}>.
remind-set = Ich erinnere dich per Direktnachricht, <t:{$at}:f> (<t:{$at}:R>):
remind-set-here = Ich erinnere dich in diesem Kanal, <t:{$at}:f> (<t:{$at}:R>):
remind-cancelled = Abgesagt. Daran erinnere ich dich nicht mehr:
remind-read = Erledigt. Das steht nicht mehr auf deiner Liste:
remind-due = ⏰ Du hast mich <t:{$at}:R> in <#{$channel}> gebeten, dich zu erinnern:
remind-due-here = ⏰ <@{$user}>, du hast mich <t:{$at}:R> gebeten, dich zu erinnern:
remind-late = Sie war <t:{$at}:R> fällig; früher konnte ich sie nicht schicken.
remind-announced = ⏰ <@{$user}>, eine Erinnerung ist fällig, aber ich kann dir keine Direktnachricht schicken.
remind-show = Zeig sie mir
remind-got-it = Alles klar
remind-title = Deine Erinnerungen
remind-none = Du hast hier keine Erinnerungen; mit {$me} legst du eine an.
remind-count = {$count ->
    [one] {$count} von {$most} Erinnerungen
   *[other] {$count} von {$most} Erinnerungen
}
remind-line = • <t:{$at}:f> (<t:{$at}:R>) · {$text}
remind-line-here = • <t:{$at}:f> (<t:{$at}:R>) in <#{$channel}> · {$text}
remind-line-told = • **War fällig** <t:{$at}:R> · {$text}
remind-select = Eine Erinnerung absagen
remind-sooner = Früher
remind-later = Später

## Umfragen

poll-blank = Eine Umfrage braucht eine Frage und mindestens zwei Antworten mit Text.
poll-twice = Zwei der Antworten sind gleich; ändere eine davon.
poll-too-long = Discord hält eine Umfrage höchstens 32 Tage offen; gib eine kürzere Zeit an.

## /permissions explain

permissions-yes = **<@{$user}> kann {$command} hier verwenden.**
permissions-no = **<@{$user}> kann {$command} hier nicht verwenden.** Was mit ❌ markiert ist, muss sich ändern.
permissions-not-here = <@{$user}> ist nicht auf diesem Server, und nur Mitglieder können Befehle verwenden.
permissions-owner = Der Person gehört der Server: Keine Einstellung, kein Recht, keine Grenze und kein Rang hält sie auf.
permissions-administrator = Die Person hat das Recht Administrator und damit jedes andere; Servereinstellungen → Integrationen gilt für sie nicht.
permissions-integrations-nothing = In Servereinstellungen → Integrationen steht nichts über sie, also entscheidet das Recht, das der Befehl verlangt.
permissions-integrations-allow = In Servereinstellungen → Integrationen ist der Befehl erlaubt für {$subject}.
permissions-integrations-deny = In Servereinstellungen → Integrationen ist der Befehl verboten für {$subject}. Ändere es dort.
permissions-integrations-unknown = Discord hat mir nicht gesagt, was in Servereinstellungen → Integrationen steht.
permissions-all-channels = alle Kanäle
permissions-everyone = Der Befehl ist für alle.
permissions-held = Die Person hat {$permission}, durch {$roles}.
permissions-held-here = Die Person hat {$permission} nur in diesem Kanal. Was den ganzen Server betrifft, etwa ein Bann, verlangt es auch in einer ihrer Rollen.
permissions-taken-here = Die Rollen der Person geben ihr {$permission}, aber die Berechtigungen von <#{$channel}> nehmen es ihr. Ändere sie dort.
permissions-lacked = Der Person fehlt {$permission}. Gib ihr eine Rolle, die es hat.
permissions-gavel = Ich habe hier alle Rechte, die ich dafür brauche.
permissions-rank = Die Person kann gegen Mitglieder unter {$role} vorgehen.
permissions-rank-protected = Die Person kann gegen Mitglieder unter {$role} vorgehen, die keine geschützte Rolle haben ({$protected}).
permissions-policy = Die Grenzen ihrer Rollen ({$command}): {$limits}.
permissions-cooldown = Jede Person kann ihn einmal in {$seconds ->
    [one] einer Sekunde
   *[other] {$seconds} Sekunden
} verwenden.

## Auskunft: /serverinfo, /rolleninfo, /kanalinfo, /avatar

info-id = ID
info-created = Erstellt
info-members = Mitglieder
info-yes = ja
info-no = nein
serverinfo-owner = Gehört
serverinfo-members = {$members}, {$online} online
serverinfo-channels = Kanäle
serverinfo-channel-counts = {$text} Text · {$voice} Sprache · {$categories ->
    [one] {$categories} Kategorie
   *[other] {$categories} Kategorien
}
serverinfo-roles = Rollen
serverinfo-expressions = Emojis und Sticker
serverinfo-expression-counts = {$emojis} · {$stickers}
serverinfo-boosts = Boosts
serverinfo-boost-level = {$boosts} (Stufe {$level})
serverinfo-verification = Zum Schreiben brauchen Neue
serverinfo-verification-level = {$level ->
    [0] nichts
    [1] eine bestätigte E-Mail-Adresse
    [2] ein Konto, das älter als 5 Minuten ist
    [3] 10 Minuten auf dem Server
   *[other] eine bestätigte Telefonnummer
}
serverinfo-two-factors = Moderatoren brauchen 2FA
serverinfo-invite = Einladung
serverinfo-features = Funktionen
# $feature is Discord's name; what has no words here stays as it is.
serverinfo-feature = {$feature ->
    [COMMUNITY] Community
    [VERIFIED] Verifiziert
    [PARTNERED] Partner
    [DISCOVERABLE] In der Server-Suche
    [NEWS] Ankündigungskanäle
    [AUTO_MODERATION] AutoMod
    [WELCOME_SCREEN_ENABLED] Willkommensbildschirm
    [MEMBER_VERIFICATION_GATE_ENABLED] Regelbestätigung
    [GUILD_ONBOARDING] Onboarding
    [INVITES_DISABLED] Einladungen pausiert
    [ROLE_SUBSCRIPTIONS_ENABLED] Rollen-Abos
    [ROLE_ICONS] Rollensymbole
    [ANIMATED_ICON] Animiertes Symbol
    [BANNER] Banner
    [VANITY_URL] Eigener Einladungslink
    [INVITE_SPLASH] Einladungshintergrund
   *[other] {$feature}
}
roleinfo-colour = Farbe
roleinfo-no-colour = keine
roleinfo-position = Position
roleinfo-hoisted = Getrennt angezeigt
roleinfo-mentionable = Alle können sie erwähnen
roleinfo-managed = Verwaltet von
roleinfo-by-boosts = Server-Boosts
roleinfo-by-subscription = einem Abo
roleinfo-by-integration = einer Integration
roleinfo-permissions = Rechte
roleinfo-everything = {$administrator}, also alles
channelinfo-elsewhere = Dieser Kanal gehört zu einem anderen Server; wähle einen von hier.
channelinfo-type = Art
channelinfo-kind = {$kind ->
    [0] Text
    [2] Sprache
    [4] Kategorie
    [5] Ankündigungen
    [10] Ankündigungs-Thread
    [11] Thread
    [12] privater Thread
    [13] Bühne
    [15] Forum
    [16] Medien
   *[other] Kanal
}
channelinfo-category = Kategorie
channelinfo-parent = Kanal
channelinfo-slowmode = Slowmode
channelinfo-restricted = Altersbeschränkt
channelinfo-bitrate = Bitrate
channelinfo-limit = Personenlimit
channelinfo-no-limit = keins
channelinfo-tags = Tags für Beiträge
channelinfo-starter = Begonnen von
channelinfo-messages = Nachrichten
channelinfo-state = Zustand
channelinfo-thread-open = offen
channelinfo-thread-closed = geschlossen
channelinfo-thread-locked = gesperrt
channelinfo-overwrites = Eigene Rechte
channelinfo-locked = Gesperrt
channelinfo-locked-since = von der Moderation, <t:{$since}:R>
channelinfo-locked-until = von der Moderation, <t:{$since}:R>, bis <t:{$end}:f>
avatar-here = Auf diesem Server
avatar-everywhere = Überall
avatar-default = Ohne eigenes Bild; Discord zeigt eins von seinen.

## Textbausteine

tag-form = Neuer Textbaustein
tag-form-name = Name
tag-form-name-hint = Darunter findet man ihn.
tag-form-text = Text
tag-form-text-hint = Markdown geht; niemand wird benachrichtigt. Über 2.000 Zeichen wird daraus ein Embed.
tag-form-title = Titel
tag-form-title-hint = Mit Titel oder Farbe erscheint der Text als Embed.
tag-form-colour = Farbe
tag-form-colour-hint = Zum Beispiel #5865F2.
tag-form-role = Für wen
tag-form-role-hint = Nur für Leute mit dieser Rolle. Leer lassen: für alle.
tag-empty = Ein Textbaustein braucht einen Namen und einen Text mit jeweils mindestens einem Buchstaben.
tag-name-taken = Es gibt schon einen Textbaustein „{$name}“; ändere ihn mit {$edit} oder wähle einen anderen Namen.
tag-too-many = Dieser Server hat schon {$count} Textbausteine; lösche zuerst einen mit {$delete}.
tag-gone = Diesen Textbaustein gibt es nicht mehr.
tag-your-text = Das ist der Text, den du geschrieben hast, damit du ihn kopieren kannst:
tag-unknown = Einen Textbaustein „{$name}“ gibt es hier nicht; {$list} zeigt alle.
tag-not-for-you = Diesen Textbaustein können nur Leute mit der Rolle <@&{$role}> benutzen.
tag-saved = ✅ Der Textbaustein „{$name}“ ist gespeichert. So sieht er aus.
tag-odd-colour = Die Farbe konnte ich nicht lesen, darum habe ich sie weggelassen; schreib sie zum Beispiel als `#5865F2`.
tag-button-edit = Ändern
tag-button-delete = Löschen
tag-delete-ask = **Den Textbaustein „{$name}“ löschen?**
tag-delete-yes = Löschen
tag-delete-no = Behalten
tag-deleted = Der Textbaustein „{$name}“ ist gelöscht.
tag-kept = Er bleibt.
tag-none = Dieser Server hat noch keine Textbausteine; wer „Server verwalten“ hat, kann mit {$create} einen anlegen.
tag-list-title = Textbausteine
tag-count = {$count ->
    [one] {$count} Textbaustein
   *[other] {$count} Textbausteine
}
tag-line = • **{$name}** · {$uses}-mal benutzt
tag-line-for = • **{$name}** · {$uses}-mal benutzt · für <@&{$role}>
tag-history-made = Der Textbaustein „{$name}“ wurde erstellt
tag-history-changed = Der Textbaustein „{$name}“ wurde geändert
tag-history-deleted = Der Textbaustein „{$name}“ wurde gelöscht
tag-back = Zurück
tag-next = Weiter

## Commands: their names, and what they do

command-ping = ping
    .description = Zeigt meine Antwortzeit und Version
command-userinfo = nutzerinfo
    .description = Zeigt Konto, Zeit auf dem Server und Rollen einer Person
command-userinfo-user = nutzer
    .description = Die Person, die gezeigt wird. Standard: du
menu-user-info = Nutzerinfo
command-help = hilfe
    .description = Zeigt die Befehle, die du hier benutzen kannst, oder wie man einen benutzt
command-help-command = befehl
    .description = Der Befehl, der erklärt werden soll
command-about = über
    .description = Was ich tue und worauf du dich verlassen kannst
command-warn = verwarnen
    .description = Verwarnt ein Mitglied per Direktnachricht und hält es fest
command-warn-user = nutzer
    .description = Das Mitglied, das verwarnt wird
command-warn-reason = grund
    .description = Grund, den das Mitglied sieht
menu-warn = Verwarnen
command-case = fall
    .description = Fälle ansehen, suchen und berichtigen
command-case-view = zeigen
    .description = Zeigt einen Fall
command-case-view-number = nummer
    .description = Die Nummer des Falls
command-case-list = liste
    .description = Listet Fälle, die neuesten zuerst
command-case-list-user = nutzer
    .description = Nur Fälle dieser Person
command-purge = aufräumen
    .description = Löscht die neuesten Nachrichten in diesem Kanal; angeheftete bleiben
command-purge-count = anzahl
    .description = Wie viele Nachrichten gelöscht werden
command-purge-user = nutzer
    .description = Nur Nachrichten dieser Person
command-purge-contains = enthält
    .description = Nur Nachrichten, die diese Wörter enthalten
command-purge-regex = regex
    .description = Nur Nachrichten, die zu diesem regulären Ausdruck passen
command-purge-bots = bots
    .description = Nur Nachrichten von Bots und Webhooks
command-purge-links = links
    .description = Nur Nachrichten mit Links
command-purge-invites = einladungen
    .description = Nur Nachrichten mit Servereinladungen
command-purge-attachments = dateien
    .description = Nur Nachrichten mit Dateien
command-purge-embeds = einbettungen
    .description = Nur Nachrichten mit Einbettungen
command-purge-pins = angeheftete
    .description = Auch angeheftete Nachrichten löschen
command-purge-before = vor
    .description = Nur Nachrichten vor dieser (Link oder ID)
command-purge-after = nach
    .description = Nur Nachrichten nach dieser (Link oder ID)
command-purge-include-old = auch_alte
    .description = Auch Nachrichten älter als 14 Tage löschen, einzeln: höchstens 200, dauert etwas
command-purge-transcript = mitschrift
    .description = Eine Mitschrift der gelöschten Nachrichten im Log aufbewahren
command-purge-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-purge-force = erzwingen
    .description = Auch in einem Log-Kanal erlauben
command-lock = sperren
    .description = Hindert Mitglieder daran, in einem Kanal zu schreiben, bis er entsperrt wird
command-lock-channel = kanal
    .description = Der Kanal, der gesperrt wird. Standard: dieser
command-lock-duration = dauer
    .description = Wie lange, etwa 30m, 12h, 7d. Standard: bis /unlock
command-lock-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-lock-roles = rollen
    .description = Nimmt es auch Rollen, denen der Kanal selbst das Schreiben erlaubt. Standard: nein
command-unlock = entsperren
    .description = Lässt Mitglieder in einem Kanal, den ich gesperrt habe, wieder schreiben
command-unlock-channel = kanal
    .description = Der Kanal, der entsperrt wird. Standard: dieser
command-unlock-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-slowmode = slowmode
    .description = Legt fest, wie lange Mitglieder zwischen Nachrichten in einem Kanal warten müssen
command-slowmode-delay = abstand
    .description = Wartezeit zwischen Nachrichten, etwa 10s oder 5m; off schaltet den Slowmode aus
command-slowmode-channel = kanal
    .description = Der Kanal. Standard: dieser
command-slowmode-duration = dauer
    .description = Wie lange es so bleibt, etwa 2h. Standard: dauerhaft
command-slowmode-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-lockdown = abriegelung
    .description = Sperrt viele Kanäle auf einmal und entsperrt sie wieder
command-lockdown-start = beginnen
    .description = Sperrt die Kanäle aus {COMMAND("settings lockdown")} oder alle, in denen Mitglieder schreiben können
command-lockdown-start-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-lockdown-start-duration = dauer
    .description = Wie lange, etwa 30m, 12h, 7d. Standard: bis /lockdown end
command-lockdown-start-invites = einladungen
    .description = Einladungen während der Abriegelung pausieren
command-lockdown-start-dms = nachrichten
    .description = Direktnachrichten zwischen nicht befreundeten Mitgliedern solange pausieren
command-lockdown-end = beenden
    .description = Beendet die Abriegelung und entsperrt ihre Kanäle
command-lockdown-end-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-report = melden
    .description = Jemanden der Moderation melden oder lesen, was gemeldet wurde
command-report-user = nutzer
    .description = Meldet jemanden der Moderation; ein Formular fragt, was passiert ist
command-report-user-user = nutzer
    .description = Die Person, die du melden möchtest
command-report-list = liste
    .description = Listet Meldungen, die neuesten zuerst (für die Moderation)
command-report-list-closed = geschlossene
    .description = Auch abgeschlossene Meldungen? Sonst nur offene
command-report-view = zeigen
    .description = Zeigt eine Meldung mit ihren Knöpfen (für die Moderation)
command-report-view-number = nummer
    .description = Die Nummer der Meldung
menu-report = Melden
menu-purge-down-to-here = Bis hierher aufräumen
command-settings = einstellungen
    .description = Zeigt und ändert die Einstellungen dieses Servers
command-settings-show = zeigen
    .description = Zeigt alle Einstellungen
command-settings-log = protokoll
    .description = Wählt den Kanal, in dem Fälle erscheinen
command-settings-log-channel = kanal
    .description = Kanal, Thread oder Forum des Logs
command-setup = einrichten
    .description = Zeigt, was funktioniert und was fehlt, und richtet es mit wenigen Klicks ein
command-reset = zurücksetzen
    .description = Löscht alles, was ich über diesen Server aufbewahre; ich frage vorher nach
command-note = notiz
    .description = Schreibt jemandem eine Notiz in die Akte; die Person erfährt nichts davon
command-note-user = nutzer
    .description = Die Person, um die es geht
command-note-reason = grund
    .description = Die Notiz
command-note-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-warn-points = punkte
    .description = Punkte der Verwarnung. Standard: 1
command-warn-expires = gilt
    .description = Wie lange sie zählt, etwa 30d. Standard: wie eingestellt
command-warn-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-warn-dm = mitteilen
    .description = Eine Direktnachricht senden? Standard: wie eingestellt
command-timeout = stummschalten
    .description = Gibt einem Mitglied ein Timeout
command-timeout-user = nutzer
    .description = Das Mitglied, das ein Timeout bekommt
command-timeout-duration = dauer
    .description = Wie lange, etwa 10m, 2h, 1d 12h, 2 weeks oder perm
command-timeout-reason = grund
    .description = Grund, den das Mitglied sieht
command-timeout-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-timeout-dm = mitteilen
    .description = Eine Direktnachricht senden? Standard: wie eingestellt
command-untimeout = freigeben
    .description = Beendet das Timeout eines Mitglieds
command-untimeout-user = nutzer
    .description = Das Mitglied, dessen Timeout endet
command-untimeout-reason = grund
    .description = Grund, den das Mitglied sieht
command-kick = rauswerfen
    .description = Entfernt ein Mitglied vom Server; es kann wieder beitreten
command-kick-user = nutzer
    .description = Das Mitglied, das rausgeworfen wird
command-kick-reason = grund
    .description = Grund, den das Mitglied sieht
command-kick-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-kick-dm = mitteilen
    .description = Eine Direktnachricht senden? Standard: wie eingestellt
command-softban = softbann
    .description = Wirft jemanden raus und löscht die Nachrichten: ein Bann, der sofort aufgehoben wird
command-softban-user = nutzer
    .description = Die Person, die den Softbann bekommt
command-softban-delete = löschen
    .description = Welche Nachrichten gelöscht werden. Standard: der letzte Tag
command-softban-reason = grund
    .description = Grund, den das Mitglied sieht
command-softban-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-ban = bannen
    .description = Bannt jemanden, Mitglied oder nicht, auf Zeit oder dauerhaft
command-ban-user = nutzer
    .description = Die Person, die gebannt wird; eine ID geht auch
command-ban-duration = dauer
    .description = Wie lange, etwa 12h, 7d, 2 weeks. Standard: dauerhaft
command-ban-delete = löschen
    .description = Welche Nachrichten auch gelöscht werden. Standard: nichts
command-ban-reason = grund
    .description = Grund, den das Mitglied sieht
command-ban-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-ban-dm = mitteilen
    .description = Eine Direktnachricht senden? Standard: wie eingestellt
command-unban = entbannen
    .description = Hebt einen Bann auf
command-unban-user = nutzer
    .description = Die Person, deren Bann aufgehoben wird: wähle sie, oder gib Name oder ID an
command-unban-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-case-search = suchen
    .description = Sucht Fälle nach Wörtern in ihren Gründen
command-case-search-text = text
    .description = Wörter, "ein genauer Ausdruck" oder -ohne
command-case-edit = ändern
    .description = Ändert Grund, Punkte oder Dauer eines Falls; das Alte bleibt in seiner Geschichte
command-case-edit-number = nummer
    .description = Die Nummer des Falls
command-case-edit-reason = grund
    .description = Der neue Grund
command-case-edit-points = punkte
    .description = Neue Punkte der Verwarnung
command-case-edit-duration = dauer
    .description = Wie lange Bann, Timeout, Gefängnis oder Rolle ab jetzt gilt, etwa 7d; perm: ohne Ende
command-case-edit-appeal = einspruch
    .description = Kann die Person Einspruch dagegen einlegen?
command-case-void = aufheben
    .description = Hebt einen Fall auf: er behält seine Nummer, zählt aber nicht mehr
command-case-void-number = nummer
    .description = Die Nummer des Falls
command-case-void-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-case-history = geschichte
    .description = Zeigt, was an einem Fall geändert wurde und von wem
command-case-history-number = nummer
    .description = Die Nummer des Falls
command-modstats = statistik
    .description = Zeigt, wie viele Maßnahmen jeder Moderator ergriffen hat
command-modstats-user = nutzer
    .description = Nur dieser Moderator, ausführlicher
command-modstats-days = tage
    .description = Wie viele Tage zurück. Standard: 30
command-history = geschichte
    .description = Zeigt die Fälle einer Person und was gegen sie zählt
command-history-user = nutzer
    .description = Die Person, deren Fälle gezeigt werden
command-record = akte
    .description = Zeigt, was auf diesem Server über dich festgehalten ist
command-ban-note = notiz
    .description = Eine Notiz für Moderatoren; das Mitglied bekommt sie nie zu sehen
command-settings-log-category = art
    .description = Was dort protokolliert wird. Standard: alles
command-settings-protected-roles = geschützte-rollen
    .description = Schützt Mitglieder mit einer Rolle vor Maßnahmen der Moderatoren
command-settings-protected-roles-role = rolle
    .description = Die Rolle, die geschützt wird
command-settings-protected-roles-remove = entfernen
    .description = Diese Rolle nicht mehr schützen
command-settings-jail = gefängnis
    .description = Wählt die Rolle, die eingesperrte Mitglieder bekommen
command-settings-jail-role = rolle
    .description = Die Gefängnisrolle; verbiete ihr, was Eingesperrte nicht sehen oder tun sollen
command-settings-lockdown = abriegelung
    .description = Wählt einen Kanal oder eine Kategorie, die eine Abriegelung sperrt
command-settings-lockdown-channel = kanal
    .description = Der Kanal, oder eine Kategorie für alle ihre Kanäle
command-settings-lockdown-remove = entfernen
    .description = Aus den Kanälen der Abriegelung entfernen
command-settings-presets = gründe
    .description = Speichert einen Grund, den Moderatoren wählen können
command-settings-presets-reason = grund
    .description = Der Grund
command-settings-presets-remove = entfernen
    .description = Diesen Grund entfernen
command-settings-dm = nachrichten
    .description = Bestimmt, ob Mitglieder zu einer Aktion eine Direktnachricht bekommen und was darin steht
command-settings-dm-action = aktion
    .description = Die Aktion, um die es in der Nachricht geht
command-settings-dm-send = senden
    .description = Mitgliedern eine Direktnachricht dazu senden?
command-settings-dm-text = text
    .description = Text mit {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"} …; „default“ für meinen eigenen
command-settings-warnings = verwarnungen
    .description = Bestimmt, wie lange eine Verwarnung zählt, wenn `expires` fehlt
command-settings-warnings-duration = dauer
    .description = Wie lange, etwa 30d, 6 months oder perm
command-settings-language = sprache
    .description = Wählt die Sprache von Logs, Belegen und Direktnachrichten
command-settings-language-language = sprache
    .description = Die Sprache
command-settings-time-zone = zeitzone
    .description = Wählt die Zeitzone des Servers
command-settings-time-zone-zone = zone
    .description = Die Zeitzone, etwa Europe/Berlin
command-settings-manual = von-hand
    .description = Bestimmt, ob Aktionen ohne mich, von Hand oder durch AutoMod, festgehalten werden
command-settings-manual-record = festhalten
    .description = Banns, Rauswürfe und Timeouts von Hand als Fälle festhalten?
command-settings-welcome = begrüßung
    .description = Richtet eine Begrüßung für neue Mitglieder ein
command-settings-welcome-channel = kanal
    .description = Der Kanal, in dem sie erscheint
command-settings-welcome-text = text
    .description = Text mit {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; „default“ für meinen eigenen
command-settings-welcome-dm = privat
    .description = Stattdessen als Direktnachricht senden
command-settings-welcome-preview = vorschau
    .description = Nur eine Vorschau zeigen
command-settings-welcome-off = aus
    .description = Begrüßungen ausschalten
command-settings-leave = abschied
    .description = Richtet eine Nachricht ein, wenn Mitglieder gehen
command-settings-leave-channel = kanal
    .description = Der Kanal, in dem sie erscheint
command-settings-leave-text = text
    .description = Text mit {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; „default“ für meinen eigenen
command-settings-leave-preview = vorschau
    .description = Nur eine Vorschau zeigen
command-settings-leave-off = aus
    .description = Abschiedsnachrichten ausschalten
command-settings-autorole = rollen-für-neue
    .description = Wählt die Rollen, die neue Mitglieder bekommen
command-settings-autorole-role = rolle
    .description = Die Rolle, die vergeben wird
command-settings-autorole-remove = entfernen
    .description = Diese Rolle nicht mehr vergeben
command-settings-autorole-delay = wartezeit
    .description = Wie lange nach dem Beitritt, etwa 10m oder 1d; none: sofort
command-settings-autorole-bots = bots
    .description = Die Rollen auch Bots geben?
command-settings-rejoin = rückkehr
    .description = Bestimmt, ob Gefängnis und Rollen auf Zeit weiter gelten, wenn jemand zurückkommt
command-settings-rejoin-jail = gefängnis
    .description = Wer im Gefängnis war, kommt wieder hinein? Sonst macht Verlassen frei
command-settings-rejoin-roles = rollen
    .description = Rollen auf Zeit für ihre Restzeit zurückgeben? Sonst beendet Verlassen sie
command-settings-alert = hinweis
    .description = Meldet, wenn jemand mit Einträgen beitritt
command-settings-alert-channel = kanal
    .description = Der Kanal dafür. Standard: das Log der Maßnahmen gegen Mitglieder
command-settings-alert-off = aus
    .description = Hinweise ausschalten
command-settings-messagelog = nachrichtenprotokoll
    .description = Protokolliert bearbeitete und gelöschte Nachrichten
command-settings-messagelog-channel = kanal
    .description = Der Kanal für das Log
command-settings-messagelog-ignore-channel = kanal_auslassen
    .description = Ein Kanal, der ignoriert wird
command-settings-messagelog-remove = entfernen
    .description = Diesen Kanal nicht mehr ignorieren
command-settings-messagelog-ignore-bots = bots_auslassen
    .description = Nachrichten von Bots ignorieren? Standard: ja
command-settings-messagelog-off = aus
    .description = Das Nachrichtenprotokoll ausschalten
command-settings-appeals = einsprüche
    .description = Lässt Mitglieder gegen Bann, Timeout, Gefängnis und Kick Einspruch einlegen
command-settings-appeals-channel = kanal
    .description = Der Kanal, in dem die Moderatoren entscheiden
command-settings-appeals-question-1 = frage-1
    .description = Eine Frage; die Fragen hier ersetzen alle früheren; „default“ für meine eigene
command-settings-appeals-question-2 = frage-2
    .description = Eine zweite Frage
command-settings-appeals-question-3 = frage-3
    .description = Eine dritte Frage
command-settings-appeals-question-4 = frage-4
    .description = Eine vierte Frage
command-settings-appeals-wait = frist
    .description = Wartezeit nach der Maßnahme und nach einer Ablehnung, etwa 7d; none: sofort, aber nur einmal
command-settings-appeals-by-another = andere-entscheiden
    .description = Muss jemand anderes entscheiden als wer die Maßnahme ergriffen hat? Standard: nein
command-settings-appeals-off = aus
    .description = Einsprüche ausschalten
command-settings-profile = profil
    .description = Ändert meinen Nicknamen, Avatar, Banner und meine Bio auf diesem Server
command-settings-profile-nick = nickname
    .description = Mein Nickname hier; „default“ für meinen eigenen Namen
command-settings-profile-avatar = avatar
    .description = Mein Avatar hier: PNG, JPEG, GIF oder WebP
command-settings-profile-banner = banner
    .description = Mein Banner hier: PNG, JPEG, GIF oder WebP
command-settings-profile-bio = bio
    .description = Der Text über mich hier; „default“ für meinen eigenen
command-settings-profile-restore = wiederherstellen
    .description = Zurück zu dem, was ich überall sonst habe
command-settings-clear = zurücksetzen
    .description = Setzt eine Einstellung auf den Standard zurück
command-settings-clear-setting = einstellung
    .description = Die Einstellung, die zurückgesetzt wird
command-ladder = leiter
    .description = Bestimmt, was geschieht, wenn sich die Verwarnungen eines Mitglieds summieren
command-ladder-show = zeigen
    .description = Zeigt die Stufen der Leiter
command-ladder-edit = ändern
    .description = Fügt eine Stufe hinzu, ändert oder entfernt sie
command-ladder-edit-points = punkte
    .description = Wie viele Punkte die Stufe auslösen
command-ladder-edit-action = aktion
    .description = Was dann geschieht
command-ladder-edit-duration = dauer
    .description = Wie lange, etwa 1h, 7d oder perm
command-ladder-edit-window = fenster
    .description = Nur Punkte aus so vielen letzten Tagen zählen. Standard: alle gültigen Punkte
command-ladder-edit-remove = entfernen
    .description = Diese Stufe entfernen
command-ladder-simulate = simulieren
    .description = Zeigt, was die Stufen in den letzten 90 Tagen getan hätten
command-policy = richtlinie
    .description = Begrenzt, was Moderatoren mit einer Rolle tun dürfen
command-policy-show = zeigen
    .description = Zeigt die Grenzen
command-policy-set = setzen
    .description = Setzt die Grenzen einer Rolle für eine Aktion; ohne Angaben fallen sie weg
command-policy-set-role = rolle
    .description = Die Rolle, die begrenzt wird
command-policy-set-action = aktion
    .description = Die Aktion, die begrenzt wird
command-policy-set-longest = längstens
    .description = Die längste Dauer, etwa 1h oder 7d
command-policy-set-points = punkte
    .description = Die meisten Punkte für eine Verwarnung
command-policy-set-per-hour = pro_stunde
    .description = Wie oft pro Stunde
command-policy-set-per-day = pro_tag
    .description = Wie oft pro Tag
command-jail = einsperren
    .description = Ersetzt die Rollen eines Mitglieds durch die Gefängnisrolle; /unjail gibt sie zurück
command-jail-user = nutzer
    .description = Das Mitglied, das eingesperrt wird
command-jail-duration = dauer
    .description = Wie lange, etwa 12h, 7d, 2 weeks. Standard: bis /unjail
command-jail-reason = grund
    .description = Grund, den das Mitglied sieht
command-jail-evidence = beweis
    .description = Ein Bild oder eine Datei als Beweis; ich behalte eine Kopie im Log
command-jail-dm = mitteilen
    .description = Eine Direktnachricht senden? Standard: wie eingestellt
command-unjail = freilassen
    .description = Gibt einem eingesperrten Mitglied die Rollen zurück
command-unjail-user = nutzer
    .description = Das Mitglied, das freigelassen wird
command-unjail-reason = grund
    .description = Grund, den das Mitglied sieht
menu-moderate = Moderieren
menu-delete-and-warn = Löschen und verwarnen
command-nick = spitzname
    .description = Ändert oder entfernt den Spitznamen eines Mitglieds
command-nick-set = setzen
    .description = Gibt einem Mitglied einen Spitznamen auf diesem Server
command-nick-set-user = nutzer
    .description = Das Mitglied, dessen Spitzname geändert wird
command-nick-set-nick = spitzname
    .description = Der neue Spitzname
command-nick-set-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-nick-reset = entfernen
    .description = Entfernt den Spitznamen eines Mitglieds, sodass sein eigener Name erscheint
command-nick-reset-user = nutzer
    .description = Das Mitglied, dessen Spitzname entfernt wird
command-nick-reset-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice = sprache
    .description = Trennt, verschiebt, stummt oder ertaubt ein Mitglied im Sprachkanal
command-voice-disconnect = trennen
    .description = Trennt ein Mitglied von seinem Sprachkanal
command-voice-disconnect-user = nutzer
    .description = Das Mitglied, das getrennt wird
command-voice-disconnect-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice-move = verschieben
    .description = Verschiebt ein Mitglied in einen anderen Sprachkanal
command-voice-move-user = nutzer
    .description = Das Mitglied, das verschoben wird
command-voice-move-channel = kanal
    .description = Der Sprachkanal, in den es kommt
command-voice-move-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice-mute = stummschalten
    .description = Lässt ein Mitglied in Sprachkanälen nicht sprechen
command-voice-mute-user = nutzer
    .description = Das Mitglied, das stummgeschaltet wird
command-voice-mute-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice-unmute = stummschaltung-aufheben
    .description = Lässt ein Mitglied in Sprachkanälen wieder sprechen
command-voice-unmute-user = nutzer
    .description = Das Mitglied, das wieder sprechen darf
command-voice-unmute-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice-deafen = ertauben
    .description = Lässt ein Mitglied die anderen in Sprachkanälen nicht hören
command-voice-deafen-user = nutzer
    .description = Das Mitglied, das ertaubt wird
command-voice-deafen-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-voice-undeafen = ertaubung-aufheben
    .description = Lässt ein Mitglied die anderen in Sprachkanälen wieder hören
command-voice-undeafen-user = nutzer
    .description = Das Mitglied, das wieder hören darf
command-voice-undeafen-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-massban = massenbann
    .description = Bannt viele auf einmal, aus einer Datei oder einem Formular; zeigt erst eine Vorschau
command-massban-file = datei
    .description = Eine .txt- oder .csv-Datei mit bis zu 10.000 IDs. Standard: ein Formular fragt danach
command-massban-reason = grund
    .description = Grund, der im Fall festgehalten wird; sie erfahren ihn nicht
command-massban-delete = löschen
    .description = Welche Nachrichten auch gelöscht werden. Standard: nichts
command-massunban = massenentbannung
    .description = Hebt viele Banns auf einmal auf: aus Datei, Formular oder Fall eines Massenbanns
command-massunban-file = datei
    .description = Eine .txt- oder .csv-Datei mit bis zu 10.000 IDs. Standard: ein Formular fragt danach
command-massunban-number = nummer
    .description = Die Fallnummer eines Massenbanns, dessen Banns aufgehoben werden
command-massunban-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-role = rolle
    .description = Gibt einem Mitglied eine Rolle oder nimmt sie ihm, auf Zeit oder dauerhaft
command-role-add = geben
    .description = Gibt einem Mitglied eine Rolle, mit einer Dauer nur auf Zeit
command-role-add-user = nutzer
    .description = Das Mitglied, das sie bekommt; auch du selbst
command-role-add-role = rolle
    .description = Die Rolle; sie muss unter deiner höchsten und meiner stehen
command-role-add-duration = dauer
    .description = Wie lange, etwa 12h, 7d, 2 weeks. Standard: dauerhaft
command-role-add-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-role-remove = nehmen
    .description = Nimmt einem Mitglied eine Rolle, mit einer Dauer nur auf Zeit
command-role-remove-user = nutzer
    .description = Das Mitglied, dem sie genommen wird; auch du selbst
command-role-remove-role = rolle
    .description = Die Rolle; sie muss unter deiner höchsten und meiner stehen
command-role-remove-duration = dauer
    .description = Wie lange, etwa 12h, 7d, 2 weeks. Standard: dauerhaft
command-role-remove-reason = grund
    .description = Grund, der im Fall festgehalten wird
command-rolemenu = rollenmenü
    .description = Menüs, in denen Mitglieder ihre Rollen selbst wählen
command-rolemenu-create = anlegen
    .description = Legt ein Menü an; danach wählst du seine Rollen und Texte
command-rolemenu-create-name = name
    .description = Der Name des Menüs; Mitglieder sehen ihn, bis es einen Titel hat
command-rolemenu-create-style = form
    .description = Wie Mitglieder wählen. Standard: Knöpfe
command-rolemenu-create-exclusive = einzeln
    .description = Mitglieder haben nur eine seiner Rollen zugleich
command-rolemenu-create-required = bedingung
    .description = Eine Rolle, die Mitglieder für das Menü brauchen
command-rolemenu-edit = ändern
    .description = Ändert ein Menü und seine Nachrichten
command-rolemenu-edit-name = name
    .description = Das Menü, das geändert wird
command-rolemenu-edit-style = form
    .description = Wie Mitglieder wählen
command-rolemenu-edit-exclusive = einzeln
    .description = Mitglieder haben nur eine seiner Rollen zugleich
command-rolemenu-edit-required = bedingung
    .description = Eine Rolle, die Mitglieder für das Menü brauchen; @everyone für keine
command-rolemenu-post = zeigen
    .description = Stellt ein Menü in einen Kanal; spätere Änderungen erscheinen auch dort
command-rolemenu-post-name = name
    .description = Das Menü, das gezeigt wird
command-rolemenu-post-channel = kanal
    .description = Der Kanal, in dem es erscheint. Standard: dieser
command-rolemenu-delete = löschen
    .description = Löscht ein Menü und schließt seine Nachrichten; ich frage vorher nach
command-rolemenu-delete-name = name
    .description = Das Menü, das gelöscht wird

command-remind = erinnern
    .description = Erinnerungen für dich selbst
command-remind-me = mich
    .description = Legt eine Erinnerung an; ich schicke sie dir als Direktnachricht
command-remind-me-when = wann
    .description = Wann, z. B. 2h, 3 days, 18:00 oder 2027-01-31 18:00
command-remind-me-text = text
    .description = Woran ich dich erinnern soll
command-remind-me-here = hier
    .description = Stattdessen in diesem Kanal erinnern
command-remind-list = liste
    .description = Zeigt deine Erinnerungen auf diesem Server und sagt sie ab
command-remind-cancel = absagen
    .description = Sagt eine deiner Erinnerungen ab
command-remind-cancel-reminder = erinnerung
    .description = Die Erinnerung, die abgesagt wird

command-tag = textbaustein
    .description = Texte, die dieser Server bereithält, etwa Antworten auf häufige Fragen
command-tag-get = zeigen
    .description = Zeigt einen Textbaustein
command-tag-get-name = name
    .description = Der Textbaustein, der gezeigt wird
command-tag-create = anlegen
    .description = Legt einen Textbaustein an; ein Formular fragt nach dem Text
command-tag-create-name = name
    .description = Der Name des Textbausteins
command-tag-edit = ändern
    .description = Ändert einen Textbaustein; ein Formular zeigt, wie er jetzt ist
command-tag-edit-name = name
    .description = Der Textbaustein, der geändert wird
command-tag-delete = löschen
    .description = Löscht einen Textbaustein; ich frage vorher nach
command-tag-delete-name = name
    .description = Der Textbaustein, der gelöscht wird
command-tag-list = liste
    .description = Zeigt alle Textbausteine dieses Servers

command-serverinfo = serverinfo
    .description = Zeigt diesen Server: Besitzer, Mitglieder, Kanäle, Rollen und Boosts
command-permissions = rechte
    .description = Erklärt, wer welchen Befehl verwenden kann
command-permissions-explain = erklären
    .description = Erklärt, ob jemand einen Befehl in diesem Kanal verwenden kann und warum
command-permissions-explain-user = nutzer
    .description = Die Person
command-permissions-explain-command = befehl
    .description = Der Befehl
command-roleinfo = rolleninfo
    .description = Zeigt eine Rolle: Farbe, Mitglieder, Position und Rechte
command-roleinfo-role = rolle
    .description = Die Rolle, die gezeigt wird
command-channelinfo = kanalinfo
    .description = Zeigt einen Kanal: Thema, Kategorie, Slowmode und ob er gesperrt ist
command-channelinfo-channel = kanal
    .description = Der Kanal, der gezeigt wird. Standard: dieser
command-avatar = avatar
    .description = Zeigt das Profilbild von jemandem in voller Größe
command-avatar-user = nutzer
    .description = Wessen Bild gezeigt wird. Standard: deins

command-poll = umfrage
    .description = Stellt allen hier eine Frage, mit Discords eigener Umfrage
command-poll-question = frage
    .description = Die Frage
command-poll-answer1 = antwort1
    .description = Eine Antwort zur Auswahl
command-poll-answer2 = antwort2
    .description = Eine Antwort zur Auswahl
command-poll-answer3 = antwort3
    .description = Eine Antwort zur Auswahl
command-poll-answer4 = antwort4
    .description = Eine Antwort zur Auswahl
command-poll-answer5 = antwort5
    .description = Eine Antwort zur Auswahl
command-poll-answer6 = antwort6
    .description = Eine Antwort zur Auswahl
command-poll-answer7 = antwort7
    .description = Eine Antwort zur Auswahl
command-poll-answer8 = antwort8
    .description = Eine Antwort zur Auswahl
command-poll-answer9 = antwort9
    .description = Eine Antwort zur Auswahl
command-poll-answer10 = antwort10
    .description = Eine Antwort zur Auswahl
command-poll-duration = dauer
    .description = Wie lange sie offen ist, von 1h bis 32d. Standard: ein Tag
command-poll-multiple = mehrere
    .description = Mehrere Antworten auf einmal erlauben

## Choices of commands

choice-actions-taken-by-hand = Aktionen von Hand
choice-returning-members = zurückkehrende Mitglieder
choice-welcome-message = Willkommensnachricht
choice-avatar = Avatar
choice-banner = Banner
choice-everything = alles
choice-language = Sprache
choice-time-zone = Zeitzone
choice-the-last-week = die letzte Woche
choice-the-last-hour = die letzte Stunde
choice-the-last-day = der letzte Tag
choice-the-last-6-hours = die letzten 6 Stunden
choice-the-last-3-days = die letzten 3 Tage
choice-roles-for-newcomers = Rollen für Neue
choice-reports = Meldungen
choice-reasons-to-choose-from = Gründe zur Auswahl
choice-protected-roles = geschützte Rollen
choice-policy = Regeln für Moderatoren
choice-nothing = nichts
choice-cases-that-are-over = beendete Fälle
choice-notes = Notizen
choice-hits-of-AutoMod = Treffer des AutoMod
choice-changes-of-settings = Änderungen der Einstellungen
choice-for-how-long-records-are-kept = Aufbewahrung
choice-appeals = Einsprüche
choice-message-log = Nachrichtenlog
choice-log-channels = Log-Kanäle
choice-leave-message = Abschiedsnachricht
choice-ladder = Stufenleiter
choice-jail-role = Gefängnisrolle
choice-how-long-warnings-count = wie lange Verwarnungen zählen
choice-direct-messages = Direktnachrichten
choice-deleted-messages = gelöschte Nachrichten
choice-lockdown-channels = Kanäle eines Lockdowns
choice-buttons = Knöpfe
choice-join-alert = Hinweis auf neue Mitglieder
choice-actions-on-members = Maßnahmen gegen Mitglieder
choice-select-menu = ein Auswahlmenü
choice-ban = Bann
choice-jail = Gefängnis
choice-kick = Kick
choice-lock = Sperre
choice-lockdown = Lockdown
choice-nick-set = Nickname-Änderung
choice-note = Notiz
choice-purge = Aufräumen
choice-role-add = Rollenvergabe
choice-role-remove = Rollenentzug
choice-slowmode = Slowmode
choice-softban = Softban
choice-timeout = Timeout
choice-unban = Entbannung
choice-unjail = Freilassung
choice-unlock = Entsperrung
choice-untimeout = Timeout-Aufhebung
choice-voice-deafen = Taubschaltung
choice-voice-disconnect = Trennung vom Sprachkanal
choice-voice-move = Sprachkanalwechsel
choice-voice-mute = Stummschaltung
choice-warn = Verwarnung

## Datenschutz

privacy-intro = Das bewahre ich auf diesem Server über dich auf. In der Datei steht alles.
privacy-cases = {$count ->
    [one] {$count} Fall über dich; siehe {COMMAND("record")}
   *[other] {$count} Fälle über dich; siehe {COMMAND("record")}
}
privacy-appeals = {$count ->
    [one] {$count} Einspruch von dir
   *[other] {$count} Einsprüche von dir
}
privacy-reports-made = {$count ->
    [one] {$count} Meldung von dir
   *[other] {$count} Meldungen von dir
}
privacy-reports-about = {$count ->
    [one] {$count} abgeschlossene Meldung über dich, mit der gemeldeten Nachricht
   *[other] {$count} abgeschlossene Meldungen über dich, mit den gemeldeten Nachrichten
}
privacy-reminders = {$count ->
    [one] {$count} Erinnerung von dir
   *[other] {$count} Erinnerungen von dir
}
privacy-hits = {$count ->
    [one] {$count} Treffer von Discords AutoMod
   *[other] {$count} Treffer von Discords AutoMod
}
privacy-actions = {$count ->
    [one] {$count} Fall, den du als Moderator angeordnet hast
   *[other] {$count} Fälle, die du als Moderator angeordnet hast
}
privacy-changes = {$count ->
    [one] {$count} Änderung, die du an den Einstellungen gemacht hast
   *[other] {$count} Änderungen, die du an den Einstellungen gemacht hast
}
privacy-kept = So lange bewahre ich es auf:
privacy-kept-reports = Gemeldete Nachrichten: 90 Tage nach Abschluss der Meldung
privacy-rest = Notizen der Moderatoren, Aktionen, von denen du nichts erfahren hast, offene Meldungen und wer dich gemeldet hat, stehen nicht darin. Von Nachrichten bewahre ich nur die gemeldeten auf. Willst du gelöscht werden, bitte einen Administrator dieses Servers um {COMMAND("privacy erase")}.
privacy-file-rest = Notizen der Moderatoren; Aktionen, von denen du nichts erfahren hast oder die nicht stattfanden; Meldungen, die noch offen sind; wer dich gemeldet hat; und was nach Tagen verschwindet: laufende Aufträge und IDs von Ereignissen.
privacy-file = Was ich über dich aufbewahre, als JSON
privacy-erase-question = <@{$user}> aus allem löschen, was ich über diesen Server aufbewahre? Fälle über diese Person behalten ihre Nummern und verlieren alles andere; wo sie selbst moderiert hat, steht niemand mehr. Meine Beiträge und Nachrichten auf Discord bleiben. Das lässt sich nicht rückgängig machen.
privacy-erase-in-force = Das bleibt auf Discord in Kraft, und ich beende es nicht mehr; hebe es vorher auf, wenn du das nicht willst:
privacy-erase-case = #{$number}, {$kind}
privacy-erase-case-until = #{$number}, {$kind}, bis <t:{$end}:f>
privacy-erase-yes = Diese Person löschen
privacy-erase-underway = Die Löschung läuft. {$why}
privacy-erase-done = Gelöscht: {$cases} über diese Person und alles andere, was sie nannte.
about-here = **Auf diesem Server**
about-here-manual-on = Banns, Rauswürfe und Timeouts, die ohne mich geschehen, halte ich fest.
about-here-manual-off = Was ohne mich geschieht, halte ich nicht fest.
about-here-messages-on = Ich lese die Nachrichten hier für das Log der bearbeiteten und gelöschten, einen Kanal dieses Servers; ich bewahre keine auf.
about-here-on = **Eingeschaltet:** {$features}
about-here-off = **Ausgeschaltet:** {$features}
about-here-kept = **Hier wird aufbewahrt**
about-here-yours = {COMMAND("privacy show")} zeigt dir, was ich über dich aufbewahre.

command-privacy = datenschutz
    .description = Zeigt, was ich auf diesem Server über dich aufbewahre, oder löscht eine Person
command-privacy-show = zeigen
    .description = Zeigt, was ich auf diesem Server über dich aufbewahre, und gibt es dir als Datei
command-privacy-erase = löschen
    .description = Löscht eine Person aus allem, was ich über diesen Server aufbewahre; ich frage vorher nach
command-privacy-erase-user = person
    .description = Wer gelöscht wird; eine ID geht auch

settings-show-retention = Aufbewahrt
settings-retention-now = Das bewahre ich von nun an auf; der Rest wird innerhalb einer Stunde gelöscht:
    {$lines}
settings-retention-days = {$days ->
    [one] {$days} Tag
   *[other] {$days} Tage
}
settings-retention-forever = bis jemand sie löscht
settings-retention-cases = Fälle, nachdem sie endeten und nicht mehr zählen: {$how}
settings-retention-notes = Notizen: {$how}
settings-retention-automod = Treffer des AutoMod: {$how}
settings-retention-history = Änderungen der Einstellungen: {$how}

command-settings-retention = aufbewahrung
    .description = Bestimmt, wie lange ich etwas aufbewahre
command-settings-retention-record = was
    .description = Die Art der Aufzeichnung
command-settings-retention-days = tage
    .description = Wie viele Tage, nachdem es vorbei ist. Standard: bis es jemand löscht

## Einstellungen als Datei

settings-file-head =
    Die Einstellungen eines Servers.
    Was hier fehlt, hat seinen Standardwert. IDs sind die von Discord, als Text oder als Zahl.
    Zum Einlesen dient „settings import“, in Discord oder auf der Kommandozeile.
settings-file-place = Zeile {$line}, Spalte {$column}: {$why}
settings-file-mistakes = {$count ->
    [one] Nichts wurde geändert, denn die Datei hat einen Fehler:
   *[other] Nichts wurde geändert, denn die Datei hat {$count} Fehler:
}
settings-file-more = … und {$count ->
    [one] ein weiterer
   *[other] {$count} weitere
}
settings-file-large = Diese Datei ist zu groß; Einstellungen haben höchstens {$kilobytes} KiB.
settings-file-no-text = Das ist kein Text in UTF-8; speichere die Datei als UTF-8.
settings-file-unreadable = Das kann ich nicht lesen: `{$message}`.
settings-file-many = Hier ist Platz für {$count}; entferne den Rest.
settings-file-twice = `{$value}` steht hier zweimal; behalte eines davon.
settings-file-long = Das ist länger als {$count} Zeichen; kürze es.
settings-file-blank = Dieser Text ist leer; schreib ein paar Worte oder entferne ihn.
settings-file-control = Dieser Text enthält das Zeichen U+0000, das ich nicht speichern kann; entferne es.
settings-file-action = `{$action}` passt hier nicht; nimm eine von diesen: `{$possible}`.
settings-file-range = Diese Zahl muss zwischen {$least} und {$most} liegen.
settings-file-id = `{$text}` ist keine ID; kopiere sie aus Discord.
settings-file-leave-dm = Wer gegangen ist, dem kann niemand schreiben; wähle einen Kanal mit `channel`.
settings-file-no-channel = Ich sehe auf diesem Server keinen Kanal mit der ID {$channel}; wähle einen anderen.
settings-file-channel-kind = In <#{$channel}> geht das nicht; wähle einen Kanal einer anderen Art.
settings-export-file = Die Einstellungen eines Servers als TOML
settings-export-done = Das sind alle Einstellungen dieses Servers. {COMMAND("settings import")} liest die Datei wieder ein, hier oder auf einem anderen Server; dort haben Rollen und Kanäle andere IDs.
settings-import-same = In der Datei steht, was auf diesem Server schon eingestellt ist; es gibt nichts zu ändern.
settings-import-title = Die Einstellungen durch die der Datei ersetzen?
settings-import-more = {$count ->
    [one] … und eine weitere Änderung
   *[other] … und {$count} weitere Änderungen
}
settings-import-yes = Ersetzen
settings-import-done = Nun gelten die Einstellungen der Datei. {COMMAND("settings show")} zeigt sie.
settings-import-stale = Inzwischen hat jemand die Einstellungen geändert, deshalb wurde nichts übernommen; gib die Datei noch einmal an.

## Die Geschichte der Einstellungen

settings-history-title = Änderungen der Einstellungen
settings-history-empty = Noch wurde nichts geändert.
settings-history-operator = wer mich betreibt
settings-history-default = Standard
settings-history-menu-made = Das Rollenmenü „{$name}“ wurde erstellt
settings-history-menu-changed = Das Rollenmenü „{$name}“ wurde geändert
settings-history-menu-deleted = Das Rollenmenü „{$name}“ wurde gelöscht

command-settings-history = verlauf
    .description = Zeigt, wer welche Einstellung geändert hat
command-settings-export = ausgeben
    .description = Gibt alle Einstellungen als Datei aus
command-settings-import = einlesen
    .description = Ersetzt alle Einstellungen durch die einer Datei; zeigt vorher die Änderungen
command-settings-import-file = datei
    .description = Eine .toml-Datei, wie /settings export sie schreibt

## Durations as people type them

typed-duration =
    .years = jahr, jahre, jahren, j
    .months = monat, monate, monaten, mon
    .weeks = woche, wochen, wo
    .days = tag, tage, tagen
    .hours = stunde, stunden, std
    .minutes = minuten
    .seconds = sekunde, sekunden, sek
    .milliseconds = millisekunde, millisekunden
    .microseconds = mikrosekunde, mikrosekunden
    .nanoseconds = nanosekunde, nanosekunden
    .numbers = ein/eine/einen/einem/einer, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn
    .half = halb, halbe, halben, halber, halbes
    .and = und
    .lead = für
    .forever = dauerhaft, für immer, unbefristet, endlos
    .off = aus, kein, keine, keiner, nein
