// Building elements. Text goes in as text nodes only; there is no path from data to markup.

/** `h("p.note", { title: "…", onclick }, "text", child)` */
export function h(spec, attributes, ...children) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "vars") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element with that id. */
export const $ = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  hash: "M5 9h14M5 15h14M10 4 8 20M16 4l-2 16",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  mail: "M4 6h16v12H4zM4 7l8 6 8-6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12 20 4l-5 16-4-7zM11 13l9-9",
  flag: "M6 21V4h11l-2 4 2 4H6",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  pulse: "M3 12h4l3-8 4 16 3-8h4",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  pause: "M9 5v14M15 5v14",
  play: "M8 5l11 7-11 7z",
  bin: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  down: "M6 9l6 6 6-6",
  check: "M5 13l4 4L19 7",
  warn: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
};

/** A drawn icon; decoration only, so the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A hue for somebody: always the same, and far from that of the next id. */
export function hueOf(id) {
  return /^\d+$/.test(id) ? Number((BigInt(id) * 137n) % 360n) : 210;
}

/** A round picture made of initials. */
export function avatar(person) {
  const words = (person.display ?? person.name ?? "?").split(/[\s_.-]+/).filter(Boolean);
  const initials = (words.length > 1 ? words[0][0] + words[1][0] : (words[0] ?? "?").slice(0, 2)).toUpperCase();
  return h("span.avatar", { vars: { "--hue": hueOf(person.id) }, "aria-hidden": "true", class: person.bot ? "avatar is-bot" : "avatar" }, initials);
}

/** Says something to people who listen to the page. */
export function announce(text) {
  $("announcer").textContent = text;
}

/** A short note at the bottom that goes away by itself. */
export function toast(text, tone = "plain") {
  const note = h("div.toast", { class: `toast is-${tone}`, role: "status" }, text);
  $("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}
