// Lists to pick from: the one a select opens, and the field that filters as you type.

import { $, h, icon } from "./dom.js";

let closeOpen = null;

/** Places `box` at `anchor`, inside the window; resolves `closed` when it goes away. */
export function floatAt(anchor, box, onClose) {
  closeOpen?.();
  const place = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  (document.querySelector("dialog[open]") ?? $("layer")).append(box);
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, innerWidth - width - 8));
  const below = place.bottom + 4;
  const top = below + height < innerHeight - 8 ? below : Math.max(8, place.top - height - 4);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
  const outside = (event) => { if (!box.contains(event.target)) close(); };
  const key = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  const close = (value) => {
    if (closeOpen !== close) return;
    closeOpen = null;
    document.removeEventListener("pointerdown", outside, true);
    box.removeEventListener("keydown", key);
    const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
    box.remove();
    if (hadFocus && anchor instanceof Element) anchor.focus?.();
    onClose?.(value);
  };
  closeOpen = close;
  document.addEventListener("pointerdown", outside, true);
  box.addEventListener("keydown", key);
  return close;
}

const matches = (option, words) => `${option.label} ${option.hint ?? ""}`.toLowerCase().includes(words.toLowerCase());

/** Arrow keys move through the buttons of a list. */
export function arrows(box, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step && event.key !== "Home" && event.key !== "End") return;
  const items = [...box.querySelectorAll("[role=option]:not([hidden]),[role=menuitem]")];
  const now = items.indexOf(document.activeElement);
  const next = event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : (now + step + items.length) % items.length;
  if (event.target instanceof HTMLInputElement && (event.key === "Home" || event.key === "End")) return;
  event.preventDefault();
  items[next]?.focus();
}

/** Opens a select's list; resolves to the values picked, or to nothing when left without a choice. */
export function openList({ anchor, label, options, chosen, min, max }) {
  const many = max > 1;
  const picked = new Set(chosen);
  return new Promise((resolve) => {
    const list = h("div.list-options", { role: "listbox", "aria-label": label, "aria-multiselectable": many ? "true" : undefined });
    const done = many && h("button.button.is-primary", { type: "button", onclick: () => close([...picked]) }, "Done");
    const mark = () => {
      for (const item of list.children) item.setAttribute("aria-selected", String(picked.has(item.dataset.value)));
      if (done) done.disabled = picked.size < min || picked.size > max;
    };
    const pick = (value) => {
      if (!many) return close([value]);
      if (picked.has(value)) picked.delete(value);
      else if (picked.size < max) picked.add(value);
      mark();
    };
    for (const option of options) {
      list.append(h("button.option", { type: "button", role: "option", "data-value": option.value, onclick: () => pick(option.value) },
        h("span", {}, h("span.option-label", {}, option.label), option.hint && h("small", {}, option.hint)), icon("check")));
    }
    const filter = options.length > 8 && h("input.field-input", { type: "text", placeholder: "Filter", "aria-label": `Filter: ${label}`, oninput: (event) => {
      [...list.children].forEach((item, index) => { item.hidden = !matches(options[index], event.target.value); });
    } });
    const clear = !many && min === 0 && chosen.length > 0 && h("button.button.is-secondary", { type: "button", onclick: () => close([]) }, "Clear");
    const box = h("div.float.list", { onkeydown: (event) => arrows(box, event) }, filter, list,
      many && h("div.list-end", {}, h("small", {}, `Choose ${min === max ? min : `${min} to ${max}`}`), done), clear);
    const close = floatAt(anchor, box, (value) => resolve(value ?? null));
    mark();
    (filter || list.firstElementChild)?.focus();
  });
}

/** A field's list stands where there is room: under the field or above it. */
function settleAt(input, list) {
  const place = input.getBoundingClientRect();
  const height = list.getBoundingClientRect().height;
  const below = place.bottom + height + 8 < innerHeight;
  list.style.left = `${place.left}px`;
  list.style.width = `${place.width}px`;
  list.style.top = below ? `${place.bottom + 4}px` : `${Math.max(8, place.top - height - 4)}px`;
}

let fields = 0;

/**
 * A text field with a list under it. `find(text)` gives or promises `[{ value, label, hint }]`;
 * with `free` what was typed counts where nothing was picked; `eager` points at the first one.
 */
export function combo({ label, find, free, eager = true, value, placeholder, required, attributes }) {
  const id = `combo-${++fields}`;
  let picked = null;
  let shown = [];
  let at = -1;
  let turn = 0;
  let timer = null;
  const list = h("div.combo-list", { id, role: "listbox", "aria-label": label, hidden: true });
  const input = h("input.field-input", { type: "text", role: "combobox", "aria-label": label, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off", spellcheck: "false", placeholder, required, ...attributes });
  const open = () => !list.hidden;
  const shut = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (index) => {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const item = list.children[at];
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
  };
  const choose = (option) => {
    picked = option;
    input.value = option.label;
    input.setCustomValidity("");
    shut();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const draw = (options) => {
    shown = options.slice(0, 25);
    list.replaceChildren(...shown.map((option, index) => h("div.option", { role: "option", id: `${id}-${index}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); choose(option); } },
      h("span", {}, h("span.option-label", {}, option.label), option.hint && h("small", {}, option.hint)))));
    list.hidden = !shown.length;
    if (shown.length) settleAt(input, list);
    input.setAttribute("aria-expanded", String(open()));
    if (shown.length && eager && !picked && input.value) point(0);
  };
  const look = async () => {
    const mine = ++turn;
    const options = await Promise.resolve(find(picked ? "" : input.value)).catch(() => []);
    if (mine === turn && document.activeElement === input) draw(options);
  };
  input.addEventListener("focus", look);
  input.addEventListener("click", () => { if (!open()) look(); });
  input.addEventListener("input", () => {
    picked = null;
    input.setCustomValidity("");
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    turn += 1;
    if (!picked && !free && open() && input.value && shown.length === 1) choose(shown[0]);
    shut();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open()) look();
      else point((at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % shown.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && open() && at >= 0 && !(event.key === "Tab" && !input.value)) {
      if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); }
      choose(shown[at]);
    } else if (event.key === "Escape" && open()) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
  });
  if (value) { picked = value; input.value = value.label; }
  return {
    node: h("div.combo", {}, input, list),
    input,
    /** What is in it: the value picked, what was typed where that counts, or nothing. */
    value: () => picked?.value ?? (free && input.value.trim() ? free(input.value.trim()) : undefined),
    /** Whether something was typed that means nothing. */
    stray: () => Boolean(input.value.trim()) && !picked && !(free && free(input.value.trim()) !== undefined),
    text: () => input.value.trim(),
  };
}
