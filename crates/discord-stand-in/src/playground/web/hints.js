// The first visit: three things to try.

import { $, h, icon, toast } from "./dom.js";
import { isPlain, leafOf } from "./commands.js";
import { startCommand } from "./composer.js";
import { app, become, here, me, nameOf, remember, remembered, store } from "./store.js";

const done = new Set((remembered("tried") ?? "").split(" ").filter(Boolean));

export function setUpHints() {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".message .button")?.textContent?.startsWith("Undo")) tick("undo");
  });
}

function tick(what) {
  done.add(what);
  remember("tried", [...done].join(" "));
  drawHints();
}

/** Somebody to warn: the lowest member who is no bot and not you. */
const target = () => store.state.people.filter((one) => one.in_server && !one.bot && one.id !== store.me).at(-1);

function tryCommand(title, presets, what) {
  if (!leafOf(title)) return toast(`Nobody has registered /${title} yet.`, "bad");
  startCommand(title, presets);
  tick(what);
}

const isDone = (what) => done.has(what);

const first = () => [
  ["warn", "Warn somebody", "They get a direct message, the mod-log gets a line.", () => tryCommand("warn", { user: target()?.id, reason: "Spamming the channel" }, "warn")],
  ["undo", "Press Undo", "For five minutes the answer can take it back.", findUndo],
  ["purge", "Purge messages", "Three messages go, one report stays.", () => tryCommand("purge", { count: 3 }, "purge")],
];

const second = () => [
  ["down", "Turn Discord off", "Then warn somebody: it waits, and happens when Discord is back.", () => { tick("down"); $("discord_state").focus(); $("discord_state").showPicker?.(); }],
  ["dms", "Close direct messages", "Click a member, tick the box, warn them: the record says they were not told.", () => { tick("dms"); document.querySelector(`.is-member[data-person="${target()?.id}"]`)?.click(); }],
  ["other", "Be somebody else", "As a newcomer you are offered other commands, and a right-click reports.", () => { tick("other"); become(target()?.id); }],
];

function findUndo() {
  const undo = [...document.querySelectorAll(".message .button")].findLast((one) => one.textContent.startsWith("Undo") && !one.disabled);
  if (undo) undo.focus();
  else toast("First warn somebody; the answer carries Undo.");
}

/** Draws the card, unless it was put away. */
export function drawHints() {
  const box = $("hints");
  const toured = first().every(([what]) => isDone(what));
  const steps = toured ? second() : first();
  box.hidden = remembered("hints") === "away" || Boolean(here()?.recipient) || steps.every(([what]) => isDone(what));
  if (box.hidden) return;
  const lead = isPlain()
    ? [`You are ${nameOf(me())}, no moderator. `, h("button.link", { type: "button", onclick: becomeModerator }, "Become a moderator"), " to try these."]
    : [`The real ${app()} and a stand-in for Discord, all on this machine.`];
  box.replaceChildren(
    h("div.hints-head", {}, h("div", {}, h("h2", { id: "hints-title" }, toured ? "Three more" : "Three things to try"), h("p", {}, lead)),
      h("button.plain", { type: "button", "aria-label": "Put these hints away", onclick: () => { remember("hints", "away"); box.hidden = true; } }, icon("close"))),
    h("ol.steps", {}, steps.map(([what, title, note, act], index) => h("li", {}, h("button.step", { type: "button", class: `step${done.has(what) ? " is-done" : ""}`, onclick: act },
      h("span.step-mark", { "aria-hidden": "true" }, done.has(what) ? icon("check") : String(index + 1)), h("span", {}, h("strong", {}, title), h("small", {}, note)))))));
}

function becomeModerator() {
  const moderator = store.state.people.find((one) => !one.bot && one.name.startsWith("mod"));
  if (moderator) become(moderator.id);
}
