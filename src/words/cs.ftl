### Čeština. Oslovujeme tykáním.

## Společná slova

language-name = Čeština
list-and = {$first} a {$last}
word-never = nikdy
word-off = vypnuto
count-warnings = {$count ->
   *[other] {$count} varování
}
count-cases = {$count ->
    [one] {$count} případ
    [few] {$count} případy
   *[other] {$count} případů
}
count-points = {$count ->
    [one] {$count} bod
    [few] {$count} body
   *[other] {$count} bodů
}
count-members = {$count ->
    [one] {$count} člen
    [few] {$count} členové
   *[other] {$count} členů
}

## Tlačítka

button-undo = Vrátit
button-cancel = Zrušit
button-leave-it = Nechat být
button-appeal = Odvolat se
button-answer = Odpovědět
button-accept = Přijmout
button-reject = Zamítnout
button-ask = Zeptat se

## Potvrzení

receipt-ladder-step = Žebříček trestů: {$case}, {$action}.
receipt-following = {$case}, {$action}.
receipt-lift = {$kind ->
    [ban] Zrušit ban (případ #{$number})
    [jail] Pustit z vězení (případ #{$number})
    [timeout] Zrušit timeout (případ #{$number})
   *[other] Zrušit: {$kind} (případ #{$number})
}
receipt-recorded = **Případ #{$number}** · {$action}: zaznamenáno. {$why}
receipt-recorded-on = **Případ #{$number}** · {$action} pro {$target}: zaznamenáno. {$why}
receipt-evidence-waits = Zápis do logu s důkazem ještě čeká: {$why}
receipt-log-waits = Zápis do logu ještě čeká: {$why}
receipt-rest-waits = Zbytek ještě čeká: {$why}
receipt-done = **Případ #{$number}** · {$target} {$done}{$extent}.
receipt-total = {$total ->
    [one] celkem {$total} varování
    [few] celkem {$total} varování
   *[other] celkem {$total} varování
}

## Potvrzení, pokračování

receipt-not-applied = **Případ #{$number}** · neprovedeno: {$why}
receipt-taken-back = {$title ->
   *[other] **Případ #{$number}** · <@{$by}> bere zpět: {$what} pro {$target}.
}
receipt-follows = Navazuje na případ {$case}.
receipt-replaces = Nahrazuje případ {$case}.
receipt-note = Poznámka: {$summary}.
receipt-told = Soukromá zpráva o tom byla doručena.
receipt-untold-closed = Soukromá zpráva nedošla: tento člověk ode mě zprávy nepřijímá.
receipt-untold-outside = Soukromá zpráva nedošla: tento člověk není na tomto serveru.
receipt-untold-failed = Soukromá zpráva nedošla: Discord ji nepřijal.
receipt-untold-ordered = Soukromá zpráva se podle zadání neposílala.
receipt-final = Tohle se nedá vrátit.
receipt-logged = Zapsáno v <#{$channel}>.
receipt-no-log = Není nastaven kanál pro log; nastav ho pomocí {COMMAND("settings log")}.
receipt-slowness = ({$delay})
receipt-until = do <t:{$at}:f> (<t:{$at}:R>)
receipt-until-lifted = natrvalo

## Zásahy AutoModu

hits-recent = {$count ->
    [one] {$count} zásah za posledních 30 dní, naposledy <t:{$at}:R>
    [few] {$count} zásahy za posledních 30 dní, naposledy <t:{$at}:R>
   *[other] {$count} zásahů za posledních 30 dní, naposledy <t:{$at}:R>
}

## Vzdané úlohy

broken-case-unstorable = Vzdávám případ #{$number}: nejde uložit a další pokus na tom nic nezmění.
broken-case-holds-up = Vzdávám případ #{$number}: znovu a znovu mě zdržoval a všichni ostatní museli čekat.
broken-this-unstorable = Vzdávám to: nejde to uložit a další pokus na tom nic nezmění.
broken-this-holds-up = Vzdávám to: znovu a znovu mě to zdržovalo a všichni ostatní museli čekat.
broken-ask = Zkontroluj prosím, jestli se to projevilo, a dej vědět těm, kdo mě provozují; uveď incident `{$incident}`.
broken-failed-unstorable = nešlo to uložit; zkontroluj, jestli se to projevilo
broken-failed-holds-up = bylo to zastaveno, protože mě to znovu a znovu zdržovalo; zkontroluj, jestli se to projevilo
broken-title-unstorable = Něco se nepodařilo uložit
broken-title-holds-up = Něco se nepodařilo dokončit
broken-footer = Oznámení {$incident}

## Zrušení před provedením: konce vět

calloff-by = zrušeno (<@{$by}>)
calloff-points = {$points ->
    [one] zrušeno, protože varování už nedosahují {$points} bodu
    [few] zrušeno, protože varování už nedosahují {$points} bodů
   *[other] zrušeno, protože varování už nedosahují {$points} bodů
}

## Otázka na zásah někoho jiného

confirm-go-on = Pokračovat
confirm-recent = **U <@{$person}> právě zasáhl někdo jiný.** {$case}: <@{$person}> {$done}, <@{$moderator}> <t:{$at}:R>.
confirm-all-the-same = Přesto pokračovat ({$action})?

## Doby

duration-choice-endless = {$typed} · dokud to někdo nezruší
duration-choice-until = {$typed} · do {$end}
# A bare number that may mean several units. $unit: weeks, months, hours, minutes or days.
duration-unit = {$unit ->
    [weeks] {$count} {$count ->
        [one] týden
        [few] týdny
        [many] týdne
       *[other] týdnů
    }
    [months] {$count} {$count ->
        [one] měsíc
        [few] měsíce
        [many] měsíce
       *[other] měsíců
    }
    [hours] {$count} {$count ->
        [one] hodina
        [few] hodiny
        [many] hodiny
       *[other] hodin
    }
    [minutes] {$count} {$count ->
        [one] minuta
        [few] minuty
        [many] minuty
       *[other] minut
    }
   *[other] {$count} {$count ->
        [one] den
        [few] dny
        [many] dne
       *[other] dní
    }
}
duration-no-date = Datum by brzy minulo; napiš místo něj, jak dlouho, třeba `30m` nebo `2 weeks`.

## Důvod od žebříčku trestů

escalate-reached = Body za varování dosáhly s případem #{$number} hodnoty {$points}.
escalate-reached-within = Body za varování z {$days ->
    [one] {$days} dne
    [few] {$days} dnů
   *[other] {$days} dnů
} dosáhly s případem #{$number} hodnoty {$points}.
escalate-last = Naposledy: {$reason}

## Důkazy

evidence-about = Důkaz k případu #{$number}
evidence-no-answer = souborový server Discordu mi neodpověděl
evidence-no-log = není nastaven kanál pro log
evidence-log-failed = do logu se nepodařilo zapsat
evidence-too-large = Discord hlásí, že je soubor příliš velký
evidence-may-not-post = nesmím posílat soubory do <#{$channel}>; dej tam mé roli „Posílat zprávy“ a „Přikládat soubory“
evidence-refused = Discord soubor nepřijal (kód {$code})
evidence-line = **Důkaz:** {$name}
evidence-line-lost = **Důkaz:** neuchován: {$why}
evidence-kept = Důkaz je uložen u zápisu v logu.
evidence-lost = Důkaz se nepodařilo uchovat: {$why}.

## Co už platí

inforce-unknown-person = Discord nezná nikoho s ID {$id}; vyber ze seznamu, který se ukáže při psaní.
inforce-message-of-another = Tuto zprávu napsal někdo jiný; zvol u ní znovu „Smazat a varovat“.
inforce-message-gone = Ta zpráva už je pryč; toho, kdo ji napsal, varuj pomocí {COMMAND("warn")}.
inforce-held = **<@{$person}> {$state ->
    [ban] má ban
    [timeout] má timeout
    [jail] je ve vězení
   *[other] je na tom tak
} {$held}.**
inforce-held-by = **<@{$person}> {$state ->
    [ban] má ban
    [timeout] má timeout
    [jail] je ve vězení
   *[other] je na tom tak
} {$held} ({$case}).**
inforce-end-instead = Má to místo toho skončit <t:{$at}:f> (<t:{$at}:R>)?
inforce-nothing-new = <@{$person}> už {$state ->
    [ban] má ban
    [timeout] má timeout
    [jail] je ve vězení
   *[other] je na tom tak
} natrvalo, takže není co dělat.
inforce-nothing-new-by = <@{$person}> už {$state ->
    [ban] má ban
    [timeout] má timeout
    [jail] je ve vězení
   *[other] je na tom tak
} natrvalo ({$case}), takže není co dělat.
inforce-nothing-to-lift = <@{$person}> {$state ->
    [ban] nemá ban
    [timeout] nemá timeout
    [jail] není ve vězení
   *[other] na tom tak není
}, takže není co rušit.
inforce-would-lift = <@{$person}> už má ban a softban by ho zrušil; zprávy smaž pomocí {COMMAND("purge")} s volbou `uživatel`.
inforce-would-lift-by = <@{$person}> už má ban ({$case}) a softban by ho zrušil; zprávy smaž pomocí {COMMAND("purge")} s volbou `uživatel`.
inforce-no-jail = Vězení není nastaveno; nejdřív vyber jeho roli pomocí {COMMAND("settings jail")}.
inforce-jail-role-gone = Role vězení už neexistuje; vyber jinou pomocí {COMMAND("settings jail")}.
inforce-jail-role-high = Role vězení <@&{$role}> není pod mou nejvyšší rolí; přesuň mou roli nad ni v Nastavení serveru → Role.
state-for-good = natrvalo
state-until = do <t:{$at}:f>

## Vězení

injail-none = Vězení není nastaveno; vyber jeho roli pomocí {COMMAND("settings jail")}.
injail-not-any-more = tento člověk už ve vězení nebyl
injail-left = tento člověk není na serveru, takže role zpátky nedostal
injail-not-given-back = nevráceno, protože už neexistují nebo nejsou pod mou nejvyšší rolí: {$roles}

## Co ustupuje tomu, co už platí: konce vět

kept-banned = tento člověk má ban a softban by ho zrušil
kept-banned-by = tento člověk má ban (případ #{$number}) a softban by ho zrušil
kept-longer = případ #{$number} už platí déle
kept-longer-by-hand = to, co někdo udělal ručně, už platí déle

## Příkazy ve stejnou chvíli

meanwhile-replaced = Případ #{$parent} je nahrazen ({$case}), takže se neruší.
meanwhile-being-lifted = Případ #{$lifted} se právě ruší ({$case}), takže není co dělat.
meanwhile-lifted = Případ #{$lifted} už je zrušen ({$case}), takže není co dělat.
meanwhile-same = Pro {$target} se právě provádí totéž ({$case}), takže k tomu není co dodat.
meanwhile-nothing-to-lift = {$target} {$done} ({$case}), takže není co rušit.
meanwhile-nothing-to-do = {$target} {$done} ({$case}), takže není co dělat.
meanwhile-would-lift = {$target} právě dostává ban ({$case}) a softban by ho zrušil; zprávy smaž pomocí {COMMAND("purge")} s volbou `uživatel`.

## Zápis případu v logu

entry-not-posted = Nepodařilo se mi zapsat do kanálu pro log <#{$channel}>; zkontroluj oprávnění mé role a její místo v Nastavení serveru → Role.
entry-title = Případ #{$number} · {$kind}
entry-footer = Případ #{$number}
entry-member = **Člen:** {$member}
entry-channel = **Kanál:** <#{$channel}>
entry-role = **Role:** <@&{$role}>
entry-moderator = **Moderátor:** <@{$moderator}> ({$name})
entry-reason = **Důvod:** {$reason}
entry-no-reason = **Důvod:** neuveden
entry-points = **Body:** {$points}
entry-counts-until = **Počítá se do:** <t:{$at}:D>
entry-slowmode = **Pomalý režim:** {$delay}
entry-ends-case = **Ukončuje:** případ {$case}
entry-follows = **Navazuje na:** případ {$case}
entry-replaces = **Nahrazuje:** případ {$case}
entry-result = **Výsledek:** {$summary}
entry-not-applied = **Neprovedeno:** {$why}
entry-voided = **Zneplatněno:** <@{$by}>, <t:{$at}:R>
entry-ends = **Končí:** <t:{$at}:f> (<t:{$at}:R>)
entry-ends-never = **Končí:** nikdy

## Soukromá zpráva členovi

dm-news = Novinky ze serveru {$server}
dm-news-of-case = Novinky k případu #{$number} ze serveru {$server}
dm-reason = **Důvod:** {$reason}
dm-no-reason = Důvod nebyl uveden.
dm-no-reason-inside = důvod neuveden
dm-ends = Skončí to <t:{$at}:f>.
dm-endless = Samo to neskončí.
dm-total = {$total ->
    [one] Máš tam teď {$total} varování.
    [few] Máš tam teď {$total} varování.
   *[other] Máš tam teď {$total} varování.
}
dm-taken-back = Bylo to vzato zpět <t:{$at}:R> a už se to nepočítá.
dm-replaced = Nahradil to případ #{$number} <t:{$at}:R>.
dm-lifted = Bylo to zrušeno <t:{$at}:R>.
dm-ended = Skončilo to <t:{$at}:R>.
dm-correction-title = Oprava ze serveru {$server}
dm-correction = To, co stálo v mé zprávě k případu #{$number}, se nestalo.

## Výsledky: konce vět

outcome-superseded = případ #{$number} byl proveden dřív
outcome-refused = {$why} (kód {$code})
perform-not-in-server = tento člověk není na serveru
perform-unbanned-before = ban už předtím zrušil někdo jinde
perform-message-deleted = zpráva byla smazána
perform-message-not-deleted = zprávu se nepodařilo smazat: {$why}

## Co Discord odmítá a zkouší se dál

retry-timeout = {$subject}: timeout trvá, ale nepodařilo se mi ho prodloužit: {$why} Zkouším to dál.
retry-lockdown = Uzamčení serveru trvá, ale nepodařilo se mi prodloužit, co pozastavuje: {$why} Zkouším to dál.
retry-over-on = {$subject}: čas vypršel ({$action}), ale nepodařilo se mi to zrušit: {$why} Zkouším to dál.
retry-over = Čas vypršel ({$action}), ale nepodařilo se mi to zrušit: {$why} Zkouším to dál.
retry-title = Případ #{$number} · čeká
retry-footer = Pokus {$number}

## Časovače

expired-reason = Čas vypršel: {$action} (případ #{$number}).

## Vrácení

undo-reason = Vráceno zpět
undo-case-gone = Případ #{$number} už v záznamech není.
undo-not-like-this = Případ #{$number} už takhle vrátit nejde.
undo-does-not-hold = Případ #{$number} už neplatí, takže není co rušit.
undo-replaced = Případ #{$number} nahradil případ #{$by}.
undo-lifted = Případ #{$number} už zrušil případ #{$by}.
undo-taken-back-already = Případ #{$number} už je vzatý zpět.
undo-too-late = Vrátit to jde jen do pěti minut po akci, takže případ #{$number} platí dál.
undo-meanwhile = **Případ #{$number}** · vzato zpět. {$why}

## Případy: hledání, úpravy, zneplatnění

cases-unknown = Případ #{$number} na tomto serveru není; které tu jsou, ukáže {COMMAND("case list")}.
cases-nothing-to-change = Není zadáno nic, co by se mělo změnit; přidej `důvod`, `body`, `doba` nebo `odvolání`.
cases-without-appeal = Proti případu #{$number} se stejně nedá odvolat; odvolání je jen proti banu, umlčení, vězení a vyhození.
cases-without-points = Případ #{$number} není varování, a body mají jen varování.
cases-reason-blank = Důvod je prázdný; napiš pár slov.
cases-void-reason-blank = Důvod je prázdný; napiš, proč se případ nemá počítat.
cases-changed = **Případ #{$number}** · změněno.
cases-changed-end = **Případ #{$number}** · změněno: skončí <t:{$end}:f> (<t:{$end}:R>).
cases-changed-endless = **Případ #{$number}** · změněno: platí, dokud ho někdo nezruší.
cases-voided = **Případ #{$number}** · zneplatněno: už se nepočítá.
cases-voided-before = Případ #{$number} je už zneplatněný.
cases-still-holds = Případ #{$number} ještě platí; nejdřív ho zruš příkazem {$command}.
# Následuje po některé z vět výše.
cases-log-later = V logu se to projeví.
# `$why` je celá věta.
cases-end-stays = **Případ #{$number}** · konec zůstává, jak byl: {$why} (kód {$code})

## Případy: nový konec

cases-without-end = Případ #{$number} není ban, timeout, vězení, zámek, pomalý režim, změna role ani uzamčení serveru, a dobu trvání mají jen ty.
cases-end-too-early = Případ #{$number} se ještě provádí; zkus to za chvilku.
cases-end-not-applied = Případ #{$number} se neprovedl, takže nemá konec, který by šlo posunout.
cases-ended = Případ #{$number} už skončil, takže jeho konec nejde posunout; jestli má být nový, použij {$command}.

## Případy: odvolané během provádění

cases-under-way = Případ #{$number} se právě provádí; zastav to tlačítkem Zrušit, nebo ukonči uzamčení serveru příkazem {COMMAND("lockdown end")}.
cases-under-way-part = Případ #{$number} se právě provádí jako součást případu #{$whole}; zastav to tlačítkem Zrušit, nebo ukonči uzamčení serveru příkazem {COMMAND("lockdown end")}.
cases-calling-off = **Případ #{$number}** · zneplatněno. Právě se provádí: co ještě nezačalo, odvolám, a co už platí, hned zruším.
cases-not-applied = **Případ #{$number}** · neprovedeno: {$why}.
cases-lifted-late = **Případ #{$number}** · už byl proveden, takže ho ruší případ #{$lift} a nepočítá se.
cases-voided-late = **Případ #{$number}** · už byl proveden; dál se nepočítá.

## Případy: /case view

caseview-note = **Poznámka pro moderátory:** {$note}
caseview-dm-sent = **Soukromá zpráva:** odeslána
caseview-dm-closed = **Soukromá zpráva:** ode mě je nepřijímá
caseview-dm-outside = **Soukromá zpráva:** neodeslána, není na tomto serveru
caseview-dm-failed = **Soukromá zpráva:** Discord ji odmítl
caseview-dm-untold = **Soukromá zpráva:** žádná, podle zadání
caseview-log = **Log:** [otevřít]({$link})
caseview-log-failed = **Log:** do <#{$channel}> se nepodařilo zapsat
caseview-evidence = **Důkaz:** {$evidence}
# V řádku výše místo důkazu.
caseview-evidence-waits = {$name}, za chvíli zkopíruji do logu
caseview-no-appeal = **Odvolání:** není možné
caseview-appeal = **Odvolání:** #{$number}, {$state}
caseview-appeal-linked = **Odvolání:** [#{$number}]({$link}), {$state}
caseview-appeal-open = čeká na rozhodnutí
caseview-appeal-over = bez rozhodnutí, protože zásah skončil dřív
caseview-appeal-accepted = přijato
caseview-appeal-rejected = zamítnuto

## Případy: seznamy a jejich stránky

pages-newer = Novější
pages-older = Starší
# Pata seznamu.
pages-place = stránka {$page}
pages-place-of = stránka {$page} z {$pages}
# `$total` je `1000+`.
pages-cases-at-least = {$total} případů
pages-of-all = Případy
pages-of-person = Případy jednoho člověka
pages-found = Nalezeno, od nejnovějších
pages-none-found = Žádný případ nemá v důvodu slova {$words}; zkus méně slov.
pages-only-newest = -# Toto jsou nejnovější; celý výpis po stránkách dostaneš, když zadáš méně slov.
pages-empty = Není tu žádný záznam.

## Případy: záznam člověka a historie případu

history-record = Záznam
history-automod = **AutoMod:** {$hits}
history-counting = Teď se počítá: {$warnings} varování, {$points ->
    [one] {$points} bod
    [few] {$points} body
   *[other] {$points} bodů
}
history-of-case = Historie případu #{$number}
history-entries = {$count ->
    [one] {$count} záznam
    [few] {$count} záznamy
   *[other] {$count} záznamů
}
# `$total` je `1000+`.
history-entries-at-least = {$total} záznamů
history-earlier = Dřívější
history-later = Pozdější
# Co se stalo a kdo to udělal. Může následovat dvojtečka a podrobnosti.
history-entry = <t:{$at}:f> **{$event}**
history-entry-by = <t:{$at}:f> **{$event}** · <@{$person}>
history-event = {$event ->
    [opened] založení
    [recorded] dodatečný zápis
    [replaced] nahrazení staršího
    [ended] ukončení
    [replaced-by] nahrazení novějším
    [notified] oznámení
    [applied] provedení
    [failed] neúspěch
    [logged] log
    [evidence] důkaz
    [voided] zneplatnění
    [edited] úprava
    [rejailed] návrat do vězení
    [given-again] opětovné přidání
    [renumbered] přečíslování
    [erased] smazáno
   *[other] {$event}
}
# Následují po „nahrazení staršího:“, „ukončení:“ a podobně.
history-case = případ #{$case}
history-replaced = případ #{$case}, konec dříve {$old}, teď {$new}
# Následují po „úprava:“.
history-changed = {$what ->
    [reason] důvod
    [points] body
   *[other] {$what}
} „{$old}“ → „{$new}“
history-end-changed = konec {$old} → {$new}
history-no-end = nikdy
history-appeal-off = bez odvolání
history-appeal-on = odvolání je možné
history-nothing = nic
# Následují po „oznámení:“, „log:“ a „důkaz:“.
history-outcome = {$outcome ->
    [sent] odesláno
    [closed] soukromé zprávy nepřijímá
    [outside] není na serveru
    [failed] nepodařilo se
    [untold] žádné, podle zadání
    [posted] zapsáno
    [off] vypnuto
    [waiting] čeká se
    [kept] uloženo
   *[other] {$outcome}
}
history-not-kept = neuloženo: {$why}

## Případy: /modstats

modstats-of-all = Co udělali moderátoři
modstats-of-one = Aktivita jednoho moderátora
modstats-days = {$days ->
    [one] Poslední {$days} den
    [few] Poslední {$days} dny
   *[other] Posledních {$days} dní
}
modstats-nobody = Nikdo neudělal nic, co se počítá.
modstats-nothing = Není tu zapsaná žádná akce.
modstats-more = … a {$count ->
    [one] {$count} další
    [few] {$count} další
   *[other] {$count} dalších
}
modstats-newest = **Naposledy:** případ #{$number}, {$action}, <t:{$at}:R>
modstats-apart = -# Nezapočítáno: {$cases}.
modstats-voided = {$count ->
    [one] {$count} neplatný
    [few] {$count} neplatné
   *[other] {$count} neplatných
}
modstats-failed = {$count ->
    [one] {$count} neprovedený
    [few] {$count} neprovedené
   *[other] {$count} neprovedených
}

## Kanály: zámky a pomalý režim

channels-not-locked = <#{$channel}> podle mých záznamů není zamčený; co změnil někdo jiný, změň v nastavení kanálu.
channels-slowmode-too-long = Pomalý režim může být dlouhý nejvýš 6 hodin; napiš prodlevu jako `10s` nebo `5m`, případně `off`.

## Promazání: odmítnutí

purge-log-channel = Tohle je kanál s logem a jeho zprávy jsou důkazy; jestli tu opravdu chceš mazat, zapni `vynutit`.
purge-log-channel-menu = Tohle je kanál s logem a jeho zprávy jsou důkazy; jestli tu opravdu chceš mazat, použij {COMMAND("purge")} a zapni `vynutit`.
purge-nothing-between = Mezi `po` a `před` nemůže nic ležet: zpráva v `po` musí být ta starší.
purge-unread = Na {$options} musím číst zprávy a Discord mi to nedovolí: ten, kdo mě provozuje, musí na vývojářském portálu Discordu zapnout Message Content Intent (moje aplikace → Bot → Privileged Gateway Intents). `uživatel`, `boti`, `před` a `po` fungují i bez toho.
purge-link-unread = Nerozumím tomu, co je v `{$option}`: zadej odkaz na zprávu (její nabídka → Kopírovat odkaz na zprávu) nebo její ID.
purge-link-other-server = Zpráva v `{$option}` je z jiného serveru; vyber nějakou z tohoto kanálu.
purge-link-other-channel = Zpráva v `{$option}` je v <#{$channel}>; vyber nějakou z tohoto kanálu, nebo použij příkaz tam.
purge-regex-too-large = Tento `regex` je na mě moc velký; zkrať ho nebo zmenši jeho opakování.
# `$why` je anglicky.
purge-regex-unread = Tomuto výrazu v `regex` nerozumím: {$why}. Zkontroluj ho třeba na regex101.com (varianta Rust).

## Promazání: Aplikace → Promazat až sem

purge-ask = {$count ->
    [one] **Smazat {$count} zprávu, od nejnovější až po tu, kterou máš vybranou?**
    [few] **Smazat {$count} zprávy, od nejnovější až po tu, kterou máš vybranou?**
   *[other] **Smazat {$count} zpráv, od nejnovější až po tu, kterou máš vybranou?**
}
purge-ask-newest = {$count ->
    [one] **Smazat {$count} nejnovější zprávu?**
    [few] **Smazat {$count} nejnovější zprávy?**
   *[other] **Smazat {$count} nejnovějších zpráv?**
}
purge-ask-again = K té, kterou máš vybranou, jich vede víc; mažu jich {$count} najednou, zbytek smažeš dalším spuštěním.
purge-ask-nothing = Až k této zprávě není co mazat.
purge-ask-stays = Co zůstane: {$messages}.
# Ve větě výše.
purge-ask-pinned = {$count ->
    [one] {$count} připnutá
    [few] {$count} připnuté
   *[other] {$count} připnutých
}
purge-ask-fixed = {$count ->
    [one] {$count} oznámení samotného Discordu
   *[other] {$count} oznámení samotného Discordu
}
purge-ask-too-old = všechny starší než 14 dní
purge-ask-for-good = Tohle nejde vrátit.
purge-ask-yes = Smazat
purge-ask-no = Nechat být
purge-ask-left = Zůstaly, jak jsou. Nic nebylo smazáno.
purge-ask-expired = Do deseti minut nikdo neodpověděl, takže nic nebylo smazáno. Jestli o to pořád stojíš, zvol znovu Promazat až sem.
purge-ask-over = Tahle otázka už neplatí: je zodpovězená, nebo uběhlo deset minut; zvol znovu Promazat až sem.

## Promazání: v průběhu

purge-title = Případ #{$number} · Promazání
purge-recorded = **Případ #{$number}** · promazání je zapsané. {$why}
purge-so-far = prohlédnuto: {$scanned}, ke smazání: {$chosen}
purge-one-by-one = {$count ->
    [one] {$count} je starší než 14 dní: takové Discord maže po jedné a chvíli to trvá
    [few] {$count} jsou starší než 14 dní: takové Discord maže po jedné a chvíli to trvá
   *[other] {$count} je starších než 14 dní: takové Discord maže po jedné a chvíli to trvá
}

## Promazání: výsledek

purge-done = **Případ #{$number}** · {$result}. Promazání nejde vrátit.
purge-under-way = **Případ #{$number}** · provádí se. Promazání nejde vrátit.
purge-not-applied = **Případ #{$number}** · neprovedeno: {$why}
purge-logged = Zapsáno v <#{$channel}>.
# Výsledek: tyto části oddělené čárkami.
purge-deleted = {$count ->
    [one] smazána {$count} zpráva
    [few] smazány {$count} zprávy
   *[other] smazáno {$count} zpráv
}
purge-looked-at = prohlédnuto: {$count}
purge-others = neodpovídá zadání: {$count}
purge-pinned = ponecháno jako připnuté: {$count}
purge-too-old = ponecháno jako starší než 14 dní: {$count}
purge-vanished = zmizelo už předtím: {$count}
purge-fixed = oznámení samotného Discordu, která nikdo nesmaže: {$count}
purge-refused = Discord odmítl smazat: {$count}
purge-unknown = možná smazáno, ale už to nezjistím: {$count}
purge-left = zbývá: {$count}
purge-left-cancelled = zbývá: {$count} (Zrušit: <@{$person}>)
purge-end-too-old = konec u zpráv starších než 14 dní
purge-end-old-enough = konec po {$count} starších než 14 dní
purge-end-far-enough = konec po prohlédnutí {$count}
purge-end-too-slow = konec, protože vzor je na to, co je tu napsané, moc pomalý; zjednoduš ho
# `$why` je celá věta bez konce.
purge-ended = {$result}; tam to skončilo: {$why}
# `$filter`: následující části oddělené čárkami.
purge-only = {$result}; jen zprávy {$filter}
purge-only-user = od <@{$person}>
purge-only-bots = od botů
purge-only-containing = s textem „{$text}“
purge-only-like = podle vzoru „{$pattern}“
purge-only-links = s odkazy
purge-only-invites = s pozvánkami
purge-only-files = se soubory
purge-only-embeds = s vloženým obsahem

## Promazání: přepis

purge-transcript-unlogged = Log přepis nemá: {$why}.
purge-transcript-without-log = Pro přepis není nastavený žádný kanál s logem.
purge-transcript-here = Přepis je tady, jen pro tebe: ulož si ho, nikde jinde nezůstane.
purge-transcript-lost = Přepis se nepodařilo uložit.
purge-transcript-to-read = Co smazal případ #{$number}
purge-transcript-for-programs = Co smazal případ #{$number}, pro programy
# Stránka je HTML: v jejích větách nesmí být `<`, `>` ani `&`.
purge-page-title = Promazání, případ #{$number}
purge-page-head = {$count ->
    [one] {$count} zpráva
    [few] {$count} zprávy
   *[other] {$count} zpráv
}, promazání: {$moderator} ({$id}), zadáno {$time}
purge-page-head-channel = {$count ->
    [one] {$count} zpráva
    [few] {$count} zprávy
   *[other] {$count} zpráv
}, promazání: {$moderator} ({$id}), kanál {$channel}, zadáno {$time}
purge-page-reason = Důvod: {$reason}
purge-page-left-out = {$count ->
    [one] {$count} další zpráva je smazaná, ale není
    [few] {$count} další zprávy jsou smazané, ale nejsou
   *[other] {$count} dalších zpráv je smazaných, ale není
} tady: Discord bere soubory nejvýš do 10 MiB.
purge-page-bot = bot
# Kdo nechal zprávu napsat aplikaci.
purge-page-for = pro {$person} ({$id})
purge-page-edited = upraveno {$time}
purge-page-forwarded = Přeposláno:
purge-page-file = {$name}, {$size} B
purge-page-poll = Anketa: {$poll}
purge-page-sticker = Samolepka: {$name}

## Informace: /help, /about, /ping

help-title = Co tu můžeš používat
help-group = {$feature ->
    [info] Rozhlédnout se
    [moderation] Zasáhnout vůči členům
    [cases] Dohledat a opravit záznamy
    [channels] Udržovat kanály v pořádku
    [roles] Dávat a brát role
    [reports] Nahlásit něco moderátorům
    [people] Připomínky a další, pro všechny
    [settings] Nastavit server
    [privacy] Zobrazit nebo smazat, co si ukládám
   *[other] {$feature}
}
help-unknown = Příkaz {$command} tu pro tebe nemám; {$help} ukáže všechny, které můžeš používat.
help-more = {$help} s příkazem ho vysvětlí.
help-choose = Co chceš udělat?
help-for-everyone = Může ho použít každý.
help-takes = Potřebuješ oprávnění {$permissions}.
help-example = Příklad: `{$example}`
help-example-user = @člen
help-example-role = @role
help-example-channel = #kanál
help-example-file = (soubor)
help-on-person = Aplikace → **{$menu}**, u člověka
help-on-message = Aplikace → **{$menu}**, u zprávy
about-promise = **Gavel {$version}** moderuje tento server. Každá zadaná akce se provede právě jednou a zapíše pravdivě, ať mezitím spadne cokoli.
about-reading = Zprávy nečtu: vidím jen příkazy, tlačítka a hlášení, které mi lidé posílají.
about-help = Co tu můžeš používat, zjistíš přes {COMMAND("help")}.
ping-pong = Pong! Gavel {$version}
ping-way = Od Discordu ke mně: {$time} ms
ping-database = Databáze: {$answer}
ping-rest = REST API Discordu: {$answer}
ping-time = {$time} ms
ping-silent = neodpovídá

## Informace: /userinfo

userinfo-bot = bot
userinfo-id = ID
userinfo-made = Účet založen
userinfo-here = Na tomto serveru
userinfo-not-here = ne
userinfo-joined = Na serveru od
userinfo-nickname = Přezdívka
userinfo-timed-out = Timeout do
userinfo-roles = Role ({$count})
userinfo-more-roles = a {$count ->
    [one] {$count} další
    [few] {$count} další
   *[other] {$count} dalších
}
userinfo-no-roles = žádné
userinfo-automod = AutoMod
userinfo-hits-unknown = teď se neví: ke svým záznamům se nedostanu

## Ruční akce

byhand-by-person = ručně, ne přes mě
byhand-by-bot = přes jiného bota
byhand-by-discord = provedl Discord
byhand-by-automod = provedl AutoMod Discordu
# `$how` je jedno z výše uvedených.
byhand-over = {$how}; skončilo to dřív, než bylo vidět, dokdy to platí

## Kinds of action: name, heading, "@somebody …", heading of the direct message, "@somebody is …"

kind-note =
    .word = poznámka
    .title = Poznámka
    .done = má novou poznámku
kind-warn =
    .word = varování
    .title = Varování
    .done = dostal(a) varování
    .told = Na serveru {$server} máš nové varování
kind-timeout =
    .word = timeout
    .title = Timeout
    .done = dostal(a) timeout
    .told = Na serveru {$server} máš timeout
    .state = v timeoutu
kind-untimeout =
    .word = zrušení timeoutu
    .title = Timeout zrušen
    .done = už nemá timeout
    .told = Tvůj timeout na serveru {$server} byl zrušen
kind-kick =
    .word = vyhození
    .title = Vyhození
    .done = byl(a) vyhozen(a)
    .told = Vyhodili tě ze serveru {$server}
kind-softban =
    .word = softban
    .title = Softban
    .done = dostal(a) softban
    .told = Vyhodili tě ze serveru {$server}, ale můžeš se vrátit
kind-ban =
    .word = ban
    .title = Ban
    .done = dostal(a) ban
    .told = Na serveru {$server} máš ban
    .state = pod banem
kind-unban =
    .word = zrušení banu
    .title = Ban zrušen
    .done = už nemá ban
kind-jail =
    .word = vězení
    .title = Vězení
    .done = je ve vězení
    .told = Na serveru {$server} jsi ve vězení
    .state = ve vězení
kind-unjail =
    .word = propuštění z vězení
    .title = Propuštění z vězení
    .done = už není ve vězení
    .told = Na serveru {$server} už nejsi ve vězení
kind-purge =
    .word = promazání
    .title = Promazání
    .done = má smazané zprávy
kind-lock =
    .word = zámek
    .title = Kanál zamčen
    .done = je zamčený
    .state = zamčený
kind-unlock =
    .word = odemčení
    .title = Kanál odemčen
    .done = je odemčený
kind-slowmode =
    .word = pomalý režim
    .title = Pomalý režim
    .done = má nastavený pomalý režim
    .state = v pomalém režimu
kind-unslow =
    .word = zrušení pomalého režimu
    .title = Pomalý režim zrušen
    .done = má zase předchozí pomalý režim
kind-massban =
    .word = hromadný ban
    .title = Hromadný ban
    .done = dostal(a) ban s mnoha dalšími
kind-massunban =
    .word = hromadné zrušení banů
    .title = Hromadné zrušení banů
    .done = už nemá ban, stejně jako mnoho dalších
kind-role-add =
    .word = přidání role
    .title = Role přidána
    .done = dostal(a) roli
    .state = s touto rolí
kind-role-remove =
    .word = odebrání role
    .title = Role odebrána
    .done = už nemá roli
    .state = bez této role
kind-nick-set =
    .word = změna přezdívky
    .title = Přezdívka nastavena
    .done = má novou přezdívku
kind-nick-reset =
    .word = odebrání přezdívky
    .title = Přezdívka odebrána
    .done = už nemá přezdívku
kind-voice-disconnect =
    .word = odpojení z hlasového kanálu
    .title = Odpojení z hlasového kanálu
    .done = byl(a) odpojen(a) z hlasového kanálu
kind-voice-move =
    .word = přesun mezi hlasovými kanály
    .title = Přesun mezi hlasovými kanály
    .done = je v jiném hlasovém kanálu
kind-voice-mute =
    .word = ztlumení
    .title = Ztlumení v hlasových kanálech
    .done = má v hlasových kanálech ztlumený mikrofon
kind-voice-unmute =
    .word = zrušení ztlumení
    .title = Ztlumení zrušeno
    .done = už nemá v hlasových kanálech ztlumený mikrofon
kind-voice-deafen =
    .word = vypnutí zvuku
    .title = Zvuk v hlasových kanálech vypnut
    .done = má v hlasových kanálech vypnutý zvuk
kind-voice-undeafen =
    .word = zapnutí zvuku
    .title = Zvuk v hlasových kanálech zapnut
    .done = má v hlasových kanálech zase zapnutý zvuk
kind-lockdown =
    .word = uzamčení serveru
    .title = Uzamčení serveru
    .done = je uzamčený
    .state = uzamčený
kind-lockdown-end =
    .word = konec uzamčení serveru
    .title = Konec uzamčení serveru
    .done = už není uzamčený

## Permissions, as Discord's client calls them

permission-administrator = Správce
permission-view-channel = Zobrazit kanál
permission-manage-channels = Spravovat kanály
permission-manage-roles = Spravovat role
permission-create-guild-expressions = Vytvářet výrazy
permission-manage-guild-expressions = Spravovat výrazy
permission-view-audit-log = Zobrazit záznam auditu
permission-view-guild-insights = Zobrazit přehled o serveru
permission-view-creator-monetization-analytics = Zobrazit analýzy monetizace
permission-manage-webhooks = Spravovat webhooky
permission-manage-guild = Spravovat server
permission-create-invite = Vytvořit pozvánku
permission-change-nickname = Změnit přezdívku
permission-manage-nicknames = Spravovat přezdívky
permission-kick-members = Vyhodit členy
permission-ban-members = Zabanovat členy
permission-moderate-members = Dát členům timeout
permission-send-messages = Odesílat zprávy
permission-send-messages-in-threads = Odesílat zprávy ve vláknech
permission-create-public-threads = Vytvářet veřejná vlákna
permission-create-private-threads = Vytvářet soukromá vlákna
permission-embed-links = Vkládat odkazy
permission-attach-files = Přikládat soubory
permission-add-reactions = Přidávat reakce
permission-use-external-emojis = Používat externí emoji
permission-use-external-stickers = Používat externí samolepky
permission-mention-everyone = Zmínit @everyone, @here a všechny role
permission-manage-messages = Spravovat zprávy
permission-pin-messages = Připínat zprávy
permission-bypass-slowmode = Obejít pomalý režim
permission-manage-threads = Spravovat vlákna
permission-read-message-history = Číst historii zpráv
permission-send-tts-messages = Odesílat zprávy s převodem textu na řeč
permission-send-voice-messages = Odesílat hlasové zprávy
permission-send-polls = Vytvářet ankety
permission-connect = Připojit se
permission-speak = Mluvit
permission-stream = Video
permission-use-soundboard = Používat soundboard
permission-use-external-sounds = Používat externí zvuky
permission-use-vad = Používat detekci hlasu
permission-priority-speaker = Prioritní mluvčí
permission-mute-members = Ztlumit členy
permission-deafen-members = Vypnout členům zvuk
permission-move-members = Přesunout členy
permission-set-voice-channel-status = Nastavit stav hlasového kanálu
permission-request-to-speak = Požádat o slovo
permission-use-slash-commands = Používat příkazy aplikací
permission-use-embedded-activities = Používat aktivity
permission-use-external-apps = Používat externí aplikace
permission-create-events = Vytvářet události
permission-manage-events = Spravovat události

## Lacking permissions

lacks-none = žádné oprávnění
lacks-unknown = neznámé oprávnění 1<<{$bit}
lacks-here = tady
lacks-there = tam
lacks-channel = v <#{$channel}>
lacks-server = na tomto serveru
lacks-whole-server = na celém serveru
lacks-caller = K tomu potřebuješ oprávnění {$permissions}; zeptej se správce serveru.
lacks-caller-in = K tomu potřebuješ {$place} oprávnění {$permissions}; zeptej se správce serveru.
lacks-gavel = Nemám {$place} oprávnění {$permissions}; dej ho mojí roli v Nastavení serveru → Role.
lacks-gavel-or-here = Nemám {$place} oprávnění {$permissions}; dej ho mojí roli v Nastavení serveru → Role nebo v tomto kanálu.
lacks-gavel-or-there = Nemám {$place} oprávnění {$permissions}; dej ho mojí roli v Nastavení serveru → Role nebo v tom kanálu.

## Ranks: refusals in a few words, for lists

rank-brief-yourself = to jsi ty
rank-brief-gavel = to jsem já
rank-brief-owner = vlastní server
rank-brief-protected = má chráněnou roli {$role}
rank-brief-not-above-target = nejvyšší role není pod tvojí
rank-brief-gavel-not-above-target = nejvyšší role není pod mojí
rank-brief-gavel-lacks = nemám oprávnění {$permissions}
rank-brief-caller-lacks = nemáš oprávnění {$permissions}
rank-brief-role = roli {$role} nejde přidat ani odebrat
rank-brief-policy = pravidla to dovolují jen {$limit}
rank-brief-ordered-by = nařízeno od {$moderator}
rank-brief-not-here = není na serveru
rank-brief-administrator = má oprávnění Správce

## Ranks: refusals

rank-yourself = Na sebe to použít nejde; když to potřebuješ, řekni si jinému moderátorovi.
rank-gavel = Na mě to použít nejde; vyber někoho jiného.
rank-owner = <@{$user}> vlastní tento server a na vlastníka nikdo zasáhnout nemůže.
rank-protected = <@{$user}> má chráněnou roli <@&{$role}>; nejdřív ji odeber, nebo se zeptej správce.
rank-not-above-target = Tvoje nejvyšší role není nad tou, kterou má <@{$user}>; požádej někoho s vyšší rolí.
rank-gavel-not-above-target = Moje nejvyšší role není nad tou, kterou má <@{$user}>; přesuň moji roli nad ni v Nastavení serveru → Role.
rank-ordered-from-above = Nařídil(a) to <@{$moderator}> s vyšší rolí, než je tvoje; zeptej se tam, nebo někoho ještě výš.
rank-not-here = <@{$user}> není na tomto serveru, takže to není na kom provést.
rank-administrator = <@{$user}> má oprávnění Správce a v tom případě Discord timeout nedovolí; nejdřív tu roli odeber.

## Roles that can't be given

grant-gone = Ta role už neexistuje; vyber jinou.
grant-everyone = Roli @everyone mají všichni; vyber jinou.
grant-managed = <@&{$role}> patří k aplikaci, k boostům nebo k předplatnému a nikdo ji nemůže přidat ani odebrat; vyber jinou roli.
grant-not-below-caller = <@&{$role}> není pod tvojí nejvyšší rolí; požádej někoho, kdo má vyšší roli.
grant-not-below-gavel = <@&{$role}> není pod mojí nejvyšší rolí; přesuň moji roli nad ni v Nastavení serveru → Role.
grant-powerful = <@&{$role}> má {$permissions}, a to by nikdo neměl dostat automaticky; odeber jí to, nebo vyber jinou roli.

## Limits of a role

breach-text = Pravidla role <@&{$role}> dovolují {$action} jen {$limit}; požádej někoho s většími právy, nebo se podívej do {COMMAND("policy show")}.
# How far an action may go, after "allows ban only".
breach-length = na nejvýš {$length}
breach-points = {$points ->
    [one] s nejvýše {$points} bodem
    [few] s nejvýše {$points} body
   *[other] s nejvýše {$points} body
}
breach-an-hour = {$count}krát za hodinu
breach-a-day = {$count}krát za den
# The limits in a list.
bound-length = do {$length}
bound-points = {$points ->
    [one] do {$points} bodu
    [few] do {$points} bodů
   *[other] do {$points} bodů
}
bound-an-hour = {$count} za hodinu
bound-a-day = {$count} za den

## Steps of the ladder

step-text = {$points}: {$action}
step-within = {$days ->
    [one] {$points} během {$days} dne: {$action}
    [few] {$points} během {$days} dnů: {$action}
   *[other] {$points} během {$days} dnů: {$action}
}
step-action-for = {$action} na {$length}

## Durations that people type

duration-nought = `{$text}` není žádná doba; napiš, jak dlouho, třeba `30m` nebo `2 hours`.
duration-too-short = `{$text}` je kratší než vteřina; napiš, jak dlouho, třeba `30s` nebo `2 hours`.
duration-unreadable = Nerozumím době `{$text}`; napiš ji jako `30m`, `2 hours`, `1d 12h`, `2 weeks`, `2027-01-31 18:00` nebo `perm`.
duration-too-long = To je moc dlouho; nejvýš to může být {$years} let, nebo `perm` navždy.
duration-over = Ten čas už minul; zadej takový, který teprve přijde.

## Cases

record-number = případ #{$number}
# How a case ended, as a heading or at the start of a sentence, before the time and the person.
record-ended = Ukončeno
record-replaced = Nahrazeno
record-ended-by = <t:{$at}:R>, <@{$moderator}>, případ {$case}
# The state of a case in lists.
record-not-applied = neprovedeno
record-voided = neplatný
record-pending = čeká

## The log's categories

category-everything = všechno ostatní
category-moderation = zásahy proti členům
category-messages = smazané zprávy
category-reports = hlášení

## Features that run by themselves, as the subject of "does not work" and as headings

automated-welcome = Uvítací zpráva
automated-leave = Zpráva o odchodu
automated-autorole = Role pro nové členy
automated-rejoin = Co platí pro toho, kdo se vrátí
automated-alert = Upozornění na příchozí
automated-message-log = Log zpráv
automated-appeals = Odvolání
automated-reports = Hlášení

## Small edits of members

edited-nick = přezdívka je teď „{$nick}“
edited-voice = kanál je teď <#{$channel}>

## Lockdowns

closing-no-log = Zapisují se tam případy a po zamčení bych tam psát nemohl; nejdřív v tom kanálu povol mojí roli „Odesílat zprávy“.
closing-lacks = Můžu ostatním vzít jen to, co mám sám; dej mojí roli {$permissions} v Nastavení serveru → Role.
closing-and-more = {$count ->
    [one] {$channels} a {$count} další
    [few] {$channels} a {$count} další
   *[other] {$channels} a {$count} dalších
}
closing-more-lines = {$count ->
    [one] a {$count} další, viz následující případy
    [few] a {$count} další, viz následující případy
   *[other] a {$count} dalších, viz následující případy
}
# What a lockdown pauses, at the start of a sentence or after a colon.
pause-invites-and-dms = pozvánky a soukromé zprávy mezi členy
pause-invites = pozvánky
pause-dms = soukromé zprávy mezi členy
pause-nothing = nic

## Texts with placeholders

template-unknown = Neznám {"{"}{$unknown}{"}"}; použij {$known}.
greet-welcome = Vítej na serveru {$server}, {$user}!
greet-leave = {$name} už není na serveru {$server}.
greet-nobody = Text neříká, o koho jde; vlož do něj `{"{"}user{"}"}` nebo `{"{"}name{"}"}`.

## Input

emoji-wrong = „{$text}“ není emoji; vyber nějaké, nebo napiš vlastní emoji tohoto serveru jako `<:name:123456789>`.
idlist-none = Nenašel jsem v tom žádné ID osoby; zadej ID jako 1102000000000000001 nebo zmínky, na každý řádek jedno.
idlist-none-among = {$count ->
    [one] Nenašel jsem v tom žádné ID osoby, jen {$count} jiné slovo; zadej ID jako 1102000000000000001 nebo zmínky, na každý řádek jedno.
    [few] Nenašel jsem v tom žádné ID osoby, jen {$count} jiná slova; zadej ID jako 1102000000000000001 nebo zmínky, na každý řádek jedno.
   *[other] Nenašel jsem v tom žádné ID osoby, jen {$count} jiných slov; zadej ID jako 1102000000000000001 nebo zmínky, na každý řádek jedno.
}
idlist-too-many = To je {$count} lidí a já jich najednou beru {$most}; zadej je po částech.
file-too-large = Ten soubor má {$size} a Discord ode mě bere nejvýš {$most}; dej jako `evidence` menší.
file-size = {$whole},{$tenths} MiB

## Chyby (src/discord/error_code.rs)

discord-missing-access = Tenhle kanál nevidím; dej v něm mé roli oprávnění „Zobrazit kanál“.
discord-missing-permissions = Podle Discordu mi k tomu chybí oprávnění; zkontroluj oprávnění mé role a její místo v Nastavení serveru → Role.
discord-unknown-person = Tahle osoba už tu není.
discord-not-in-voice = Tahle osoba není v žádném hlasovém kanálu serveru, takže není co měnit.
discord-unknown-channel = Tenhle kanál už neexistuje.
discord-unknown-role = Tahle role už neexistuje.
discord-unknown-message = Tahle zpráva už neexistuje.
discord-unknown-guild = Na tomhle serveru už nejsem; pozvi mě znovu.
discord-thread-archived = Tohle vlákno je zavřené; napiš do něj něco a zase se otevře.
discord-thread-locked = Vlákno je zamčené; odemkni ho, nebo mi v něm dej oprávnění Spravovat vlákna.
discord-tag-required = Každý příspěvek v tomto fóru potřebuje štítek a žádný z nich nemůžu přidat; přidej nějaký, nebo v nastavení fóra udělej štítky nepovinné.
discord-two-factors = Tenhle server vyžaduje od moderátorů dvoufázové ověření; kdo vlastní mou aplikaci, musí si ho zapnout u svého účtu.
discord-too-old = Discord nesmaže hromadně zprávy starší než 14 dní.
discord-refused = Discord to odmítl.
discord-error-code = {$why} (kód Discordu {$code}, incident `{$incident}`)
discord-error-unreachable = Discord mi teď neodpovídá, takže se nic nestalo; zkus to prosím znovu za minutu.
discord-error-limited = Discord mě teď brzdí, takže se nic nestalo; zkus to prosím znovu za {$seconds} s.
discord-error-records = Moje databáze teď není dostupná, takže se nic nestalo; zkus to prosím znovu za minutu (incident `{$incident}`).
discord-error-token = Discord odmítá můj token; vyřiď prosím těm, kdo mě provozují, ať nastaví nový DISCORD_TOKEN.
discord-error-ours = Na mé straně se něco pokazilo; dej prosím vědět těm, kdo mě provozují, a uveď incident `{$incident}`.

## Soubory a zprávy (src/discord)

# Proč soubor chybí: konec věty.
discord-file-foreign = jeho adresa nepatří Discordu
discord-file-gone = Discord už soubor neměl, když jsem si pro něj šel
discord-file-larger = je větší, než Discord uvedl
discord-without-files = Discord nepřijal přílohu.
discord-shows-forwarded = Přeposláno: {$line}
discord-shows-file = Soubor: {$name}
discord-shows-sticker = Samolepka: {$name}
discord-shows-poll = Anketa: {$poll}
discord-shows-embed = Vložený obsah: {$embed}
discord-poll-without-question = bez otázky
discord-embed-picture = obrázek

## Vstup (src/kernel)

gate-server-only = Tohle funguje jen na serveru; použij to tam.
gate-cooldown = Tohle teď ještě znovu nejde; počkej prosím {$seconds} s.
router-unknown-command = Tenhle příkaz už neznám; možná se teď jmenuje jinak, podívej se do {COMMAND("help")}.
router-old-options = Takové možnosti neznám; příkaz se možná změnil, zadej ho prosím znovu.
router-old-button = Tohle tlačítko už je na mě moc staré; použij prosím příkaz znovu.
share-person = Za krátkou dobu toho vyhledáváš moc; počkej prosím {$seconds} s.
share-server = Na tomhle serveru se toho teď vyhledává moc; zkus to prosím znovu za pár sekund.

## Otázky (src/kernel/question.rs)

question-left = Zůstává to, jak to je. Nic se nestalo.
question-expired = Do deseti minut nepřišla odpověď, takže se nic nestalo. Pokud to pořád chceš, použij příkaz znovu.
question-over = Tahle otázka je uzavřená: buď už má odpověď, nebo uplynulo deset minut; použij příkaz znovu.
question-answered = Na to už odpověď přišla.
question-too-old = Tahle otázka je na odpověď moc stará; použij příkaz znovu.
question-not-yours = Otázka je jen pro <@{$user}> a nikdo jiný na ni nemůže odpovědět; zadej si vlastní příkaz.

## Odpovědi a příkazy (src/kernel)

answer-unreadable = Discord mi to poslal v podobě, kterou neumím přečíst, takže se nic nestalo; dej prosím vědět těm, kdo mě provozují, a uveď incident `{$incident}`.
answer-slow = Moje databáze odpovídá pomalu. Výsledek napíšu sem; pokud tu zůstane tenhle text, podívej se do {COMMAND("case list")}, než to zkusíš znovu.
answer-too-slow = Trvalo mi to moc dlouho; zkus to prosím znovu.
order-already = To už je hotové.
order-done = Hotovo.
order-waits-unreachable = Discord mi teď neodpovídá; zkouším to dál.
order-waits-limited = Discord mě teď brzdí; budu pokračovat za {$seconds} s.
order-waits-records = Moje databáze teď není dostupná; až bude, budu pokračovat.
order-waits-refused = {$why} Zkouším to dál.
order-waits-ours = Na mé straně se něco pokazilo (incident `{$incident}`); zkouším to dál.
undelivered-interrupted = Něco mě přerušilo dřív, než se příkaz uložil, takže se nic nestalo. Zkus to prosím znovu.
undelivered-done = Je to hotové, ale moje odpověď se cestou ztratila. Zkontroluj prosím, jestli je všechno tak, jak chceš.
undelivered-unknown = Moje databáze teď není dostupná, takže nevím, jestli se to uložilo. Než to zkusíš znovu, podívej se do {COMMAND("case list")} (incident `{$incident}`).

## Uzamčení serveru: příkaz a hlášení (src/actions/lockdown)

lockdown-job-report = **Případ #{$number}** · {$sentence}
lockdown-job-not-applied = Neprovedeno: {$why}
lockdown-job-stopped = zastaveno (<@{$by}>)

lockdown-job-title = Případ #{$number} · Uzamčení serveru
lockdown-job-recorded = **Případ #{$number}** · Uzamčení serveru je zapsané. {$why}
lockdown-job-already = Server už je uzamčený ({$case}); nejdřív to ukonči pomocí {COMMAND("lockdown end")}.
lockdown-job-cannot-pause = Jinak nemůžu pozastavit: {$what}; můžeš to i vynechat.
lockdown-job-shut = stejně tam nikdo nesmí psát, takže zůstává, jak je
lockdown-job-unseen = vidí ho jen někteří, takže zůstává, jak je; pokud se má zamykat, vyber ho v {COMMAND("settings lockdown")}
lockdown-job-hindered = Není tu žádný kanál, který můžu zamknout. Ke kanálu <#{$channel}>: {$why}
lockdown-job-nothing = V kanálech pro uzamčení stejně nikdo nesmí psát, takže není co zamknout; vyber kanály v {COMMAND("settings lockdown")}.
lockdown-job-begun = Server je uzamčený, dokud to někdo neukončí.
lockdown-job-begun-until = Server je uzamčený do <t:{$end}:f> (<t:{$end}:R>).
lockdown-job-end-button = Ukončit uzamčení
lockdown-job-nothing-locked = nic se nezamklo
lockdown-job-nothing-locked-why = nic se nezamklo: {$why}
lockdown-job-locked = {$count ->
    [one] {$count} kanál zamčen
    [few] {$count} kanály zamčeny
   *[other] {$count} kanálů zamčeno
}
lockdown-job-locked-some = {$count ->
    [one] {$count} kanál zamčen, nepodařilo se: {$failed}
    [few] {$count} kanály zamčeny, nepodařilo se: {$failed}
   *[other] {$count} kanálů zamčeno, nepodařilo se: {$failed}
}
lockdown-job-not-locked = nezamčeno: {$why}
lockdown-job-gone = {$count ->
    [one] {$count} kanál z {COMMAND("settings lockdown")} už neexistuje
    [few] {$count} kanály z {COMMAND("settings lockdown")} už neexistují
   *[other] {$count} kanálů z {COMMAND("settings lockdown")} už neexistuje
}

lockdown-job-end-title = Případ #{$number} · Konec uzamčení serveru
lockdown-job-end-recorded = **Případ #{$number}** · Konec uzamčení serveru je zapsaný. {$why}
lockdown-job-ending = Uzamčení už se ukončuje ({$case}); co ještě zůstalo zamčené, teď znovu zkouším otevřít, a jeden kanál otevře {COMMAND("unlock")}.
lockdown-job-over = Uzamčení z případu #{$number} už skončilo.
lockdown-job-none = Podle mých záznamů server uzamčený není; jeden kanál otevře {COMMAND("unlock")}.
lockdown-job-ended = Uzamčení z případu #{$number} skončilo.
lockdown-job-ended-partly = Uzamčení z případu #{$number} ještě neskončilo všude.
lockdown-job-other-holds = Uzamčení z případu #{$number} ještě drží kanály, které se nepodařilo otevřít; {COMMAND("lockdown end")} to zkusí znovu.
lockdown-job-try-again = Zkusit znovu
lockdown-job-opened = {$count ->
    [one] {$count} kanál znovu otevřen
    [few] {$count} kanály znovu otevřeny
   *[other] {$count} kanálů znovu otevřeno
}
lockdown-job-opened-some = {$count ->
    [one] {$count} kanál znovu otevřen, nepodařilo se: {$failed}
    [few] {$count} kanály znovu otevřeny, nepodařilo se: {$failed}
   *[other] {$count} kanálů znovu otevřeno, nepodařilo se: {$failed}
}
lockdown-job-not-opened = neotevřeno: {$why}
lockdown-job-stays = zůstává zamčený do <t:{$end}:f>, protože má vlastní konec
lockdown-job-step-stopped = předtím to někdo zastavil
lockdown-job-step-anew = znovu ho zamkl případ #{$number}, a ten platí

## Uzamčení serveru: pozastavení (src/actions/lockdown/pause.rs)

# $what: pozvánky, soukromé zprávy mezi členy, nebo obojí.
pausing-refused = nepozastaveno: {$what}; {$why} (kód {$code})
pausing-while = pozastaveno, dokud uzamčení trvá: {$what}
pausing-until-end = pozastaveno až do konce uzamčení: {$what}
pausing-theirs = předtím už pozastavil někdo jiný a zůstává to tak: {$what}
pausing-still = pořád pozastaveno: {$what}; {$why} (kód {$code})
pausing-still-until = pořád pozastaveno: {$what}, do <t:{$end}:f>; {$why} (kód {$code})
pausing-over = už není pozastaveno: {$what}
pausing-kept = pořád pozastaveno, protože to mezitím někdo změnil: {$what}

## Příkazy, které čekají na kontrolu (src/actions/unchecked)

unchecked-limited = Zapsáno jako případ #{$number}. Discord mě brzdí; jakmile to půjde, zkontroluju to a provedu.
unchecked-away = Zapsáno jako případ #{$number}. Discord neodpovídá; jakmile odpoví, zkontroluju to a provedu.
unchecked-too-old = Tenhle příkaz už je moc starý, tady ho zrušit nejde; co s ním je, ukáže {COMMAND("case view")}.
unchecked-not-yours = Příkaz je od <@{$user}> a nikdo jiný ho zrušit nemůže.
unchecked-checked = Případ #{$number} už je zkontrolovaný, takže ho zrušit nejde; co s ním je, ukáže {COMMAND("case view")}.
unchecked-calling-off = Ruším případ #{$number}, pokud se neprovedl právě v tuhle chvíli; ukáže to zpráva výš.
unchecked-called-off = zrušeno (<@{$by}>)
unchecked-called-off-why = zrušeno (<@{$by}>): {$reason}
unchecked-cancelled = zrušeno tím, kdo příkaz zadal (<@{$user}>)
unchecked-gave-up = Discord 24 hodin neodpověděl, takže jsem to zrušil
unchecked-spent = čas vypršel dřív, než Discord odpověděl
unchecked-confirm-anew = nejdřív je potřeba potvrzení; použij příkaz znovu a potvrď ho
unchecked-confirm = nejdřív je potřeba potvrzení

## Orders that wait for Discord (src/kernel/waiting.rs, src/actions/waiting.rs)

waiting-recorded = Zapsáno. Discord neodpovídá; jakmile odpoví, zkontroluju to a provedu.
waiting-recorded-limited = Zapsáno. Discord mě brzdí; jakmile to půjde, zkontroluju to a provedu.
waiting-reads = Discord mi teď neodpovídá, takže ti to nemůžu ukázat; zkus to prosím znovu za minutu.
waiting-too-old = Tenhle příkaz už je vyřízený, takže ho zrušit nejde.
waiting-cancelled = Zrušeno (<@{$user}>); nic se nestalo.
waiting-calling-off = Ruším to, pokud se to neprovedlo právě v tuhle chvíli; ukáže to zpráva výš.
waiting-gave-up = Discord 24 hodin neodpověděl, takže jsem to zrušil; nic se nestalo.
waiting-spent = Zadaný čas vypršel dřív, než Discord odpověděl, takže se nic nestalo.
waiting-confirm-anew = Nejdřív je potřeba potvrzení a na to už je pozdě; použij příkaz znovu a potvrď ho.
waiting-post-title = Zadáno, když Discord neodpovídal
waiting-post-command = <@{$user}> použil(a) <t:{$at}:R> {$command}. Výsledek:
waiting-post-button = <@{$user}> stiskl(a) <t:{$at}:R> tlačítko. Výsledek:
waiting-post-footer = Příkaz {$order}

## Průběh dlouhých příkazů (src/actions/work.rs)

work-looking = Zjišťuju, co je potřeba udělat
work-progress = **{$done}** z {$total}
work-progress-failed = **{$done}** z {$total}, z toho se nepodařilo: {$failed}
work-under-way = Probíhá
work-over = Tohle už skončilo, takže není co zrušit; výsledek je tady, nebo v případu.
work-stopping = Dokončím rozdělaný krok, přestanu a napíšu sem, co je hotové a co ne.
work-stopping-already = Už to před tebou ruší <@{$user}>; po rozdělaném kroku přestanu.

## Přidělené a odebrané role (src/actions/role.rs)

# $until: „natrvalo“, nebo do kdy.
role-change-has-until = **<@{$person}> má <@&{$role}> {$until}.** Má to místo toho skončit <t:{$end}:f> (<t:{$end}:R>)?
role-change-without-until = **<@{$person}> nemá <@&{$role}> {$until}.** Má to místo toho skončit <t:{$end}:f> (<t:{$end}:R>)?
role-change-has = <@{$person}> už <@&{$role}> má, takže není co přidělit; pokud to má skončit, přidej `duration`.
role-change-has-not = <@{$person}> nemá <@&{$role}>, takže není co odebrat.
role-change-powerful = **<@&{$role}> je role s mocí:** {$powers}. Přesto ji dát <@{$person}>?
role-change-inside = <@{$person}> je ve vězení ({$case}) a role tam zůstávají až do propuštění; nejdřív použij {COMMAND("unjail")}.
role-change-absent = tahle osoba není na serveru
role-change-in-jail = tahle osoba je ve vězení (případ #{$number})
role-change-with-release = tahle osoba je ve vězení (případ #{$number}), takže roli dostane při propuštění
role-change-not-with-release = tahle osoba je ve vězení a při propuštění už roli nedostane zpět
role-change-had = tahle osoba už roli měla
role-change-had-not = tahle osoba už roli neměla
role-change-gone = role už neexistuje

## Kontroly (src/actions/check.rs, channel_check.rs)

may-banned = <@{$person}> má ban, takže na serveru není a nejde to provést.
may-not-below = <@&{$role}> není pod tvou nejvyšší rolí, nebo je i tvoje, takže je k tomu potřeba oprávnění „Správce“; popros někoho, kdo ho má.
may-not-member = Nejsem členem tohoto serveru; pozvi mě znovu se scopes bot a applications.commands.
channel-check-foreign = Ten kanál není z tohohle serveru; vyber takový, který je.
channel-check-no-lock = <#{$channel}> nejde zamknout, protože se v něm nepíše; vyber kanál, vlákno nebo příspěvek ve fóru.
channel-check-no-slowmode = V <#{$channel}> Discord pomalý režim nemá; vyber jiný kanál nebo vlákno v něm.
channel-check-locked-held = **<#{$channel}> je {$held} zamčený ({$case}).**
channel-check-locked = <#{$channel}> už je {$until} zamčený ({$case}); otevřeš ho pomocí {COMMAND("unlock")}.
channel-check-shut = V <#{$channel}> stejně nikdo nesmí psát a není to mnou, takže není co zamknout.
channel-check-slow-held = **Pomalý režim v <#{$channel}> je {$held} nastavený takto: {$delay} ({$case}).**
channel-check-slow = Pomalý režim v <#{$channel}> už na tuhle hodnotu nastavený je ({$delay}), takže není co dělat.

## Selhání automatických věcí (src/actions/automation.rs)

automation-failed-title = Nefunguje: {$automation}
automation-failed-again = Zkouším to pokaždé znovu a píšu to sem nejvýš jednou denně.
automation-failed-notice = Oznámení {$incident}

## Poznámky k zámkům a pomalému režimu (src/actions/lock.rs, slowmode.rs)

lock-note-roles = odebráno i rolím {$roles}
lock-note-roles-more = odebráno i rolím {$roles} a dalším
lock-note-role-refused = roli <@&{$role}> se to odebrat nepovedlo: {$why}
lock-note-left = zůstalo povolené, protože to nemůžu změnit nebo vrátit zpět: {$permissions}
lock-note-open = podle vlastních oprávnění kanálu pořád můžou psát: {$who}
lock-note-open-more = podle vlastních oprávnění kanálu pořád můžou psát: {$who} a další
lock-note-over = kanál už nebyl zamčený
lock-note-kept = ponecháno, protože to mezitím někdo změnil: {$permissions}
lock-note-kept-from = u <@&{$role}> ponecháno, protože to mezitím někdo změnil: {$permissions}
lock-note-gone = kanál už neexistuje
thread-note-open = vlákno bylo uzavřené a kvůli tomu jsem ho otevřel; znovu zavřít se mi ho nepovedlo: {$why}
slowmode-note-changed = od té doby se to zase změnilo
slowmode-note-stays = zůstává nastaveno: {$delay}, protože to mezitím někdo změnil
slowmode-note-back = znovu platí: {$delay}

## Forms of the actions

act-warn-title = Varovat: {$name}
act-delete-title = Smazat a varovat: {$name}
act-webhook = Tohle napsal webhook, takže není koho varovat; smaž to ručně.
act-duration = Doba trvání
act-duration-hint = Třeba 30m, 12h, 7d, 2 weeks nebo perm.
act-reason = Důvod
act-reason-told = Proč; člen si to přečte.
act-reason-untold = Co si zapamatovat; dotyčný člověk se to nedozví.
act-title = {$action}: {$name}
act-preset = Důvod na výběr
act-preset-hint = Důvody, které nabízí tvůj server.
act-reason-missing = Napiš, co se má zaznamenat, nebo vyber důvod.
act-tell = Poslat soukromou zprávu
act-tell-hint = Dotyčný se dozví důvod a do kdy trest trvá.
act-also = Navíc
act-also-hint = Z více období platí to nejdelší.
act-also-delete = Smazat zprávy: {$age}
act-evidence = Důkaz
act-evidence-hint = Obrázek nebo soubor. Kopii uložím do logu.
act-other-channel = Ta zpráva je v jiném kanálu; zvol „Smazat a varovat“ tam.

## The card of Apps → Moderate

moderate-title = Moderovat: {$name}
moderate-outsider = není na tomto serveru
moderate-warnings = Varování, která se počítají
moderate-cases = Případy
moderate-in-force = V platnosti
moderate-newest = Nejnovější
moderate-hold-until = {$action} ({$case}), do <t:{$end}:f>
moderate-hold-for-good = {$action} ({$case}), natrvalo

## Unban, unjail, nick

unban-unknown = Ban pro {$name} nenacházím; vyber ze seznamu, který se objeví při psaní, nebo zadej ID.
unban-several = Ban má více lidí se jménem {$name}; vyber ze seznamu, který se objeví při psaní, nebo zadej ID.
unjail-not-jailed = <@{$user}> podle mých záznamů není ve vězení.
nick-empty = Přezdívka potřebuje aspoň jedno písmeno; odebereš ji příkazem {COMMAND("nick reset")}.

## Mass ban and mass unban: the people

mass-file-kind = Seznamy čtu ze souborů .txt a .csv; zadej jeden z nich jako `soubor`.
mass-file-size = Ten soubor je větší než 4 MiB; jako `soubor` zadej takový, kde jsou jen ID, jedno na řádek.
mass-file-gone = Ten soubor se nepodařilo stáhnout: {$why}; zadej ho znovu.
mass-case-wrong = Případ #{$number} není hromadný ban; zadej číslo hromadného banu, nebo lidi v souboru.
mass-case-over = Žádný ban z případu #{$number} už neplatí, takže není co zrušit.
mass-form-ban = Zabanovat více lidí
mass-form-unban = Zrušit více banů
mass-form-people = Kdo
mass-form-people-hint = ID nebo zmínky, jedna položka na řádek; do souboru se jich vejde víc.
mass-form-file = Seznam
mass-form-file-hint = Místo toho soubor .txt nebo .csv, ve kterém je až 10 000 ID.
mass-form-empty = Nikdo není zadaný: napiš ID nebo zmínky, nebo přilož soubor s nimi.
mass-form-both = Napsal(a) jsi seznam a přiložil(a) i soubor, takže nevím, který platí; zadej jen jeden z nich.
mass-form-reason = Důvod
mass-form-reason-hint = Proč; zaznamená se, dotyční se to nedozví.

## Mass ban and mass unban: the preview

mass-label-ban = {$people ->
    [one] Zabanovat {$people} člověka
    [few] Zabanovat {$people} lidi
   *[other] Zabanovat {$people} lidí
}
mass-label-unban = {$people ->
    [one] Zrušit ban {$people} člověku
   *[other] Zrušit ban {$people} lidem
}
mass-nobody = Nezbývá nikdo, koho by se to týkalo.
mass-can = {$people ->
    [one] Připadá v úvahu **{$people} člověk**.
    [few] Připadají v úvahu **{$people} lidé**.
   *[other] Připadá v úvahu **{$people} lidí**.
}
mass-members = {$members ->
    [one] {$members} člen serveru, mimo server: {$others}.
    [few] {$members} členové serveru, mimo server: {$others}.
   *[other] {$members} členů serveru, mimo server: {$others}.
}
mass-members-later = Kdo z nich je členem a kdo je chráněný, zkontroluju, až na ně přijde řada.
mass-prolonged = {$people ->
    [one] {$people} člověk má dočasný ban, který bude natrvalo.
    [few] {$people} lidé mají dočasný ban, který bude natrvalo.
   *[other] {$people} lidí má dočasný ban, který bude natrvalo.
}
mass-many-bans = Tento server má víc banů, než se teď dalo projít; každého zkontroluju, až na něj přijde řada.
mass-repeated = {$ids ->
    [one] {$ids} ID je zadáno vícekrát.
    [few] {$ids} ID jsou zadána vícekrát.
   *[other] {$ids} ID je zadáno vícekrát.
}
mass-unread = {$entries ->
    [one] {$entries} položka není ID: {$examples}.
    [few] {$entries} položky nejsou ID, například {$examples}.
   *[other] {$entries} položek není ID, například {$examples}.
}
mass-banned-already = ban už platí
mass-not-banned = bez banu
mass-left-out-banned = {$people ->
    [one] Vynecháno: {$people} člověk, který už ban má.
    [few] Vynecháno: {$people} lidé, kteří už ban mají.
   *[other] Vynecháno: {$people} lidí, kteří už ban mají.
}
mass-left-out-not-banned = {$people ->
    [one] Vynecháno: {$people} člověk, který ban nemá.
    [few] Vynecháno: {$people} lidé, kteří ban nemají.
   *[other] Vynecháno: {$people} lidí, kteří ban nemají.
}
mass-left-out-one = Vynecháno: <@{$user}>, {$why}.
mass-left-out-more = {$people ->
    [one] Vynecháno: ještě {$people} člověk; ve výsledku jsou všichni.
    [few] Vynecháno: ještě {$people} lidé; ve výsledku jsou všichni.
   *[other] Vynecháno: ještě {$people} lidí; ve výsledku jsou všichni.
}
mass-busy = Na tomto serveru už běží jiný hromadný ban nebo hromadné zrušení banů; počkej na výsledek, nebo ho tam zruš.

## Mass ban and mass unban: the result

mass-title = Případ #{$number} · {$action}
mass-done-ban = {$people ->
    [one] {$people} člověk dostal ban
    [few] {$people} lidé dostali ban
   *[other] {$people} lidí dostalo ban
}
mass-done-unban = {$people ->
    [one] {$people} člověku zrušen ban
   *[other] {$people} lidem zrušen ban
}
mass-summary-failed = {$summary}, {$failed} ne
mass-summary-ended = {$summary}, {$left} bez pokusu: {$why}
mass-list-about = Jak to dopadlo s každým člověkem z případu #{$number}
mass-result = **Případ #{$number}** · {$summary}. Seznam má řádek pro každého.
mass-result-failed = **Případ #{$number}** · neprovedeno: {$why}. Seznam má řádek pro každého.
mass-take-back = `/massunban number:{$number}` to vezme zpět.
mass-refused = {$why} (kód {$code})
mass-superseded = případ #{$number} se provedl dřív
mass-ended = skončilo to dřív, než přišla řada
mass-ended-unsure = skončilo to a Discord neřekl, jestli se to provedlo
mass-cancelled = přerušeno tlačítkem „Zrušit“ (<@{$user}>)

## Formuláře

form-not-offered = Jedna z tvých odpovědí v tomhle formuláři není na výběr; otevři ho znovu.
form-delete = Smazat zprávy dotyčného
form-delete-hint = Za jak dlouho zpět?
delete-nothing = Nic
delete-hour = Poslední hodina
delete-hours = Posledních {$hours} hodin
delete-day = Poslední den
delete-days = Poslední {$days} dny
delete-week = Poslední týden

## Reports


## Hlášení

report-nowhere = Na tomto serveru není určeno, kam hlášení chodí. Obrať se přímo na moderátory, nebo popros správce, ať použije {COMMAND("settings log")}.
report-own = Tohle je tvoje vlastní zpráva; můžeš ji smazat.
report-yourself = Sebe nahlásit nemůžeš.
report-too-many = Za poslední hodinu už od tebe přišlo hodně hlášení. Pokud to spěchá, obrať se prosím přímo na moderátory.
report-no-category = Vyber prosím, o co jde.
report-nothing-said = Napiš prosím, co se stalo: samotné „Něco jiného“ moderátorům nestačí.
report-form-over = Tenhle formulář už byl odeslán, nebo je příliš starý; nahlas to znovu.
report-again = Tohle už máš nahlášené: je to hlášení č. {$number} a moderátoři ho mají.
report-recorded = Tvoje hlášení č. {$number} je zaznamenané. {$why}
report-posted = Děkujeme. Moderátoři mají tvoje hlášení (č. {$number}).
report-failed = Tvoje hlášení č. {$number} je zaznamenané, ale zatím ho nemůžu ukázat moderátorům. Zkouším to dál; pokud to spěchá, obrať se prosím přímo na moderátory.
report-unposted = Do <#{$channel}> se mi nepodařilo napsat o hlášení č. {$number}.
report-unknown = Hlášení č. {$number} na tomto serveru není.
report-title = Hlášení č. {$number}
report-post = Hlášení č. {$number} · {$name}
report-about = **Koho se týká:** <@{$user}> ({$name})
report-record = **Záznam:** {$warnings} ({$points}), případy: {$cases}
report-message = **Zpráva:** v <#{$channel}>, [otevřít]({$link})
report-written-for = **Na pokyn:** <@{$user}>, příkazem té aplikace
report-more = {$count ->
    [one] … a {$count} další
    [few] … a {$count} další
   *[other] … a {$count} dalších
}
report-no-text = žádný text
report-quote-gone = Citovanou zprávu jsem 90 dní po uzavření hlášení ze záznamů smazal.
report-field-reporters = Nahlásili
report-field-outcome = Co z toho vzešlo
report-more-reporters = {$count ->
    [one] … a {$count} další člověk
    [few] … a {$count} další lidé
   *[other] … a {$count} dalších lidí
}
report-anonymous = Někdo, kdo chce zůstat v anonymitě
report-footer = Hlášení {$number}
report-line-claimed = Zabývá se tím <@{$moderator}>.
report-line-deleted = Zprávu nechal smazat <@{$moderator}>.
report-line-gone = Zpráva už byla pryč, když ji chtěl moderátor smazat.
report-line-case = {$action}: {$case}, rozhodl <@{$moderator}>
report-line-dismissed = Hlášení zamítl <@{$moderator}>
report-button-claim = Převzít
report-button-give-back = Vrátit
report-button-delete = Smazat zprávu
report-button-dismiss = Zamítnout
report-button-reopen = Znovu otevřít
report-claimed = Hlášení č. {$number} je teď tvoje; ostatní to vidí na kartě.
report-given-back = Hlášení č. {$number} je zase volné pro ostatní.
report-dismissed = Hlášení č. {$number} je zamítnuté.
report-reopened = Hlášení č. {$number} je znovu otevřené.
report-message-deleted = Zpráva z hlášení č. {$number} je smazaná.
report-message-gone = Zpráva z hlášení č. {$number} už byla pryč, takže nebylo co mazat.
report-claimed-already = Tímhle hlášením se už zabývá <@{$moderator}>.
report-closed-already = Hlášení č. {$number} je už uzavřené; na kartě je, co z něj vzešlo.
report-not-dismissed = Hlášení č. {$number} není zamítnuté, takže není co znovu otevírat.
report-about-you = Tohle hlášení se týká tebe; musí o něm rozhodnout jiný moderátor.
report-change-recorded = Tvoje rozhodnutí o hlášení č. {$number} je zaznamenané. {$why}
report-no-message = Hlášení č. {$number} se týká člověka; žádná zpráva ke smazání tu není.
report-deleted-already = Tuhle zprávu už nechal smazat <@{$moderator}>.
report-deletion-reason = Hlášení č. {$number}
report-not-deleted = Zprávu se nepodařilo smazat: {$why}.
report-dismissal-title = Zamítnout hlášení č. {$number}
report-dismissal-hint = Proč? Čtou to jen moderátoři.
report-form-message = Nahlásit zprávu: {$name}
report-form-person = Nahlásit: {$name}
report-form-category = O co jde?
report-form-category-hint = Vyber, co sedí nejlépe.
report-form-words = Co se stalo?
report-form-words-hint = Všechno, co by moderátoři měli vědět.
report-form-files = Soubory
report-form-files-hint = Obrázky nebo jiné soubory, které to ukazují.
report-form-anonymous = Zůstat v anonymitě
report-form-anonymous-hint = Moderátoři neuvidí, kdo to nahlásil.
report-form-outcome = Dát mi vědět, jak to dopadlo
report-form-outcome-hint = Až moderátoři rozhodnou, přijde ti soukromá zpráva.
report-spam = Spam nebo reklama
report-harassment = Obtěžování nebo šikana
report-hate = Nenávist nebo diskriminace
report-scam = Podvod nebo phishing
report-explicit = Sexuální nebo násilný obsah
report-danger = Někdo je v nebezpečí
report-other = Něco jiného
report-files = Soubory k hlášení č. {$number} ({$place}), od: {$who}
report-file-about = Soubor k hlášení č. {$number}
report-file-lost = {$name} se nepodařilo uložit: {$why}.
report-outcome-title = Tvoje hlášení na serveru {$server}
report-outcome-acted = Moderátoři se na tvoje hlášení č. {$number} podívali a něco s tím udělali. Díky, že jsi to řekl(a).
report-outcome-dismissed = Moderátoři se na tvoje hlášení č. {$number} podívali a rozhodli, že není třeba nic dělat. Díky, že jsi to řekl(a).
reports-open = Otevřená hlášení
reports-all = Hlášení
reports-none-open = Žádné hlášení není otevřené.
reports-none = Nikdo nic nenahlásil.
reports-more = Jedno i s tlačítky ukáže {COMMAND("report view")}.
reports-newest = Nejnovější
reports-message = zpráva od
reports-person = člověk:
reports-line = **#{$number}** {$what} <@{$user}> <t:{$at}:R>
reports-state-dismissed = zamítnuto
reports-state-acted = vyřízeno
reports-state-deleted = zpráva smazána
reports-state-claimed = <@{$moderator}>

## Appeals: what the person reads

appeal-form-title = Odvolání: {$kind}
appeal-question = Proč by se to mělo vzít zpět?
appeal-question-number = Otázka {$number}
appeal-blank = Některé pole je prázdné; napiš prosím pár slov.
appeal-off = Tento server teď odvolání nepřijímá; obrať se prosím přímo na někoho z moderátorů.
appeal-not-allowed = Proti případu #{$number} se odvolat nedá; rozhodli tak moderátoři.
appeal-case-over = Případ #{$number} už skončil, takže není proti čemu se odvolat.
appeal-too-soon = Zásah se ještě provádí; zkus to za chvíli.
appeal-open-already = Tvoje odvolání #{$number} už moderátoři mají; počkej prosím na jejich rozhodnutí.
appeal-accepted-before = Odvolání #{$number} už bylo přijato.
appeal-rejected-before = Odvolání #{$number} už bylo zamítnuto.
appeal-final = Odvolání #{$number} bylo zamítnuto a to je konečné.
appeal-wait = Odvolat se můžeš od <t:{$at}:f> (<t:{$at}:R>).
appeal-not-yours = Tohle patří někomu jinému; použít to může jen ten, koho se to týká.
appeal-gone = Toto odvolání už v záznamech není.
appeal-opened = Tvoje odvolání #{$number} mají moderátoři. Jejich rozhodnutí ti napíšu sem.
appeal-opened-unposted = Tvoje odvolání #{$number} je zaznamenané, ale zatím ho nemůžu ukázat moderátorům. Zkouším to dál.
appeal-opened-meanwhile = Tvoje odvolání #{$number} je zaznamenané. {$why}
appeal-answer-title = Tvoje odpověď
appeal-answer-label = Tvoje odpověď
appeal-answered-before = Na tuhle otázku už odpověď mám.
appeal-answered = Děkuji. Moderátoři mají tvoji odpověď.
appeal-answered-meanwhile = Tvoje odpověď je zaznamenaná. {$why}
appeal-dm-asked = Otázka k tvému odvolání na serveru {$server}
appeal-dm-accepted = Tvoje odvolání na serveru {$server} bylo přijato
appeal-dm-accepted-text = Zásah byl vzat zpět.
appeal-dm-rejected = Tvoje odvolání na serveru {$server} bylo zamítnuto

## Appeals: what moderators read

appeal-card-title = Odvolání #{$number} · {$kind}
appeal-post = Odvolání #{$number} · {$name}
appeal-footer = Odvolání #{$number}
appeal-footer-question = Odvolání #{$number} · otázka {$question}
appeal-card-case = **Proti:** {$case} · {$kind}, <t:{$at}:R>
appeal-card-record = **Záznam:** {$cases} · teď se počítá: {$warnings} ({$points})
appeal-card-over = **Konec:** zásah už skončil, takže není o čem rozhodovat.
appeal-card-failed = **Přijato, ale nezrušeno:** {$why}
appeal-card-accepting = **Přijato:** {$by}; {$case} zásah za chvíli zruší.
appeal-card-accepted-by = **Přijato:** {$by}, <t:{$at}:R>, {$case}
appeal-card-accepted = **Přijato:** {$by}, <t:{$at}:R>
appeal-card-rejected = **Zamítnuto:** {$by}, <t:{$at}:R>: {$why}
appeal-card-round = Otázka
appeal-card-asked = <@{$by}>: {$question}
appeal-card-unanswered = *zatím bez odpovědi*
appeal-card-added = Novou zprávu poslat nemůžu, a tak je to v mé dřívější zprávě o zásahu.
appeal-card-closed = Člověk se to nedozvěděl: soukromá zpráva se mu nedá doručit.
appeal-told = Přišla o tom soukromá zpráva.
appeal-unposted = Do <#{$channel}> se mi nepodařilo napsat o odvolání #{$number}.
appeal-own = O vlastním odvolání rozhodovat nemůžeš.
appeal-by-another = Zásah je od tebe, a tak musí rozhodnout jiný moderátor.
appeal-nothing-left = Už není o čem rozhodovat: {$case} skončil.
appeal-asked-enough = K jednomu odvolání se dají položit nejvýš {$count} otázky; teď prosím rozhodni.
appeal-lift-reason = Odvolání #{$number} přijato
appeal-reject-title = Zamítnout odvolání #{$number}
appeal-reject-label = Důvod
appeal-reject-hint = Ten, kdo se odvolal, si ho přečte
appeal-ask-title = Otázka k odvolání #{$number}
appeal-ask-label = Otázka
appeal-ask-hint = Přijde jako soukromá zpráva a dá se na ni odpovědět
appeal-accepted = Odvolání #{$number} je přijato. {$told}
appeal-rejected = Odvolání #{$number} je zamítnuto. {$told}
appeal-decided-meanwhile = Tvoje rozhodnutí o odvolání #{$number} je zaznamenané. {$why}
appeal-asked = Tvoje otázka je zaznamenaná. {$told}
appeal-asked-meanwhile = Tvoje otázka je zaznamenaná. {$why}

## Role menus: the command

rolemenu-gone = Ta nabídka už neexistuje; vytvoř jinou příkazem {COMMAND("rolemenu create")}.
rolemenu-unknown = Nabídka s tímto názvem neexistuje; vyber některou z navržených, nebo ji vytvoř příkazem {COMMAND("rolemenu create")}.
rolemenu-name-empty = Nabídka potřebuje název aspoň s jedním písmenem.
rolemenu-too-many = Tento server už má nabídek {$count}; nejdřív některou smaž příkazem {COMMAND("rolemenu delete")}.
rolemenu-name-taken = Nabídka „{$name}“ už existuje; změň ji příkazem {COMMAND("rolemenu edit")}, nebo zvol jiný název.
rolemenu-created = Níže vyber role a pak nabídku zveřejni příkazem {COMMAND("rolemenu post")}.
rolemenu-changed = Změněno.
rolemenu-confirmed = Potvrzeno.
rolemenu-kept = Zůstává, jak je.
rolemenu-changing = Nabídka je změněná; její zprávy se přizpůsobí. {$why}
rolemenu-out-of-reach = Ta nabídka rozdává <@&{$role}>, a ta není pod tvou nejvyšší rolí; popros někoho, kdo má nejvyšší roli nad ní.

## Role menus: the panel

rolemenu-panel-title = Nabídka rolí „{$name}“
rolemenu-how = {$style ->
    [select] Členové vybírají ze seznamu.
   *[buttons] Členové mačkají tlačítka.
}
rolemenu-how-one = {$style ->
    [select] Členové vybírají ze seznamu, vždy jen jednu roli.
   *[buttons] Členové mačkají tlačítka, vždy jen jedna role.
}
rolemenu-how-for = {$style ->
    [select] Členové, kteří mají <@&{$role}>, vybírají ze seznamu.
   *[buttons] Členové, kteří mají <@&{$role}>, mačkají tlačítka.
}
rolemenu-how-one-for = {$style ->
    [select] Členové, kteří mají <@&{$role}>, vybírají ze seznamu, vždy jen jednu roli.
   *[buttons] Členové, kteří mají <@&{$role}>, mačkají tlačítka, vždy jen jedna role.
}
rolemenu-powerful = ⚠️ <@&{$role}> je role s mocí: {$powers}. Nerozdává se, dokud to nepotvrdíš.
rolemenu-entry = • <@&{$role}> jako {$shown}
rolemenu-entry-confirmed = • <@&{$role}> jako {$shown} (potvrzení: <@{$user}>)
rolemenu-button-words = Nadpis a text
rolemenu-button-confirm = Přesto rozdávat
rolemenu-select-roles = Vyber role nabídky
rolemenu-select-entry = Změnit popisek, emoji nebo popis role
rolemenu-form-title = Nadpis
rolemenu-form-title-hint = Když zůstane prázdný, použije se název nabídky.
rolemenu-form-text = Text
rolemenu-form-text-hint = Co si členové přečtou nad rolemi.
rolemenu-entry-gone = Ta role už v nabídce není.
rolemenu-form-label = Popisek
rolemenu-form-label-hint = Co si členové přečtou.
rolemenu-form-emoji = Emoji
rolemenu-form-emoji-hint = Jedno emoji, nebo některé z tohoto serveru, třeba <:name:123456789>.
rolemenu-form-description = Popis
rolemenu-form-description-hint = Pár slov navíc.
rolemenu-role = role

## Role menus: posting and deleting

rolemenu-empty = Ta nabídka ještě nemá žádné role; nejdřív je vyber příkazem {COMMAND("rolemenu edit")}.
rolemenu-posting = Nabídka se má zveřejnit v <#{$channel}>. {$why}
rolemenu-channel-elsewhere = Ten kanál nepatří k tomuto serveru; vyber některý z jeho kanálů.
rolemenu-channel-thread = <#{$channel}> je vlákno; nabídku zveřejni v kanálu.
rolemenu-channel-closed = V <#{$channel}> nemůžeš psát; vyber kanál, kde můžeš.
rolemenu-posted = Zveřejněno: [otevřít]({$link})
rolemenu-unshown = Nabídku se nepodařilo zobrazit v <#{$channel}>: {$why}
rolemenu-unshown-form = Nabídku se nepodařilo zobrazit v <#{$channel}>: Discord ji takhle nepřijme; podívej se na její emoji a texty příkazem {COMMAND("rolemenu edit")}.
rolemenu-delete-ask = **Smazat nabídku „{$name}“?** Její zprávy se uzavřou; členům zůstanou role, které mají.
rolemenu-delete-yes = Smazat
rolemenu-delete-no = Ponechat
rolemenu-deleting = Nabídka se má smazat. {$why}
rolemenu-deleted = Nabídka „{$name}“ je smazaná; členům zůstanou role, které mají.

## Role menus: the message that members see

rolemenu-closed = Tato nabídka je uzavřená.
rolemenu-press = Stiskni tlačítko a dostaneš jeho roli, stiskni ho znovu a vrátíš ji.
rolemenu-choose = Vyber roli a dostaneš ji, vyber ji znovu a vrátíš ji.
rolemenu-one-only = Vždy jen jedna z těchto rolí.
rolemenu-required = Pro ty, kdo mají <@&{$role}>.
rolemenu-placeholder = Vyber

## Role menus: a member's choice

rolemenu-outdated = Tato nabídka se už nepoužívá; najdi novější, nebo se zeptej moderátorů.
rolemenu-not-offered = Ta role už v této nabídce není; vyber jinou.
rolemenu-nothing-chosen = Výběr je prázdný, takže se nic nezměnilo.
rolemenu-noted = Tvůj výběr je zaznamenaný. {$why}
rolemenu-audit-reason = Nabídka rolí {$name}
rolemenu-nothing-changed = Už to tak je, takže se nic nezměnilo.
rolemenu-left-server = Už nejsi na tomto serveru.
rolemenu-in-jail = Jsi tu ve vězení; role na tebe počkají, než tě pustí.
rolemenu-given-until = Roli <@&{$role}> máš od moderátora do <t:{$end}:f> (případ #{$number}), takže to tak zůstane; o změnu popros moderátory.
rolemenu-given = Roli <@&{$role}> máš od moderátora (případ #{$number}), takže to tak zůstane; o změnu popros moderátory.
rolemenu-taken-until = Roli <@&{$role}> ti moderátoři odebrali do <t:{$end}:f> (případ #{$number}), takže to tak zůstane; o změnu popros moderátory.
rolemenu-taken = Roli <@&{$role}> ti moderátoři odebrali (případ #{$number}), takže to tak zůstane; o změnu popros moderátory.
rolemenu-not-for-you = Tato nabídka je pro ty, kdo mají <@&{$role}>; nejdřív získej tuto roli.
rolemenu-unconfirmed = <@&{$role}> může víc, než by role z nabídky měla, takže ji nejdřív musí moderátor potvrdit příkazem {COMMAND("rolemenu edit")}; popros o to moderátory.
rolemenu-now-have = Teď máš {$roles}.
rolemenu-no-longer-have = Už nemáš {$roles}.
rolemenu-nor-given = Proto nepřibyla ani {$roles}.
rolemenu-not-taken = Roli <@&{$role}> nešlo odebrat: {$why}. Dej prosím vědět moderátorům.
rolemenu-not-given = Roli <@&{$role}> nešlo přidat: {$why}. Dej prosím vědět moderátorům.
rolemenu-why-gone = už neexistuje
rolemenu-why-reach = je mimo můj dosah
rolemenu-why-refused = Discord to odmítl (kód {$code})

## Změny nastavení

settings-no-sidecar = Zatím se o tom nedozvím: kdo mě provozuje, musí spustit `gavel sidecar`.

## Uvítání a rozloučení

settings-greeting-one-place = Zpráva jde jen na jedno místo; zadej buď `channel`, nebo `dm`.
settings-greeting-channel-instead = Pomocí `channel` vyber kanál, kam se má zpráva psát místo toho.
settings-greeting-off = Odteď už nic nepíšu.
settings-greeting-preview = Nic se nezměnilo. Vypadalo by to takto:
settings-greeting-nothing-given = Není co měnit; přidej `channel`, `text`, `preview` nebo `off`.
settings-greeting-no-place = Nejdřív pomocí `channel` vyber, kam se má zpráva psát.
settings-greeting-leave = O tom, kdo odejde, se odteď píše v <#{$channel}>. Vypadá to takto:
settings-greeting-welcome = Nové členy odteď vítám v <#{$channel}>. Vypadá to takto:
settings-greeting-welcome-dm = Nové členy odteď vítám soukromou zprávou. Vypadá to takto:
settings-greeting-dm = soukromá zpráva

## Žebříček trestů

settings-ladder-title = Žebříček trestů
settings-ladder-footer = Ze stupňů, na které varování dosáhne, následuje ten nejvyšší: jednou, hned po něm.
settings-ladder-empty = Zatím žádné stupně; přidej nějaký pomocí {COMMAND("ladder edit")}.
settings-ladder-full = Žebříček má nejvýš {$count} stupňů; nejdřív nějaký odeber.
settings-ladder-now = Žebříček teď:
settings-ladder-no-action = Pomocí `action` vyber, co následuje, nebo stupeň odeber pomocí `remove`.
settings-ladder-no-duration = „{$action}“ nemá dobu trvání; vynech ji.
settings-ladder-needs-duration = „{$action}“ potřebuje dobu trvání; zadej `duration`, třeba `1h`, `7d` nebo `perm`.
settings-ladder-replayed = {$times ->
    [one] **{$step}**: {$times}krát {$people}
   *[other] **{$step}**: {$times}krát {$people}
}
settings-ladder-simulated = Co by žebříček udělal
settings-ladder-warned = Za posledních 90 dní: {$warnings}, {$members}.

## Log zpráv

settings-messagelog-off = Upravené a smazané zprávy se už nezaznamenávají.
settings-messagelog-nothing-given = Není co měnit; přidej `channel`, `ignore_channel`, `ignore_bots` nebo `off`.
settings-messagelog-no-channel = Nejdřív pomocí `channel` vyber, kam se má zaznamenávat.
settings-messagelog-full = Vynechává se už {$count} kanálů; nejdřív nějaký odeber.
settings-messagelog-on = Upravené a smazané zprávy se zaznamenávají: {$where}
settings-messagelog-line-bots = <#{$channel}>, i od botů
settings-messagelog-line-ignored = <#{$channel}>, kromě {$ignored}
settings-messagelog-line-both = <#{$channel}>, i od botů, kromě {$ignored}

## Appeals: the setting

settings-appeals-off = Členové se už nemohou odvolat. Dosavadní odvolání zůstávají zaznamenaná.
settings-appeals-nothing-given = Není zadáno nic, co by se mělo změnit; přidej `kanál`, `otázka-1`, `čekání`, `rozhodne-jiný` nebo `vypnout`.
settings-appeals-no-channel = Nejdřív vyber pomocí `kanál`, kde moderátoři rozhodují.
settings-appeals-endless = Napiš, jak dlouho se má čekat, třeba `7d`, nebo `none`.
settings-appeals-on = Členové se odteď mohou odvolat proti banu, umlčení, vězení a vyhození: {$how}
settings-appeals-line-wait = po {$wait}
settings-appeals-line-once = hned, ale jen jednou
settings-appeals-line-another = rozhodne jiný moderátor

## Role pro nové členy

settings-autorole-nothing-given = Není co měnit; přidej `role`, `delay` nebo `bots`.
settings-autorole-full = Noví členové dostávají už {$count} rolí; nejdřív nějakou odeber.
settings-autorole-now = Noví členové dostanou: {$roles}
settings-autorole-too-long = Noví členové můžou čekat nejvýš 28 dní; zadej méně, třeba `10m`, nebo `none`.
settings-autorole-jail = <@&{$role}> je role vězení; vyber jinou.
settings-autorole-none = žádné; vyber nějakou pomocí {COMMAND("settings autorole")}
settings-autorole-at-once = {$roles} · hned
settings-autorole-at-once-bots = {$roles} · hned, i boti
settings-autorole-after = {$roles} · za {$delay}
settings-autorole-after-bots = {$roles} · za {$delay}, i boti

## Kdo se vrátí

settings-rejoin-nothing-given = Vyber `jail`, `roles` nebo obojí.
settings-rejoin-now = Kdo se vrátí: {$what}.
settings-rejoin-jail-out = mimo vězení
settings-rejoin-jail-none = není vězení, kam se vracet
settings-rejoin-jail-again = znovu ve vězení, pokud trest ještě trvá
settings-rejoin-roles-again = role na čas znovu
settings-rejoin-roles-gone = role na čas už ne

## Upozornění na nově příchozí

settings-alert-no-log = Log zásahů proti členům ještě není; vyber kanál pomocí `channel`, nebo log nastav pomocí {COMMAND("settings log")}.
settings-alert-now = Když přijde někdo se záznamem: {$where}
settings-alert-with = <#{$channel}>, kam patří i: {$category}
settings-alert-nowhere = nikde, protože není log; nastav ho pomocí {COMMAND("settings log")}

## Pravidla

settings-policy-title = Pravidla
settings-policy-footer = Z několika omezení platí to nejmírnější; pro správce a vlastníka serveru neplatí žádné. Softban se počítá i jako ban.
settings-policy-empty = Zatím žádná omezení; nastav nějaké pomocí {COMMAND("policy set")}.
settings-policy-no-duration = „{$action}“ nemá dobu trvání, kterou by šlo omezit.
settings-policy-no-points = Body, které jde omezit, mají jen varování.
settings-policy-full = Omezení má už {$count} rolí; nejdřív zruš omezení některé jiné.
settings-policy-now = Pravidla teď:

## Jednotlivá nastavení

settings-log-everything = Všechny případy se odteď píšou do <#{$channel}>.
settings-log-category = Do <#{$channel}> se odteď píše: {$category}.
settings-log-post = Záznam: {$category}
settings-log-post-text = Odteď se sem píše: {$category}.
settings-protected-everyone = @everyone mají všichni, takže by byli chránění všichni; vyber jinou roli.
settings-protected-off = <@&{$role}> není chráněná.
settings-protected-full = Chráněných rolí je už {$count}; nejdřív nějakou odeber pomocí `remove`.
settings-protected-on = Proti členům s rolí <@&{$role}> odteď nejde zasáhnout.
settings-jail-now = Členové ve vězení mají odteď <@&{$role}> místo svých rolí.
settings-lockdown-removed-last = <#{$channel}> už není ve výběru pro uzamčení serveru; výběr je prázdný, takže uzamčení zavře všechny kanály, kam členové píšou.
settings-lockdown-removed = <#{$channel}> už není ve výběru pro uzamčení serveru; ostatní zůstávají.
settings-lockdown-full = Vybraných kanálů a kategorií je už {$count}; vyber kategorii místo jejích kanálů, nebo nejdřív něco odeber pomocí `remove`.
settings-lockdown-added = Uzamčení serveru odteď zavře <#{$channel}> a z ostatních jen ty, které tu také vybereš.
settings-presets-blank = Důvod je prázdný; něco do něj napiš.
settings-presets-removed = „{$reason}“ se už nenabízí.
settings-presets-full = Uložených důvodů je už {$count}; nejdřív nějaký odeber pomocí `remove`.
settings-presets-added = „{$reason}“ se odteď nabízí jako důvod.
settings-dm-nothing-given = Není co měnit; přidej `send` nebo `text`.
settings-dm-off = O zásahu „{$action}“ se členové nedozví.
settings-dm-your-words = O zásahu „{$action}“ se členové dozví, tvými slovy.
settings-dm-my-words = O zásahu „{$action}“ se členové dozví, mými slovy.
settings-warnings-now = Doba, po kterou se varování počítá, je odteď {$duration}, pokud `expires` neříká jinak.
settings-language-unknown = {$language} zatím neumím; vyber z těchto jazyků: {$known}.
settings-language-now = Logy, potvrzení a soukromé zprávy jsou odteď v jazyce {$language}. Odpovědi lidem zůstávají v jazyce jejich Discordu.
settings-zone-unknown = Časové pásmo {$zone} neznám; napiš ho jako Europe/Prague nebo UTC.
settings-zone-now = Časy se odteď myslí v pásmu {$zone}.
settings-manual-on = Z banů, vyhození a timeoutů, které moderátoři udělí ručně, se odteď stávají případy.
settings-manual-off = Co se udělá beze mě, se odteď nezaznamenává.
settings-clear-done = Toto nastavení je zase jako na začátku; všechna ukáže {COMMAND("settings show")}.

## Oddíly nastavení

section-logs = Logy a záznamy
section-moderation = Moderování
section-jail = Vězení, uzamčení, odvolání
section-members = Kdo přichází a odchází
section-server = Jazyk a čas
settings-undo-changed = Od té doby to někdo změnil znovu, takže jsem to nechal být.
settings-undo-gone = Už nevím, co ta změna nahradila.
settings-changed-meanwhile = Někdo ve stejnou chvíli změnil nastavení, takže zůstalo, jak je. Zkus to znovu.
facts-lacks = chybí mi tam {$permissions}
facts-above = není pod mou nejvyšší rolí
facts-powerful = dává {$permissions}
facts-broken = {$what}: {$why}

## Příprava serveru

hello = Díky, že jste mě přidali. {COMMAND("setup")} ukáže, co tu funguje a co chybí, a na pár kliknutí připraví log, vězení, žebřík, hlášení a odvolání. Je k tomu potřeba oprávnění Spravovat server.
setup-title = Příprava tohoto serveru
setup-permissions = Moje oprávnění
setup-permissions-all = Mám všechna, která používám.
setup-permissions-give = Dej je mojí roli v Nastavení serveru → Role.
setup-by-hand = zaznamenávání toho, co moderátoři dělají ručně
setup-lacks = Bez oprávnění **{$permission}** nefunguje: {$what}.
setup-rank = Moje role
setup-rank-all = je nad všemi ostatními kromě rolí aplikací.
setup-rank-none = je pod všemi ostatními, takže nemůžu zasáhnout proti nikomu, kdo má roli. Přetáhni ji nahoru v Nastavení serveru → Role.
setup-rank-some = Proti členům s těmito rolemi zasáhnout nemůžu, protože jsou nad mojí: {$roles}
setup-log = Log
setup-log-none = není nastaven. Případy se zaznamenávají, ale nikam se nepíšou.
setup-reports = Hlášení
setup-reports-none = vypnutá. Členové nemůžou nic nahlásit, dokud tu není log nebo kanál pro hlášení.
setup-appeals-none = vypnutá. Kdo dostal ban, ztlumení, vězení nebo vyhození, nemůže požádat o zrušení.
setup-channel-again = Nic se tam nepíše. Vyber jiný kanál, nebo mi dej, co chybí.
setup-jail-none = není nastavená, takže do vězení nikdo nemůže.
setup-jail-again = Nikdo s ní nemůže jít do vězení.
setup-ladder-none = žádné příčky. Varování se sčítají a nic z toho neplyne.
setup-reasons-none = žádné. Moderátoři píšou každý důvod sami.
setup-reasons-count = {$count ->
    [one] {$count} důvod
    [few] {$count} důvody
   *[other] {$count} důvodů
}
setup-events = Příchody, odchody a zprávy
setup-events-none = sidecar neběží. Potřebují ho uvítání, role pro nováčky, upozornění na příchod a log zpráv.
setup-events-missing = sidecar neběží, takže nefunguje: {$what}. Popros provozovatele, ať ho spustí.
setup-events-all = sidecar běží.
setup-events-intents = sidecar běží, ale ve vývojářském portálu Discordu je vypnuto: {$intents}.
intent-content = Message Content Intent
intent-members = Server Members Intent
setup-button-log = Založit kanál pro log
setup-button-reports = Založit kanál pro hlášení
setup-button-appeals = Založit kanál pro odvolání
setup-button-jail = Založit vězení
setup-button-again = Zkontrolovat znovu
setup-choose-log = Vyber kanál pro log
setup-choose-reports = Vyber kanál pro hlášení
setup-choose-appeals = Vyber kanál pro odvolání
setup-choose-ladder = Vyber žebřík
setup-choose-reasons = Vyber důvody, které se budou nabízet moderátorům
setup-chosen = Odteď se používá {$channel}.
setup-name-log = mod-log
setup-topic-log = Případy, jak je zaznamenává Gavel
setup-name-reports = hlášení
setup-topic-reports = Co členové hlásí moderátorům
setup-name-appeals = odvolání
setup-topic-appeals = Odvolání proti banům, ztlumením, vězení a vyhození
setup-name-jail = Ve vězení
setup-ladder-mild = Mírný: jen ztlumení
setup-ladder-usual = Obvyklý: ztlumení, vyhození, ban
setup-ladder-strict = Přísný: dlouhá ztlumení, pak ban
setup-ladder-now = Žebřík je nastaven: {$title}. Příčky mění {COMMAND("ladder edit")}.
setup-reasons-short = Obvyklé
setup-reasons-long = Obvyklé a další
setup-reasons-about = {$reasons}
setup-reasons-few =
    Spam
    Reklama
    Urážky nebo obtěžování
    Nevhodný obsah
    Nerespektování moderátorů
setup-reasons-many =
    Spam
    Reklama
    Urážky nebo obtěžování
    Nevhodný obsah
    Nerespektování moderátorů
    Podvod nebo phishing
    Osobní údaje druhých
    Nenávistné projevy
    Mimo téma i po upozornění
    Obcházení banu
setup-reasons-now = {$count ->
    [one] Moderátoři si odteď můžou vybrat {$count} důvod.
    [few] Moderátoři si odteď můžou vybrat ze {$count} důvodů.
   *[other] Moderátoři si odteď můžou vybrat z {$count} důvodů.
}
setup-undone = Změna je vzata zpět.
setup-making-jail = Vězení
setup-making-channel = Kanál
setup-making = {$what}: objednáno. {$why}
setup-removing = Odstranění je objednáno. {$why}
setup-audit = Založeno na pokyn {$name} ({$id})
setup-not-made = Založit se to nepodařilo: {$why}
setup-not-removed = Už se to nepoužívá, ale smazat se to nepodařilo: {$why}
setup-jail-there = Role vězení už existuje: <@&{$role}>.
setup-jail-made = Vězení je připravené: členové s <@&{$role}> nevidí žádný kanál. Kde s nimi chceš mluvit, povol té roli Zobrazit kanál.
setup-jail-unreached = Tyto kanály se mi před ní nepodařilo skrýt; zakaž tam Zobrazit kanál ručně: {$channels}
setup-channel-made = {$channel} je založen a odteď se používá. Vidí ho moderátoři a administrátoři.
setup-channel-kept = {$channel} se už nepoužívá. Někdo v něm psal, proto jsem ho nesmazal.
setup-removed = Co jsem založil, je zase pryč.
setup-remove-gone = Už nevím, co se tehdy založilo. Smaž to ručně.
setup-remove-jailed = S rolí <@&{$role}> jsou ve vězení členové. Nejdřív je propusť pomocí {COMMAND("unjail")}.

## Nastavení na klikání

panel-choose-section = Vyber oddíl
panel-choose-setting = Vyber nastavení, které chceš změnit
panel-mend = Opravit, co nefunguje
panel-back = Zpět
panel-reset = Vrátit na výchozí
panel-edit = Upravit
panel-text = Upravit text
panel-limit = Nastavit omezení
panel-questions = Otázky a čekání
panel-delay = Prodleva
panel-direct = Posílat do soukromých zpráv
panel-changed = Změněno.
panel-log-hint = Kanál pro: {$category}
panel-protected-hint = Vyber chráněné role
panel-jail-hint = Vyber roli vězení
panel-autorole-hint = Vyber role pro nováčky
panel-lockdown-hint = Vyber kanály a kategorie
panel-channel-hint = Vyber kanál; žádný to vypne
panel-ignored-hint = Vyber kanály, které se vynechají
panel-language-hint = Vyber jazyk
panel-dm-choose = Vyber zásah, o kterém zpráva je
panel-dm-send = Posílat o tom členům soukromou zprávu
panel-dm-text = Text; prázdný znamená můj vlastní
panel-dm-hint = Můžeš použít {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"}
panel-dm-now = {$action}: odteď si členové přečtou:
    >>> {$text}
panel-greeting-hint = Můžeš použít {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}
panel-reasons = Důvody
panel-one-a-line = Jeden na řádek
panel-reasons-limit = Nejvýš {$count} důvodů.
panel-duration-hint = Třeba 1h, 7d nebo perm
panel-zone-hint = Třeba Europe/Prague
panel-days-hint = Počet dní; prázdné: až do vymazání
panel-kept-cases = Ukončené případy
panel-kept-notes = Poznámky
panel-kept-automod = Zásahy AutoModu
panel-kept-history = Změny nastavení
panel-question = Otázka {$number}
panel-wait = Čekání
panel-wait-hint = Po zásahu a po zamítnutí, třeba 7d; prázdné: žádné
panel-step-new = Přidat příčku
panel-step-choose = Vyber příčku žebříku
panel-step-points = Body
panel-step-points-hint = Kolik bodů příčku spustí
panel-step-action = Zásah
panel-step-action-hint = Bez výběru se příčka odebere
panel-step-duration = Doba
panel-step-window = Okno
panel-step-window-hint = Počítat body za tolik dní; prázdné: všechny
panel-limit-role = Role
panel-limit-action = Zásah
panel-limit-longest = Nejdelší doba
panel-limit-hour = Kolikrát za hodinu
panel-limit-day = Kolikrát za den
panel-limit-hint = Prázdné: bez omezení
panel-no-number = „{$text}“ není číslo od 1 do {$most}.
panel-manual-on = Zaznamenávat, co se dělá ručně
panel-manual-off = Nezaznamenávat, co se dělá ručně
panel-bots-too = I boti
panel-bots-not = Bez botů
panel-rejoin-jail = Znovu do vězení
panel-rejoin-free = Už ne do vězení
panel-rejoin-roles = Vracet role
panel-rejoin-no-roles = Nevracet role
panel-alert-log = Psát do logu
panel-another-on = Rozhoduje jiný moderátor
panel-another-off = Rozhoduje kterýkoli moderátor
settings-clear-ask = Vrátit „{$setting}“ na výchozí? Teď platí:
    >>> {$value}
settings-clear-nothing = „{$setting}“ už výchozí je.

settings-history-profile = Můj profil tady byl změněn: {$what}
profile-nothing-given = Zvol `nick`, `avatar`, `banner`, `bio`, nebo co se má vrátit.
profile-large = Ten obrázek je moc velký; vezmi nejvýš {$mb} MB.
profile-no-picture = To není obrázek; vezmi PNG, JPEG, GIF nebo WebP.
profile-nick = přezdívka
profile-avatar = avatar
profile-banner = banner
profile-bio = bio
profile-done = Můj profil na tomto serveru je změněný: {$what}.
profile-ordered = Můj nový profil je objednaný. {$why}
profile-refused = Můj profil je, jaký byl: {$why}

## Karta všech nastavení

settings-show-log-deleted = byl smazán
settings-show-log = Kanály logu
settings-show-protected = Chráněné role
settings-show-protected-none = žádné; ochraň je pomocí {COMMAND("settings protected-roles")}
settings-show-jail = Role vězení
settings-show-jail-none = nenastavená; vyber ji pomocí {COMMAND("settings jail")}
settings-show-lockdown = Uzamčení serveru
settings-show-lockdown-all = všechny kanály, kam členové píšou; vyber pomocí {COMMAND("settings lockdown")}
settings-show-ladder = Žebříček trestů
settings-show-ladder-none = žádné stupně; přidej nějaký pomocí {COMMAND("ladder edit")}
settings-show-policy = Pravidla
settings-show-policy-none = žádná omezení; nastav nějaké pomocí {COMMAND("policy set")}
settings-show-warnings = Jak dlouho se počítá varování
settings-show-dm = Soukromé zprávy
settings-show-dm-usual = posílám je svými slovy; změň je pomocí {COMMAND("settings dm")}
settings-show-presets = Důvody na výběr
settings-show-presets-none = žádné; přidej nějaký pomocí {COMMAND("settings presets")}
settings-show-manual = Ruční zásahy
settings-show-welcome = Uvítací zpráva
settings-show-leave = Zpráva o odchodu
settings-show-autorole = Role pro nové členy
settings-show-rejoin = Kdo se vrátí
settings-show-alert = Upozornění na nově příchozí
settings-show-messagelog = Log zpráv
settings-show-appeals = Odvolání
settings-show-language = Jazyk
settings-show-language-usual = ten, který má server na Discordu, pokud ho umím
settings-show-zone = Časové pásmo
settings-show-title = Nastavení tohoto serveru
settings-show-failure = **{$automation}**, poprvé {$since}: {$why}
settings-show-failures = Tohle nefunguje
settings-show-log-none = nenastavené; případy se zaznamenávají, ale nikam se nepíšou. Vyber kanál pomocí {COMMAND("settings log")}.
settings-show-log-lost = Nic se tam nepíše; vyber jiný pomocí {COMMAND("settings log")}.
settings-show-dm-unsent = neposílá se
settings-show-dm-sent = posílá se
settings-show-manual-off = nezaznamenávají se; změň to pomocí {COMMAND("settings manual")}
settings-show-manual-on = z banů, vyhození a timeoutů se stávají případy
settings-show-manual-unseen = nezaznamenávají se, protože je nevidím: dej mé roli oprávnění Zobrazit záznam auditu v Nastavení serveru → Role

## Smazání všeho

reset-left = Vymazání zrušeno. Nic se nesmazalo.
reset-expired = Do minuty nepřišla odpověď, takže se nic nesmazalo. Pomocí {COMMAND("reset")} se zeptám znovu.
reset-over = Tahle otázka už neplatí: platí jen minutu; použij {COMMAND("reset")} znovu.
reset-question = **Smazat vše, co o tomto serveru uchovávám?** Všechny případy, všechna nastavení, všechny nabídky rolí i jejich historie zmizí, a to natrvalo. Bany, role a zprávy na Discordu zůstanou, jak jsou.
reset-who-answers = Odpovědět můžeš jen ty, a to do minuty.
reset-yes = Smazat vše
reset-no = Nechat vše
reset-endless-case = {$target}: {$action}, případ #{$number}
reset-endless-case-until = {$target}: {$action}, případ #{$number}, konec: {$time}
reset-the-server = server
reset-endless-more = a další ({$count}); ukáže je {COMMAND("case list")}
reset-endless = {$count ->
    [one] Nebudu vědět, kdy má tohle skončit; zrušit to pak budeš muset ty:
   *[other] Nebudu vědět, kdy mají tyto skončit; zrušit je pak budeš muset ty:
}
reset-underway = Vymazání už běží. {$why}
reset-done = {$changes ->
    [one] Hotovo. Smazáno: {$cases}, všechna nastavení a {$changes} zaznamenaná změna v nich. Další případ bude #1.
    [few] Hotovo. Smazáno: {$cases}, všechna nastavení a {$changes} zaznamenané změny v nich. Další případ bude #1.
   *[other] Hotovo. Smazáno: {$cases}, všechna nastavení a {$changes} zaznamenaných změn v nich. Další případ bude #1.
}

## Příchody a odchody

members-alert-failed = Nepodařilo se mi napsat do <#{$channel}>, že na serveru je nově <@{$user}>.
members-alert-joined = <@{$user}> ({$name}) je nově na serveru a má tu záznam.
members-alert-cases = **Případy:** {$cases}
members-alert-counts = **Teď se počítá:** {$warnings}, {$points}
members-alert-title = Nový člen se záznamem
members-autorole-failed = Nepodařilo se mi dát <@{$user}> role pro nové členy.
members-autorole-reason = Role pro nové členy
members-autorole-not-given = <@{$user}> ode mě nedostane roli <@&{$role}>. {$why}
members-autorole-powerful = Mezitím má oprávnění {$permissions}, a to nikdo nedostane jen za to, že přijde.
members-greet-failed = Nepodařilo se mi napsat zprávu k <@{$user}>.
members-rejoin-roles-failed = Nepodařilo se mi vrátit <@{$user}> předchozí role.
members-rejoin-not-given = <@{$user}> ode mě znovu nedostane jednu roli (případ #{$number}). {$why}
members-rejoin-role-failed = Nepodařilo se mi vrátit <@{$user}> roli <@&{$role}> (případ #{$number}).
members-rejoin-jail-failed = Nepodařilo se mi dát <@{$user}> znovu roli vězení (případ #{$number}).

## Záznamy v logu zpráv

messagelog-edited = Upravená zpráva
messagelog-footer-one = Zpráva {$message} · záznam {$entry}
messagelog-deleted = Smazaná zpráva
messagelog-deleted-many = {$count ->
    [one] {$count} smazaná zpráva
    [few] {$count} smazané zprávy
   *[other] {$count} smazaných zpráv
}
messagelog-footer-many = Zprávy · záznam {$entry}
messagelog-author = **Od:** {$author}
messagelog-message = **Zpráva:** [otevřít]({$link})
messagelog-before = **Předtím:** {$text}
messagelog-after = **Potom:** {$text}
messagelog-channel = **Kanál:** <#{$channel}>
messagelog-text = **Text:** {$text}
messagelog-files = **Soubory:** {$files}
messagelog-lost = **U {$count} z nich** není známo, od koho byly a co v nich stálo.
messagelog-no-text = *bez textu*
messagelog-unknown = *není známo*
messagelog-failed = Nepodařilo se mi napsat do <#{$channel}>.

## Připomínky

remind-empty = Není tu nic, co bych ti mohl připomenout; napiš to do `text`.
remind-never = Připomínka potřebuje čas; napiš ho třeba jako `2h`, `3 days`, `18:00` nebo `2027-01-31 18:00`.
remind-too-many = Tady už máš připomínek {$most}; nejdřív některou zruš přes {$list}.
remind-choose = Vyber některou z připomínek, které se nabízejí při psaní, nebo ji zruš v {$list}.
remind-gone = Tahle připomínka už nečeká: buď odešla, nebo je zrušená.
remind-not-yours = Tahle připomínka je pro <@{$user}>.
remind-set = Připomenu ti to soukromou zprávou <t:{$at}:f> (<t:{$at}:R>):
remind-set-here = Připomenu ti to v tomhle kanálu <t:{$at}:f> (<t:{$at}:R>):
remind-cancelled = Zrušeno. Tohle už ti nepřipomenu:
remind-read = Hotovo. V seznamu už to nemáš:
remind-due = ⏰ V <#{$channel}> jsi mě <t:{$at}:R> požádal(a) o připomenutí:
remind-due-here = ⏰ <@{$user}>, <t:{$at}:R> jsi mě požádal(a) o připomenutí:
remind-late = Mělo to přijít <t:{$at}:R>; dřív se mi to poslat nepodařilo.
remind-announced = ⏰ <@{$user}>, máš tu připomínku, ale soukromou zprávu ti poslat nemůžu.
remind-show = Ukaž mi ji
remind-got-it = Rozumím
remind-title = Tvoje připomínky
remind-none = Žádné připomínky tu nemáš; novou si nastavíš přes {$me}.
remind-count = {$count ->
    [one] {$count} připomínka, nejvýš {$most}
    [few] {$count} připomínky, nejvýš {$most}
   *[other] {$count} připomínek, nejvýš {$most}
}
remind-line = • <t:{$at}:f> (<t:{$at}:R>) · {$text}
remind-line-here = • <t:{$at}:f> (<t:{$at}:R>) v <#{$channel}> · {$text}
remind-line-told = • **Mělo přijít** <t:{$at}:R> · {$text}
remind-select = Zrušit připomínku
remind-sooner = Dřívější
remind-later = Pozdější

## Ankety

poll-blank = Anketa potřebuje otázku a aspoň dvě odpovědi s textem.
poll-twice = Dvě odpovědi jsou stejné; jednu změň.
poll-too-long = Discord nechá anketu otevřenou nejvýš 32 dní; zadej kratší dobu.

## /permissions explain

permissions-yes = **<@{$user}> tu může použít {$command}.**
permissions-no = **<@{$user}> tu nemůže použít {$command}.** Co je označeno ❌, se musí změnit.
permissions-not-here = <@{$user}> na tomto serveru není a příkazy mohou používat jen členové.
permissions-owner = Té osobě server patří: nebrání jí žádné nastavení, oprávnění, limit ani pořadí rolí.
permissions-administrator = Ta osoba má oprávnění Správce, a tím i všechna ostatní; Nastavení serveru → Integrace se jí netýká.
permissions-integrations-nothing = Nastavení serveru → Integrace o té osobě nic neříká, takže rozhoduje oprávnění, které příkaz vyžaduje.
permissions-integrations-allow = V Nastavení serveru → Integrace je příkaz povolen pro {$subject}.
permissions-integrations-deny = V Nastavení serveru → Integrace je příkaz zakázán pro {$subject}. Změňte to tam.
permissions-integrations-unknown = Discord mi neřekl, co stojí v Nastavení serveru → Integrace.
permissions-all-channels = všechny kanály
permissions-everyone = Příkaz je pro všechny.
permissions-held = Ta osoba má {$permission}, díky {$roles}.
permissions-held-here = Ta osoba má {$permission} jen v tomto kanálu. Co se týká celého serveru, třeba ban, ho vyžaduje i v některé z jejích rolí.
permissions-taken-here = Role té osoby jí dávají {$permission}, ale oprávnění <#{$channel}> jí ho berou. Změňte je tam.
permissions-lacked = Té osobě chybí {$permission}. Dejte jí roli, která ho má.
permissions-gavel = Všechna oprávnění, která k tomu potřebuji, tu mám.
permissions-rank = Ta osoba může zasahovat proti členům pod {$role}.
permissions-rank-protected = Ta osoba může zasahovat proti členům pod {$role}, kteří nemají chráněnou roli ({$protected}).
permissions-policy = Limity jejích rolí ({$command}): {$limits}.
permissions-cooldown = Každý ho může použít jednou za {$seconds ->
    [one] {$seconds} sekundu
    [few] {$seconds} sekundy
   *[other] {$seconds} sekund
}.

## Informace: /oserveru, /oroli, /okanálu, /avatar

info-id = ID
info-created = Vznik
info-members = Členové
info-yes = ano
info-no = ne
serverinfo-owner = Vlastní
serverinfo-members = {$members}, online {$online}
serverinfo-channels = Kanály
serverinfo-channel-counts = textové: {$text} · hlasové: {$voice} · kategorie: {$categories}
serverinfo-roles = Role
serverinfo-expressions = Emoji a nálepky
serverinfo-expression-counts = {$emojis} · {$stickers}
serverinfo-boosts = Boosty
serverinfo-boost-level = {$boosts} (úroveň {$level})
serverinfo-verification = Ke psaní nováčci potřebují
serverinfo-verification-level = {$level ->
    [0] nic
    [1] ověřený e-mail
    [2] účet starší než 5 minut
    [3] 10 minut na serveru
   *[other] ověřený telefon
}
serverinfo-two-factors = Moderátoři potřebují 2FA
serverinfo-invite = Pozvánka
serverinfo-features = Funkce
# $feature is Discord's name; what has no words here stays as it is.
serverinfo-feature = {$feature ->
    [COMMUNITY] Komunita
    [VERIFIED] Ověřený
    [PARTNERED] Partner
    [DISCOVERABLE] Ve vyhledávání serverů
    [NEWS] Kanály s oznámeními
    [AUTO_MODERATION] AutoMod
    [WELCOME_SCREEN_ENABLED] Uvítací obrazovka
    [MEMBER_VERIFICATION_GATE_ENABLED] Potvrzení pravidel
    [GUILD_ONBOARDING] Onboarding
    [INVITES_DISABLED] Pozastavené pozvánky
    [ROLE_SUBSCRIPTIONS_ENABLED] Předplatné rolí
    [ROLE_ICONS] Ikony rolí
    [ANIMATED_ICON] Animovaná ikona
    [BANNER] Banner
    [VANITY_URL] Vlastní pozvánka
    [INVITE_SPLASH] Pozadí pozvánky
   *[other] {$feature}
}
roleinfo-colour = Barva
roleinfo-no-colour = žádná
roleinfo-position = Pozice
roleinfo-hoisted = Zobrazená zvlášť
roleinfo-mentionable = Zmínit ji může každý
roleinfo-managed = Spravuje
roleinfo-by-boosts = boostování serveru
roleinfo-by-subscription = předplatné
roleinfo-by-integration = integrace
roleinfo-permissions = Oprávnění
roleinfo-everything = {$administrator}, tedy všechno
channelinfo-elsewhere = Tenhle kanál patří jinému serveru; vyber některý odsud.
channelinfo-type = Druh
channelinfo-kind = {$kind ->
    [0] textový
    [2] hlasový
    [4] kategorie
    [5] oznámení
    [10] vlákno oznámení
    [11] vlákno
    [12] soukromé vlákno
    [13] pódium
    [15] fórum
    [16] média
   *[other] kanál
}
channelinfo-category = Kategorie
channelinfo-parent = Kanál
channelinfo-slowmode = Pomalý režim
channelinfo-restricted = S věkovým omezením
channelinfo-bitrate = Datový tok
channelinfo-limit = Limit lidí
channelinfo-no-limit = žádný
channelinfo-tags = Štítky příspěvků
channelinfo-starter = Začal(a)
channelinfo-messages = Zprávy
channelinfo-state = Stav
channelinfo-thread-open = otevřené
channelinfo-thread-closed = zavřené
channelinfo-thread-locked = zamčené
channelinfo-overwrites = Vlastní oprávnění
channelinfo-locked = Zamčený
channelinfo-locked-since = moderátory <t:{$since}:R>
channelinfo-locked-until = moderátory <t:{$since}:R>, do <t:{$end}:f>
avatar-here = Na tomhle serveru
avatar-everywhere = Všude
avatar-default = Bez vlastního obrázku; Discord ukazuje některý ze svých.

## Hotové odpovědi

tag-form = Nová odpověď
tag-form-name = Název
tag-form-name-hint = Podle něj se odpověď hledá.
tag-form-text = Text
tag-form-text-hint = Markdown funguje; nikoho neupozorní. Nad 2 000 znaků se ukáže jako embed.
tag-form-title = Nadpis
tag-form-title-hint = S nadpisem nebo barvou se odpověď ukáže jako embed.
tag-form-colour = Barva
tag-form-colour-hint = Například #5865F2.
tag-form-role = Pro koho
tag-form-role-hint = Jen pro lidi s touhle rolí. Prázdné: pro všechny.
tag-empty = Odpověď potřebuje název a text, každý aspoň s jedním písmenem.
tag-name-taken = Odpověď „{$name}“ už existuje; uprav ji přes {$edit}, nebo zvol jiný název.
tag-too-many = Tenhle server už má odpovědí {$count}; nejdřív některou smaž přes {$delete}.
tag-gone = Tahle odpověď už neexistuje.
tag-your-text = Tohle je text, který jsi napsal(a), aby šel zkopírovat:
tag-unknown = Odpověď „{$name}“ tu není; všechny ukáže {$list}.
tag-not-for-you = Tuhle odpověď můžou použít jen lidé s rolí <@&{$role}>.
tag-saved = ✅ Odpověď „{$name}“ je uložená. Takhle vypadá.
tag-odd-colour = Barvu se mi nepodařilo přečíst, proto tam není; napiš ji třeba jako `#5865F2`.
tag-button-edit = Upravit
tag-button-delete = Smazat
tag-delete-ask = **Smazat odpověď „{$name}“?**
tag-delete-yes = Smazat
tag-delete-no = Nechat
tag-deleted = Odpověď „{$name}“ je smazaná.
tag-kept = Zůstává.
tag-none = Tenhle server zatím žádné odpovědi nemá; kdo má oprávnění Spravovat server, může nějakou vytvořit přes {$create}.
tag-list-title = Hotové odpovědi
tag-count = {$count ->
    [one] {$count} odpověď
    [few] {$count} odpovědi
   *[other] {$count} odpovědí
}
tag-line = • **{$name}** · použito {$uses}×
tag-line-for = • **{$name}** · použito {$uses}× · pro <@&{$role}>
tag-history-made = Odpověď „{$name}“ byla vytvořena
tag-history-changed = Odpověď „{$name}“ byla změněna
tag-history-deleted = Odpověď „{$name}“ byla smazána
tag-back = Zpět
tag-next = Další

## Commands: their names, and what they do

command-ping = ping
    .description = Ukáže, jak rychle odpovídám a jakou mám verzi
command-userinfo = ouživateli
    .description = Ukáže něčí účet, čas na serveru a role
command-userinfo-user = uživatel
    .description = Koho ukázat. Výchozí: ty
menu-user-info = O uživateli
command-help = pomoc
    .description = Ukáže příkazy, které tu můžeš používat, nebo jak se některý používá
command-help-command = příkaz
    .description = Příkaz, který se má vysvětlit
command-about = oaplikaci
    .description = Co dělám a na co se můžeš spolehnout
command-warn = varovat
    .description = Varuje člena soukromou zprávou a zapíše to
command-warn-user = uživatel
    .description = Koho varovat
command-warn-reason = důvod
    .description = Důvod, který člen uvidí
menu-warn = Varovat
command-case = případ
    .description = Zobrazí, vyhledá a opraví případy
command-case-view = zobrazit
    .description = Ukáže jeden případ
command-case-view-number = číslo
    .description = Číslo případu
command-case-list = seznam
    .description = Vypíše případy od nejnovějšího
command-case-list-user = uživatel
    .description = Jen případy této osoby
command-purge = promazat
    .description = Smaže nejnovější zprávy v tomto kanálu; připnuté zůstanou
command-purge-count = počet
    .description = Kolik zpráv smazat
command-purge-user = uživatel
    .description = Jen zprávy této osoby
command-purge-contains = obsahuje
    .description = Jen zprávy, které obsahují tato slova
command-purge-regex = regex
    .description = Jen zprávy, které odpovídají tomuto regulárnímu výrazu
command-purge-bots = boti
    .description = Jen zprávy botů a webhooků
command-purge-links = odkazy
    .description = Jen zprávy s odkazy
command-purge-invites = pozvánky
    .description = Jen zprávy s pozvánkami na servery
command-purge-attachments = soubory
    .description = Jen zprávy se soubory
command-purge-embeds = vložené
    .description = Jen zprávy s vloženým obsahem
command-purge-pins = připnuté
    .description = Smazat i připnuté zprávy
command-purge-before = před
    .description = Jen zprávy před touto (odkaz nebo id)
command-purge-after = po
    .description = Jen zprávy po této (odkaz nebo id)
command-purge-include-old = i_staré
    .description = Smazat i zprávy starší než 14 dní, jednu po druhé: nejvýše 200, chvíli to trvá
command-purge-transcript = přepis
    .description = Uchovat přepis smazaných zpráv v záznamu
command-purge-reason = důvod
    .description = Důvod, který se zapíše do případu
command-purge-force = vynutit
    .description = Povolit i v kanálu záznamu
command-lock = zamknout
    .description = Zabrání členům psát v kanálu, dokud se neodemkne
command-lock-channel = kanál
    .description = Který kanál zamknout. Výchozí: tento
command-lock-duration = doba
    .description = Jak dlouho, třeba 30m, 12h, 7d. Výchozí: do /unlock
command-lock-reason = důvod
    .description = Důvod, který se zapíše do případu
command-lock-roles = role
    .description = Odebere to i rolím, kterým psaní povoluje sám kanál. Výchozí: ne
command-unlock = odemknout
    .description = Dovolí členům znovu psát v kanálu, který jsem zamkl
command-unlock-channel = kanál
    .description = Který kanál odemknout. Výchozí: tento
command-unlock-reason = důvod
    .description = Důvod, který se zapíše do případu
command-slowmode = pomalý-režim
    .description = Nastaví, jak dlouho musí členové v kanálu čekat mezi zprávami
command-slowmode-delay = prodleva
    .description = Prodleva mezi zprávami, třeba 10s nebo 5m; off pomalý režim vypne
command-slowmode-channel = kanál
    .description = Který kanál zpomalit. Výchozí: tento
command-slowmode-duration = doba
    .description = Jak dlouho to tak zůstane, třeba 2h. Výchozí: natrvalo
command-slowmode-reason = důvod
    .description = Důvod, který se zapíše do případu
command-lockdown = uzávěra
    .description = Zamkne mnoho kanálů najednou a zase je odemkne
command-lockdown-start = začít
    .description = Zamkne kanály z {COMMAND("settings lockdown")}, nebo všechny, kam mohou členové psát
command-lockdown-start-reason = důvod
    .description = Důvod, který se zapíše do případu
command-lockdown-start-duration = doba
    .description = Jak dlouho, třeba 30m, 12h, 7d. Výchozí: do /lockdown end
command-lockdown-start-invites = pozvánky
    .description = Pozastavit po dobu uzávěry pozvánky
command-lockdown-start-dms = zprávy
    .description = Pozastavit po dobu uzávěry soukromé zprávy mezi členy, kteří nejsou přátelé
command-lockdown-end = ukončit
    .description = Ukončí uzávěru a odemkne její kanály
command-lockdown-end-reason = důvod
    .description = Důvod, který se zapíše do případu
command-report = nahlásit
    .description = Řekne moderátorům o někom, nebo ukáže, co členové nahlásili
command-report-user = uživatel
    .description = Nahlásí někoho moderátorům; formulář se zeptá, co se stalo
command-report-user-user = uživatel
    .description = Koho chceš nahlásit
command-report-list = seznam
    .description = Vypíše hlášení od nejnovějšího (pro moderátory)
command-report-list-closed = uzavřená
    .description = I uzavřená hlášení? Jinak jen otevřená
command-report-view = zobrazit
    .description = Ukáže hlášení i s tlačítky (pro moderátory)
command-report-view-number = číslo
    .description = Číslo hlášení
menu-report = Nahlásit
menu-purge-down-to-here = Promazat až sem
command-settings = nastavení
    .description = Ukáže a změní nastavení tohoto serveru
command-settings-show = zobrazit
    .description = Ukáže všechna nastavení
command-settings-log = záznam
    .description = Vybere kanál, kam se zapisují případy
command-settings-log-channel = kanál
    .description = Kanál, vlákno nebo fórum pro log
command-setup = připravit
    .description = Ukáže, co funguje a co chybí, a na pár kliknutí to připraví
command-reset = vymazat
    .description = Smaže vše, co o tomto serveru uchovávám; nejdřív se zeptám
command-note = poznámka
    .description = Zapíše k někomu poznámku; dotyčný se to nedozví
command-note-user = uživatel
    .description = Koho se týká
command-note-reason = důvod
    .description = Text poznámky
command-note-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-warn-points = body
    .description = Body za varování. Výchozí: 1
command-warn-expires = platí
    .description = Jak dlouho se počítá, třeba 30d. Výchozí: podle nastavení
command-warn-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-warn-dm = oznámit
    .description = Poslat soukromou zprávu? Výchozí: podle nastavení
command-timeout = umlčet
    .description = Dá členovi timeout
command-timeout-user = uživatel
    .description = Komu dát timeout
command-timeout-duration = doba
    .description = Jak dlouho, třeba 10m, 2h, 1d 12h, 2 weeks nebo perm
command-timeout-reason = důvod
    .description = Důvod, který člen uvidí
command-timeout-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-timeout-dm = oznámit
    .description = Poslat soukromou zprávu? Výchozí: podle nastavení
command-untimeout = uvolnit
    .description = Ukončí timeout člena
command-untimeout-user = uživatel
    .description = Komu ukončit timeout
command-untimeout-reason = důvod
    .description = Důvod, který člen uvidí
command-kick = vyhodit
    .description = Vyhodí člena ze serveru; může se vrátit
command-kick-user = uživatel
    .description = Koho vyhodit
command-kick-reason = důvod
    .description = Důvod, který člen uvidí
command-kick-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-kick-dm = oznámit
    .description = Poslat soukromou zprávu? Výchozí: podle nastavení
command-softban = softban
    .description = Vyhodí někoho a smaže jeho zprávy: ban, který se hned zruší
command-softban-user = uživatel
    .description = Koho softbanovat
command-softban-delete = smazat
    .description = Které zprávy smazat. Výchozí: poslední den
command-softban-reason = důvod
    .description = Důvod, který člen uvidí
command-softban-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-ban = zabanovat
    .description = Zabanuje někoho, člena i nečlena, na čas nebo natrvalo
command-ban-user = uživatel
    .description = Koho zabanovat; stačí i id
command-ban-duration = doba
    .description = Jak dlouho, třeba 12h, 7d, 2 weeks. Výchozí: natrvalo
command-ban-delete = smazat
    .description = Které zprávy také smazat. Výchozí: nic
command-ban-reason = důvod
    .description = Důvod, který člen uvidí
command-ban-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-ban-dm = oznámit
    .description = Poslat soukromou zprávu? Výchozí: podle nastavení
command-unban = odbanovat
    .description = Zruší ban
command-unban-user = uživatel
    .description = Komu zrušit ban: vyber, nebo napiš jméno či id
command-unban-reason = důvod
    .description = Důvod, který se zapíše do případu
command-case-search = hledat
    .description = Hledá případy podle slov v důvodu
command-case-search-text = text
    .description = Slova, "přesné slovní spojení" nebo -bez
command-case-edit = upravit
    .description = Změní důvod, body nebo dobu případu; původní zůstanou v jeho historii
command-case-edit-number = číslo
    .description = Číslo případu
command-case-edit-reason = důvod
    .description = Nový důvod
command-case-edit-points = body
    .description = Nové body za varování
command-case-edit-duration = doba
    .description = Jak dlouho od teď platí ban, umlčení, vězení či role, třeba 7d; perm: bez konce
command-case-edit-appeal = odvolání
    .description = Může se proti němu ten člověk odvolat?
command-case-void = zrušit
    .description = Zruší případ: číslo mu zůstane, ale už se nepočítá
command-case-void-number = číslo
    .description = Číslo případu
command-case-void-reason = důvod
    .description = Důvod, který se zapíše do případu
command-case-history = historie
    .description = Ukáže, co se na případu změnilo a kdo to změnil
command-case-history-number = číslo
    .description = Číslo případu
command-modstats = statistiky
    .description = Ukáže, kolik zásahů provedl který moderátor
command-modstats-user = uživatel
    .description = Jen tento moderátor, podrobněji
command-modstats-days = dnů
    .description = Kolik dní zpět. Výchozí: 30
command-history = historie
    .description = Ukáže případy nějaké osoby a co se jí počítá
command-history-user = uživatel
    .description = Čí případy ukázat
command-record = můjzáznam
    .description = Ukáže, co je na tomto serveru o tobě zapsáno
command-ban-note = poznámka
    .description = Poznámka pro moderátory; člen ji nikdy neuvidí
command-settings-log-category = druh
    .description = Co se tam zapisuje. Výchozí: všechno
command-settings-protected-roles = chráněné-role
    .description = Chrání členy s rolí před zásahy moderátorů
command-settings-protected-roles-role = role
    .description = Role, která se má chránit
command-settings-protected-roles-remove = odebrat
    .description = Tuto roli už nechránit
command-settings-jail = vězení
    .description = Vybere roli, kterou dostanou uvěznění členové
command-settings-jail-role = role
    .description = Role vězení; odepři jí, co uvěznění nemají vidět a dělat
command-settings-lockdown = uzávěra
    .description = Vybere kanál nebo kategorii, které uzávěra zamkne
command-settings-lockdown-channel = kanál
    .description = Kanál, nebo kategorie pro všechny její kanály
command-settings-lockdown-remove = odebrat
    .description = Odebrat z kanálů uzávěry
command-settings-presets = důvody
    .description = Uloží důvod, který si moderátoři mohou vybrat
command-settings-presets-reason = důvod
    .description = Důvod
command-settings-presets-remove = odebrat
    .description = Odebrat tento důvod
command-settings-dm = zprávy
    .description = Určí, zda členové o zásahu dostanou soukromou zprávu a co v ní bude
command-settings-dm-action = zásah
    .description = Zásah, kterého se zpráva týká
command-settings-dm-send = posílat
    .description = Posílat o něm členům soukromou zprávu?
command-settings-dm-text = text
    .description = Text s {"{"}user{"}"} {"{"}server{"}"} {"{"}reason{"}"} {"{"}case{"}"} {"{"}end{"}"} {"{"}points{"}"} …; „default“ pro můj vlastní
command-settings-warnings = varování
    .description = Určí, jak dlouho se varování počítá, když chybí `expires`
command-settings-warnings-duration = doba
    .description = Jak dlouho, třeba 30d, 6 months nebo perm
command-settings-language = jazyk
    .description = Vybere jazyk logů, potvrzení a soukromých zpráv
command-settings-language-language = jazyk
    .description = Jazyk
command-settings-time-zone = časové-pásmo
    .description = Vybere časové pásmo serveru
command-settings-time-zone-zone = pásmo
    .description = Časové pásmo, třeba Europe/Prague
command-settings-manual = ručně
    .description = Určí, zda se zaznamenávají zásahy beze mě: ruční nebo od AutoModu
command-settings-manual-record = zaznamenávat
    .description = Zaznamenávat ruční bany, vyhození a timeouty jako případy?
command-settings-welcome = uvítání
    .description = Nastaví uvítání nových členů
command-settings-welcome-channel = kanál
    .description = Kanál, kam se zpráva pošle
command-settings-welcome-text = text
    .description = Text s {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; „default“ pro můj vlastní
command-settings-welcome-dm = soukromě
    .description = Poslat ji místo toho soukromě
command-settings-welcome-preview = náhled
    .description = Jen ukázat náhled
command-settings-welcome-off = vypnout
    .description = Vypnout uvítací zprávy
command-settings-leave = rozloučení
    .description = Nastaví zprávu, když člen odejde
command-settings-leave-channel = kanál
    .description = Kanál, kam se zpráva pošle
command-settings-leave-text = text
    .description = Text s {"{"}user{"}"} {"{"}name{"}"} {"{"}server{"}"} {"{"}count{"}"}; „default“ pro můj vlastní
command-settings-leave-preview = náhled
    .description = Jen ukázat náhled
command-settings-leave-off = vypnout
    .description = Vypnout zprávy při odchodu
command-settings-autorole = role-pro-nové
    .description = Vybere role, které dostanou noví členové
command-settings-autorole-role = role
    .description = Role, která se přidělí
command-settings-autorole-remove = odebrat
    .description = Tuto roli už nepřidělovat
command-settings-autorole-delay = prodleva
    .description = Jak dlouho po příchodu, třeba 10m nebo 1d; none: hned
command-settings-autorole-bots = boti
    .description = Dávat role i botům?
command-settings-rejoin = návrat
    .description = Určí, zda vězení a role na čas platí dál, když se člen vrátí
command-settings-rejoin-jail = vězení
    .description = Uvěznit znovu toho, kdo odešel z vězení? Jinak ho odchod osvobodí
command-settings-rejoin-roles = role
    .description = Vrátit role na čas na zbývající dobu? Jinak odchodem končí
command-settings-alert = upozornění
    .description = Upozorní, když přijde někdo se záznamem
command-settings-alert-channel = kanál
    .description = Kanál pro upozornění. Výchozí: záznam zásahů proti členům
command-settings-alert-off = vypnout
    .description = Vypnout upozornění
command-settings-messagelog = záznam-zpráv
    .description = Zaznamenává upravené a smazané zprávy
command-settings-messagelog-channel = kanál
    .description = Kanál pro záznam
command-settings-messagelog-ignore-channel = vynechat_kanál
    .description = Kanál, který se má vynechat
command-settings-messagelog-remove = odebrat
    .description = Tento kanál už nevynechávat
command-settings-messagelog-ignore-bots = vynechat_boty
    .description = Vynechávat zprávy botů? Výchozí: ano
command-settings-messagelog-off = vypnout
    .description = Vypnout záznam zpráv
command-settings-appeals = odvolání
    .description = Umožní členům odvolat se proti banu, umlčení, vězení a vyhození
command-settings-appeals-channel = kanál
    .description = Kanál, kde moderátoři rozhodují
command-settings-appeals-question-1 = otázka-1
    .description = Otázka; otázky zadané tady nahradí všechny dřívější; „default“ pro mou vlastní
command-settings-appeals-question-2 = otázka-2
    .description = Druhá otázka
command-settings-appeals-question-3 = otázka-3
    .description = Třetí otázka
command-settings-appeals-question-4 = otázka-4
    .description = Čtvrtá otázka
command-settings-appeals-wait = čekání
    .description = Jak dlouho čekat po zásahu a po zamítnutí, třeba 7d; none: hned, ale jen jednou
command-settings-appeals-by-another = rozhodne-jiný
    .description = Musí rozhodnout jiný moderátor než ten, kdo zasáhl? Výchozí: ne
command-settings-appeals-off = vypnout
    .description = Vypnout odvolání
command-settings-profile = profil
    .description = Změní moji přezdívku, avatar, banner a bio na tomto serveru
command-settings-profile-nick = přezdívka
    .description = Moje přezdívka tady; „default“ znamená moje vlastní jméno
command-settings-profile-avatar = avatar
    .description = Můj avatar tady: PNG, JPEG, GIF nebo WebP
command-settings-profile-banner = banner
    .description = Můj banner tady: PNG, JPEG, GIF nebo WebP
command-settings-profile-bio = bio
    .description = Text o mně tady; „default“ znamená můj vlastní
command-settings-profile-restore = obnovit
    .description = Vrátí, co mám všude jinde
command-settings-clear = vymazat
    .description = Vrátí jedno nastavení na výchozí hodnotu
command-settings-clear-setting = nastavení
    .description = Nastavení, které se má vrátit
command-ladder = žebřík
    .description = Určí, co se stane, když se varování člena sečtou
command-ladder-show = zobrazit
    .description = Ukáže příčky žebříku
command-ladder-edit = upravit
    .description = Přidá, změní nebo odebere příčku
command-ladder-edit-points = body
    .description = Kolik bodů příčku spustí
command-ladder-edit-action = zásah
    .description = Co se pak stane
command-ladder-edit-duration = doba
    .description = Jak dlouho, třeba 1h, 7d nebo perm
command-ladder-edit-window = okno
    .description = Počítat jen body za tolik posledních dní. Výchozí: všechny platné body
command-ladder-edit-remove = odebrat
    .description = Odebrat tuto příčku
command-ladder-simulate = vyzkoušet
    .description = Ukáže, co by příčky udělaly za posledních 90 dní
command-policy = pravidla
    .description = Omezí, co smějí moderátoři s určitou rolí
command-policy-show = zobrazit
    .description = Ukáže omezení
command-policy-set = nastavit
    .description = Nastaví omezení role pro zásah; když žádné nezadáš, zruší je
command-policy-set-role = role
    .description = Role, která se omezuje
command-policy-set-action = zásah
    .description = Zásah, který se omezuje
command-policy-set-longest = nejdéle
    .description = Nejdelší doba, třeba 1h nebo 7d
command-policy-set-points = body
    .description = Nejvíce bodů za jedno varování
command-policy-set-per-hour = za_hodinu
    .description = Kolikrát za hodinu
command-policy-set-per-day = za_den
    .description = Kolikrát za den
command-jail = uvěznit
    .description = Nahradí role člena rolí vězení; /unjail je vrátí
command-jail-user = uživatel
    .description = Koho uvěznit
command-jail-duration = doba
    .description = Jak dlouho, třeba 12h, 7d, 2 weeks. Výchozí: do /unjail
command-jail-reason = důvod
    .description = Důvod, který člen uvidí
command-jail-evidence = důkaz
    .description = Obrázek nebo soubor jako důkaz; kopii uložím do logu
command-jail-dm = oznámit
    .description = Poslat soukromou zprávu? Výchozí: podle nastavení
command-unjail = propustit
    .description = Vrátí uvězněnému členovi jeho role
command-unjail-user = uživatel
    .description = Koho propustit
command-unjail-reason = důvod
    .description = Důvod, který člen uvidí
menu-moderate = Moderovat
menu-delete-and-warn = Smazat a varovat
command-nick = přezdívka
    .description = Změní nebo odebere přezdívku člena
command-nick-set = nastavit
    .description = Nastaví členovi přezdívku na tomto serveru
command-nick-set-user = uživatel
    .description = Komu změnit přezdívku
command-nick-set-nick = přezdívka
    .description = Nová přezdívka
command-nick-set-reason = důvod
    .description = Důvod, který se zapíše do případu
command-nick-reset = zrušit
    .description = Odebere členovi přezdívku, aby bylo vidět jeho vlastní jméno
command-nick-reset-user = uživatel
    .description = Komu odebrat přezdívku
command-nick-reset-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice = hlas
    .description = Odpojí, přesune, ztlumí nebo ohluší člena v hlasovém kanálu
command-voice-disconnect = odpojit
    .description = Odpojí člena od hlasového kanálu
command-voice-disconnect-user = uživatel
    .description = Koho odpojit
command-voice-disconnect-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice-move = přesunout
    .description = Přesune člena do jiného hlasového kanálu
command-voice-move-user = uživatel
    .description = Koho přesunout
command-voice-move-channel = kanál
    .description = Hlasový kanál, kam ho přesunout
command-voice-move-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice-mute = ztlumit
    .description = Nedovolí členovi mluvit v hlasových kanálech
command-voice-mute-user = uživatel
    .description = Koho ztlumit
command-voice-mute-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice-unmute = zrušit-ztlumení
    .description = Dovolí členovi v hlasových kanálech zase mluvit
command-voice-unmute-user = uživatel
    .description = Koho nechat mluvit
command-voice-unmute-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice-deafen = ohlušit
    .description = Nedovolí členovi slyšet ostatní v hlasových kanálech
command-voice-deafen-user = uživatel
    .description = Koho ohlušit
command-voice-deafen-reason = důvod
    .description = Důvod, který se zapíše do případu
command-voice-undeafen = zrušit-ohlušení
    .description = Dovolí členovi ostatní v hlasových kanálech zase slyšet
command-voice-undeafen-user = uživatel
    .description = Koho nechat slyšet
command-voice-undeafen-reason = důvod
    .description = Důvod, který se zapíše do případu
command-massban = hromadný-ban
    .description = Zabanuje mnoho lidí najednou, ze souboru nebo formuláře; nejdřív ukáže náhled
command-massban-file = soubor
    .description = Soubor .txt nebo .csv s nejvýše 10 000 id. Výchozí: zeptá se formulář
command-massban-reason = důvod
    .description = Důvod, který se zapíše do případu; oni se ho nedozvědí
command-massban-delete = smazat
    .description = Které jejich zprávy také smazat. Výchozí: nic
command-massunban = hromadný-unban
    .description = Zruší mnoho banů najednou: ze souboru, formuláře nebo případu hromadného banu
command-massunban-file = soubor
    .description = Soubor .txt nebo .csv s nejvýše 10 000 id. Výchozí: zeptá se formulář
command-massunban-number = číslo
    .description = Číslo případu hromadného banu, jehož bany se zruší
command-massunban-reason = důvod
    .description = Důvod, který se zapíše do případu
command-role = role
    .description = Dá členovi roli, nebo mu ji odebere, na čas nebo natrvalo
command-role-add = přidat
    .description = Dá členovi roli; s dobou jen na čas
command-role-add-user = uživatel
    .description = Kdo ji dostane; můžeš i ty sám
command-role-add-role = role
    .description = Role; musí být níž než tvoje nejvyšší i moje
command-role-add-duration = doba
    .description = Jak dlouho, třeba 12h, 7d, 2 weeks. Výchozí: natrvalo
command-role-add-reason = důvod
    .description = Důvod, který se zapíše do případu
command-role-remove = odebrat
    .description = Odebere členovi roli; s dobou jen na čas
command-role-remove-user = uživatel
    .description = Komu ji odebrat; můžeš i sobě
command-role-remove-role = role
    .description = Role; musí být níž než tvoje nejvyšší i moje
command-role-remove-duration = doba
    .description = Jak dlouho, třeba 12h, 7d, 2 weeks. Výchozí: natrvalo
command-role-remove-reason = důvod
    .description = Důvod, který se zapíše do případu
command-rolemenu = menu-rolí
    .description = Menu, v nichž si členové sami vybírají role
command-rolemenu-create = vytvořit
    .description = Vytvoří menu; pak vyber jeho role a texty
command-rolemenu-create-name = název
    .description = Název menu; členové ho vidí, dokud nemá nadpis
command-rolemenu-create-style = podoba
    .description = Jak členové vybírají. Výchozí: tlačítka
command-rolemenu-create-exclusive = jediná
    .description = Člen smí mít jen jednu z jeho rolí
command-rolemenu-create-required = podmínka
    .description = Role, kterou členové pro menu potřebují
command-rolemenu-edit = upravit
    .description = Změní menu i jeho zprávy
command-rolemenu-edit-name = název
    .description = Menu, které se má změnit
command-rolemenu-edit-style = podoba
    .description = Jak členové vybírají
command-rolemenu-edit-exclusive = jediná
    .description = Člen smí mít jen jednu z jeho rolí
command-rolemenu-edit-required = podmínka
    .description = Role, kterou členové pro menu potřebují; @everyone pro žádnou
command-rolemenu-post = zveřejnit
    .description = Pošle menu do kanálu; pozdější změny se v něm projeví
command-rolemenu-post-name = název
    .description = Menu, které se má zveřejnit
command-rolemenu-post-channel = kanál
    .description = Kanál, kam ho poslat. Výchozí: tento
command-rolemenu-delete = smazat
    .description = Smaže menu a uzavře jeho zprávy; nejdřív se zeptám
command-rolemenu-delete-name = název
    .description = Menu, které se má smazat

command-remind = připomenout
    .description = Připomínky pro tebe
command-remind-me = mi
    .description = Nastaví připomínku; pošlu ti ji soukromou zprávou
command-remind-me-when = kdy
    .description = Kdy, např. 2h, 3 days, 18:00 nebo 2027-01-31 18:00
command-remind-me-text = text
    .description = Co ti mám připomenout
command-remind-me-here = tady
    .description = Připomenout raději v tomhle kanálu
command-remind-list = seznam
    .description = Ukáže tvoje připomínky na tomhle serveru a umí je zrušit
command-remind-cancel = zrušit
    .description = Zruší jednu z tvých připomínek
command-remind-cancel-reminder = připomínka
    .description = Připomínka, která se zruší

command-tag = odpověď
    .description = Texty, které má tenhle server po ruce, třeba odpovědi na časté otázky
command-tag-get = ukázat
    .description = Ukáže hotovou odpověď
command-tag-get-name = název
    .description = Odpověď, která se ukáže
command-tag-create = vytvořit
    .description = Vytvoří odpověď; na text se zeptá formulář
command-tag-create-name = název
    .description = Název odpovědi
command-tag-edit = upravit
    .description = Upraví odpověď; formulář ukáže, jaká je teď
command-tag-edit-name = název
    .description = Odpověď, která se upraví
command-tag-delete = smazat
    .description = Smaže odpověď; nejdřív se zeptám
command-tag-delete-name = název
    .description = Odpověď, která se smaže
command-tag-list = seznam
    .description = Ukáže všechny hotové odpovědi tohohle serveru

command-serverinfo = oserveru
    .description = Ukáže tenhle server: vlastníka, členy, kanály, role a boosty
command-permissions = oprávnění
    .description = Vysvětlí, kdo může použít který příkaz
command-permissions-explain = vysvětlit
    .description = Vysvětlí, jestli někdo může v tomto kanálu použít příkaz a proč
command-permissions-explain-user = uživatel
    .description = Ta osoba
command-permissions-explain-command = příkaz
    .description = Ten příkaz
command-roleinfo = oroli
    .description = Ukáže roli: barvu, členy, pozici a oprávnění
command-roleinfo-role = role
    .description = Role, která se ukáže
command-channelinfo = okanálu
    .description = Ukáže kanál: téma, kategorii, pomalý režim a jestli je zamčený
command-channelinfo-channel = kanál
    .description = Kanál, který se ukáže. Výchozí: tento
command-avatar = avatar
    .description = Ukáže něčí obrázek v plné velikosti
command-avatar-user = uživatel
    .description = Čí obrázek se ukáže. Výchozí: tvůj

command-poll = anketa
    .description = Zeptá se všech tady, v anketě od Discordu
command-poll-question = otázka
    .description = Otázka
command-poll-answer1 = odpověď1
    .description = Odpověď na výběr
command-poll-answer2 = odpověď2
    .description = Odpověď na výběr
command-poll-answer3 = odpověď3
    .description = Odpověď na výběr
command-poll-answer4 = odpověď4
    .description = Odpověď na výběr
command-poll-answer5 = odpověď5
    .description = Odpověď na výběr
command-poll-answer6 = odpověď6
    .description = Odpověď na výběr
command-poll-answer7 = odpověď7
    .description = Odpověď na výběr
command-poll-answer8 = odpověď8
    .description = Odpověď na výběr
command-poll-answer9 = odpověď9
    .description = Odpověď na výběr
command-poll-answer10 = odpověď10
    .description = Odpověď na výběr
command-poll-duration = trvání
    .description = Jak dlouho je otevřená, od 1h do 32d. Výchozí: den
command-poll-multiple = více
    .description = Povolit víc odpovědí najednou

## Choices of commands

choice-actions-taken-by-hand = ruční zásahy
choice-returning-members = členové, kteří se vrátí
choice-welcome-message = uvítací zpráva
choice-avatar = avatar
choice-banner = banner
choice-everything = všechno
choice-language = Jazyk
choice-time-zone = časové pásmo
choice-the-last-week = poslední týden
choice-the-last-hour = poslední hodina
choice-the-last-day = poslední den
choice-the-last-6-hours = posledních 6 hodin
choice-the-last-3-days = poslední 3 dny
choice-roles-for-newcomers = role pro nováčky
choice-reports = hlášení
choice-reasons-to-choose-from = důvody na výběr
choice-protected-roles = chráněné role
choice-policy = pravidla pro moderátory
choice-nothing = nic
choice-cases-that-are-over = skončené případy
choice-notes = poznámky
choice-hits-of-AutoMod = zásahy AutoModu
choice-changes-of-settings = změny nastavení
choice-for-how-long-records-are-kept = doba uchovávání
choice-appeals = odvolání
choice-message-log = log zpráv
choice-log-channels = kanály logů
choice-leave-message = zpráva při odchodu
choice-ladder = žebříček trestů
choice-jail-role = role pro vězení
choice-how-long-warnings-count = jak dlouho platí varování
choice-direct-messages = soukromé zprávy
choice-deleted-messages = smazané zprávy
choice-lockdown-channels = kanály při uzamčení
choice-buttons = tlačítka
choice-join-alert = upozornění na nové členy
choice-actions-on-members = zásahy vůči členům
choice-select-menu = rozbalovací nabídka
choice-ban = ban
choice-jail = vězení
choice-kick = vyhození
choice-lock = zámek
choice-lockdown = uzamčení serveru
choice-nick-set = změna přezdívky
choice-note = poznámka
choice-purge = promazání
choice-role-add = přidání role
choice-role-remove = odebrání role
choice-slowmode = pomalý režim
choice-softban = softban
choice-timeout = timeout
choice-unban = zrušení banu
choice-unjail = propuštění z vězení
choice-unlock = odemčení
choice-untimeout = zrušení timeoutu
choice-voice-deafen = vypnutí zvuku
choice-voice-disconnect = odpojení z hlasového kanálu
choice-voice-move = přesun mezi hlasovými kanály
choice-voice-mute = ztlumení
choice-warn = varování

## Soukromí

privacy-intro = Tohle o tobě na tomto serveru uchovávám. V souboru je to celé.
privacy-cases = {$count ->
    [one] {$count} případ o tobě; viz {COMMAND("record")}
    [few] {$count} případy o tobě; viz {COMMAND("record")}
   *[other] {$count} případů o tobě; viz {COMMAND("record")}
}
privacy-appeals = {$count ->
    [one] {$count} tvoje odvolání
    [few] {$count} tvoje odvolání
   *[other] {$count} tvých odvolání
}
privacy-reports-made = {$count ->
    [one] {$count} tvoje hlášení
    [few] {$count} tvoje hlášení
   *[other] {$count} tvých hlášení
}
privacy-reports-about = {$count ->
    [one] {$count} uzavřené hlášení o tobě, s nahlášenou zprávou
    [few] {$count} uzavřená hlášení o tobě, s nahlášenými zprávami
   *[other] {$count} uzavřených hlášení o tobě, s nahlášenými zprávami
}
privacy-reminders = {$count ->
    [one] {$count} tvoje připomínka
    [few] {$count} tvoje připomínky
   *[other] {$count} tvých připomínek
}
privacy-hits = {$count ->
    [one] {$count} zásah AutoModu Discordu
    [few] {$count} zásahy AutoModu Discordu
   *[other] {$count} zásahů AutoModu Discordu
}
privacy-actions = {$count ->
    [one] {$count} případ, který jsi nařídil(a) jako moderátor
    [few] {$count} případy, které jsi nařídil(a) jako moderátor
   *[other] {$count} případů, které jsi nařídil(a) jako moderátor
}
privacy-changes = {$count ->
    [one] {$count} tvá změna nastavení
    [few] {$count} tvé změny nastavení
   *[other] {$count} tvých změn nastavení
}
privacy-kept = Jak dlouho to uchovávám:
privacy-kept-reports = Nahlášené zprávy: 90 dní po uzavření hlášení
privacy-rest = Poznámky moderátorů, akce, o kterých ses nedozvěděl(a), otevřená hlášení ani to, kdo tě nahlásil, v něm nejsou. Ze zpráv uchovávám jen ty nahlášené. O smazání požádej správce tohoto serveru, použije {COMMAND("privacy erase")}.
privacy-file-rest = Poznámky moderátorů; akce, o kterých ses nedozvěděl(a) nebo které se nestaly; hlášení, která jsou ještě otevřená; kdo tě nahlásil; a co během několika dní zmizí: probíhající příkazy a ID událostí.
privacy-file = Co o tobě uchovávám, jako JSON
privacy-erase-question = Smazat <@{$user}> ze všeho, co o tomto serveru uchovávám? Případům o této osobě zůstanou čísla a nic jiného; kde jednala jako moderátor, nebude uveden nikdo. Moje příspěvky a zprávy na Discordu zůstanou. Nejde to vzít zpět.
privacy-erase-in-force = Toto na Discordu dál platí a já už to neukončím; pokud to nechceš, nejdřív to zruš:
privacy-erase-case = #{$number}, {$kind}
privacy-erase-case-until = #{$number}, {$kind}, do <t:{$end}:f>
privacy-erase-yes = Smazat tuto osobu
privacy-erase-underway = Mazání už běží. {$why}
privacy-erase-done = Smazáno: {$cases} o této osobě a vše ostatní, co ji jmenovalo.
about-here = **Na tomto serveru**
about-here-manual-on = Zaznamenávám bany, vyhození a timeouty, které se stanou beze mě.
about-here-manual-off = Co se stane beze mě, nezaznamenávám.
about-here-messages-on = Zprávy tu čtu kvůli logu upravených a smazaných zpráv, což je kanál tohoto serveru; žádné neuchovávám.
about-here-on = **Zapnuto:** {$features}
about-here-off = **Vypnuto:** {$features}
about-here-kept = **Co tu uchovávám**
about-here-yours = Co o tobě uchovávám, ti ukáže {COMMAND("privacy show")}.

command-privacy = soukromí
    .description = Ukáže, co o tobě na tomto serveru uchovávám, nebo smaže osobu
command-privacy-show = zobrazit
    .description = Ukáže, co o tobě na tomto serveru uchovávám, a dá ti to jako soubor
command-privacy-erase = smazat
    .description = Smaže osobu ze všeho, co o tomto serveru uchovávám; nejdřív se zeptá
command-privacy-erase-user = osoba
    .description = Kdo bude smazán; stačí i ID

settings-show-retention = Uchovává se
settings-retention-now = Toto odteď uchovávám; zbytek se do hodiny smaže:
    {$lines}
settings-retention-days = {$days ->
    [one] {$days} den
    [few] {$days} dny
   *[other] {$days} dní
}
settings-retention-forever = dokud je někdo nesmaže
settings-retention-cases = Případy poté, co skončily a už se nepočítají: {$how}
settings-retention-notes = Poznámky: {$how}
settings-retention-automod = Zásahy AutoModu: {$how}
settings-retention-history = Změny nastavení: {$how}

command-settings-retention = uchovávání
    .description = Určí, jak dlouho záznamy uchovávám
command-settings-retention-record = záznam
    .description = Druh záznamu
command-settings-retention-days = dny
    .description = Kolik dní poté, co skončil. Výchozí: dokud ho někdo nesmaže

## Nastavení v souboru

settings-file-head =
    Nastavení serveru.
    Co tu chybí, má výchozí hodnotu. ID jsou z Discordu, jako text nebo číslo.
    Soubor se načte pomocí „settings import“, v Discordu nebo na příkazové řádce.
settings-file-place = Řádek {$line}, sloupec {$column}: {$why}
settings-file-mistakes = {$count ->
    [one] Nic se nezměnilo, protože v souboru je chyba:
    [few] Nic se nezměnilo, protože v souboru jsou {$count} chyby:
   *[other] Nic se nezměnilo, protože v souboru je {$count} chyb:
}
settings-file-more = … a {$count ->
    [one] jedna další
    [few] {$count} další
   *[other] {$count} dalších
}
settings-file-large = Tento soubor je příliš velký; soubor s nastavením má nejvýše {$kilobytes} KiB.
settings-file-no-text = Toto není text v UTF-8; ulož soubor jako UTF-8.
settings-file-unreadable = Tomuto nerozumím: `{$message}`.
settings-file-many = Vejde se sem {$count}; zbytek odeber.
settings-file-twice = `{$value}` je tu dvakrát; nech jen jednu.
settings-file-long = Toto je delší než {$count} znaků; zkrať to.
settings-file-blank = Tento text je prázdný; napiš pár slov, nebo ho odeber.
settings-file-control = Tento text obsahuje znak U+0000, který neumím uložit; odeber ho.
settings-file-action = `{$action}` sem nepatří; vyber z těchto: `{$possible}`.
settings-file-range = Toto číslo musí být od {$least} do {$most}.
settings-file-id = `{$text}` není ID; zkopíruj ho z Discordu.
settings-file-leave-dm = Kdo odešel, tomu nejde napsat; vyber kanál pomocí `channel`.
settings-file-no-channel = Na tomto serveru nevidím kanál s ID {$channel}; vyber jiný.
settings-file-channel-kind = V <#{$channel}> to nejde; vyber kanál jiného druhu.
settings-export-file = Nastavení serveru jako TOML
settings-export-done = To je celé nastavení tohoto serveru. {COMMAND("settings import")} soubor načte zpět, tady nebo na jiném serveru; tam mají role a kanály jiná ID.
settings-import-same = V souboru je to, co je už nastaveno; není co měnit.
settings-import-title = Nahradit nastavení tím ze souboru?
settings-import-more = {$count ->
    [one] … a jedna další změna
    [few] … a {$count} další změny
   *[other] … a {$count} dalších změn
}
settings-import-yes = Nahradit
settings-import-done = Teď platí nastavení ze souboru. Zobrazí je {COMMAND("settings show")}.
settings-import-stale = Mezitím někdo nastavení změnil, takže se nic nenačetlo; zadej soubor znovu.

## Historie nastavení

settings-history-title = Změny nastavení
settings-history-empty = Zatím se nic nezměnilo.
settings-history-operator = můj provozovatel
settings-history-default = výchozí
settings-history-menu-made = Nabídka rolí „{$name}“ byla vytvořena
settings-history-menu-changed = Nabídka rolí „{$name}“ byla změněna
settings-history-menu-deleted = Nabídka rolí „{$name}“ byla smazána

command-settings-history = historie
    .description = Zobrazí, kdo změnil které nastavení
command-settings-export = exportovat
    .description = Vydá celé nastavení jako soubor
command-settings-import = importovat
    .description = Nahradí celé nastavení tím ze souboru; nejdřív ukáže změny
command-settings-import-file = soubor
    .description = Soubor .toml, jaký vydává /settings export

## Durations as people type them

typed-duration =
    .years = rok, roky, roku, roků, let, léta
    .months = měsíc, měsíce, měsíců, mesic, mesice, mesicu, měs
    .weeks = týden, týdny, týdnů, týdne, tyden, tydny, tydnu, týd
    .days = den, dny, dní, dnů, dni, dnu
    .hours = hodina, hodiny, hodinu, hodin, hod
    .minutes = minuta, minuty, minutu, minut
    .seconds = sekunda, sekundy, sekundu, sekund, vteřina, vteřiny, vteřinu, vteřin
    .milliseconds = milisekunda, milisekundy, milisekund
    .microseconds = mikrosekunda, mikrosekundy, mikrosekund
    .nanoseconds = nanosekunda, nanosekundy, nanosekund
    .numbers = jeden/jedna/jednu/jedno, dva/dvě/dve, tři/tri, čtyři/ctyri, pět/pet, šest/sest, sedm, osm, devět/devet, deset
    .half = půl, pul, půlka
    .and = i
    .lead = na, za, po
    .forever = navždy, navzdy, napořád, naporad, trvale, natrvalo
    .off = vypnuto, vyp, ne, nic, žádné
