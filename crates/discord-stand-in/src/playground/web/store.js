// What the page knows: the server's state as one person sees it, and which place is open.

import { get } from "./api.js";
import { h } from "./dom.js";

export const store = {
  state: null,
  /** The registered commands, of the version that the state names. */
  commands: [],
  me: null,
  place: null,
  messages: [],
  /** Commands under way and answers that never came, by place: they are no messages yet. */
  pending: [],
  read: {},
};

const listeners = new Set();

/** Calls `heard(what)` after each change; `what` is "state", "messages" or "place". */
export function watch(heard) {
  listeners.add(heard);
}

export function tell(what) {
  for (const heard of listeners) heard(what);
}

const remembered = (key) => { try { return localStorage.getItem(`stand-in-${key}`); } catch { return null; } };
export { remembered };
export function remember(key, value) {
  try { localStorage.setItem(`stand-in-${key}`, value); } catch { /* a private window forgets; that is fine */ }
}

export const byId = (list, id) => list.find((one) => one.id === id);
export const person = (id) => byId(store.state.people, id);
export const role = (id) => byId(store.state.guild.roles, id);
export const channel = (id) => byId(store.state.channels, id);
export const me = () => person(store.me) ?? store.state.people[0];
/** The name of the application that is being tried. */
export const app = () => store.state?.app.name ?? "the application";
export const here = () => channel(store.place);
/** The time in this world, whose clock may have been wound. */
export const worldNow = () => Date.now() + (store.ahead ?? 0);
export const nameOf = (one) => one?.display || one?.name || "someone";

/** Who presses what stands in this place: in direct messages always the member they belong to. */
export const actor = () => (here()?.recipient ? person(here().recipient) : me());

/** A role's colour as CSS, or nothing. */
export const cssColor = (number) => (number ? `#${number.toString(16).padStart(6, "0")}` : null);

/** The name of somebody, coloured as their highest coloured role. */
export function nameTag(one) {
  const color = cssColor(one?.color);
  return h("span.name", color ? { vars: { "--role": color } } : {}, nameOf(one));
}

/** Mentions in text become names. */
export const names = {
  user: (id) => h("button.mention", { type: "button", "data-person": id }, `@${nameOf(person(id) ?? { name: id })}`),
  role: (id) => {
    const color = cssColor(role(id)?.color);
    return h("span.mention", color ? { vars: { "--role": color } } : {}, `@${role(id)?.name ?? "deleted role"}`);
  },
  channel: (id) => h("button.mention", { type: "button", "data-place": id }, `#${channel(id)?.name ?? "unknown"}`),
};

let asked = 0;

function take(state) {
  store.state = state;
  store.me = state.me;
  const skew = Date.now() - state.now;
  store.ahead = Math.abs(skew) > 2000 ? -skew : 0;
  if (!here()?.visible) store.place = (state.channels.find((one) => one.visible && one.kind === 0) ?? state.channels.find((one) => one.recipient === store.me))?.id ?? null;
}

/** Fetches all that the first page shows, in one piece that the browser asked for already. */
export async function begin() {
  const wanted = remembered("me");
  const { state, commands, messages } = await get("begin");
  Object.assign(store, commands);
  take(state);
  if (wanted && wanted !== state.me && byId(state.people, wanted)) return become(wanted);
  store.messages = messages;
}

/** Fetches everything but the messages. */
export async function refreshState() {
  const turn = ++asked;
  const state = await get(`state${store.me ? `?as=${store.me}` : ""}`);
  if (turn !== asked) return;
  if (store.version !== state.commands) Object.assign(store, await get("commands"));
  take(state);
  tell("state");
}

let turnOfMessages = 0;

/** Fetches the open place's messages as this person sees them. */
export async function refreshMessages() {
  const turn = ++turnOfMessages;
  if (!store.place) {
    store.messages = [];
    return tell("messages");
  }
  const { messages } = await get(`messages?channel=${store.place}&as=${actor().id}`);
  if (turn !== turnOfMessages) return;
  store.messages = messages;
  tell("messages");
}

/** Marks the open place as read, if somebody is looking. */
export function markRead() {
  const last = here()?.last_message;
  if (last && !document.hidden) store.read[store.place] = last;
}

export const isUnread = (one) => one.id !== store.place && Boolean(one.last_message) && newer(one.last_message, store.read[one.id]);

const newer = (id, than) => BigInt(id) > BigInt(than ?? 0);

export async function openPlace(id) {
  if (!channel(id)) return;
  store.place = id;
  store.messages = [];
  tell("place");
  await refreshMessages();
}

export async function become(id) {
  store.me = id;
  remember("me", id);
  // Somebody else's direct messages are left with them.
  if (here()?.recipient) store.place = null;
  await refreshState();
  tell("place");
  await refreshMessages();
}

/** Runs `work` at most once in `ms`, the last time included. */
export function calmly(work, ms) {
  let timer = null;
  let again = false;
  return function run() {
    if (timer) { again = true; return; }
    timer = setTimeout(() => {
      timer = null;
      if (again) { again = false; run(); }
    }, ms);
    work();
  };
}
