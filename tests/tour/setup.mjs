// Sets up a server in the playground as its owner, with the mouse alone, and counts the clicks; then shows that all of it
// works: the log, the ladder, the jail, a report and an appeal. setup.mjs URL [FOLDER]: pictures go to the folder.

import { mkdirSync, readFileSync } from "node:fs";
import { conclude, open } from "./browser.mjs";

const [url, folder] = process.argv.slice(2);
const book = readFileSync(new URL("../../docs/src/setup.md", import.meta.url), "utf8");
const promised = Number(/\*\*(\d+) clicks\*\*/.exec(book)[1]);
const failures = [];
const check = (is, what) => { if (!is) failures.push(what); };
const said = (line) => process.stdout.write(`${line}\n`);

const { page, close } = await open(process.env.CHROMIUM ?? "chromium", { web: process.env.TOUR_WEB });
if (folder) mkdirSync(folder, { recursive: true });
const shoot = async (name) => { if (folder) await page.shoot(`${folder}/setup-${name}.png`); };
const has = (selector, text) => `[...document.querySelectorAll(${JSON.stringify(selector)})].some((one) => one.checkVisibility() && one.textContent.includes(${JSON.stringify(text)}))`;
const newest = `[...document.querySelectorAll("#messages .message")].at(-1)`;
/** Waits until the newest message says this. */
const reads = (text) => page.until(`${newest}?.textContent.includes(${JSON.stringify(text)})`).catch(() => { throw new Error(`Nobody reads ${JSON.stringify(text)}`); });

let clicks = 0;
/** A click that the owner needs for the set-up. */
async function click(selector, text) {
  await page.click(selector, text);
  clicks++;
}
const press = (label) => click("#messages .button:not([aria-busy=true])", label);
/** Opens a select and chooses in it: two clicks. */
async function choose(placeholder, option) {
  await click("#messages .select", placeholder);
  await click("[role=option]", option);
}

const become = (name) => page.run(`(() => { const me = document.getElementById("me"); me.value = [...me.options].find((one) => one.text.startsWith(${JSON.stringify(name)})).value; me.dispatchEvent(new Event("change")); })()`)
  .then(() => page.until(`document.getElementById("me").selectedOptions[0].text.startsWith(${JSON.stringify(name)})`));
/** Opens a channel, or the direct messages with somebody. */
async function go(place) {
  await page.until(`(() => { const link = [...document.querySelectorAll("#places [data-place]:not([disabled])")].find((one) => one.querySelector(".row-name")?.textContent === ${JSON.stringify(place)}); link?.click(); return Boolean(link); })()`);
  await page.until(`document.querySelector("#places [aria-current=page] .row-name")?.textContent === ${JSON.stringify(place)}`);
}
/** Types a command, fills in its options, and sends it. */
async function type(command, options = {}) {
  await page.click("#composer .slash");
  await page.type(command);
  await page.press("Enter");
  await page.until("document.querySelector('#composer.has-command')");
  for (const [name, value] of Object.entries(options)) {
    await page.run(`document.querySelector('#composer [aria-label^="${name}:"]').focus()`);
    await page.type(value);
    // A field with a list takes the entry that it points at.
    const points = await page.until("document.activeElement.getAttribute('aria-activedescendant')", 700).catch(() => false);
    if (points) await page.press("Enter");
  }
  await page.click("#composer .send");
  await page.until("!document.querySelector('#composer.has-command')");
}
/** Fills in the text of the form that is open, and sends it. */
async function submit(text) {
  const field = "document.querySelector('dialog[open] textarea, dialog[open] input[type=text]')";
  await page.until(field);
  await page.run(`${field}.focus()`);
  await page.type(text);
  await page.click("dialog .button", "Submit");
  await page.until("!document.querySelector('dialog[open]')");
}

try {
  await page.size(1440, 1300);
  await page.goto(url);
  await page.until("performance.getEntriesByName('usable').length");
  await become("Ida");

  // The playground's server has a log; this one begins with nothing.
  await type("reset");
  await page.click("#messages .button.is-danger");
  await reads("deleted");
  await type("setup");
  await reads("Log · not set");
  await shoot("1-nothing");

  await press("Make a log channel");
  await reads("is made and used from now on");
  await press("Make the jail");
  await reads("see no channel");
  await choose("Choose a ladder", "Usual");
  await reads("3 points");
  await choose("Choose reasons", "The usual ones and more");
  await reads("10 reasons");
  await press("Make a channel for reports");
  await reads("Reports · #reports");
  await press("Make a channel for appeals");
  await reads("Appeals · #appeals");
  await shoot("2-done");
  check(!(await page.run(has("#messages .message:last-child .embed", "⚠️"))), "something is still missing");
  said(`set up with ${clicks} clicks`);
  check(clicks === promised, `${clicks} clicks, and the book promises ${promised}`);

  // A member reports a message.
  await become("Noor");
  await page.run(`[...document.querySelectorAll("#messages .message")].findLast((one) => one.textContent.includes("CHEAP COINS")).querySelector("[data-menu]").click()`);
  await page.click("[role=menuitem]", "Report");
  await page.until("document.querySelector('dialog[open]')");
  await page.click("dialog .choice", "Spam");
  await shoot("3-report");
  await page.click("dialog .button", "Submit");
  await reads("Thank you");

  // A moderator warns, which climbs the ladder, jails and bans.
  await become("Mika");
  await go("reports");
  await reads("CHEAP COINS");
  await shoot("4-reports");
  await go("general");
  await type("warn", { user: "rex", reason: "spam", points: "3" });
  await page.until(has(".members", "timed out"));
  await shoot("5-ladder");
  await become("Bruno");
  await go("general");
  await type("jail", { user: "noor" });
  await reads("was jailed");
  await become("Noor");
  await page.until(`![...document.querySelectorAll("#places [data-place]:not([disabled]) .row-name")].some((one) => one.textContent === "general")`).catch(() => check(false, "who is in jail sees a channel"));
  await shoot("6-jail");
  await become("Mika");
  await go("general");
  await type("ban", { user: "rex" });
  await page.until(has(".members", "banned"));

  // Who is banned appeals, and the appeal is accepted.
  await become("Rex");
  await go("Rex");
  await page.click("#messages .button", "Appeal");
  await submit("It was my little brother.");
  await reads("is with the moderators");
  await shoot("7-appeal");
  await become("Ida");
  await go("appeals");
  await reads("It was my little brother.");
  await shoot("8-appeals");
  await page.click("#messages .button", "Accept");
  await reads("was unbanned");
  await page.until(`!${has(".members", "banned")}`);
  await go("mod-log");
  await reads("Unban");
  await shoot("9-log");
} catch (error) {
  failures.push(error.message);
  await shoot("failed");
}
close();
conclude([...failures, ...page.complaints.map((complaint) => `console: ${complaint}`)], "the set-up is sound");
