// The left: the server's channels, direct messages with the bot, and who you are. The right: the members.

import { $, avatar, h, icon } from "./dom.js";
import { inWords } from "./commands.js";
import { become, cssColor, isUnread, me, nameOf, openPlace, person, store } from "./store.js";

export function drawSidebar() {
  const { guild, channels, people } = store.state;
  const rooms = channels.filter((one) => !one.recipient && one.kind !== 4 && one.kind !== 2);
  const categories = channels.filter((one) => one.kind === 4);
  const loose = rooms.filter((one) => !categories.some((category) => category.id === one.parent));
  const direct = channels.filter((one) => one.recipient);
  const focused = document.activeElement?.dataset?.place;
  $("places").replaceChildren(
    h("h2.server", {}, h("span.server-mark", { "aria-hidden": "true" }, guild.name.slice(0, 1)), guild.name),
    group("Channels", loose.map(roomLink)),
    ...categories.map((category) => group(category.name, rooms.filter((one) => one.parent === category.id).map(roomLink))),
    group("Direct messages", direct.length ? direct.map(directLink) : [h("li.places-none", {}, "None yet: warn somebody.")]));
  drawMembers(people);
  if (focused) document.querySelector(`#places [data-place="${focused}"]`)?.focus();
  drawMe();
}

const group = (title, items) => (items.length ? h("section.group", {}, h("h3", {}, title), h("ul", {}, items)) : "");

function roomLink(one) {
  const attributes = { type: "button", "data-place": one.id, disabled: !one.visible, "aria-current": one.id === store.place ? "page" : undefined };
  const name = one.visible ? one.name : `${one.name} (you cannot see it)`;
  return h("li", {}, h("button.link-row", attributes, icon(one.visible ? "hash" : "lock"), h("span.row-name", {}, one.name), !one.visible && h("span.unseen", {}, name), unreadDot(one)));
}

function directLink(one) {
  const who = person(one.recipient);
  return h("li", {}, h("button.link-row", { type: "button", "data-place": one.id, "aria-current": one.id === store.place ? "page" : undefined },
    avatar(who), h("span.row-name", {}, nameOf(who)), !who.dms_open && h("small", {}, "closed"), unreadDot(one)));
}

const unreadDot = (one) => one.visible && isUnread(one) && h("span.unread", {}, h("span.unseen", {}, "unread"));

function memberLink(one) {
  const color = cssColor(one.color);
  const note = one.banned ? "banned" : one.timed_out ? "timed out" : one.bot ? "app" : "";
  return h("li", {}, h("button.link-row.is-member", { type: "button", class: `link-row is-member${one.in_server ? "" : " is-gone"}`, "data-person": one.id, "aria-haspopup": "dialog" },
    avatar(one), h("span.row-name", color ? { vars: { "--role": color } } : {}, nameOf(one)), h("small", {}, note)));
}

/** Members by their highest role, and then those outside; the many strangers of a raid are folded. */
function drawMembers(people) {
  const held = document.activeElement?.closest?.("#members") ? document.activeElement.dataset.person : null;
  const open = $("members").querySelector("details")?.open;
  const inside = people.filter((one) => one.in_server);
  const outside = people.filter((one) => !one.in_server);
  const strangers = outside.filter((one) => !one.story);
  const titles = [...new Set(inside.map((one) => one.top))];
  $("members").replaceChildren(
    h("h2.members-title", {}, "Members"),
    ...titles.map((title) => group(title, inside.filter((one) => one.top === title).map(memberLink))),
    group("Outside", outside.filter((one) => one.story).map(memberLink)),
    strangers.length ? h("details.group", { open: Boolean(open) }, h("summary", {}, `Last night’s raid, ${strangers.length}`), h("ul", {}, strangers.map(memberLink))) : "");
  if (held) $("members").querySelector(`[data-person="${held}"]`)?.focus();
}

function drawMe() {
  const own = me();
  const select = $("me");
  const people = store.state.people.filter((one) => !one.bot && (one.in_server || one.story || one.id === own.id));
  select.replaceChildren(...people.map((one) => h("option", { value: one.id }, `${nameOf(one)} · ${one.in_server ? one.top : one.banned ? "banned" : "outside"}`)));
  select.value = own.id;
  $("me-avatar").replaceChildren(avatar(own));
  $("me-story").textContent = own.story ?? "";
  $("me-can").textContent = own.in_server ? `May ${inWords(own.permissions).join(", ")}.` : "Outside the server: sees nothing but direct messages.";
}

export function setUpSidebar() {
  $("me").addEventListener("change", (event) => become(event.target.value));
  document.addEventListener("click", (event) => {
    const place = event.target.closest?.("[data-place]");
    if (!place || place.disabled) return;
    openPlace(place.dataset.place).then(() => jump(place.dataset.jump));
    document.body.dataset.view = "chat";
  });
}

/** Shows a message that a link led to. */
function jump(id) {
  const row = id && document.querySelector(`#messages [data-message="${id}"]`);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  row.classList.add("is-found");
  setTimeout(() => row.classList.remove("is-found"), 2500);
}
