// The bar at the bottom: plain text, or a slash command with a form for its options.

import { runSlash, say } from "./acts.js";
import { $, announce, h, icon, toast } from "./dom.js";
import { leafOf, search } from "./commands.js";
import { toEnd } from "./chat.js";
import { field } from "./fields.js";
import { actor, app, here, nameOf, person, role, channel } from "./store.js";

/** So many optional options stand open; the rest wait as chips. */
const OPEN_OPTIONS = 3;

const input = h("textarea.compose-input", { id: "compose", rows: 1, "aria-haspopup": "listbox", "aria-controls": "commands", "aria-autocomplete": "list", autocomplete: "off", maxLength: 2000 });
const list = h("div.commands", { id: "commands", role: "listbox", "aria-label": "Commands", tabIndex: 0, hidden: true });
const panel = h("div.command", { hidden: true });
const send = h("button.send", { type: "submit", "aria-label": "Send" }, icon("send"));
let found = [];
let at = 0;
let open = null;

export function setUpComposer() {
  $("composer").append(list, panel, h("div.compose-row", {}, h("button.slash", { type: "button", "aria-label": "Commands", title: "Commands", onclick: startSlash }, "/"), input, send));
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  $("composer").addEventListener("keydown", keys);
  input.addEventListener("input", () => { grow(); suggest(); });
  input.addEventListener("blur", () => setTimeout(() => { if (!$("composer").contains(document.activeElement)) hideList(); }, 150));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input,textarea,select,dialog,[role=menu],[contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); startSlash(); }
  });
}

/** What the bar says while it is empty. */
export function drawComposer() {
  const place = here();
  const who = nameOf(actor());
  input.disabled = !place;
  const hint = innerWidth > 700 ? " · type / for commands" : "";
  input.placeholder = place?.recipient ? `Write to ${app()} as ${who}` : place ? `Message #${place.name} as ${who}${hint}` : "Nobody to write to";
  input.setAttribute("aria-label", `Message as ${who}; type a slash for commands`);
  if (open && !leafOf(open.leaf.title)) closeCommand();
  if (!list.hidden) suggest();
}

function startSlash() {
  closeCommand();
  input.value = "/";
  input.focus();
  suggest();
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}

function suggest() {
  if (!input.value.startsWith("/") || input.value.includes("\n")) return hideList();
  found = search(input.value);
  at = Math.min(at, Math.max(0, found.length - 1));
  const items = found.map((leaf, index) => h("div.option", { role: "option", id: `command-${index}`, onpointerdown: (event) => { event.preventDefault(); choose(leaf); }, onpointermove: () => point(index) },
    h("span.command-name", {}, `/${leaf.title}`), h("small", {}, leaf.description)));
  list.replaceChildren(h("p.list-title", {}, `What ${nameOf(actor())} may use here`), ...(items.length ? items : [h("p.list-none", {}, "No command fits. Another member may have more: change who you are on the left.")]));
  list.hidden = false;
  point(at);
}

function point(index) {
  at = index;
  const items = [...list.querySelectorAll("[role=option]")];
  items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
  if (!items[at]) return input.removeAttribute("aria-activedescendant");
  items[at].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", items[at].id);
}

function hideList() {
  list.hidden = true;
  at = 0;
  input.removeAttribute("aria-activedescendant");
}

function keys(event) {
  if (event.target === input && !list.hidden && found.length) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); return point((at + step + found.length) % found.length); }
    if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); return choose(found[at]); }
  }
  if (event.key === "Escape" && !event.defaultPrevented) {
    if (open) { event.preventDefault(); closeCommand(); input.focus(); }
    else if (!list.hidden) { event.preventDefault(); hideList(); }
  }
  if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented && !event.target.closest("button") && !event.isComposing) {
    event.preventDefault();
    submit();
  }
  if (event.key === "Backspace" && open && event.target === open.fields[0]?.input && !event.target.value) {
    event.preventDefault();
    startSlash();
  }
}

/** Opens the form of the command with that title, filled in with `presets`. */
export function startCommand(title, presets = {}) {
  const leaf = leafOf(title);
  if (!leaf) return false;
  choose(leaf, presets);
  return true;
}

function choose(leaf, presets = {}) {
  hideList();
  input.value = "";
  grow();
  open = { leaf, fields: [] };
  const filled = (except) => open.fields.filter((one) => one.option.name !== except).map(taken).filter(Boolean);
  const grid = h("div.fields-grid");
  const chips = h("div.chips");
  const add = (option) => {
    const made = field(leaf, option, filled, presets[option.name]);
    open.fields.push(made);
    grid.append(made.node);
    return made;
  };
  let optional = 0;
  for (const option of leaf.options) {
    if (option.required || presets[option.name] !== undefined || optional++ < OPEN_OPTIONS) { add(option); continue; }
    const chip = h("button.chip", { type: "button", title: option.description, onclick: () => { chip.remove(); add(option).input.focus(); } }, `+ ${option.name}`);
    chips.append(chip);
  }
  panel.replaceChildren(
    h("div.command-head", {}, h("strong", {}, `/${leaf.title}`), h("span", {}, leaf.description), h("button.plain", { type: "button", "aria-label": "Leave this command", onclick: () => { closeCommand(); input.focus(); } }, icon("close"))),
    open.fields.length ? grid : h("p.list-none", {}, "No options. Press Enter to send."),
    chips.children.length ? chips : "");
  panel.hidden = false;
  $("composer").classList.add("has-command");
  input.hidden = true;
  const needed = open.fields.filter((one) => one.option.required && one.value() === undefined);
  const filledIn = Object.keys(presets).length > 0 && !needed.length;
  const first = needed[0] ?? (filledIn ? null : open.fields[0]);
  (first?.input ?? send).focus();
  announce(`${leaf.title}: ${leaf.description}. ${open.fields.length} options.`);
}

function closeCommand() {
  open = null;
  panel.hidden = true;
  panel.replaceChildren();
  input.hidden = false;
  $("composer").classList.remove("has-command");
}

function taken(one) {
  const value = one.value();
  return value === undefined ? null : { name: one.option.name, type: one.option.type, value };
}

async function submit() {
  if (open) return submitCommand();
  const content = input.value.trim();
  if (!content) return;
  if (content.startsWith("/")) return found[at] && choose(found[at]);
  input.value = "";
  grow();
  try { await say(content); toEnd(); } catch (error) { toast(error.message, "bad"); input.value = content; }
}

async function submitCommand() {
  const { leaf, fields } = open;
  const wrong = fields.filter((one) => !one.check());
  if (wrong.length) { wrong[0].input.focus(); announce("Something is missing."); return; }
  const options = fields.map(taken).filter(Boolean);
  closeCommand();
  input.focus();
  const running = runSlash(leaf.command, leaf.path, options, sentence(leaf, options));
  toEnd();
  await running;
}

function sentence(leaf, options) {
  return [`/${leaf.title}`, ...options.map((one) => `${one.name}:${spoken(one)}`)].join(" ");
}

function spoken(one) {
  if (one.type === 6 || one.type === 9) return `@${person(one.value)?.name ?? role(one.value)?.name ?? one.value}`;
  if (one.type === 7) return `#${channel(one.value)?.name ?? one.value}`;
  if (one.type === 8) return `@${role(one.value)?.name ?? one.value}`;
  if (one.type === 11) return one.value.filename;
  return String(one.value);
}
