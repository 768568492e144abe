// One field for one option of a slash command.

import { suggest } from "./acts.js";
import { h } from "./dom.js";
import { combo } from "./picker.js";
import { nameOf, store } from "./store.js";

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, ATTACHMENT = 11;
export const KINDS = { 3: "text", 4: "whole number", 5: "yes or no", 6: "member", 7: "channel", 8: "role", 9: "member or role", 10: "number", 11: "file" };

const asId = (text) => { const found = /^(?:<@!?)?(\d{5,20})>?$/.exec(text); return found ? found[1] : undefined; };
const filtered = (list) => (text) => list().filter((one) => `${one.label} ${one.hint ?? ""}`.toLowerCase().includes(text.replace(/^[@#]/, "").toLowerCase()));

export const people = () => store.state.people.map((one) => ({ value: one.id, label: `@${one.name}`, hint: one.in_server ? nameOf(one) === one.name ? one.top : `${nameOf(one)} · ${one.top}` : "not in the server" }));
export const roles = () => store.state.guild.roles.map((one) => ({ value: one.id, label: `@${one.name.replace(/^@/, "")}`, hint: "role" }));
const channels = (kinds) => () => store.state.channels.filter((one) => !one.recipient && one.visible && (!kinds?.length || kinds.includes(one.kind))).map((one) => ({ value: one.id, label: `#${one.name}`, hint: one.topic ?? "" }));

/** The field for `option`; `others()` gives the options filled in so far, for autocomplete. */
export function field(leaf, option, others, preset) {
  const made = make(leaf, option, others, preset);
  const note = h("small.field-note", {}, option.description);
  const node = h("div.field-box", {}, h("span.field-label", {}, option.name, option.required && h("span.required", { title: "required" }, "*")), made.node, note);
  const again = () => note.classList.contains("is-bad") && check(made, option, note);
  node.addEventListener("input", again);
  node.addEventListener("change", again);
  return { option, node, input: made.input, value: made.value, check: () => check(made, option, note) };
}

function check(made, option, note) {
  const value = made.value();
  let problem = null;
  if (made.stray?.()) problem = option.type === USER ? "Pick a member, or give an id." : "Pick one of the list.";
  else if (value === undefined && option.required) problem = "This one is needed.";
  else if (value !== undefined) problem = outOfBounds(value, option);
  note.textContent = problem ?? option.description;
  note.classList.toggle("is-bad", Boolean(problem));
  made.input.setAttribute("aria-invalid", String(Boolean(problem)));
  return !problem;
}

function outOfBounds(value, option) {
  if (option.type === INTEGER && !Number.isSafeInteger(value)) return "A whole number, please.";
  if (option.type === NUMBER && !Number.isFinite(value)) return "A number, please.";
  if (typeof value === "number" && (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))) return `From ${option.min_value ?? "any"} to ${option.max_value ?? "any"}.`;
  if (option.type === STRING && value.length < (option.min_length ?? 0)) return `At least ${option.min_length} characters.`;
  if (option.type === STRING && value.length > (option.max_length ?? 6000)) return `At most ${option.max_length} characters.`;
  return null;
}

function make(leaf, option, others, preset) {
  const label = `${option.name}: ${option.description}`;
  const shape = { label, required: option.required, placeholder: hint(option) };
  if (option.choices?.length) {
    const list = option.choices.map((one) => ({ value: one.value, label: one.name }));
    return combo({ ...shape, find: filtered(() => list), value: list.find((one) => one.value === preset) });
  }
  if (option.autocomplete) {
    const find = async (text) => (await suggest(leaf.command, leaf.path, others(option.name), { name: option.name, type: option.type, value: text })).map((one) => ({ value: one.value, label: one.name }));
    return combo({ ...shape, find, eager: false, free: (text) => typed(option, text), value: preset && { value: preset, label: preset } });
  }
  switch (option.type) {
    case USER: return combo({ ...shape, find: filtered(people), free: asId, value: people().find((one) => one.value === preset) });
    case ROLE: return combo({ ...shape, find: filtered(roles) });
    case MENTIONABLE: return combo({ ...shape, find: filtered(() => [...people(), ...roles()]), free: asId });
    case CHANNEL: return combo({ ...shape, find: filtered(channels(option.channel_types)) });
    case BOOLEAN: {
      const list = [{ value: true, label: "True" }, { value: false, label: "False" }];
      return combo({ ...shape, find: () => list });
    }
    case ATTACHMENT: return fileField(label, option);
    default: return plainField(label, option, preset);
  }
}

const typed = (option, text) => (option.type === INTEGER || option.type === NUMBER ? (Number.isFinite(Number(text)) ? Number(text) : undefined) : text);

function hint(option) {
  const bounds = option.min_value !== undefined && option.max_value !== undefined ? ` ${option.min_value}–${option.max_value}` : "";
  return `${KINDS[option.type] ?? "value"}${bounds}`;
}

function plainField(label, option, preset) {
  const number = option.type === INTEGER || option.type === NUMBER;
  const input = h("input.field-input", { type: "text", "aria-label": label, placeholder: hint(option), inputmode: number ? "decimal" : undefined, autocomplete: "off", required: option.required });
  if (preset !== undefined) input.value = preset;
  const value = () => {
    const text = input.value.trim();
    if (!text) return undefined;
    return number ? Number(text) : input.value;
  };
  return { node: input, input, value };
}

function fileField(label, option) {
  let read;
  const input = h("input.field-input", { type: "file", "aria-label": label, required: option.required, onchange: async () => {
    const [file] = input.files;
    read = file && await upload(file);
  } });
  return { node: input, input, value: () => read };
}

/** A file's name and its bytes in hexadecimal. */
export async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { filename: file.name, hex };
}
