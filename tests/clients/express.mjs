// discord-interactions with express, driven as people would.
import { check, clear, control, gesture, opener, saveEndpoint } from "./stand_in.mjs";
import { info, registered, server, url } from "./express_bot.mjs";

check(registered, 200, "commands are registered");
await saveEndpoint(info, url);
const greeted = await gesture("command", "member", { command: "greet" });
check(greeted.message.content, "hello", "a command is answered");
const pressed = await gesture("button", "member", { message: greeted.message.id, control: "Press" });
check(pressed.text, "pressed", "a button edits its message");
const later = await gesture("command", "member", { command: "later" });
check([later.message.content, later.message.attachments[0].size], ["done", 3], "a deferral is edited, with a file");
await control("GET", "wait?for=message&containing=and%20more");
check((await gesture("command", "member", { command: "ask" })).form.title, "Why?", "a form opens");
const filled = await gesture("form", "member", { interaction: await opener(), fields: { Reason: "why not" } });
check(filled.text, "because why not", "a form is submitted");
server.closeAllConnections();
server.close();
await clear();
