// The switches: what else can happen to a bot. Each is one request to the stand-in.

import { control, post } from "./api.js";
import { $, h, icon, toast } from "./dom.js";
import { floatAt } from "./picker.js";
import { app, nameOf, refreshMessages, refreshState, store } from "./store.js";

const NEEDED = [[1n << 2n, "Ban Members"], [1n << 1n, "Kick Members"], [1n << 40n, "Timeout Members"], [1n << 13n, "Manage Messages"], [1n << 28n, "Manage Roles"], [1n << 4n, "Manage Channels"], [1n << 5n, "Manage Server"], [1n << 7n, "View Audit Log"]];

const bot = () => store.state.people.find((one) => one.id === store.state.app.bot);
const botRole = () => store.state.guild.roles.find((one) => one.name === store.state.app.name);

/** Does something, says what came of it, and loads everything anew. */
async function carry(what, work) {
  try {
    await work();
    if (what) toast(what);
    await refreshState();
    await refreshMessages();
  } catch (error) {
    toast(error.message, "bad");
  }
}

const edit = (edits) => control("PATCH", "world", edits);
const button = (label, act) => h("button.menu-item", { type: "button", onclick: act }, label);

function winding() {
  const by = (label, seconds) => button(label, () => carry(`The clock is ${label} further.`, () => post("wind", { seconds })));
  return group("The clock", by("5 minutes", 300), by("1 hour", 3600), by("1 day", 86400), by("30 days", 2592000));
}

function processes() {
  if (!store.state.tour) return null;
  return group("The process",
    button("kill -9, and start it again", () => carry(null, async () => {
      const { killed, started } = await post("kill", {});
      toast(`Process ${killed} was killed; ${started} runs.`);
    })));
}

function permissions() {
  const role = botRole();
  if (!role) return null;
  const held = BigInt(role.permissions);
  return group(`${app()} may`, NEEDED.map(([bit, name]) => toggle(name, (held & bit) !== 0n, (on) => carry(`${name}: ${on ? "given" : "taken"}.`, () => {
    const now = BigInt(botRole().permissions);
    return edit({ roles: [{ role: role.id, permissions: String(on ? now | bit : now & ~bit) }] });
  }))));
}

function places() {
  const role = botRole();
  const highest = Math.max(...store.state.guild.roles.map((one) => one.position));
  const move = (position) => () => carry(`${app()}’s role stands at ${position} now.`, () => edit({ roles: [{ role: role.id, position }] }));
  const inside = bot()?.in_server;
  return group(`${app()}’s place`,
    role && button("Role to the top", move(highest)), role && button("Role to the bottom", move(1)),
    inside ? button(`Remove ${app()} from the server`, () => carry(`${app()} is out.`, () => edit({ members: [{ user: bot().id, remove: true }] })))
      : button(`Invite ${app()} back`, () => carry(`${app()} is back.`, () => edit({ members: [{ user: bot().id, roles: role ? [role.id] : [] }] }))),
    toggle("Message content", store.state.content, (on) => carry(null, () => post("content", { on }))));
}

function comings() {
  const outside = store.state.people.filter((one) => !one.in_server && !one.bot && one.story);
  const inside = store.state.people.filter((one) => one.in_server && !one.bot && one.id !== store.state.guild.owner);
  const gesture = (kind, one) => () => carry(`${nameOf(one)} ${kind === "join" ? "joined" : "left"}.`, () => control("POST", "gestures", { kind, as: one.id }));
  return group("People", outside.map((one) => button(`${nameOf(one)} joins`, gesture("join", one))), inside.slice(-2).map((one) => button(`${nameOf(one)} leaves`, gesture("leave", one))));
}

const toggle = (label, checked, changed) => h("label.switch", {}, h("input", { type: "checkbox", checked: Boolean(checked), onchange: (event) => changed(event.target.checked) }), h("span", {}, label));
const group = (title, ...inside) => h("section.switch-group", {}, h("h3.list-title", {}, title), inside);

function openSwitches(event) {
  const again = button("Start over", () => { close(); carry("Everything is as it was in the beginning.", () => post("start_over", {})); });
  const box = h("div.float.switches", { role: "dialog", "aria-label": "What happens" }, [winding(), processes(), permissions(), places(), comings(), group("Everything", again)].filter(Boolean));
  const close = floatAt(event.currentTarget, box);
  box.querySelector("button,input")?.focus();
}

export function setUpSwitches() {
  $("open-switches").append(icon("bolt"));
  $("open-switches").addEventListener("click", openSwitches);
  $("discord_state").addEventListener("change", (event) => carry(null, () => post("discord_state", { discord_state: event.target.value })));
}
