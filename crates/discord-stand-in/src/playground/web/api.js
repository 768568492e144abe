// Talking to the stand-in: JSON there, JSON back, and one stream of what happens.

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (body.outcome === "refused") throw new Error(`${body.why[0].toUpperCase()}${body.why.slice(1)}.`);
  if (!response.ok) throw new Error(body.message ?? `The playground answered ${response.status}.`);
  return body;
}

/** GET /playground/<path> */
export const get = async (path) => read(await fetch(`/playground/${path}`));

/** POST /playground/<path> */
export async function post(path, body) {
  const headers = { "content-type": "application/json" };
  return read(await fetch(`/playground/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** A request to the control API, whose refusals are sentences. */
export async function control(method, path, body) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`/control/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The stand-in answered ${response.status}.`);
  return answer;
}

/** Calls `on.<kind>(data)` for everything that happens, and finds its way back when the stream breaks. */
export function listen(on) {
  const source = new EventSource("/playground/feed");
  for (const [kind, heard] of Object.entries(on)) {
    if (kind === "open" || kind === "lost") continue;
    source.addEventListener(kind, (event) => heard(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => on.open());
  source.addEventListener("error", () => {
    on.lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(on), 3000);
  });
}
