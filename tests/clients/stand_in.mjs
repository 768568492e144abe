// What the JavaScript suites share: the stand-in's control API, and a check that names what it found.
import assert from "node:assert";

export const base = process.env.STAND_IN;

export async function control(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${base}/control/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

export async function gesture(kind, who, more) {
  return (await control("POST", "gestures", { kind, as: who, ...more })).sees;
}

export function check(found, wanted, what) {
  assert.deepStrictEqual(found, wanted, what);
  console.log(`  ok  ${what}`);
}

export async function opener() {
  return (await control("GET", "recording")).steps.at(-1).outcome.interaction;
}

// Fails if the client broke a rule of Discord's.
export async function clear() {
  assert.deepStrictEqual((await control("GET", "violations")).violations, []);
}

// Saves the endpoint over REST, as the developer portal does; Discord's check must pass.
export async function saveEndpoint(info, url) {
  const answer = await fetch(`${info.rest_url}/applications/@me`, {
    method: "PATCH",
    headers: { Authorization: `Bot ${info.token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ interactions_endpoint_url: url }),
  });
  check(answer.status, 200, "Discord's check of the endpoint");
}
