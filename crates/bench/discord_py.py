"""A bot on discord.py that does what the sidecar does in `tests/it/stream.rs`: keeps the newest messages, and hears
edits and deletions. For the comparison in docs/src/performance.md; needs `pip install discord.py`."""

import os

import discord
import yarl

api, token = os.environ["DISCORD_API_URL"], os.environ["DISCORD_TOKEN"]
discord.http.Route.BASE = f"{api}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(api.replace("http", "ws") + "/gateway/")

intents = discord.Intents.none()
intents.guilds = intents.guild_messages = intents.message_content = True
bot = discord.Client(intents=intents, max_messages=20_000)
# As Discord's documentation writes it; the stand-in takes no other.
bot.http.user_agent = f"DiscordBot (https://github.com/Rapptz/discord.py, {discord.__version__})"


@bot.event
async def on_message_edit(before, after):
    pass


@bot.event
async def on_message_delete(message):
    pass


bot.run(token, log_handler=None)
