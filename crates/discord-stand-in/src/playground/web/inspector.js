// The right: one line for each gesture, which unfolds to its requests, its calls, and what the application stored.

import { get, post } from "./api.js";
import { $, h, icon, toast } from "./dom.js";
import { json } from "./json.js";
import { calling, delivered } from "./sentences.js";
import { app, store } from "./store.js";
import { Wire, curl, lastAt } from "./wire.js";

const KEPT = 60;
const NOTHING = "Nothing yet. Use a command, and watch what Discord and the application say to each other.";
const wire = new Wire();
const drawn = new Map();
const rows = h("ol.rows", { "aria-label": "What happened, oldest first", tabIndex: 0 });
const none = h("p.rows-none", {}, NOTHING);
const filter = h("input.field-input", { type: "search", placeholder: "Filter: path, name, status…", "aria-label": "Filter the inspector", oninput: sift });
const held = [];
let paused = false;

export function setUpInspector({ onClose }) {
  const pause = h("button.plain", { type: "button", "aria-pressed": "false", "aria-label": "Pause", title: "Pause", onclick: () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.replaceChildren(icon(paused ? "play" : "pause"));
    if (!paused) held.splice(0).forEach(add);
  } }, icon("pause"));
  const clear = h("button.plain", { type: "button", "aria-label": "Clear", title: "Clear", onclick: forget }, icon("bin"));
  const close = h("button.plain.only-narrow", { type: "button", "aria-label": "Back to the chat", onclick: onClose }, icon("close"));
  const download = h("a.plain", { href: "/control/recording", download: "session.json", "aria-label": "Export this session as a test", title: "Export this session as a test: POST it to /control/replay" }, icon("file"));
  $("inspector").append(
    h("header.bar", {}, h("h2", {}, icon("pulse"), "On the wire"), h("div.bar-end", {}, download, pause, clear, close)),
    h("div.sift", {}, filter), none, rows);
}

/** Empties the inspector. */
export function forget() {
  wire.clear();
  drawn.clear();
  held.length = 0;
  rows.replaceChildren();
  sift();
}

/** Takes in one thing that happened. */
export function record(entry) {
  if (paused) held.push(entry);
  else add(entry);
}

function add(entry) {
  const atEnd = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 60;
  for (const group of wire.add(entry)) draw(group);
  for (const group of wire.trim(KEPT)) { drawn.get(group)?.node.remove(); drawn.delete(group); }
  none.hidden = drawn.size > 0;
  if (atEnd) rows.scrollTop = rows.scrollHeight;
}

function draw(group) {
  let one = drawn.get(group);
  if (!one) {
    if (group.kind === "start" && !group.rows.length) return;
    one = groupRow(group);
    drawn.set(group, one);
    const after = wire.groups.slice(wire.groups.indexOf(group) + 1).find((other) => drawn.has(other));
    rows.insertBefore(one.node, drawn.get(after)?.node ?? null);
  }
  one.update();
  one.node.hidden = !one.text().includes(filter.value.trim().toLowerCase());
}

function sift() {
  let shown = 0;
  for (const one of drawn.values()) {
    one.node.hidden = !one.text().includes(filter.value.trim().toLowerCase());
    shown += one.node.hidden ? 0 : 1;
  }
  none.hidden = shown > 0;
  none.textContent = drawn.size ? "Nothing fits the filter." : NOTHING;
}

const TITLES = { start: "Start-up", background: "In the background" };

function groupRow(group) {
  const body = h("ol.row-calls");
  const title = h("span.sentence");
  const tail = h("span.tail");
  const when = h("time.row-time");
  const details = h("details", { ontoggle: () => { if (details.open) fill(); } }, h("summary", {}, title, when, tail), body);
  const node = h("li", { class: `row is-${group.kind}` }, details);
  const known = new Map();
  let records = null;
  const line = (row) => { if (!known.has(row)) known.set(row, rowOf(row)); return known.get(row).node; };
  const fill = () => {
    const wanted = [...(group.kind === "gesture" ? [line(group.head)] : []), ...group.rows.map(line)];
    if (group.kind === "gesture" && store.state?.tour) wanted.push(records ??= recordsRow(group.head));
    body.replaceChildren(...wanted);
  };
  return {
    node,
    text: () => `${title.textContent} ${group.rows.map((row) => `${row.method ?? ""} ${row.path ?? ""} ${row.status ?? ""}`).join(" ")}`.toLowerCase(),
    update() {
      const words = group.kind === "gesture" ? delivered(group.head) : null;
      title.textContent = words?.asked ?? group.head?.what ?? TITLES[group.kind];
      when.textContent = group.at > 0 ? clock(group.at) : "";
      const calls = group.rows.filter((row) => row.kind === "call");
      const bad = [words, ...group.rows.map((row) => said(row))].some((one) => one?.tone === "bad");
      const missing = calls.some((row) => row.status === 501);
      const took = group.kind === "gesture" ? `${Math.max(0, lastAt(group) - group.at)} ms` : "";
      tail.textContent = [words?.answered, calls.length && `${calls.length} call${calls.length === 1 ? "" : "s"}`, took, missing && "a route that is not imitated"].filter(Boolean).join(" · ");
      tail.className = `tail is-${bad ? "bad" : words?.tone ?? "good"}`;
      if (details.open) fill();
    },
  };
}

