// Menus on people and messages: who somebody is, and the commands that act on them.

import { runMenu } from "./acts.js";
import { post } from "./api.js";
import { avatar, h, icon, toast } from "./dom.js";
import { MESSAGE, USER, inWords, usable } from "./commands.js";
import { relative } from "./markdown.js";
import { arrows, floatAt } from "./picker.js";
import { app, become, cssColor, me, nameOf, nameTag, openPlace, person, refreshState, role, store } from "./store.js";

/** The card of a member: roles, what they may do, switches, user commands. */
export function openPerson(id, anchor) {
  const one = person(id);
  if (!one) return;
  const commands = usable(USER);
  const items = commands.map((command) => item(command.name, () => { close(); runMenu(command, id); }));
  const moves = [
    !one.bot && one.id !== store.me && move(`Become ${nameOf(one)}`, () => { close(); become(one.id); }),
    dmOf(one) && move("Read their direct messages", () => { close(); openPlace(dmOf(one).id); }),
  ].filter(Boolean);
  const box = h("div.float.card", { role: "dialog", "aria-label": `${nameOf(one)}: profile and commands`, onkeydown: (event) => arrows(box, event) },
    h("header.card-head", {}, avatar(one), h("div", {}, nameTag(one), h("small", {}, `@${one.name}${one.bot ? " · app" : ""}`))),
    one.story && h("p.card-note", {}, one.story),
    h("div.roles", {}, one.roles.length ? one.roles.map(roleTag) : h("small", {}, one.in_server ? "no roles" : standing(one))),
    one.timed_out_until && new Date(one.timed_out_until) > new Date() && h("p.card-note", {}, `Timed out; over ${relative(new Date(one.timed_out_until) / 1000)}.`),
    one.in_server && h("p.card-note", {}, `May ${inWords(one.permissions).join(", ")}.`),
    !one.bot && h("label.switch", {}, h("input", { type: "checkbox", checked: !one.dms_open, onchange: (event) => closeDms(one, event.target) }), h("span", {}, "Closes direct messages")),
    moves.length > 0 && h("div", { role: "menu", "aria-label": nameOf(one) }, moves),
    items.length ? [h("p.list-title", {}, `Commands, as ${nameOf(me())}`), h("div", { role: "menu", "aria-label": "User commands" }, items)] : h("p.card-note", {}, "No user commands for you here."));
  const close = floatAt(anchor, box);
  box.querySelector("button,input")?.focus();
}

const standing = (one) => (one.banned ? "banned from the server" : "not in the server");
const dmOf = (one) => store.state.channels.find((channel) => channel.recipient === one.id);
const move = (name, onclick) => h("button.menu-item", { type: "button", role: "menuitem", onclick }, name);
const item = (name, onclick) => h("button.menu-item.is-command", { type: "button", role: "menuitem", onclick }, name);

function roleTag(id) {
  const one = role(id);
  const color = cssColor(one?.color);
  return h("span.role", color ? { vars: { "--role": color } } : {}, one?.name ?? "role");
}

async function closeDms(one, box) {
  try {
    await post("dms", { user: one.id, open: !box.checked });
    await refreshState();
    toast(box.checked ? `${app()} cannot write to ${nameOf(one)} now.` : `${app()} can write to ${nameOf(one)} again.`);
  } catch (error) {
    box.checked = !box.checked;
    toast(error.message, "bad");
  }
}

/** The menu of a message: commands, answer, id. */
export function openMessage(id, anchor) {
  const message = store.messages.find((one) => one.id === id);
  if (!message) return;
  const commands = message.only_for ? [] : usable(MESSAGE);
  const box = h("div.float.menu", { role: "menu", "aria-label": "Message commands", onkeydown: (event) => arrows(box, event) },
    commands.length ? h("p.list-title", {}, `Commands, as ${nameOf(me())}`) : h("p.card-note", {}, "No message commands for you here."),
    commands.map((command) => item(command.name, () => { close(); runMenu(command, id); })),
    h("button.menu-item", { type: "button", role: "menuitem", onclick: () => { close(); copy(id); } }, icon("file"), "Copy message id"));
  const close = floatAt(anchor, box);
  box.querySelector("[role=menuitem]")?.focus();
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast("Copied."); } catch { toast(text); }
}
