// discord.js on the Gateway: only the REST base is changed; the Gateway's address comes from there.
import {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, MessageFlags, ModalBuilder,
  Partials, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle,
} from "discord.js";
import { base, check, clear, control, gesture, opener } from "./stand_in.mjs";

const info = await control("GET", "info");
const intents = Object.values(GatewayIntentBits).filter((bit) => typeof bit === "number");
const client = new Client({ intents, partials: [Partials.Reaction, Partials.Message], rest: { api: `${base}/api`, version: "10" } });
const file = (name) => new AttachmentBuilder(Buffer.from("abc"), { name });

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) return interaction.respond([{ name: "x", value: interaction.options.getFocused() + "!" }]);
  if (interaction.isButton()) return interaction.update({ content: "pressed", components: [] });
  if (interaction.isStringSelectMenu()) return interaction.reply(`chose ${interaction.values}`);
  if (interaction.isModalSubmit()) return interaction.reply(`because ${interaction.fields.getTextInputValue("reason")}`);
  if (interaction.isUserContextMenuCommand()) return interaction.reply(`${interaction.targetMember.roles.cache.size} roles`);
  switch (interaction.commandName) {
    case "greet": {
      const button = new ButtonBuilder().setCustomId("press").setLabel("Press").setStyle(ButtonStyle.Primary);
      const select = new StringSelectMenuBuilder().setCustomId("pick").setPlaceholder("Pick").addOptions({ label: "A", value: "a" });
      const components = [button, select].map((one) => new ActionRowBuilder().addComponents(one));
      return interaction.reply({ content: `hello ${interaction.options.getMember("user")}`, components, files: [file("b.txt")] });
    }
    case "later":
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply("done");
      return interaction.followUp({ content: "and a file", files: [file("a.txt")] });
    case "ask": {
      const input = new TextInputBuilder().setCustomId("reason").setLabel("Reason").setStyle(TextInputStyle.Short);
      const modal = new ModalBuilder().setCustomId("why").setTitle("Why?");
      return interaction.showModal(modal.addComponents(new ActionRowBuilder().addComponents(input)));
    }
  }
});

function next(event) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} came`)), 10_000);
    client.once(event, (...about) => (clearTimeout(timer), resolve(about)));
  });
}

async function commands() {
  await client.application.commands.set([
    { name: "greet", description: "greets", options: [
      { type: 6, name: "user", description: "whom", required: true }, { type: 3, name: "words", description: "what", autocomplete: true },
    ] },
    { name: "later", description: "takes its time" }, { name: "ask", description: "asks" }, { type: 2, name: "Look" },
  ]);
  const greeted = await gesture("command", "member", { command: "greet", options: { user: "newcomer" } });
  check(greeted.text.startsWith("hello <@"), true, "a command is answered");
  check(greeted.message.attachments[0].filename, "b.txt", "with a file");
  const chosen = await gesture("select", "member", { message: greeted.message.id, control: "Pick", values: ["a"] });
  check(chosen.text, "chose a", "a select is answered");
  const pressed = await gesture("button", "member", { message: greeted.message.id, control: "Press" });
  check(pressed.text, "pressed", "a button edits its message");
  const typed = await gesture("autocomplete", "member", { command: "greet", option: "words", typed: "hi" });
  check(typed.choices[0].value, "hi!", "autocompletion");
  const later = await gesture("command", "member", { command: "later" });
  check(later.message.content, "done", "a deferral is edited");
  const followUp = await control("GET", "wait?for=message&containing=and%20a%20file");
  check(followUp.message.attachments[0].filename, "a.txt", "a follow-up has a file");
  check((await gesture("command", "member", { command: "ask" })).form.title, "Why?", "a form opens");
  const filled = await gesture("form", "member", { interaction: await opener(), fields: { Reason: "why not" } });
  check(filled.text, "because why not", "a form is submitted");
  check((await gesture("user_command", "member", { command: "Look", user: "moderator" })).text, "3 roles", "a user command");
}

async function events() {
  const guild = client.guilds.cache.first();
  check((await guild.members.fetch()).size, guild.memberCount, "every member is fetched over the Gateway");
  const general = guild.channels.cache.find((channel) => channel.name === "general");
  let told = next(Events.GuildMemberAdd);
  await gesture("join", "outsider", {});
  check((await told)[0].guild.id, guild.id, "a member joins");
  told = next(Events.MessageCreate);
  const said = await gesture("write", "member", { text: "hello bot" });
  const [message] = await told;
  check(message.content, "hello bot", "a message is heard");
  told = next(Events.MessageReactionAdd);
  await gesture("react", "senior", { message: said.message.id, emoji: "👍" });
  check((await told)[0].emoji.name, "👍", "a reaction is told");
  await message.react("🎉");
  await message.reactions.removeAll();
  told = next(Events.VoiceStateUpdate);
  await gesture("voice", "member", { channel: "lounge" });
  check((await told)[1].channel.name, "lounge", "a voice state is told");
  const thread = await message.startThread({ name: "aside" });
  await thread.send("in the thread");
  check((await guild.channels.fetchActiveThreads()).threads.size, 1, "a thread is active");
  told = next(Events.GuildRoleCreate);
  const role = await guild.roles.create({ name: "Helpers", permissions: [] });
  check((await told)[0].id, role.id, "a role is made");
  await message.member.roles.add(role);
  told = next(Events.ChannelCreate);
  const channel = await guild.channels.create({ name: "new-place" });
  check((await told)[0].id, channel.id, "a channel is made");
  const webhook = await channel.createWebhook({ name: "Herald" });
  check((await webhook.send({ content: "news", username: "Crier" })).author.username, "Crier", "a webhook posts");
  const invite = await channel.createInvite();
  check((await client.fetchInvite(invite.code)).guild.id, guild.id, "an invite leads to the server");
  const poll = { question: { text: "Tea?" }, answers: [{ text: "Yes" }], duration: 1, allowMultiselect: false };
  check((await general.send({ poll })).poll.question.text, "Tea?", "a poll is posted");
  told = next(Events.GuildBanAdd);
  await guild.bans.create(message.author.id, { reason: "enough" });
  check((await told)[0].user.id, message.author.id, "a ban is told");
  check((await guild.fetchAuditLogs({ limit: 1 })).entries.first().reason, "enough", "and stands in the audit log");
  await channel.delete();
  await guild.setName("Renamed");
}

client.on(Events.Error, (error) => { throw error; });
const ready = next(Events.ClientReady);
await client.login(info.token);
await ready;
check(client.user.id, info.bot_id, "identified and ready");
await commands();
await events();
const resumed = next(Events.ShardResume);
await control("POST", "gateway", { do: "reconnect" });
await resumed;
check(client.isReady(), true, "resumed");
await client.destroy();
await clear();
