// Walks the tour as a person does, in a real browser, and judges the page: seven ticks, its weight, its console, axe.
// tour.mjs URL [FOLDER]: pictures go to the folder. With PICTURES, those of the README and its film go to that folder.

import { mkdirSync, readFileSync } from "node:fs";
import { conclude, open } from "./browser.mjs";
import { Film } from "./film.mjs";

const [url, folder] = process.argv.slice(2);
const web = process.env.TOUR_WEB;
const LIGHT = 200_000;
const QUICK_MS = Number(process.env.TOUR_QUICK_MS ?? 500);
const axe = process.env.AXE ? readFileSync(process.env.AXE, "utf8") : null;
const failures = [];
const check = (is, what) => { if (!is) failures.push(what); };

const { page, close } = await open(process.env.CHROMIUM ?? "chromium", { web });
if (folder) mkdirSync(folder, { recursive: true });
/** The README's pictures: the state of the page that each shows. */
const README = { figures: "promise" };
const pictures = process.env.PICTURES;
const film = pictures && new Film(page);
async function shoot(name) {
  if (folder) await page.shoot(`${folder}/${name}.png`);
  if (pictures && README[name]) await page.shoot(`${pictures}/${README[name]}.webp`);
}
const said = (line) => process.stdout.write(`${line}\n`);

/** Judges the page as it is with axe. */
async function judge(state) {
  if (!axe) return;
  await page.run(`(${JSON.stringify(axe)}, void 0)`);
  if (!(await page.run("Boolean(window.axe)"))) await page.send("Runtime.evaluate", { expression: axe });
  // Colours are looked at once what moves has come to rest.
  await page.run("Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity).map((one) => one.finished.catch(() => null))).then(() => true)");
  const found = await page.run("axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`))");
  for (const one of found) check(false, `axe, ${state}: ${one}`);
}

const seen = (step) => `[...document.querySelectorAll('.tour-mark.is-done')].some((one) => one.getAttribute('aria-label').startsWith('${step}. '))`;
const mark = (step) => page.run(`document.querySelectorAll('.tour-mark')[${step - 1}].click()`);
const act = async (label) => { await film?.take(); await page.click(".tour-acts .button", label); };
const send = async () => { await page.until("document.querySelector('#composer.has-command')"); await film?.take(); await page.click("#composer .send"); await page.until("!document.querySelector('#composer.has-command')"); };
const button = async (label) => { await film?.take(); await page.click("#messages .button", label); };
/** Waits until the page points at that button. */
const pointed = (label) => page.until(`document.activeElement?.textContent.startsWith(${JSON.stringify(label)}) && document.activeElement.closest("#messages")`);
const newest = (label) => page.until(`[...document.querySelectorAll('#messages .button')].some((one) => one.textContent.startsWith(${JSON.stringify(label)}) && !one.disabled)`);

async function ticks(step, within = 20000) {
  await page.until(seen(step), within).catch(() => { throw new Error(`step ${step} was not ticked`); });
  said(`step ${step} is ticked`);
  await film?.take();
  await shoot(`step-${step}`);
}

