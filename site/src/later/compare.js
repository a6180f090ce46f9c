// Two messages side by side.

import { ask, copy, h, language, replace, save, t } from "./kit.js";
import { panel, reasonOf } from "./panel.js";
import { shown } from "./shown.js";

/**
 * @typedef {object} ToCompare
 * @property {Hopproof.Item} item the message that is shown
 * @property {Hopproof.Item[]} items all that are opened
 * @property {Hopproof.Item | undefined} other with which it is compared
 * @property {Hopproof.Options} options
 * @property {(other: Hopproof.Item | undefined) => void} choose
 * @property {() => void} close
 * @property {(file: File) => Hopproof.Item} open
 * @property {boolean} asked whether the visitor just asked for it
 */

/**
 * @param {HTMLElement} place
 * @param {ToCompare} what
 */
export async function openCompare(place, what) {
  const { item, items, other, asked } = what;
  const said = h("p", { class: "said", role: "status" });
  const body = h("div", { class: "results-of" });
  const others = items.filter((one) => one !== item);
  const made = panel(place, "compared", t("compare.title"), what.close, h("p", { class: "note" }, t("compare.lead")),
    h("div", { class: "buttons" }, others.length > 0 && selection(others, what), file(what)), paste(what), said, body);
  if (asked) made.focus();
  if (!other) return;
  const side = (/** @type {Hopproof.Item} */ { id, name, source, number }) => ({ source, number, ...(id > 1 && { name }) });
  const request = { a: side(item), b: side(other), options: what.options };
  try {
    const html = await ask("compare", { ...request, format: "html" });
    body.append(buttons(request, html, (answer) => replace(said, answer)), shown(html));
    replace(said, t("compare.done"));
  } catch (error) {
    body.append(h("p", { class: "error", role: "alert" }, t("later.failed", { reason: reasonOf(error) })));
  }
}

/**
 * @param {Hopproof.Item[]} others
 * @param {ToCompare} what
 * @returns {HTMLElement}
 */
function selection(others, { other, choose }) {
  const select = h("select", { id: "compare-with", change: () => choose(others.find(({ id }) => String(id) === select.value)) },
    h("option", { value: "" }, t("compare.choose")),
    ...others.slice(0, 500).map(({ id, name }) => h("option", { value: id, selected: id === other?.id }, name)));
  return h("span", { class: "field-inline" }, h("label", { for: "compare-with" }, t("compare.with")), " ", select);
}

/**
 * @param {ToCompare} what
 * @returns {HTMLElement}
 */
function file({ choose, open }) {
  const chooser = h("input", { type: "file", id: "compare-file", accept: ".eml,.txt,.msg,message/rfc822,text/plain", change: () => {
    const [chosen] = chooser.files ?? [];
    if (chosen) choose(open(chosen));
  } });
  return h("label", { class: "button file" }, chooser, h("span", {}, t("compare.file")));
}

/**
 * @param {ToCompare} what
 * @returns {HTMLElement}
 */
function paste({ choose, open, other }) {
  const take = () => { if (/\S/.test(box.value)) choose(open(new File([box.value], t("compare.pasted")))); };
  const box = h("textarea", { id: "compare-text", rows: 3, spellcheck: "false", autocomplete: "off", wrap: "off", paste: () => setTimeout(take) });
  return h("details", { class: "sub", open: !other }, h("summary", {}, t("compare.paste")),
    h("label", { for: "compare-text" }, t("compare.paste-label")), box,
    h("div", { class: "buttons" }, h("button", { type: "button", id: "compare-take", click: take }, t("compare.take"))));
}

/**
 * @param {object} request
 * @param {string} html
 * @param {(said: string) => void} say
 * @returns {HTMLElement}
 */
function buttons(request, html, say) {
  return h("div", { class: "share" },
    h("button", { type: "button", "data-compared": "html", click: () => save(`hopproof-compare.${language()}.html`, "text/html", html) }, t("later.html")),
    h("button", { type: "button", "data-compared": "markdown", async click() {
      say(await copy(ask("compare", { ...request, format: "markdown" })));
    } }, t("share.markdown")));
}
