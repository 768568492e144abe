// The right: every signed request to the application, its answer, and every call it makes, as they happen.

import { $, h, icon } from "./dom.js";
import { json } from "./json.js";
import { calling, delivered } from "./sentences.js";
import { app } from "./store.js";

const KEPT = 400;
const rows = h("ol.rows", { "aria-label": "What happened, oldest first", tabIndex: 0 });
const NOTHING = "Nothing yet. Use a command, and watch what Discord and the application say to each other.";
const sideName = (side) => (side === "discord" ? "Discord" : app());
const none = h("p.rows-none", {}, NOTHING);
const count = h("span.held", { hidden: true });
const filter = h("input.field-input", { type: "search", placeholder: "Filter: path, name, status…", "aria-label": "Filter the inspector", oninput: sift });
let kind = "all";
let paused = false;
let held = [];
let entries = [];

export function setUpInspector({ onClose }) {
  const pause = h("button.plain", { type: "button", "aria-label": "Pause", "aria-pressed": "false", title: "Pause", onclick: () => togglePause(pause) }, icon("pause"));
  const clear = h("button.plain", { type: "button", "aria-label": "Clear", title: "Clear", onclick: empty }, icon("bin"));
  const close = h("button.plain.only-narrow", { type: "button", "aria-label": "Back to the chat", onclick: onClose }, icon("close"));
  const kinds = [["all", "All"], ["delivery", "To the bot"], ["call", "From the bot"], ["trouble", "Trouble"]];
  const tabs = kinds.map(([value, label]) => h("button.tab", { type: "button", "aria-pressed": String(value === kind), onclick: (event) => {
    kind = value;
    for (const tab of event.currentTarget.parentElement.children) tab.setAttribute("aria-pressed", String(tab === event.currentTarget));
    sift();
  } }, label));
  $("inspector").append(
    h("header.bar", {}, h("h2", {}, icon("pulse"), "On the wire"), h("div.bar-end", {}, count, pause, clear, close)),
    h("div.sift", {}, filter, h("div.tabs", { role: "group", "aria-label": "Which rows" }, tabs)),
    none, rows);
}

function togglePause(button) {
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
  button.replaceChildren(icon(paused ? "play" : "pause"));
  button.setAttribute("aria-label", paused ? "Go on" : "Pause");
  button.title = paused ? "Go on" : "Pause";
  if (!paused) held.splice(0).forEach(add);
  showHeld();
}

function showHeld() {
  count.hidden = !held.length;
  count.textContent = `${held.length} waiting`;
}

function empty() {
  entries = [];
  held = [];
  rows.replaceChildren();
  showHeld();
  sift();
}

/** Takes in one thing that happened. */
export function record(entry) {
  if (paused) { held.push(entry); return showHeld(); }
  add(entry);
}

function add(entry) {
  const atEnd = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 60;
  const made = entry.kind === "delivery" ? deliveryRow(entry) : callRow(entry);
  // A request is known when it was answered, but it began before the calls made meanwhile.
  const index = entries.findLastIndex((one) => one.at <= entry.at) + 1;
  const one = { at: entry.at, kind: entry.kind, node: made.node, trouble: made.trouble, text: `${made.node.textContent} ${JSON.stringify(entry.body ?? "")}`.toLowerCase() };
  rows.insertBefore(one.node, entries[index]?.node ?? null);
  entries.splice(index, 0, one);
  if (entries.length > KEPT) entries.shift().node.remove();
  one.node.hidden = !fits(one);
  none.hidden = true;
  if (atEnd) rows.scrollTop = rows.scrollHeight;
}

const fits = (one) => (kind === "all" || kind === one.kind || (kind === "trouble" && one.trouble)) && one.text.includes(filter.value.trim().toLowerCase());

function sift() {
  let shown = 0;
  for (const one of entries) {
    one.node.hidden = !fits(one);
    shown += one.node.hidden ? 0 : 1;
  }
  none.hidden = shown > 0;
  none.textContent = entries.length ? "Nothing fits the filter." : NOTHING;
}

const clock = (at) => `${new Date(at).toLocaleTimeString([], { hour12: false })}.${String(at % 1000).padStart(3, "0")}`;

function shell({ cls, from, to, sentence, tail, tone, at }, ...inside) {
  const filled = { done: false };
  const body = h("div.row-body");
  const details = h("details", { ontoggle: () => {
    if (!details.open || filled.done) return;
    filled.done = true;
    body.append(...inside.flatMap((make) => make()).filter(Boolean));
  } },
  h("summary", {}, h("span.way", {}, h("b", { class: `side is-${from}` }, sideName(from)), h("span.arrow", { "aria-label": "to" }, "→"), h("b", { class: `side is-${to}` }, sideName(to))),
    h("span.sentence", {}, sentence), tail && h("span.tail", { class: `tail is-${tone}` }, tail), h("time.row-time", {}, clock(at))), body);
  return h("li", { class: `row ${cls}` }, details);
}

const part = (title, ...inside) => [h("h3", {}, title), ...inside];
const headers = (list) => h("dl.headers", {}, list.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

function deliveryRow(entry) {
  const words = delivered(entry);
  const node = shell({ cls: "is-delivery", from: "discord", to: "app", sentence: words.asked, at: entry.at, tail: `${words.answered} · ${entry.took_ms} ms`, tone: words.tone },
    () => part("Signed request", h("p.mono", {}, `POST ${entry.url}`), headers([["content-type", "application/json"], ["x-signature-ed25519", entry.signature], ["x-signature-timestamp", entry.timestamp]]), json(entry.body)),
    () => part(entry.status ? `Answer · ${entry.status} · ${entry.took_ms} ms` : "No answer", entry.error && h("p.trouble", {}, entry.error), entry.response !== null && json(entry.response)));
  return { node, trouble: words.tone === "bad" };
}

function callRow(entry) {
  const words = calling(entry);
  const node = shell({ cls: "is-call", from: "app", to: "discord", sentence: words.asked, at: entry.at, tail: entry.status ? String(entry.status) : "cut", tone: words.tone },
    () => part("Call", h("p.mono", {}, `${entry.method} /api/v10${entry.path}`), headers(entry.reason ? [...entry.headers, ["x-audit-log-reason", entry.reason]] : entry.headers), entry.body !== null && json(entry.body)),
    () => part(`Answer · ${entry.status || "connection cut"}`, entry.response !== null && json(entry.response), entry.violations.length && h("p.trouble", {}, entry.violations.join(" · "))));
  return { node, trouble: words.tone !== "good" };
}
