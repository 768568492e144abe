// slash-create with its own server on fastify.
import { CommandOptionType, ComponentType, FastifyServer, SlashCommand, SlashCreator, TextInputStyle, ButtonStyle } from "slash-create";
import { check, clear, control, gesture, opener, saveEndpoint } from "./stand_in.mjs";

const info = await control("GET", "info");
const port = Number(process.env.BOT_PORT ?? 8092);
const creator = new SlashCreator({
  applicationID: info.application_id, publicKey: info.public_key, token: info.token, serverPort: port, serverHost: "127.0.0.1",
  rest: { baseURL: info.rest_url },
});
creator.withServer(new FastifyServer());
creator.on("error", (error) => { throw error; });

class Greet extends SlashCommand {
  constructor(creator) {
    super(creator, { name: "greet", description: "greets", options: [{ type: CommandOptionType.USER, name: "user", description: "whom" }] });
  }

  async run(ctx) {
    const button = { type: ComponentType.BUTTON, style: ButtonStyle.PRIMARY, label: "Press", custom_id: "press" };
    await ctx.send({ content: `hello ${ctx.options.user}`, components: [{ type: ComponentType.ACTION_ROW, components: [button] }] });
  }
}

class Later extends SlashCommand {
  constructor(creator) { super(creator, { name: "later", description: "takes its time" }); }

  async run(ctx) {
    await ctx.defer();
    // As with Discord, the webhook is there once the deferral has arrived.
    await new Promise((passed) => setTimeout(passed, 200));
    await ctx.editOriginal({ content: "done", files: [{ name: "a.txt", file: Buffer.from("abc") }] });
    await ctx.sendFollowUp("and more");
  }
}

class Ask extends SlashCommand {
  constructor(creator) { super(creator, { name: "ask", description: "asks" }); }

  async run(ctx) {
    const input = { type: ComponentType.TEXT_INPUT, custom_id: "reason", style: TextInputStyle.SHORT, label: "Reason" };
    await ctx.sendModal({ title: "Why?", custom_id: "why", components: [{ type: ComponentType.ACTION_ROW, components: [input] }] },
      (filled) => filled.send(`because ${filled.values.reason}`));
  }
}

creator.registerGlobalComponent("press", (pressed) => pressed.editParent({ content: "pressed", components: [] }));
await creator.registerCommands([Greet, Later, Ask]);
await creator.syncCommands();
await creator.startServer();
await saveEndpoint(info, `http://127.0.0.1:${port}/interactions`);
const greeted = await gesture("command", "member", { command: "greet", options: { user: "newcomer" } });
check(greeted.message.content.startsWith("hello "), true, "a command is answered");
const pressed = await gesture("button", "member", { message: greeted.message.id, control: "Press" });
check(pressed.text, "pressed", "a button edits its message");
const later = await gesture("command", "member", { command: "later" });
check([later.message.content, later.message.attachments[0].size], ["done", 3], "a deferral is edited, with a file");
await control("GET", "wait?for=message&containing=and%20more");
check((await gesture("command", "member", { command: "ask" })).form.title, "Why?", "a form opens");
const filled = await gesture("form", "member", { interaction: await opener(), fields: { Reason: "why not" } });
check(filled.text, "because why not", "a form is submitted");
await clear();
process.exit(0);
