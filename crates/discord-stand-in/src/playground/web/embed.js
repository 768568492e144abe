// Embeds: a coloured bar, a title, fields, a footer.

import { h } from "./dom.js";
import { inline, link, markdown } from "./markdown.js";
import { cssColor } from "./store.js";

/** One embed. Pictures are named, not fetched: the playground loads nothing from elsewhere. */
export function embed(one, names) {
  const color = cssColor(one.color);
  const at = one.timestamp && new Date(one.timestamp).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const footer = [one.footer?.text, at].filter(Boolean).join(" · ");
  return h("article.embed", color ? { vars: { "--bar": color } } : {},
    one.author?.name && h("p.embed-author", {}, one.author.name),
    one.title && h("p.embed-title", {}, titleOf(one, names)),
    one.description && markdown(one.description, names),
    one.fields?.length && h("dl.fields", {}, one.fields.map((field) => h("div", { class: field.inline ? "field is-inline" : "field" }, h("dt", {}, inline(field.name, names)), h("dd", {}, markdown(field.value, names))))),
    one.image?.url && h("p.subtext", {}, `Picture: ${one.image.url}`),
    footer && h("p.embed-footer", {}, footer));
}

function titleOf(one, names) {
  const words = inline(one.title, names);
  return one.url ? link(one.url, words) : words;
}
