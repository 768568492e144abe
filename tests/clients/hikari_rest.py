"""hikari's RESTBot: signed interactions over HTTP, no Gateway."""
import asyncio
import os

import hikari

from stand_in import check, clear, control, gesture

INFO = control("GET", "info")
PORT = int(os.environ.get("BOT_PORT", "8091"))

bot = hikari.RESTBot(
    INFO["token"], hikari.TokenType.BOT, public_key=INFO["public_key"], rest_url=INFO["rest_url"], banner=None,
)


async def command(interaction):
    if interaction.command_name == "ask":
        row = bot.rest.build_modal_action_row().add_text_input("reason", "Reason")
        # Over REST: what build_modal_response makes of a row is a list in version 2.7, and Discord refuses it.
        await interaction.create_modal_response("Why?", "why", component=row)
        return None
    if interaction.command_name == "later":
        async def finish():
            await interaction.edit_initial_response("done", attachment=hikari.Bytes(b"abc", "a.txt"))
            await interaction.execute("and more")
        asyncio.get_running_loop().call_later(0.1, lambda: asyncio.create_task(finish()))
        return interaction.build_deferred_response()
    row = bot.rest.build_message_action_row().add_interactive_button(hikari.ButtonStyle.PRIMARY, "press", label="Press")
    return (
        interaction.build_response()
        .set_content("hello").add_component(row).add_attachment(hikari.Bytes(b"xyz", "hello.txt"))
    )


async def component(interaction):
    return interaction.build_response(hikari.ResponseType.MESSAGE_UPDATE).set_content("pressed").clear_components()


async def modal(interaction):
    return interaction.build_response().set_content(f"because {interaction.components[0].components[0].value}")


def drive():
    greeted = gesture("command", "member", command="greet")
    check(greeted["text"].startswith("hello"), True, "a command is answered")
    check(greeted["message"]["attachments"][0]["filename"], "hello.txt", "with a file in the inline answer")
    pressed = gesture("button", "member", message=greeted["message"]["id"], control="Press")
    check(pressed["text"], "pressed", "a button edits its message")
    later = gesture("command", "member", command="later")
    check((later["text"], later["message"]["attachments"][0]["size"]), ("done", 3), "a deferral is edited, with a file")
    control("GET", "wait?for=message&containing=and%20more")
    check(gesture("command", "member", command="ask")["form"]["title"], "Why?", "a form opens")
    opener = control("GET", "recording")["steps"][-1]["outcome"]["interaction"]
    filled = gesture("form", "member", interaction=opener, fields={"Reason": "why not"})
    check(filled["text"], "because why not", "a form is submitted")


async def main():
    bot.set_listener(hikari.CommandInteraction, command)
    bot.set_listener(hikari.ComponentInteraction, component)
    bot.set_listener(hikari.ModalInteraction, modal)
    await bot.start(host="127.0.0.1", port=PORT, check_for_updates=False)
    application = await bot.rest.fetch_application()
    builders = [bot.rest.slash_command_builder(name, "does it") for name in ("greet", "later", "ask")]
    await bot.rest.set_application_commands(application, builders)
    url = f"http://127.0.0.1:{PORT}/"
    async with __import__("aiohttp").ClientSession(headers={"Authorization": f"Bot {INFO['token']}"}) as session:
        async with session.patch(f"{INFO['rest_url']}/applications/@me", json={"interactions_endpoint_url": url}) as saved:
            check(saved.status, 200, f"Discord's check of the endpoint ({await saved.text()})"[:60])
    await asyncio.to_thread(drive)
    await bot.close()
    await asyncio.to_thread(clear)


asyncio.run(main())
