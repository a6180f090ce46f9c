// A part of the answer with its heading.

import { h } from "../dom.js";
import { t } from "../lang/index.js";
import { number } from "../format.js";

/**
 * @param {string} id
 * @param {string} title
 * @param {...import("../dom.js").Child} children
 * @returns {HTMLElement}
 */
export function section(id, title, ...children) {
  return h("section", { class: "card", id, "aria-labelledby": id + "-title" },
    h("h2", { id: id + "-title" }, title), ...children);
}

/**
 * A list of terms. Pairs without a value are left out.
 * @param {[string, import("../dom.js").Child][]} pairs
 * @returns {HTMLElement | null}
 */
export function terms(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  if (!known.length) return null;
  return h("dl", { class: "terms" }, ...known.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
}

/**
 * A button that asks for the rest of a list, or null if all is shown.
 * @param {number} shown
 * @param {number} total
 * @param {() => void} action
 * @returns {HTMLElement | null}
 */
export function moreButton(shown, total, action) {
  if (shown >= total) return null;
  return h("button", { type: "button", class: "more", click: action },
    t("more.next", { next: number(Math.min(200, total - shown)), shown: number(shown), total: number(total) }));
}

/** So many letters stand in one line, however narrow the window is. */
const SHORT = 26;

/**
 * The name of a host, which goes on in the next line behind a dot rather than
 * within a label, or an address, which does so behind a colon.
 * @param {string} name
 * @returns {(Node | string)[]}
 */
export function hostName(name) {
  return name.length <= SHORT ? [name] : name.split(/([.:])/).flatMap((part, i) => (i % 2 ? [part, h("wbr")] : [part]));
}

/**
 * A text of the message, set apart and kept from turning the text around it.
 * @param {string | undefined} text
 * @returns {HTMLElement | null}
 */
export function value(text) {
  return text ? h("bdi", { class: "value" }, text) : null;
}
