// The registered commands, and who may use which where.

import { channel, here, me, store } from "./store.js";

export const SLASH = 1;
export const USER = 2;
export const MESSAGE = 3;

const ADMINISTRATOR = 1n << 3n;
const WORDS = [
  [1n << 2n, "ban"], [1n << 1n, "kick"], [1n << 40n, "time out"], [1n << 13n, "delete messages"], [1n << 4n, "manage channels"],
  [1n << 28n, "manage roles"], [1n << 5n, "manage the server"], [1n << 7n, "read the audit log"], [1n << 11n, "write"], [1n << 10n, "read"],
];

/** What these permission bits come to, in words. */
export function inWords(bits) {
  const held = BigInt(bits);
  if (held & ADMINISTRATOR) return ["everything"];
  const words = WORDS.filter(([bit]) => held & bit).map(([, word]) => word);
  return words.length ? words : ["nothing here"];
}

const contextOf = (place) => (place.recipient ? 1 : 0);

function allowed(command) {
  const place = here();
  if (!place) return false;
  if (command.contexts && !command.contexts.includes(contextOf(place))) return false;
  if (place.recipient) return true;
  const wanted = command.default_member_permissions;
  if (wanted === null || wanted === undefined) return true;
  const held = BigInt(channel(place.id).permissions);
  if (held & ADMINISTRATOR) return true;
  return BigInt(wanted) !== 0n && (held & BigInt(wanted)) === BigInt(wanted);
}

/** The commands of that kind which the person may use in the open place. */
export const usable = (kind) => store.commands.filter((command) => (command.type ?? SLASH) === kind && allowed(command));

/** Every slash command, subcommands as lines of their own. */
export function leaves() {
  return usable(SLASH).flatMap((command) => unfold(command, command, []));
}

function unfold(command, node, path) {
  const nested = (node.options ?? []).filter((option) => option.type === 1 || option.type === 2);
  if (nested.length) return nested.flatMap((option) => unfold(command, option, [...path, option.name]));
  return [{ command, path, title: [command.name, ...path].join(" "), description: node.description ?? "", options: node.options ?? [] }];
}

/** The leaves that fit what was typed: beginnings first, then the rest. */
export function search(typed) {
  const words = typed.toLowerCase().replace(/^\//, "").trim();
  const all = leaves();
  const starts = all.filter((leaf) => leaf.title.startsWith(words));
  const others = all.filter((leaf) => !leaf.title.startsWith(words) && `${leaf.title} ${leaf.description.toLowerCase()}`.includes(words));
  const byTitle = (a, b) => a.title.localeCompare(b.title);
  return [...starts.sort(byTitle), ...others.sort(byTitle)];
}

/** The leaf with that title, where the person may use it. */
export const leafOf = (title) => leaves().find((leaf) => leaf.title === title);

/** Whether somebody stands too low to see any command of moderation. */
export const isPlain = () => !inWords(me().permissions).some((word) => ["everything", "ban", "kick", "time out"].includes(word));

/** The command of that kind and name, whoever may use it. */
export const registered = (kind, name) => store.commands.find((one) => (one.type ?? SLASH) === kind && one.name === name);
