// JSON as a tree that folds; small branches stand open.

import { h, toast } from "./dom.js";

const OPEN_TO = 2;
const isBranch = (value) => value !== null && typeof value === "object";

/** A value as a folding tree, with a button that copies it. */
export function json(value) {
  if (!isBranch(value)) return h("p.mono", {}, scalar(value));
  const copy = h("button.copy", { type: "button", onclick: async () => {
    try { await navigator.clipboard.writeText(JSON.stringify(value, null, 2)); toast("Copied."); } catch { toast("The browser does not allow copying here."); }
  } }, "copy");
  return h("div.json", {}, copy, branch(null, value, 0));
}

function branch(key, value, depth) {
  const entries = Array.isArray(value) ? value.map((one, index) => [index, one]) : Object.entries(value);
  const [open, shut] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const name = key === null ? null : h("span.key", {}, `${key}: `);
  if (!entries.length) return h("div.leaf", {}, name, `${open}${shut}`);
  const inside = h("div.branch-body");
  const fill = () => {
    if (!inside.childElementCount) inside.append(...entries.map(([k, one]) => (isBranch(one) ? branch(k, one, depth + 1) : h("div.leaf", {}, h("span.key", {}, `${k}: `), scalar(one)))));
  };
  const isOpen = depth === 0 || (depth < OPEN_TO && entries.length <= 6);
  const node = h("details.branch", { open: isOpen, ontoggle: () => node.open && fill() }, h("summary", {}, name, h("span.brace", {}, open), h("span.count", {}, `${entries.length}`), h("span.brace", {}, shut)), inside);
  if (isOpen) fill();
  return node;
}

function scalar(value) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `value is-${kind}` }, kind === "string" ? `"${value}"` : String(value));
}
