// What happened, as a short sentence.

import { channel, nameOf, person, role } from "./store.js";

const CALLBACKS = { 1: "pong", 4: "a message", 5: "“thinking…”", 6: "“got it”", 7: "an update of the message", 8: "choices", 9: "a form" };

/** A signed request and its answer. */
export function delivered({ body, status, response, error, genuine }) {
  if (!genuine) return forged(status);
  const user = body?.member?.user ?? body?.user;
  const by = user && body.type !== 1 ? ` by ${user.username}` : "";
  const asked = `${what(body)}${by}`;
  if (error || !status || status >= 300) return { asked, answered: status ? `refused ${status}` : "no answer", tone: "bad" };
  const type = response?.type;
  const only = (response?.data?.flags ?? 0) & 64 ? " (private)" : "";
  return { asked, answered: `${CALLBACKS[type] ?? status}${only}`, tone: type === 5 || type === 6 ? "wait" : "good" };
}

/** Discord checks an endpoint with requests that are not signed as they should be; a good one refuses. */
function forged(status) {
  const asked = "a check: a request that is not signed right";
  return status === 401 ? { asked, answered: "refused, as it must be", tone: "good" } : { asked, answered: `taken (${status ?? "no answer"})`, tone: "bad" };
}

function what(body) {
  const data = body?.data ?? {};
  switch (body?.type) {
    case 0: case 1: if (body.event || body.event_type) return "an event"; return "PING";
    case 2: return data.type === 2 ? `“${data.name}” on ${nameOf(person(data.target_id) ?? { name: data.target_id })}` : data.type === 3 ? `“${data.name}” on a message` : `/${[data.name, ...path(data.options)].join(" ")}`;
    case 3: return data.component_type === 2 ? `button “${label(body.message?.components, data.custom_id) ?? data.custom_id}”` : "a select";
    case 4: return `suggestions for /${[data.name, ...path(data.options)].join(" ")}`;
    case 5: return "a filled-in form";
    default: return body?.event?.type ? `event ${body.event.type}` : "a request";
  }
}

const path = (options) => {
  const nested = options?.find((one) => one.type === 1 || one.type === 2);
  return nested ? [nested.name, ...path(nested.options)] : [];
};

function label(components, id) {
  for (const one of components ?? []) {
    if (one.custom_id === id) return one.label ?? one.emoji?.name;
    const found = label([...(one.components ?? []), ...(one.accessory ? [one.accessory] : [])], id);
    if (found) return found;
  }
  return undefined;
}

