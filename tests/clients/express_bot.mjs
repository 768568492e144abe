// An endpoint with discord-interactions and express: it checks signatures by itself, and calls REST with fetch.
import express from "express";
import { InteractionResponseType, InteractionType, MessageComponentTypes, verifyKeyMiddleware } from "discord-interactions";
import { control } from "./stand_in.mjs";

export const info = await control("GET", "info");
const headers = { Authorization: `Bot ${info.token}`, "User-Agent": "DiscordBot (https://example.com, 1.0)" };

export async function rest(method, path, body, more = { "Content-Type": "application/json" }) {
  return fetch(`${info.rest_url}${path}`, { method, headers: { ...headers, ...more }, body });
}

async function finish({ application_id, token }) {
  const form = new FormData();
  form.set("payload_json", JSON.stringify({ content: "done" }));
  form.set("files[0]", new Blob(["abc"]), "a.txt");
  await rest("PATCH", `/webhooks/${application_id}/${token}/messages/@original`, form, {});
  // A second try could say it twice.
  await rest("POST", `/webhooks/${application_id}/${token}`, JSON.stringify({ content: "and more" })).catch(() => {});
}

const app = express();
app.post("/interactions", verifyKeyMiddleware(info.public_key), (request, response) => {
  const { type, data } = request.body;
  if (type === InteractionType.MESSAGE_COMPONENT) {
    return response.send({ type: InteractionResponseType.UPDATE_MESSAGE, data: { content: "pressed", components: [] } });
  }
  if (type === InteractionType.MODAL_SUBMIT) {
    const content = `because ${data.components[0].components[0].value}`;
    return response.send({ type: InteractionResponseType.CHANNEL_MESSAGE_WITH_SOURCE, data: { content } });
  }
  if (data.name === "later") {
    response.send({ type: InteractionResponseType.DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE });
    return setTimeout(finish, 100, request.body);
  }
  if (data.name === "ask") {
    const input = { type: MessageComponentTypes.INPUT_TEXT, custom_id: "reason", style: 1, label: "Reason" };
    const components = [{ type: MessageComponentTypes.ACTION_ROW, components: [input] }];
    return response.send({ type: InteractionResponseType.MODAL, data: { custom_id: "why", title: "Why?", components } });
  }
  const button = { type: MessageComponentTypes.BUTTON, style: 1, label: "Press", custom_id: "press" };
  const components = [{ type: MessageComponentTypes.ACTION_ROW, components: [button] }];
  response.send({ type: InteractionResponseType.CHANNEL_MESSAGE_WITH_SOURCE, data: { content: "hello", components } });
});

export const server = app.listen(Number(process.env.BOT_PORT ?? 0), "127.0.0.1");
await new Promise((listening) => server.once("listening", listening));
const definitions = ["greet", "later", "ask"].map((name) => ({ name, description: "does it" }));
export const registered = (await rest("PUT", `/applications/${info.application_id}/commands`, JSON.stringify(definitions))).status;
export const url = `http://127.0.0.1:${server.address().port}/interactions`;
