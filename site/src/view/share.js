// Taking the answer along: copies, files, print.

import { copy } from "../clipboard.js";
import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";

/**
 * Lets the browser save a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * @typedef {object} ShareActions
 * @property {(format: Hopproof.Form) => Promise<string>} format
 * @property {() => Promise<string | null>} route a route file; null: there is none
 * @property {string} name of the files, without an extension
 * @property {(text: string) => void} say
 * @property {() => void} redact
 * @property {() => void} compare
 * @property {() => void} svg
 */

/**
 * @param {HTMLElement} element
 * @param {ShareActions} actions
 */
export function drawShare(element, actions) {
  const copied = (/** @type {Hopproof.Form} */ format) => async () => actions.say(await copy(actions.format(format)));
  const button = (/** @type {string} */ key, /** @type {() => void} */ click, props = {}) =>
    h("button", { type: "button", ...props, click }, t("share." + key));
  replace(element,
    button("text", copied("text"), { "data-format": "text" }),
    button("markdown", copied("markdown"), { "data-format": "markdown" }),
    button("redact", actions.redact, { "data-format": "redact" }),
    button("compare", actions.compare, { "data-format": "compare" }),
    button("html", async () => save(actions.name + ".html", "text/html", await actions.format("html")), { "data-format": "html" }),
    button("json", async () => save(actions.name + ".json", "application/json", await actions.format("json") + "\n"), { "data-part": "download", "data-format": "json" }),
    button("route", async () => {
      const text = await actions.route();
      if (text) save("route.json", "application/json", text);
    }, { "data-format": "route" }),
    button("svg", actions.svg, { "data-format": "svg" }),
    button("print", () => print(), { "data-format": "print" }),
    h("p", { class: "note" }, t("share.live")));
}
