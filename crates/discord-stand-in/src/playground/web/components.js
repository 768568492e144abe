// Buttons, selects and the newer layout components of a message.

import { h, icon } from "./dom.js";
import { press } from "./acts.js";
import { markdown } from "./markdown.js";
import { openList } from "./picker.js";
import { cssColor, nameOf, names, store } from "./store.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };
const emojiOf = (emoji) => (emoji ? (emoji.id ? `:${emoji.name}:` : emoji.name) : null);

/** All components of a message. */
export function components(message) {
  return (message.components ?? []).map((one) => draw(one, message));
}

function draw(one, message) {
  const children = () => (one.components ?? []).map((child) => draw(child, message));
  switch (one.type) {
    case 1: return h("div.controls", {}, children());
    case 2: return button(one, message);
    case 3: case 5: case 6: case 7: case 8: return select(one, message);
    case 9: return h("div.section", {}, h("div", {}, children()), one.accessory && draw(one.accessory, message));
    case 10: return markdown(one.content, names);
    case 11: return h("p.subtext", {}, one.description ?? "picture");
    case 12: return h("p.subtext", {}, (one.items ?? []).map((item) => item.description ?? item.media?.url ?? "picture").join(", "));
    case 13: return h("p.file", {}, icon("file"), one.name ?? one.file?.url ?? "file");
    case 14: return h("hr", { class: `separator${one.divider === false ? " is-blank" : ""}${one.spacing === 2 ? " is-large" : ""}` });
    case 17: {
      const color = cssColor(one.accent_color);
      return h("div.embed.container", color ? { vars: { "--bar": color } } : {}, children());
    }
    default: return h("p.subtext", {}, `A component of type ${one.type}, which the playground does not draw.`);
  }
}

function button(one, message) {
  const label = [emojiOf(one.emoji) && h("span.emoji", {}, emojiOf(one.emoji)), one.label];
  if (one.style === 5) {
    const safe = /^https?:/i.test(one.url ?? "");
    const inside = /^https?:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?/i.exec(one.url ?? "");
    if (inside) return h("button.button.is-link", { type: "button", "data-place": inside[1], "data-jump": inside[2] }, label);
    return h("a.button.is-link", { href: safe ? one.url : "#", target: "_blank", rel: "noopener noreferrer" }, label, " ↗");
  }
  const pressed = async (event) => busy(event.currentTarget, () => press(message, one, undefined));
  return h("button.button", { type: "button", class: `button is-${STYLES[one.style] ?? "secondary"}`, disabled: Boolean(one.disabled), "data-control": one.custom_id, onclick: pressed }, label);
}

/** While it runs, the control shows that it does and cannot be pressed twice. */
async function busy(element, work) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  try { await work(); } finally { element.removeAttribute("aria-busy"); }
}

function select(one, message) {
  const options = choices(one);
  const defaults = options.filter((option) => option.default).map((option) => option.value);
  const shown = options.filter((option) => defaults.includes(option.value)).map((option) => option.label).join(", ");
  const face = h("span", { class: shown ? "" : "placeholder" }, shown || one.placeholder || "Choose…");
  const opened = async (event) => {
    const opener = event.currentTarget;
    const picked = await openList({ anchor: opener, label: one.placeholder ?? "Choose", options: choices(one), chosen: defaults, min: one.min_values ?? 1, max: one.max_values ?? 1 });
    if (picked) busy(opener, () => press(message, one, picked));
  };
  return h("button.select", { type: "button", "aria-haspopup": "listbox", disabled: Boolean(one.disabled), "data-control": one.custom_id, onclick: opened }, face, icon("down"));
}

/** What a select offers: its own options, or what the server has of that kind. */
export function choices(one) {
  const defaults = new Set((one.default_values ?? []).map((value) => value.id));
  const marked = (option) => ({ ...option, default: defaults.has(option.value) });
  const users = () => store.state.people.filter((person) => person.in_server).map((person) => ({ value: person.id, label: nameOf(person), hint: `@${person.name}` }));
  const roles = () => store.state.guild.roles.map((role) => ({ value: role.id, label: `@${role.name.replace(/^@/, "")}`, hint: "role" }));
  const channels = () => store.state.channels
    .filter((channel) => !channel.recipient && (!one.channel_types?.length || one.channel_types.includes(channel.kind)))
    .map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
  switch (one.type) {
    case 3: return (one.options ?? []).map((option) => ({ value: option.value, label: [emojiOf(option.emoji), option.label].filter(Boolean).join(" "), hint: option.description, default: option.default }));
    case 5: return users().map(marked);
    case 6: return roles().map(marked);
    case 7: return [...users(), ...roles()].map(marked);
    default: return channels().map(marked);
  }
}
