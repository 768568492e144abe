// The tour: what the bot promises, step by step. Steps are ticked by the stand-in, when what they promise happened.

import { control, post } from "./api.js";
import { registered } from "./commands.js";
import { startCommand } from "./composer.js";
import { $, h, icon, toast } from "./dom.js";
import { fillNext } from "./modal.js";
import { openMessage } from "./menus.js";
import { app, become, me, nameOf, openPlace, refreshMessages, refreshState, remember, remembered, store } from "./store.js";

const DAY = 86400;
let shown = null;
let busy = false;

const byName = (name) => store.state.people.find((one) => one.name === name);
const room = (name) => store.state.channels.find((one) => one.name === name);

/** Becomes somebody, and goes to #general. */
async function goAs(name) {
  if (me().name !== name) await become(byName(name).id);
  const general = room("general");
  if (store.place !== general.id) await openPlace(general.id);
}

const target = () => store.state.people.find((one) => one.name === "newcomer");
const rowOf = (id) => document.querySelector(`#messages [data-message="${id}"]`);
const lastButton = (label) => [...document.querySelectorAll("#messages .button")].findLast((one) => one.textContent.startsWith(label) && !one.disabled);

async function openSpam() {
  await goAs("moderator");
  const spam = store.messages.findLast((one) => one.author.id === target().id);
  if (!spam) return toast(`${nameOf(target())} has no messages left. Write one as them first.`);
  rowOf(spam.id)?.scrollIntoView({ block: "center" });
  const opener = rowOf(spam.id)?.querySelector("[data-menu]");
  if (opener) openMessage(spam.id, opener);
}

/** Goes where an answer with that button is, and points at it. */
async function point(as, label, otherwise) {
  await goAs(as);
  const found = lastButton(label);
  if (!found) return toast(otherwise);
  found.scrollIntoView({ block: "center" });
  found.focus();
}

async function order(as, title, presets) {
  await goAs(as);
  if (!startCommand(title, presets)) toast(`/${title} is not registered, or ${nameOf(me())} may not use it.`, "bad");
}

async function turn(state) {
  await post("discord_state", { discord_state: state });
  await refreshState();
}

async function rejoin() {
  await control("POST", "gestures", { kind: "join", as: target().id });
  await refreshState();
}

async function massBan() {
  await goAs("senior");
  const { raiders } = await post("mass", {});
  fillNext(raiders.join("\n"));
  await order("senior", "massban", {});
}

const STEPS = {
  delete: ["Delete and warn", () => `${nameOf(target())} floods #general. As a moderator, open the menu of one of the messages and choose “Delete and warn”: the message goes, ${nameOf(target())} is told why, and the log keeps what was said.`,
    [["Open the menu", openSpam]]],
  undo: ["Undo", () => "It was the wrong person? Press Undo under the answer: the direct message and the log entry change with it, so that no record says what is no longer true.",
    [["Find Undo", () => point("moderator", "Undo", "First warn somebody; the answer carries Undo.")]]],
  ban: ["A ban that ends by itself", () => `Ban ${nameOf(target())} for a day, wind the clock forward, and let them come back.`,
    [["Ban for 1 day", () => order("moderator", "ban", { user: target().id, duration: "1d", reason: "Selling coins" })], ["Wind the clock by 1 day", () => post("wind", { seconds: DAY })], ["They rejoin", rejoin]]],
  stranger: ["Buttons are not for everybody", () => "Warn somebody, and then press Undo as a member who is no moderator. The press is refused, and nothing changes.",
    [["Warn somebody", () => order("moderator", "warn", { user: target().id, reason: "Spam" })], ["Be a member, find Undo", () => point("member", "Undo", "First warn somebody; the answer carries Undo.")]]],
  away: ["Discord is away", () => "Turn Discord off and warn somebody: the order is written down. When Discord is back, it is carried out, once.",
    [["Discord goes away", () => turn("down")], ["Warn somebody", () => order("moderator", "warn", { user: byName("member").id, reason: "Off topic" })], ["Discord is back", () => turn("ok")]]],
  kill: ["kill -9 in a mass ban", () => "Order a ban of the 40 accounts of last night’s raid, and confirm. While they are banned, the process is killed without warning, and starts again. Then count.",
    [["Order 40 bans", massBan]]],
  panel: ["The owner’s panel", () => `As the owner, see how ${app()} is set up on one page, with the command /settings show.`,
    [["Open it as the owner", () => order("owner", "settings show", {})]]],
};

