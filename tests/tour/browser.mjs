// A headless Chromium over its DevTools pipe, as small as the tour needs it.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--remote-debugging-pipe", "about:blank"];

/** Starts `program`; `web` is a folder whose files are served in place of the page's own, to try changes. */
export async function open(program, { web } = {}) {
  const home = mkdtempSync(join(tmpdir(), "tour-"));
  const child = spawn(program, [`--user-data-dir=${home}`, ...FLAGS], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , input, output] = child.stdio;
  const waiting = new Map();
  const heard = [];
  let last = 0;
  let rest = "";
  output.setEncoding("utf8");
  output.on("data", (data) => {
    const parts = (rest + data).split("\0");
    rest = parts.pop();
    for (const part of parts) take(JSON.parse(part));
  });
  const take = (message) => {
    if (!message.id) return heard.forEach((hear) => hear(message));
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  };
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
  });
  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find((one) => one.type === "page");
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const page = new Page((method, params) => send(method, params, sessionId));
  heard.push((message) => page.hear(message));
  for (const domain of ["Page", "Runtime", "Network", "Log"]) await page.send(`${domain}.enable`);
  if (web) await page.serve(web);
  return {
    page,
    close() {
      child.kill("SIGKILL");
      child.on("exit", () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
    },
  };
}

/** Prints the findings, or that there are none, and ends the process. */
export function conclude(findings, sound) {
  for (const finding of findings) process.stdout.write(`✗ ${finding}\n`);
  process.stdout.write(`${findings.length ? `${findings.length} findings` : sound}\n`);
  process.exit(findings.length ? 1 : 0);
}

class Page {
  /** What the console and the network complained about. */
  complaints = [];
  /** The bytes that were transferred. */
  transferred = 0;
  #web = null;

  constructor(send) { this.send = send; }

  hear({ method, params }) {
    if (method === "Network.loadingFinished") this.transferred += params.encodedDataLength;
    if (method === "Network.dataReceived" && params.encodedDataLength && this.streams?.has(params.requestId)) this.transferred += params.encodedDataLength;
    if (method === "Network.responseReceived" && params.type === "EventSource") (this.streams ??= new Set()).add(params.requestId);
    if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === "Runtime.consoleAPICalled" && params.type === "error") this.complaints.push(params.args.map((one) => one.value ?? one.description).join(" "));
    if (method === "Log.entryAdded" && params.entry.level === "error") this.complaints.push(`${params.entry.text} ${params.entry.url ?? ""}`);
    if (method === "Fetch.requestPaused") this.#fulfil(params);
  }

  async serve(web) {
    this.#web = web;
    await this.send("Fetch.enable", { patterns: [{ urlPattern: "*/playground/*.js" }, { urlPattern: "*/playground/*.css" }] });
  }

  async #fulfil({ requestId, request }) {
    const name = new URL(request.url).pathname.split("/").pop();
    const type = name.endsWith(".css") ? "text/css" : "text/javascript";
    const body = readFileSync(join(this.#web, name)).toString("base64");
    await this.send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders: [{ name: "content-type", value: type }], body });
  }

  async goto(url) {
    await this.send("Page.navigate", { url });
  }

  /** What an expression in the page comes to. */
  async run(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. */
  async until(expression, within = 15000) {
    const end = Date.now() + within;
    for (;;) {
      const value = await this.run(expression).catch(() => null);
      if (value) return value;
      if (Date.now() > end) throw new Error(`This never became true: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  /** Clicks the last visible element that the selector finds, with this text if one is given. */
  async click(selector, text) {
    const find = `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((one) => one.checkVisibility() && !one.disabled && ${text ? `one.textContent.trim().startsWith(${JSON.stringify(text)})` : "true"}).at(-1)`;
    await this.until(`Boolean(${find})`).catch(() => { throw new Error(`There is nothing to click: ${selector} ${text ?? ""}`); });
    // A page that is being redrawn is clicked once it rests.
    await this.until(`(async () => { const find = () => ${find}; const one = find(); await new Promise((done) => setTimeout(done, 150)); return Boolean(one) && one === find(); })()`);
    const at = await this.run(`(() => { const one = ${find}; one.scrollIntoView({ block: "center" }); const { left, top, width, height } = one.getBoundingClientRect(); return { x: left + width / 2, y: top + height / 2 }; })()`);
    for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) await this.send("Input.dispatchMouseEvent", { type, ...at, button: type === "mouseMoved" ? "none" : "left", clickCount: 1 });
  }

  async press(key, modifiers = 0) {
    const codes = { Enter: 13, Escape: 27, Tab: 9, ArrowDown: 40, ArrowUp: 38, " ": 32 };
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : undefined;
    const base = { key, code: key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0), modifiers };
    await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", text, ...base });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...base });
  }

  async type(text) {
    await this.send("Input.insertText", { text });
  }

  async size(width, height, scale = 1) {
    await this.send("Emulation.setDeviceMetricsOverride", { width: Math.round(width / scale), height: Math.round(height / scale), deviceScaleFactor: scale, mobile: false });
  }

  /** Writes a picture of what is in sight, at a part of its size. */
  async shoot(path, scale = 1) {
    const kind = path.endsWith(".webp") ? { format: "webp", quality: 70 } : { format: "png" };
    const [width, height] = await this.run("[innerWidth, innerHeight]");
    const clip = scale === 1 ? {} : { clip: { x: 0, y: 0, width, height, scale } };
    const { data } = await this.send("Page.captureScreenshot", { ...kind, ...clip });
    writeFileSync(path, Buffer.from(data, "base64"));
  }
}
