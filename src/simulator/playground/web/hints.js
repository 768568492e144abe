// The first visit: three things to try.

import { $, h, icon, toast } from "./dom.js";
import { isPlain, leafOf } from "./commands.js";
import { startCommand } from "./composer.js";
import { become, here, me, nameOf, remember, remembered, store } from "./store.js";

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

/** Draws the card, unless it was put away. */
export function drawHints() {
  const box = $("hints");
  box.hidden = remembered("hints") === "away" || Boolean(here()?.recipient);
  if (box.hidden) return;
  const someone = target();
  const steps = [
    ["warn", "Warn somebody", "They get a direct message, the mod-log gets a line.", () => tryCommand("warn", { user: someone.id, reason: "Spamming the channel" }, "warn")],
    ["undo", "Press Undo", "For five minutes the answer can take it back.", () => { const undo = [...document.querySelectorAll(".message .button")].findLast((one) => one.textContent.startsWith("Undo")); if (undo) undo.focus(); else toast("First warn somebody; the answer carries Undo."); }],
    ["purge", "Purge the channel", "Three messages go, one report stays.", () => tryCommand("purge", { count: 3 }, "purge")],
  ];
  const lead = isPlain()
    ? [`You are ${nameOf(me())}, an ordinary member. `, h("button.link", { type: "button", onclick: becomeModerator }, "Become a moderator"), " to try these."]
    : ["No account, no token: the real Gavel and a stand-in for Discord, all on this machine."];
  box.replaceChildren(
    h("div.hints-head", {}, h("div", {}, h("h2", { id: "hints-title" }, "Three things to try"), h("p", {}, lead)),
      h("button.plain", { type: "button", "aria-label": "Put these hints away", onclick: () => { remember("hints", "away"); box.hidden = true; } }, icon("close"))),
    h("ol.steps", {}, steps.map(([what, title, note, act], index) => h("li", {}, h("button.step", { type: "button", class: `step${done.has(what) ? " is-done" : ""}`, onclick: act },
      h("span.step-mark", { "aria-hidden": "true" }, done.has(what) ? icon("check") : String(index + 1)), h("span", {}, h("strong", {}, title), h("small", {}, note)))))));
}

function becomeModerator() {
  const moderator = store.state.people.find((one) => !one.bot && one.name.startsWith("mod"));
  if (moderator) become(moderator.id);
}