const tour = () => store.state?.tour;
const undone = () => tour().steps.find((one) => !one.done)?.name;

/** Takes in how far the tour is, from the stand-in. */
export function ticked(news) {
  if (!store.state) return;
  const before = tour();
  store.state.tour = { ...before, ...news };
  const fresh = news?.steps.find((one, index) => one.done && !before?.steps[index].done);
  if (fresh) {
    toast(`✓ ${STEPS[fresh.name][0]}`, "good");
    if (shown === fresh.name) shown = null;
  }
  drawTour();
}

/** Draws the card, unless it was put away. */
export function drawTour() {
  const box = $("tour");
  const away = remembered("tour") === "away";
  $("open-tour").hidden = !tour() || !away;
  box.hidden = !tour() || away;
  if (box.hidden) return;
  const signature = JSON.stringify([tour(), shown, store.state.people.map(nameOf), store.commands.length]);
  if (box.dataset.drawn === signature) return;
  const focused = box.contains(document.activeElement) ? document.activeElement.textContent : null;
  box.dataset.drawn = signature;
  const done = tour().steps.filter((one) => one.done).length;
  const now = shown ?? undone() ?? "end";
  box.replaceChildren(
    h("div.tour-head", {},
      h("h2", { id: "tour-title" }, `${app()} in seven steps`), h("span.tour-count", {}, `${done} of ${tour().steps.length} seen`),
      h("ol.tour-marks", {}, tour().steps.map((one, index) => h("li", {}, mark(one, index, now)))),
      h("button.plain", { type: "button", "aria-label": "Put the tour away", onclick: () => { remember("tour", "away"); drawTour(); $("open-tour").focus(); } }, icon("close"))),
    now === "end" ? endCard() : stepCard(now, done));
  if (focused) [...box.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
}

function mark(one, index, now) {
  const name = `${index + 1}. ${STEPS[one.name][0]}${one.done ? ", seen" : ""}`;
  return h("button.tour-mark", { type: "button", class: `tour-mark${one.done ? " is-done" : ""}`, "aria-label": name, title: name, "aria-current": one.name === now ? "step" : undefined, onclick: () => { shown = one.name; drawTour(); } }, one.done ? icon("check") : String(index + 1));
}

function stepCard(name, done) {
  const [title, words, acts] = STEPS[name];
  const needs = { delete: [3, "Delete and warn"] }[name];
  const missing = needs && !registered(...needs);
  return h("div.tour-step", {},
    done === 0 && h("p.tour-what", {}, `${app()} is a moderation bot: what a moderator orders happens once, even when something fails, and the record says what really happened. This is the real one; only Discord is a stand-in, and nothing leaves this machine.`),
    h("h3", {}, title), h("p", {}, words()), name === "kill" && figures(), missing && h("p.trouble", {}, `“${needs[1]}” is not registered.`),
    h("div.tour-acts", {}, acts.map(([label, act]) => h("button.button.is-secondary", { type: "button", onclick: () => run(act) }, label))));
}

function figures() {
  const mass = tour().mass;
  if (!mass) return null;
  return h("p.tour-figures", { role: "status" }, `ordered ${mass.ordered} · done ${mass.done} · twice ${mass.twice}`, mass.killed && h("small", {}, " counted from Discord’s record of requests; the process was killed"));
}

async function run(act) {
  if (busy) return;
  busy = true;
  try {
    await act();
    await refreshMessages();
  } catch (error) {
    toast(error.message, "bad");
  }
  busy = false;
}

function endCard() {
  return h("div.tour-step", {}, h("h3", {}, "That was all of it"), figures(),
    (tour().next ?? []).map(([purpose, words]) => h("p", {}, `${purpose}: `, h("code", {}, words))),
    h("p", {}, "Or try what you like: ", h("button.link", { type: "button", onclick: () => run(() => order(me().name, "help", {})) }, "/help"), " shows every command."));
}

export function setUpTour() {
  $("open-tour").append(icon("flag"));
  $("open-tour").addEventListener("click", () => { remember("tour", "here"); drawTour(); });
}

