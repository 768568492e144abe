// What a person does, and what comes back: a message, a modal, or nothing.

import { post } from "./api.js";
import { toast } from "./dom.js";
import { begin } from "./chat.js";
import { openModal } from "./modal.js";
import { actor, store } from "./store.js";

/** The person and place every act carries. */
export const acting = () => ({ as: actor().id, channel: store.place });

async function carry(path, body, what) {
  const progress = begin(what);
  try {
    const outcome = await post(path, { ...acting(), ...body });
    if (outcome.outcome === "failed") progress.failed(outcome.why);
    else progress.done();
    if (outcome.outcome === "modal") openModal(outcome);
    return outcome;
  } catch (error) {
    progress.done();
    toast(error.message, "bad");
    return { outcome: "refused" };
  }
}

/** `/name …` with the options filled in. */
export const runSlash = (command, path, options, what) => carry("slash", { command: command.id, path, options }, what);

/** A command from a person's or a message's menu. */
export const runMenu = (command, target) => carry("menu", { command: command.id, target }, command.name);

/** A button, or a select with what was picked. */
export async function press(message, control, values) {
  try {
    const outcome = await post("press", { ...acting(), message: message.id, custom_id: control.custom_id, values });
    if (outcome.outcome === "modal") openModal(outcome);
    if (outcome.outcome === "failed") toast(`The application did not respond. ${outcome.why ?? ""}`, "bad");
  } catch (error) {
    toast(error.message, "bad");
  }
}

/** Sends a filled-in modal; true where it was taken. */
export async function submit(modal, fields) {
  const outcome = await post("modal", { ...modal.from, interaction: modal.interaction, fields });
  if (outcome.outcome === "failed") throw new Error(`Something went wrong. ${outcome.why ?? "Try again."}`);
  return outcome;
}

/** What the application suggests for the option being typed. */
export async function suggest(command, path, options, focused) {
  const { choices } = await post("autocomplete", { ...acting(), command: command.id, path, options, focused });
  return choices ?? [];
}

/** An ordinary message. */
export const say = (content) => post("message", { ...acting(), content });
