// The playground page: puts the parts together and keeps them up to date.

import { listen } from "./api.js";
import { drawMessages, drawPlace, toEnd } from "./chat.js";
import { drawComposer, setUpComposer } from "./composer.js";
import { $, icon } from "./dom.js";
import { forget, record, setUpInspector } from "./inspector.js";
import { refreshTimes } from "./markdown.js";
import { openMessage, openPerson } from "./menus.js";
import { drawSidebar, setUpSidebar } from "./sidebar.js";
import { setUpSwitches } from "./switches.js";
import { drawTour, setUpTour, ticked } from "./tour.js";
import { app, begin, calmly, markRead, refreshMessages, refreshState, store, watch } from "./store.js";

const LIMITED = () => `Discord is rate limiting: it refuses ${app()}'s calls for now. What you order is accepted, written down, and carried out when Discord lets it through.`;
const STATES = {
  slow: () => "Discord is slow: each call takes two seconds.",
  limited: LIMITED,
  limited_shared: LIMITED,
  limited_global: LIMITED,
  limited_cloudflare: LIMITED,
  down: () => `Discord's REST API is down: ${app()}'s calls fail. What you order is accepted, written down, and carried out when Discord is back.`,
  answers_lost: () => `Discord does what it is asked, and its answers are lost. ${app()} has to find out what happened.`,
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
  drawTour();
  drawWeather();
}

function show(view) {
  const open = view !== "chat";
  document.body.dataset.view = view;
  $("shade").hidden = !open;
  if (view === "places") $("me").focus({ preventScroll: true });
  if (view === "members") $("members").querySelector("button")?.focus({ preventScroll: true });
  if (view === "inspector") $("inspector").querySelector("button,input")?.focus({ preventScroll: true });
}

function setUpViews() {
  $("open-places").append(icon("menu"));
  $("open-inspector").append(icon("pulse"));
  $("open-members").append(icon("people"));
  $("open-members").addEventListener("click", () => show(document.body.dataset.view === "members" ? "chat" : "members"));
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

async function start() {
  setUpComposer();
  setUpSidebar();
  setUpInspector({ onClose: () => show("chat") });
  setUpViews();
  setUpMenus();
  setUpSwitches();
  setUpTour();
  watch((what) => {
    if (what === "messages") drawMessages();
    else drawAll();
    if (what === "place") { $("messages").replaceChildren(); $("shade").hidden = true; }
  });
  await begin();
  $("app").textContent = app();
  for (const one of store.state.channels) store.read[one.id] = one.last_message;
  drawAll();
  drawMessages();
  toEnd();
  performance.mark("usable");
  listen({
    delivery: record,
    call: record,
    act: record,
    tour: ticked,
    again: () => { forget(); refreshState().then(refreshMessages).catch(lost); },
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
