"""discord.py on the Gateway: only its two base addresses are changed."""
import asyncio
import io

import discord
import yarl
from discord import app_commands

from stand_in import check, clear, control, gesture

INFO = control("GET", "info")
discord.http.Route.BASE = INFO["rest_url"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(INFO["gateway_url"])

client = discord.Client(intents=discord.Intents.all())
tree = app_commands.CommandTree(client)
seen = asyncio.Queue()


class Why(discord.ui.Modal, title="Why?"):
    reason = discord.ui.TextInput(label="Reason")

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"because {self.reason.value}", ephemeral=True)


class Panel(discord.ui.View):
    @discord.ui.button(label="Press")
    async def press(self, interaction, _):
        await interaction.response.edit_message(content="pressed", view=None)


@tree.command(description="greets")
async def greet(interaction, user: discord.Member, words: str = "hello"):
    await interaction.response.send_message(f"{words} {user.mention}", view=Panel())


@greet.autocomplete("words")
async def words(_, typed):
    return [app_commands.Choice(name=typed + "!", value=typed + "!")]


@tree.command(description="takes its time")
async def later(interaction):
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("and a file", file=discord.File(io.BytesIO(b"abc"), "a.txt"))


@tree.command(description="sends a file at once")
async def proof(interaction):
    await interaction.response.send_message("here", file=discord.File(io.BytesIO(b"abc"), "b.txt"))


@tree.command(description="asks")
async def ask(interaction):
    await interaction.response.send_modal(Why())


@tree.context_menu(name="Look")
async def look(interaction, user: discord.Member):
    await interaction.response.send_message(f"{user.name} has {len(user.roles)} roles")


for name in ("member_join", "message", "raw_reaction_add", "guild_role_create", "guild_channel_create", "thread_create",
             "resumed", "member_ban", "typing", "voice_state_update"):
    async def told(*about, name=name):
        await seen.put((name, about))
    setattr(client, f"on_{name}", told)


async def until(name):
    """Waits for an event; returns what it is about."""
    while True:
        told, about = await asyncio.wait_for(seen.get(), 10)
        if told == name:
            return about


async def person(kind, who, **more):
    return await asyncio.to_thread(gesture, kind, who, **more)


async def commands():
    await tree.sync()
    greeted = await person("command", "member", command="greet", options={"user": "newcomer"})
    check(greeted["text"].startswith("hello <@"), True, "a command is answered")
    pressed = await person("button", "member", message=greeted["message"]["id"], control="Press")
    check(pressed["text"], "pressed", "a button edits its message")
    typed = await person("autocomplete", "member", command="greet", option="words", typed="hi")
    check([one["value"] for one in typed["choices"]], ["hi!"], "autocompletion")
    waited = await person("command", "member", command="later")
    await asyncio.sleep(0.3)
    check((waited["outcome"], waited["message"]["content"]), ("message", "done"), "a deferral is edited")
    follow_up = await asyncio.to_thread(control, "GET", "wait?for=message&containing=and%20a%20file")
    check(follow_up["message"]["attachments"][0]["filename"], "a.txt", "a follow-up has a file")
    sent = await person("command", "member", command="proof")
    check(sent["message"]["attachments"][0]["size"], 3, "a file in the first answer")
    asked = await person("command", "member", command="ask")
    check(asked["form"]["fields"][0]["label"], "Reason", "a form opens")
    form = await asyncio.to_thread(control, "GET", "recording")
    opener = form["steps"][-1]["outcome"]["interaction"]
    filled = await person("form", "member", interaction=opener, fields={"Reason": "why not"})
    check(filled["text"], "because why not", "a form is submitted")
    looked = await person("user_command", "member", command="Look", user="moderator")
    check(looked["text"].endswith("3 roles"), True, "a user command has its member resolved")


async def events():
    guild = client.guilds[0]
    check(len(guild.members), guild.member_count, "the cache has every member")
    check({channel.name for channel in guild.text_channels}, {"general", "staff-only", "mod-log"}, "and every channel")
    await person("join", "outsider")
    check((await until("member_join"))[0].guild.id, guild.id, "a member joins")
    said = await person("write", "member", text="hello bot")
    message = (await until("message"))[0]
    check(message.content, "hello bot", "a message is heard")
    await message.add_reaction("👍")
    check((await until("raw_reaction_add"))[0].user_id, client.user.id, "the bot's reaction")
    await person("react", "member", message=said["message"]["id"], emoji="👍")
    check((await until("raw_reaction_add"))[0].emoji.name, "👍", "a person's reaction")
    await person("type", "member")
    check((await until("typing"))[1].name is not None, True, "typing is told")
    await person("voice", "member", channel="lounge")
    check((await until("voice_state_update"))[2].channel.name, "lounge", "a voice state is told")
    thread = await message.create_thread(name="aside")
    await thread.send("in the thread")
    check(guild.get_thread(thread.id).name, "aside", "a thread is cached")
    role = await guild.create_role(name="Helpers", colour=discord.Colour.blue())
    check((await until("guild_role_create"))[0].id, role.id, "a role is made")
    await message.author.add_roles(role)
    channel = await guild.create_text_channel("New place", topic="all sorts")
    check((await until("guild_channel_create"))[0].name, "new-place", "a channel is made")
    webhook = await channel.create_webhook(name="Herald")
    posted = await webhook.send("news", username="Crier", wait=True)
    check(posted.author.name, "Crier", "a webhook posts under its name")
    invite = await channel.create_invite(max_age=60)
    check((await client.fetch_invite(invite.code)).guild.name, guild.name, "an invite leads to the server")
    emoji = await guild.create_custom_emoji(name="spark", image=b"\x89PNG\r\n\x1a\n" + b"0" * 16)
    await message.add_reaction(emoji)
    poll = discord.Poll(question="Tea?", duration=__import__("datetime").timedelta(hours=1))
    poll.add_answer(text="Yes")
    check((await channel.send(poll=poll)).poll.question, "Tea?", "a poll is posted")
    await guild.ban(discord.Object(message.author.id), reason="enough")
    check((await until("member_ban"))[1].id, message.author.id, "a ban is told")
    check([entry.reason async for entry in guild.audit_logs(limit=1)], ["enough"], "and stands in the audit log")
    await channel.delete()


async def main():
    async with client:
        running = asyncio.create_task(client.start(INFO["token"]))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait({running, ready}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        check(client.is_ready(), True, "identified and ready")
        await commands()
        await events()
        await asyncio.to_thread(control, "POST", "gateway", {"do": "reconnect"})
        await until("resumed")
        check(client.is_ready(), True, "resumed")
    await asyncio.to_thread(clear)


asyncio.run(main())