const said = (row) => (row.kind === "call" ? calling(row) : row.kind === "delivery" ? delivered(row) : null);
const clock = (at) => `${new Date(at).toLocaleTimeString([], { hour12: false })}.${String(at % 1000).padStart(3, "0")}`;
const part = (title, ...inside) => [h("h3", {}, title), ...inside];
const headers = (list) => h("dl.headers", {}, list.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

/** One request or call, whole once it is opened. */
function rowOf(row) {
  const words = said(row) ?? { asked: row.what, answered: "", tone: "good" };
  const outwards = row.kind === "call";
  const body = h("div.row-body");
  const tail = outwards ? (row.status || "cut") : `${words.answered} · ${row.took_ms} ms`;
  const details = h("details", { ontoggle: async () => {
    if (!details.open || body.childElementCount) return;
    const whole = row.large ? await get(`row?number=${row.number}`).catch((error) => (toast(error.message, "bad"), row)) : row;
    body.append(...[outwards ? callParts(whole) : requestParts(whole, row.number)].flat(2).filter(Boolean));
  } },
  h("summary", {}, h("span", { class: `side is-${outwards ? "app" : "discord"}` }, outwards ? app() : "Discord"), h("span.sentence", {}, words.asked), h("span.tail", { class: `tail is-${words.tone}` }, tail)), body);
  return { node: h("li", {}, details) };
}

const copyCurl = (row) => h("button.button.is-secondary", { type: "button", onclick: () => copy(curl(row, location.origin)) }, "Copy as curl");

function requestParts(row, number) {
  const again = (signature, label) => h("button.button.is-secondary", { type: "button", onclick: async () => {
    try {
      const { status } = await post("post", { number, signature });
      toast(status === 401 ? "401: refused, as it must be." : `Answered with ${status ?? "nothing"}.`);
    } catch (error) { toast(error.message, "bad"); }
  } }, label);
  return [
    h("div.row-tools", {}, copyCurl(row), again("good", "Send again"), again("other_key", "Forge: another key"), again("other_body", "Forge: another body"), again("stale", "An hour late")),
    part("Signed request", h("p.mono", {}, `POST ${row.url}`), headers([["x-signature-ed25519", row.signature], ["x-signature-timestamp", row.timestamp]]), json(row.body)),
    part(row.status ? `Answer · ${row.status} · ${row.took_ms} ms` : "No answer", row.error && h("p.trouble", {}, row.error), row.response !== null && json(row.response)),
  ];
}

function callParts(row) {
  return [
    h("div.row-tools", {}, copyCurl(row)),
    part("Call", h("p.mono", {}, `${row.method} /api/v10${row.path}`), headers(row.reason ? [...row.headers, ["x-audit-log-reason", row.reason]] : row.headers), row.body !== null && json(row.body)),
    part(`Answer · ${row.status || "connection cut"}`, row.response !== null && json(row.response), row.violations?.length > 0 && h("p.trouble", {}, row.violations.join(" · "))),
  ];
}

/** What the application stored of a gesture. */
function recordsRow(head) {
  const body = h("div.row-body");
  const details = h("details", { ontoggle: async () => {
    if (!details.open) return;
    const stored = await get(`records?interaction=${head.interaction}`).catch((error) => ({ error: error.message }));
    const { cases = [], jobs = [], error } = stored;
    body.replaceChildren(...[
      error && h("p.trouble", {}, error),
      !error && !cases.length && !jobs.length && h("p", {}, "Nothing was stored: it only showed something."),
      cases.map((one) => part(`Case ${one.number} · ${one.kind} · ${one.status}`, json(one))),
      jobs.map((one) => part(`Job ${one.kind} · ${one.finished_at ? "done" : "open"}`, json(one))),
    ].flat(2).filter(Boolean));
  } }, h("summary", {}, h("span.side.is-app", {}, app()), h("span.sentence", {}, "Its record: cases and jobs")), body);
  return h("li", {}, details);
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast("Copied."); } catch { toast("The browser does not allow copying here."); }
}
