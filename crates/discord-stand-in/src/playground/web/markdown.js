// A small, safe part of chat markdown, made of text nodes and a few plain elements.

import { h } from "./dom.js";

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const STEPS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const SHAPES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/** "in 3 minutes", "2 hours ago". */
export function relative(seconds, now = Date.now() / 1000) {
  const away = seconds - now;
  const [unit, size] = STEPS.find(([, size]) => Math.abs(away) >= size * 0.95) ?? STEPS.at(-1);
  return RELATIVE.format(Math.round(away / size), unit);
}

function moment(seconds, shape) {
  const at = new Date(seconds * 1000);
  const full = at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "medium" });
  const text = shape === "R" ? relative(seconds) : at.toLocaleString(undefined, SHAPES[shape] ?? SHAPES.f);
  const attributes = { datetime: at.toISOString(), title: full };
  if (shape === "R") attributes["data-relative"] = String(seconds);
  return h("time.stamp", attributes, text);
}

/** Brings every relative time on the page up to date. */
export function refreshTimes() {
  for (const one of document.querySelectorAll("time[data-relative]")) one.textContent = relative(Number(one.dataset.relative));
}

const safeLink = (address) => /^https?:\/\//i.test(address);

function reveal(event) {
  event.currentTarget.setAttribute("aria-expanded", "true");
}

/** A link of Discord's to a channel or a message of this world stays on the page. */
const INSIDE = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?/i;

export function link(address, children) {
  const inside = INSIDE.exec(address);
  if (inside) return h("button.link", { type: "button", "data-place": inside[1], "data-jump": inside[2] }, children);
  if (!safeLink(address)) return children;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, children);
}

// One rule: what it looks like, and what it becomes. `names` finds people, roles, channels.
const RULES = [
  [/^\\([\\`*_~|>[\]()#-])/, (m) => m[1]],
  [/^``([\s\S]+?)``/, (m) => h("code", {}, m[1].trim())],
  [/^`([^`]+?)`/, (m) => h("code", {}, m[1])],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, (m, names) => h("strong", {}, inline(m[1], names))],
  [/^__([\s\S]+?)__(?!_)/, (m, names) => h("u", {}, inline(m[1], names))],
  [/^~~([\s\S]+?)~~/, (m, names) => h("s", {}, inline(m[1], names))],
  [/^\|\|([\s\S]+?)\|\|/, (m, names) => h("button.spoiler", { type: "button", title: "Show", "aria-expanded": "false", onclick: reveal }, inline(m[1], names))],
  [/^\*(?!\s)([^*\n]+?)\*/, (m, names) => h("em", {}, inline(m[1], names))],
  [/^_(?!\s)([^_\n]+?)_(?!\w)/, (m, names) => h("em", {}, inline(m[1], names))],
  [/^<@!?(\d+)>/, (m, names) => names.user(m[1])],
  [/^<@&(\d+)>/, (m, names) => names.role(m[1])],
  [/^<#(\d+)>/, (m, names) => names.channel(m[1])],
  [/^<\/([^:>]+):\d+>/, (m) => h("span.mention", {}, `/${m[1]}`)],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, (m) => moment(Number(m[1]), m[2] ?? "f")],
  [/^<a?:(\w+):\d+>/, (m) => `:${m[1]}:`],
  [/^\[([^\]\n]+)\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/, (m, names) => link(m[2], inline(m[1], names))],
  [/^<(https?:\/\/[^>\s]+)>/i, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/i, (m) => link(m[0], m[0])],
  [/^@(everyone|here)\b/, (m) => h("span.mention", {}, m[0])],
];

/** Text within one line or paragraph. */
export function inline(text, names) {
  const parts = [];
  let plain = "";
  let rest = text;
  while (rest) {
    const next = rest.search(/[\\`*_~|<[@]|https?:/i);
    plain += next < 0 ? rest : rest.slice(0, next);
    rest = next < 0 ? "" : rest.slice(next);
    const rule = RULES.map(([shape, make]) => [shape.exec(rest), make]).find(([found]) => found);
    if (!rule) {
      plain += rest[0] ?? "";
      rest = rest.slice(1);
      continue;
    }
    const [found, make] = rule;
    if (plain) parts.push(plain);
    plain = "";
    parts.push(make(found, names));
    rest = rest.slice(found[0].length);
  }
  if (plain) parts.push(plain);
  return parts;
}

function line(text, names) {
  const heading = /^(#{1,3}) (.+)$/.exec(text);
  if (heading) return h(`p.heading.h${heading[1].length}`, { role: "heading", "aria-level": String(heading[1].length + 3) }, inline(heading[2], names));
  const small = /^-# (.+)$/.exec(text);
  if (small) return h("p.subtext", {}, inline(small[1], names));
  const item = /^(\s*)(?:[-*]|(\d+)\.) (.+)$/.exec(text);
  if (item) return h(`p.item${item[1] ? ".nested" : ""}`, { "data-mark": item[2] ? `${item[2]}.` : "•" }, inline(item[3], names));
  return null;
}

/** A whole text: code blocks, quotes, headings, lists, lines. */
export function markdown(text, names) {
  const box = h("div.markdown");
  for (const [index, piece] of String(text ?? "").split(/```(?:[\w+-]*\n)?([\s\S]*?)```/).entries()) {
    if (index % 2) box.append(h("pre", {}, h("code", {}, piece.replace(/\n$/, ""))));
    else box.append(...blocks(piece, names));
  }
  return box;
}

function blocks(text, names) {
  const made = [];
  let lines = [];
  const flush = () => {
    if (lines.some((one) => one.trim())) {
      const words = lines.flatMap((one, index) => [index ? h("br") : null, inline(one, names)]);
      made.push(h("p", {}, words));
    }
    lines = [];
  };
  let quote = [];
  const unquote = () => {
    if (quote.length) made.push(h("blockquote", {}, blocks(quote.join("\n"), names)));
    quote = [];
  };
  const all = text.replace(/^\n|\n$/g, "").split("\n");
  for (const [index, one] of all.entries()) {
    if (one.startsWith(">>> ")) {
      unquote();
      flush();
      made.push(h("blockquote", {}, blocks([one.slice(4), ...all.slice(index + 1)].join("\n"), names)));
      return made;
    }
    const quoted = /^> (.*)$/.exec(one) ?? /^>()$/.exec(one);
    if (quoted) {
      flush();
      quote.push(quoted[1]);
      continue;
    }
    unquote();
    const special = line(one, names);
    if (special) flush();
    if (special) made.push(special);
    else lines.push(one);
  }
  unquote();
  flush();
  return made;
}