const SAYINGS = {
  "POST /channels/{}/messages": ([id]) => `writes to ${place(id)}`,
  "PATCH /channels/{}/messages/{}": ([id]) => `edits a message in ${place(id)}`,
  "DELETE /channels/{}/messages/{}": ([id]) => `deletes a message in ${place(id)}`,
  "GET /channels/{}/messages": ([id]) => `reads messages of ${place(id)}`,
  "GET /channels/{}/messages/{}": ([id]) => `reads a message of ${place(id)}`,
  "POST /channels/{}/messages/bulk-delete": ([id], body) => `deletes ${body?.messages?.length ?? "many"} messages in ${place(id)}`,
  "GET /channels/{}": ([id]) => `looks at ${place(id)}`,
  "PATCH /channels/{}": ([id]) => `changes ${place(id)}`,
  "PUT /channels/{}/permissions/{}": ([id]) => `sets permissions in ${place(id)}`,
  "DELETE /channels/{}/permissions/{}": ([id]) => `clears permissions in ${place(id)}`,
  "POST /users/@me/channels": (_, body) => `opens direct messages with ${who(body?.recipient_id)}`,
  "GET /gateway": () => "asks where the gateway is",
  "GET /users/@me": () => "asks who it is",
  "GET /users/{}": ([id]) => `looks at ${who(id)}`,
  "GET /guilds/{}": () => "looks at the server",
  "GET /guilds/{}/roles": () => "reads the roles",
  "GET /guilds/{}/channels": () => "reads the channels",
  "GET /guilds/{}/members/{}": ([, id]) => `looks at ${who(id)}`,
  "GET /guilds/{}/members": () => "lists the members",
  "GET /guilds/{}/members/search": () => "searches the members",
  "PATCH /guilds/{}/members/{}": ([, id], body) => memberEdit(id, body),
  "DELETE /guilds/{}/members/{}": ([, id]) => `kicks ${who(id)}`,
  "PUT /guilds/{}/members/{}/roles/{}": ([, id, r]) => `gives ${who(id)} ${roleName(r)}`,
  "DELETE /guilds/{}/members/{}/roles/{}": ([, id, r]) => `takes ${roleName(r)} from ${who(id)}`,
  "PUT /guilds/{}/bans/{}": ([, id]) => `bans ${who(id)}`,
  "DELETE /guilds/{}/bans/{}": ([, id]) => `lifts the ban of ${who(id)}`,
  "GET /guilds/{}/bans/{}": ([, id]) => `asks whether ${who(id)} is banned`,
  "GET /guilds/{}/bans": () => "lists the bans",
  "POST /guilds/{}/bulk-ban": (_, body) => `bans ${body?.user_ids?.length ?? "many"} at once`,
  "GET /guilds/{}/audit-logs": () => "reads the audit log",
  "PUT /guilds/{}/incident-actions": () => "pauses invites or direct messages",
  "GET /guilds/{}/auto-moderation/rules": () => "reads the AutoMod rules",
  "POST /guilds/{}/auto-moderation/rules": () => "makes an AutoMod rule",
  "PUT /applications/{}/commands": (_, body) => `registers ${body?.length ?? ""} commands`,
  "GET /applications/{}/commands": () => "reads its registered commands",
  "PUT /applications/{}/guilds/{}/commands": (_, body) => `registers ${body?.length ?? ""} commands for the server`,
  "GET /applications/{}/guilds/{}/commands": () => "reads the server's commands",
  "GET /applications/@me": () => "asks about its application",
  "PATCH /applications/@me": () => "changes its application",
  "PATCH /webhooks/{}/{}/messages/@original": () => "completes its answer",
  "GET /webhooks/{}/{}/messages/@original": () => "reads its answer",
  "DELETE /webhooks/{}/{}/messages/@original": () => "deletes its answer",
  "POST /webhooks/{}/{}": () => "adds to its answer",
  "PATCH /webhooks/{}/{}/messages/{}": () => "edits what it added",
  "POST /interactions/{}/{}/callback": () => "answers over REST",
};

/** Whose direct messages a channel is, from when it was opened: the page may not have heard yet. */
const direct = new Map();

const place = (id) => { const one = channel(id) ?? (direct.has(id) ? { recipient: direct.get(id) } : null); return one?.recipient ? `${who(one.recipient)} (direct message)` : one ? `#${one.name}` : "a channel"; };
const who = (id) => nameOf(person(id) ?? { name: id ?? "someone" });
const roleName = (id) => `@${role(id)?.name ?? "a role"}`;

function memberEdit(id, body) {
  if (body && "communication_disabled_until" in body) return body.communication_disabled_until ? `times out ${who(id)}` : `lifts the timeout of ${who(id)}`;
  if (body?.roles) return `sets the roles of ${who(id)}`;
  return `changes ${who(id)}`;
}

/** A REST call. */
export function calling({ method, path, status, body, response }) {
  for (const recipient of response?.recipients ?? []) direct.set(response.id, recipient.id);
  const [bare] = path.split("?");
  const ids = [];
  const shape = bare.split("/").map((piece, index, all) => {
    const variable = /^\d{5,}$/.test(piece) || (all[1] === "webhooks" && index === 3) || (all[1] === "interactions" && index === 3);
    if (variable) ids.push(piece);
    return variable ? "{}" : piece;
  }).join("/");
  const saying = SAYINGS[`${method} ${shape}`];
  const asked = saying ? saying(ids, body) : `${method} ${bare.replace(/\d{5,}/g, "…")}`;
  // A look that finds nothing is an answer like another.
  const looked = method === "GET" && status === 404;
  const tone = status === 429 ? "wait" : looked ? "good" : !status || status >= 400 ? "bad" : "good";
  return { asked: `${saying ? `${method} · ${asked}` : asked}${status === 501 ? " (a route that the stand-in does not imitate)" : ""}`, tone };
}
