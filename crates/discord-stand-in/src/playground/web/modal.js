// Modals: the application's own forms, in a dialog.

import { acting, submit } from "./acts.js";
import { choices } from "./components.js";
import { $, h, icon } from "./dom.js";
import { upload } from "./fields.js";
import { markdown } from "./markdown.js";
import { openList } from "./picker.js";
import { names, store } from "./store.js";
import { toEnd } from "./chat.js";

let made = 0;
let prepared = null;

/** Fills the first long field of the next form with this text. */
export function fillNext(text) {
  prepared = text;
}

/** Opens what the application asked for; closes itself when it was sent. */
export function openModal({ modal, interaction }) {
  const fields = [];
  const body = h("div.modal-body", {}, (modal.components ?? []).map((one) => top(one, fields)));
  const problem = h("p.modal-problem", { role: "alert", hidden: true });
  const send = h("button.button.is-primary", { type: "submit" }, "Submit");
  const title = `modal-${++made}`;
  const context = { interaction, from: acting() };
  const form = h("form", { novalidate: true, onsubmit: async (event) => {
    event.preventDefault();
    const wrong = fields.filter((one) => !one.check());
    if (wrong.length) return wrong[0].focus();
    send.disabled = true;
    problem.hidden = true;
    try {
      await submit(context, fields.map((one) => ({ custom_id: one.custom_id, type: one.type, ...one.read() })));
      dialog.close();
      toEnd();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    send.disabled = false;
  } },
  h("header.modal-head", {}, h("h2", { id: title }, modal.title), h("button.plain", { type: "button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
  h("p.modal-note", {}, `This form was made by ${store.state.app.name}. It goes to its server on this machine.`),
  body, problem,
  h("footer.modal-end", {}, h("button.button.is-secondary", { type: "button", onclick: () => dialog.close() }, "Cancel"), send));
  const dialog = h("dialog.modal", { "aria-labelledby": title, onclose: () => dialog.remove() }, form);
  $("layer").append(dialog);
  dialog.showModal();
  fields[0]?.focus();
}

function top(one, fields) {
  if (one.type === 10) return markdown(one.content, names);
  if (one.type === 1) return (one.components ?? []).map((child) => boxed(child, child.label ?? child.placeholder ?? "", null, fields));
  if (one.type === 18) return boxed(one.component, one.label, one.description, fields);
  return h("p.subtext", {}, `A component of type ${one.type}, which the playground does not draw.`);
}

function boxed(control, label, description, fields) {
  const id = `field-${++made}`;
  const note = h("small.field-note", { id: `${id}-note` }, description ?? "");
  const field = make(control, id, label);
  const needed = control.type !== 23 && control.required !== false;
  const check = () => {
    const problem = field.problem(needed);
    note.textContent = problem ?? description ?? "";
    note.classList.toggle("is-bad", Boolean(problem));
    return !problem;
  };
  const focus = () => (field.node.querySelector("input,textarea,button,select") ?? field.node).focus();
  fields.push({ custom_id: control.custom_id, type: control.type, read: field.read, focus, check });
  for (const event of ["input", "change"]) field.node.addEventListener(event, () => note.classList.contains("is-bad") && check());
  if (control.type === 23) return h("div.field-box.is-check", {}, h("label", { for: id }, field.node, h("span", {}, label)), note);
  return h("div.field-box", {}, h("label.field-label", { for: id }, label, needed && h("span.required", { title: "required" }, "*")), field.node, note);
}

function make(control, id, label) {
  switch (control.type) {
    case 4: return textField(control, id, label);
    case 19: return fileField(control, id);
    case 21: return optionField(control, id, label, "radio");
    case 22: return optionField(control, id, label, "checkbox");
    case 23: {
      const box = h("input", { type: "checkbox", id, checked: Boolean(control.default) });
      return { node: box, read: () => ({ value: box.checked }), problem: () => null };
    }
    default: return selectField(control, id, label);
  }
}

function textField(control, id, label) {
  const attributes = { id, "aria-label": label, "aria-describedby": `${id}-note`, placeholder: control.placeholder, maxLength: control.max_length ?? 4000 };
  const input = control.style === 2 ? h("textarea.field-input", { ...attributes, rows: 4 }) : h("input.field-input", { ...attributes, type: "text", autocomplete: "off" });
  input.value = control.value ?? "";
  if (prepared && control.style === 2) { input.value = prepared; prepared = null; }
  const problem = (needed) => {
    const size = [...input.value].length;
    if (needed && !size) return "This one is needed.";
    if (size && size < (control.min_length ?? 0)) return `At least ${control.min_length} characters.`;
    return null;
  };
  return { node: input, read: () => ({ value: input.value }), problem };
}

function selectField(control, id, label) {
  const options = choices(control);
  let picked = options.filter((one) => one.default).map((one) => one.value);
  const face = h("span.placeholder");
  const show = () => {
    const words = options.filter((one) => picked.includes(one.value)).map((one) => one.label).join(", ");
    face.textContent = words || control.placeholder || "Choose…";
    face.className = words ? "" : "placeholder";
  };
  const min = control.min_values ?? 1;
  const max = control.max_values ?? 1;
  const node = h("button.select", { id, type: "button", "aria-haspopup": "listbox", "aria-label": label, onclick: async () => {
    picked = (await openList({ anchor: node, label, options, chosen: picked, min: control.required === false ? 0 : min, max })) ?? picked;
    show();
    node.dispatchEvent(new Event("change"));
  } }, face, icon("down"));
  show();
  const problem = (needed) => {
    if (needed && !picked.length) return "Choose something.";
    if (picked.length && picked.length < min) return `Choose ${min} at least.`;
    return null;
  };
  return { node, read: () => ({ values: picked }), problem };
}

function optionField(control, id, label, kind) {
  const inputs = (control.options ?? []).map((one) => ({ value: one.value, input: h("input", { type: kind, name: id, checked: Boolean(one.default) }), one }));
  const node = h("div.choices", { id, role: kind === "radio" ? "radiogroup" : "group", "aria-label": label }, inputs.map(({ input, one }) => h("label.choice", {}, input, h("span", {}, one.label, one.description && h("small", {}, one.description)))));
  const values = () => inputs.filter(({ input }) => input.checked).map(({ value }) => value);
  const problem = (needed) => {
    const count = values().length;
    if (needed && !count) return "Choose something.";
    if (count > (control.max_values ?? Infinity)) return `Choose ${control.max_values} at most.`;
    return count && count < (control.min_values ?? 0) ? `Choose ${control.min_values} at least.` : null;
  };
  return { node, read: () => (kind === "radio" ? { value: values()[0] ?? null } : { values: values() }), problem };
}

function fileField(control, id) {
  const files = [];
  const max = control.max_values ?? 1;
  const input = h("input.field-input", { id, type: "file", multiple: max > 1, onchange: async () => {
    files.length = 0;
    for (const file of [...input.files].slice(0, max)) files.push(await upload(file));
  } });
  return { node: input, read: () => ({ files }), problem: (needed) => (needed && !files.length ? "Choose a file." : null) };
}
