// The wire, sorted: which calls belong to which gesture. No elements in here.

const GESTURES = new Set([2, 3, 5]);
/** A call later than this after a gesture, and not on its token, is the application's own doing. */
const TOGETHER_MS = 20000;

/** Groups rows; a group is a gesture (or something done on the page) with the calls that followed. */
export class Wire {
  groups = [];
  #byToken = new Map();

  constructor() { this.clear(); }

  clear() {
    this.#byToken.clear();
    this.groups = [{ kind: "start", at: -Infinity, rows: [] }];
  }

  /** Takes in a row; returns the groups that changed. */
  add(row) {
    const head = !row.start && (row.kind === "act" || (row.kind === "delivery" && row.genuine && GESTURES.has(row.body?.type)));
    return head ? this.#begin(row) : [this.#join(row)];
  }

  #begin(row) {
    const group = { kind: row.kind === "act" ? "act" : "gesture", at: row.at, head: row, rows: [] };
    const index = this.groups.findLastIndex((one) => one.at <= row.at);
    // A request is known once it was answered; the calls made meanwhile came earlier.
    const before = this.groups[index];
    group.rows = before.rows.filter((one) => one.at >= row.at && !this.#tokenGroup(one));
    before.rows = before.rows.filter((one) => !group.rows.includes(one));
    this.groups.splice(index + 1, 0, group);
    if (row.body?.token) this.#byToken.set(row.body.token, group);
    for (const one of [...before.rows]) {
      if (this.#tokenGroup(one) !== group) continue;
      before.rows.splice(before.rows.indexOf(one), 1);
      group.rows.push(one);
    }
    return [before, group];
  }

  #tokenGroup(row) {
    const token = /^\/(?:webhooks|interactions)\/\d+\/([^/?]+)/.exec(row.path ?? "")?.[1];
    return token && this.#byToken.get(decodeURIComponent(token));
  }

  #join(row) {
    if (row.start) return this.#put(this.groups[0], row);
    const last = this.groups.findLast((one) => one.at <= row.at);
    let group = this.#tokenGroup(row) ?? last;
    if (group === last && group.kind === "gesture" && row.at - lastAt(group) > TOGETHER_MS) {
      group = { kind: "background", at: row.at, rows: [] };
      this.groups.splice(this.groups.indexOf(last) + 1, 0, group);
    }
    return this.#put(group, row);
  }

  #put(group, row) {
    const index = group.rows.findLastIndex((one) => one.at <= row.at) + 1;
    group.rows.splice(index, 0, row);
    return group;
  }

  /** Forgets the oldest groups but the last `count`; returns them. */
  trim(count) {
    return this.groups.length > count ? this.groups.splice(1, this.groups.length - count) : [];
  }
}

/** When the last row of a group was. */
export const lastAt = (group) => Math.max(group.head ? group.head.at + (group.head.took_ms ?? 0) : group.at, ...group.rows.map((one) => one.at));

const quote = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;

/** A row as a curl command. */
export function curl(row, origin) {
  const parts = row.kind === "delivery"
    ? ["curl", "-X POST", quote(row.url), "-H 'content-type: application/json'", `-H ${quote(`x-signature-ed25519: ${row.signature}`)}`, `-H ${quote(`x-signature-timestamp: ${row.timestamp}`)}`]
    : ["curl", `-X ${row.method}`, quote(`${origin}/api/v10${row.path}`), "-H \"authorization: Bot $DISCORD_TOKEN\"", ...(row.reason ? [`-H ${quote(`x-audit-log-reason: ${encodeURIComponent(row.reason)}`)}`] : [])];
  if (row.kind === "call" && row.body !== null) parts.push("-H 'content-type: application/json'");
  if (row.body !== null) parts.push(`--data ${quote(JSON.stringify(row.body))}`);
  return parts.join(" \\\n  ");
}
