// The middle: messages of the open place, drawn once and redrawn only when they change.

import { $, announce, avatar, h, icon } from "./dom.js";
import { components } from "./components.js";
import { embed } from "./embed.js";
import { markdown } from "./markdown.js";
import { actor, app, channel, here, isUnread, markRead, nameTag, nameOf, names, person, role, store, tell } from "./store.js";

const TOGETHER_MS = 7 * 60 * 1000;
const drawn = new Map();
let lastDrawn = "";

const time = (iso) => new Date(iso);
const brief = (at) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
const clock = (at) => at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const day = (at) => at.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const authorOf = (message) => person(message.author.id) ?? { ...message.author, name: message.author.username, display: message.author.global_name };

/** Draws what the store holds. */
export function drawMessages() {
  const list = $("messages");
  const scroll = $("scroll");
  const wasAtEnd = atEnd(scroll);
  const wanted = [];
  let before = null;
  for (const message of store.messages) {
    const at = time(message.timestamp);
    if (before && time(before.timestamp).toDateString() !== at.toDateString()) wanted.push(divider(at));
    wanted.push(row(message, follows(before, message)));
    before = message;
  }
  for (const one of store.pending.filter((one) => one.place === store.place)) wanted.push(pendingRow(one));
  if (!wanted.length) wanted.push(emptyRow());
  settle(list, wanted);
  for (const id of drawn.keys()) if (!store.messages.some((one) => one.id === id)) drawn.delete(id);
  const newest = `${store.place} ${store.messages.at(-1)?.id}`;
  if (wasAtEnd) toEnd();
  else if (newest !== lastDrawn) $("to-end").hidden = false;
  lastDrawn = newest;
  markRead();
}

function follows(before, message) {
  if (!before || message.used || before.author.id !== message.author.id || before.only_for !== message.only_for) return false;
  return time(message.timestamp) - time(before.timestamp) < TOGETHER_MS && time(before.timestamp).toDateString() === time(message.timestamp).toDateString();
}