async function walk() {
  await mark(1);
  await act("Open the menu");
  await judge("a message's menu");
  await page.click("[role=menuitem]", "Delete and warn");
  await page.until("document.querySelector('dialog[open]')");
  await judge("a form");
  await page.press("Escape");
  await page.until("!document.querySelector('dialog[open]')");
  check(!(await page.run(seen(1))), "a form that was left ticked step 1");
  await act("Open the menu");
  await page.click("[role=menuitem]", "Delete and warn");
  await page.until("document.querySelector('dialog[open] textarea, dialog[open] input')");
  if (await page.run("!document.querySelector('dialog[open] textarea, dialog[open] input').value")) {
    await page.run("document.querySelector('dialog[open] textarea, dialog[open] input').focus()");
    await page.type("Advertising");
  }
  await shoot("form");
  await page.click("dialog .button", "Submit");
  await ticks(1);

  await mark(2);
  await newest("Undo");
  await act("Find Undo");
  await pointed("Undo");
  await button("Undo");
  await ticks(2);

  await mark(3);
  await act("Ban for 1 day");
  await send();
  await page.until("document.querySelector('.members .is-gone')?.textContent && [...document.querySelectorAll('.members [data-person]')].some((one) => one.textContent.includes('banned'))");
  await act("Wind the clock");
  await page.until("![...document.querySelectorAll('.members [data-person]')].some((one) => one.textContent.includes('banned'))");
  await act("They rejoin");
  await ticks(3);

  await mark(4);
  await act("Warn somebody");
  await send();
  await newest("Undo");
  await act("Be a member");
  await pointed("Undo");
  await button("Undo");
  await ticks(4);

  await mark(5);
  await act("Discord goes away");
  await page.until("document.getElementById('discord_state').value === 'down'");
  await act("Warn somebody");
  await send();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await judge("Discord away");
  await shoot("away");
  check(!(await page.run(seen(5))), "step 5 was ticked while Discord was away");
  await act("Discord is back");
  await ticks(5, 60000);

  await mark(6);
  await act("Order 40 bans");
  await send();
  await page.until("document.querySelector('dialog[open] textarea')");
  await page.click("dialog .button", "Submit");
  await page.until("[...document.querySelectorAll('#messages .button.is-danger')].some((one) => !one.disabled)");
  await shoot("mass");
  await page.click("#messages .button.is-danger");
  await ticks(6, 60000);
  const figures = await page.run("(document.querySelectorAll('.tour-mark')[5].click(), document.querySelector('.tour-figures')?.textContent)");
  said(figures);
  await shoot("figures");
  check(figures.startsWith("ordered 40 · done 40 · twice 0"), `the figures are: ${figures}`);

  await mark(7);
  await act("Open it as the owner");
  await send();
  await ticks(7);
  await page.until("document.querySelector('.tour-step h3')?.textContent === 'That was all of it'");
  await judge("the end of the tour");
  await shoot("end");
  await film?.take();
  film?.write(`${pictures}/tour.webp`);
}

/** A message's menu and a command, with the keyboard alone. */
async function keyboard() {
  await page.run("document.getElementById('compose').focus()");
  const menu = "document.activeElement?.matches('#messages [data-menu]')";
  for (let step = 0; step < 30 && !(await page.run(menu)); step++) await page.press("Tab", 8);
  check(await page.run(menu), "a message's menu can't be reached with the keyboard");
  await page.press("Enter");
  await page.until("document.activeElement?.getAttribute('role') === 'menuitem'", 2000).catch(() => check(false, "the menu does not take the focus"));
  await page.press("Escape");
  check(await page.run(menu), "the focus is lost after a menu");
}

/** The message box and its button stay in sight, however little room there is. */
async function squeeze() {
  const fits = "(() => { const { top, bottom, right } = document.querySelector('#composer .send').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight && right <= innerWidth; })()";
  for (const [name, width, height, scale] of [["phone", 390, 844, 1], ["landscape", 844, 390, 1], ["zoomed", 1280, 720, 2]]) {
    await page.size(width, height, scale);
    // The drawers slide away.
    await new Promise((resolve) => setTimeout(resolve, 400));
    await page.until(fits, 2000).catch(() => check(false, `Send is out of sight: ${name}`));
    await page.click("#composer .slash");
    await page.type("ban");
    await judge(`commands, ${name}`);
    await page.press("Enter");
    await page.until("document.querySelector('#composer.has-command')", 3000).catch(async () => { check(false, `no command by keyboard: ${name}, ${await page.run("[document.activeElement.outerHTML.slice(0, 200), document.getElementById('compose').value, document.getElementById('commands').hidden].join(' ')")}`); await shoot(`${name}-failed`); });
    check(await page.run(fits), `Send is out of sight while a command is filled in: ${name}`);
    await shoot(name);
    await judge(name);
    await page.press("Escape");
    await page.press("Escape");
  }
  await page.size(1440, 900);
}

try {
  await page.size(1440, 900);
  await page.goto(url);
  await page.until("performance.getEntriesByName('usable').length");
  const usable = await page.run("Math.round(performance.getEntriesByName('usable')[0].startTime)");
  await new Promise((resolve) => setTimeout(resolve, 700));
  said(`usable after ${usable} ms, ${page.transferred} bytes`);
  check(page.transferred < LIGHT, `the first page weighs ${page.transferred} bytes`);
  check(usable < QUICK_MS, `the page was usable after ${usable} ms`);
  await shoot("begin");
  await judge("the first page");
  await walk();
  await page.click("#open-switches");
  await judge("the switches");
  await shoot("switches");
  await page.press("Escape");
  await page.click(".members [data-person]");
  await judge("a member's card");
  await page.press("Escape");
  await page.click(".row > details > summary");
  await judge("an unfolded gesture");
  await shoot("unfolded");
  await keyboard();
  await squeeze();
} catch (error) {
  failures.push(error.message);
  await shoot("failed");
}
close();
conclude([...failures, ...page.complaints.map((complaint) => `console: ${complaint}`)], "the tour is sound");
