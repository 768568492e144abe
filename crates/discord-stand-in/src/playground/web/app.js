// The playground page: puts the parts together and keeps them up to date.

import { listen, post } from "./api.js";
import { drawMessages, drawPlace, toEnd } from "./chat.js";
import { drawComposer, setUpComposer } from "./composer.js";
import { $, icon, toast } from "./dom.js";
import { drawHints, setUpHints } from "./hints.js";
import { record, setUpInspector } from "./inspector.js";
import { refreshTimes } from "./markdown.js";
import { openMessage, openPerson } from "./menus.js";
import { drawSidebar, setUpSidebar } from "./sidebar.js";
import { app, calmly, markRead, refreshMessages, refreshState, remembered, store, watch } from "./store.js";

const STATES = {
  limited: () => `Discord is rate limiting: it refuses ${app()}'s calls for now. What you order is accepted, written down, and carried out when Discord lets it through.`,
  down: () => `Discord's REST API is down: ${app()}'s calls fail. What you order is accepted, written down, and carried out when Discord is back.`,
};

const stateSoon = calmly(() => refreshState().catch(lost), 120);
const messagesSoon = calmly(() => refreshMessages().catch(lost), 60);

function lost() {
  $("banner").textContent = "The playground does not answer. Is it still running? This page comes back by itself.";
  $("banner").hidden = false;
}

function drawWeather() {
  const { discord_state } = store.state;
  $("discord_state").value = discord_state;
  $("discord_state").dataset.discordState = discord_state;
  $("banner").textContent = STATES[discord_state]?.() ?? "";
  $("banner").hidden = !STATES[discord_state];
}

function drawAll() {
  markRead();
  drawSidebar();
  drawPlace();
  drawComposer();
  drawHints();
  drawWeather();
}

function show(view) {
  const open = view !== "chat";
  document.body.dataset.view = view;
  $("shade").hidden = !open;
  if (view === "places") $("me").focus({ preventScroll: true });
  if (view === "inspector") $("inspector").querySelector("input")?.focus({ preventScroll: true });
}

function setUpViews() {
  $("open-places").append(icon("menu"));
  $("open-inspector").append(icon("pulse"));
  $("open-places").addEventListener("click", () => show("places"));
  $("open-inspector").addEventListener("click", () => show("inspector"));
  $("shade").addEventListener("click", () => show("chat"));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented && document.body.dataset.view !== "chat") show("chat"); });
}

function setUpMenus() {
  document.addEventListener("click", (event) => {
    const someone = event.target.closest?.("[data-person]");
    const menu = event.target.closest?.("[data-menu]");
    if (someone) openPerson(someone.dataset.person, someone);
    else if (menu) openMessage(menu.dataset.menu, menu);
  });
  document.addEventListener("contextmenu", (event) => {
    if (event.shiftKey || event.target.closest?.("a,input,textarea")) return;
    const someone = event.target.closest?.("[data-person]");
    const message = event.target.closest?.("[data-message]");
    if (!someone && !message) return;
    event.preventDefault();
    const at = { left: event.clientX, top: event.clientY, bottom: event.clientY };
    if (someone) openPerson(someone.dataset.person, at);
    else openMessage(message.dataset.message, at);
  });
}

function setUpWeather() {
  $("discord_state").addEventListener("change", async (event) => {
    try {
      await post("discord_state", { discord_state: event.target.value });
      await refreshState();
    } catch (error) {
      toast(error.message, "bad");
    }
  });
}

async function start() {
  setUpComposer();
  setUpSidebar();
  setUpInspector({ onClose: () => show("chat") });
  setUpViews();
  setUpMenus();
  setUpWeather();
  setUpHints();
  watch((what) => {
    if (what === "messages") drawMessages();
    else drawAll();
    if (what === "place") { $("messages").replaceChildren(); $("shade").hidden = true; }
  });
  store.me = remembered("me");
  await refreshState();
  $("app").textContent = app();
  for (const one of store.state.channels) store.read[one.id] = one.last_message;
  drawAll();
  await refreshMessages();
  toEnd();
  listen({
    delivery: record,
    call: record,
    changed: ({ what, channel }) => {
      if (what === "message" && channel === store.place) messagesSoon();
      stateSoon();
    },
    open: () => { stateSoon(); messagesSoon(); },
    lost,
  });
  setInterval(refreshTimes, 15000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) drawAll(); });
}

start().catch(lost);