/** Puts `wanted` into `list` and leaves alone what is there already, so that focus stays. */
function settle(list, wanted) {
  const keep = new Set(wanted);
  for (const child of [...list.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}

/** The names of all that a message mentions: some are known only later. */
function named(message) {
  const mentions = JSON.stringify([message.content, message.embeds]).matchAll(/<(?:#|@[!&]?)(\d+)>/g);
  return [...mentions].map(([, id]) => channel(id)?.name ?? role(id)?.name ?? person(id)?.display);
}

function row(message, together) {
  const author = authorOf(message);
  const signature = JSON.stringify([message, together, author, store.me, named(message)]);
  const known = drawn.get(message.id);
  if (known?.signature === signature) return known.node;
  const node = drawMessage(message, author, together);
  if (known) moveFocus(known.node, node);
  drawn.set(message.id, { signature, node });
  return node;
}

/** A redrawn message keeps the focus on the control that had it. */
function moveFocus(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset?.control : null;
  if (!focused) return;
  queueMicrotask(() => [...fresh.querySelectorAll("[data-control]")].find((one) => one.dataset.control === focused && !one.disabled)?.focus());
}

function drawMessage(message, author, together) {
  const at = time(message.timestamp);
  const mine = message.only_for !== undefined && message.only_for !== null;
  const loading = (message.flags & 128) !== 0;
  const mentionsMe = message.mentions.some((one) => one.id === actor().id) || message.mention_everyone;
  const kind = ["message", together && "is-together", mine && "is-ephemeral", mentionsMe && !mine && "is-mention"].filter(Boolean).join(" ");
  return h("li", { class: kind, "data-message": message.id },
    message.used && usedLine(message),
    message.referenced && replyLine(message),
    together
      ? h("span.side-time", { "aria-hidden": "true" }, brief(at))
      : h("button.avatar-button", { type: "button", "data-person": author.id, "aria-hidden": "true", tabIndex: -1 }, avatar(author)),
    h("div.body", {},
      !together && h("div.head", {},
        h("button.author", { type: "button", "data-person": author.id }, nameTag(author)),
        author.bot && h("span.badge", {}, "APP"),
        h("time.when", { datetime: message.timestamp, title: at.toLocaleString() }, clock(at))),
      loading ? thinking(author) : content(message),
      mine && h("p.only-you", {}, icon("eye"), store.me === message.only_for ? "Only you can see this" : `Only ${nameOf(person(message.only_for))} can see this`)),
    !loading && h("div.tools", {},
      h("button.plain", { type: "button", "data-menu": message.id, "aria-label": "Message commands", "aria-haspopup": "menu" }, icon("more"))));
}

function content(message) {
  return [
    message.content && h("div.content", {}, markdown(message.content, names), message.edited_timestamp && h("span.edited", { title: new Date(message.edited_timestamp).toLocaleString() }, "(edited)")),
    message.embeds.map((one) => embed(one, names)),
    message.poll && poll(message.poll),
    message.attachments.map(file),
    components(message),
  ];
}

function usedLine(message) {
  const user = person(message.used.by) ?? { id: message.used.by, name: "someone" };
  return h("p.used", {}, avatar(user), h("button.author", { type: "button", "data-person": user.id }, nameTag(user)), " used ", h("code", {}, message.used.what));
}

function replyLine(message) {
  const to = message.referenced;
  return h("p.used", {}, "in answer to ", nameTag(person(to.author)), `: ${to.content.slice(0, 80) || "a message"}`);
}

const thinking = (author) => h("p.thinking", {}, h("span.dots", { "aria-hidden": "true" }, h("i"), h("i"), h("i")), `${nameOf(author)} is thinking…`);

function file(one) {
  const path = (() => { try { return new URL(one.url, location.href).pathname; } catch { return "#"; } })();
  const size = one.size < 1024 ? `${one.size} bytes` : `${(one.size / 1024).toFixed(1)} KiB`;
  return h("a.file", { href: path, download: one.filename }, icon("file"), h("span", {}, one.filename), h("small", {}, size));
}

function poll(one) {
  const answers = (one.answers ?? []).map((answer) => h("li", {}, answer.poll_media?.text ?? ""));
  return h("div.poll", {}, h("strong", {}, one.question?.text ?? "Poll"), h("ul", {}, answers), h("small", {}, one.allow_multiselect ? "Choose one or more" : "Choose one"));
}

const divider = (at) => h("li.divider", {}, h("span", {}, day(at)));

function emptyRow() {
  const place = here();
  if (!place) return h("li.empty", {}, `${nameOf(actor())} is outside the server and sees nothing here.`);
  const words = place.recipient
    ? `Nothing yet. ${app()} writes here to ${nameOf(person(place.recipient))}: warnings, bans, appeals.`
    : `This is the beginning of #${place.name}.`;
  return h("li.empty", {}, words);
}

function pendingRow(one) {
  if (one.row?.state === one.state) return one.row.node;
  const bot = person(store.state.app.bot);
  const who = person(one.by);
  const node = h("li.message.is-pending", { class: `message is-pending${one.state === "failed" ? " is-failed" : ""}` },
    h("p.used", {}, avatar(who), nameTag(who), " used ", h("code", {}, one.what)),
    h("span.avatar-button", {}, avatar(bot)),
    h("div.body", {},
      h("div.head", {}, h("span.author", {}, nameTag(bot)), h("span.badge", {}, "APP")),
      one.state === "failed"
        ? [h("p.failed", {}, icon("warn"), "The application did not respond"), h("p.subtext", {}, one.why ?? "")]
        : h("p.thinking", {}, "Sending command…"),
      one.state === "failed" && h("p.only-you", {}, icon("eye"), "Only you can see this · ", h("button.link", { type: "button", onclick: () => dismiss(one) }, "Dismiss"))));
  one.row = { state: one.state, node };
  return node;
}

/** Shows that something is under way; returns how it went. */
export function begin(what) {
  const one = { place: store.place, by: actor().id, what, state: "sending" };
  store.pending.push(one);
  const shown = setTimeout(() => tell("messages"), 150);
  return {
    done() { clearTimeout(shown); dismiss(one); },
    failed(why) {
      clearTimeout(shown);
      one.state = "failed";
      one.why = why;
      announce("The application did not respond.");
      tell("messages");
      toEnd();
    },
  };
}

function dismiss(one) {
  store.pending = store.pending.filter((other) => other !== one);
  tell("messages");
}

const atEnd = (scroll) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

export function toEnd() {
  const scroll = $("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  $("to-end").hidden = true;
}

/** The heading of the open place. */
export function drawPlace() {
  const place = here();
  if (!place) {
    $("place").replaceChildren("Outside");
    $("topic").textContent = "";
    return;
  }
  const title = place.recipient ? [icon("mail"), nameOf(person(place.recipient))] : [icon("hash"), place.name];
  $("place").replaceChildren(...title);
  const other = place.recipient && place.recipient !== store.me;
  const slow = place.slowmode ? `Slow mode: ${place.slowmode} s. ` : "";
  $("topic").textContent = place.recipient
    ? other ? `Direct messages with ${app()}. You read over their shoulder; what you press here, they press.` : `Your direct messages with ${app()}.`
    : slow + (place.topic ?? "");
  document.title = `${store.state.channels.some(isUnread) ? "• " : ""}${place.recipient ? `@${nameOf(person(place.recipient))}` : `#${place.name}`} · ${app()} playground`;
}

$("to-end").addEventListener("click", toEnd);
$("scroll").addEventListener("scroll", () => { if (atEnd($("scroll"))) $("to-end").hidden = true; }, { passive: true });
