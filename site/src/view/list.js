// The messages, if there are several: one click switches between them.

import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { sign } from "./icons.js";

/**
 * @typedef {object} ListActions
 * @property {(id: number) => void} choose
 * @property {() => void} clear
 */

const SHOWN = 200;

/**
 * @param {HTMLElement} element
 * @param {Hopproof.Item[]} items
 * @param {number} current
 * @param {ListActions} actions
 */
export function drawList(element, items, current, actions) {
  element.hidden = items.length < 2;
  if (element.hidden) {
    replace(element);
    return;
  }
  replace(element, h("ul", {}, ...items.slice(0, SHOWN).map((item) => h("li", {}, entry(item, item.id === current, actions)))),
    h("button", { type: "button", class: "quiet", click: actions.clear }, t("list.clear", { count: items.length })));
}

/**
 * @param {Hopproof.Item} item
 * @param {boolean} current
 * @param {ListActions} actions
 * @returns {HTMLElement}
 */
function entry(item, current, actions) {
  const { reading } = item;
  const outcome = reading?.doc?.route?.outcome;
  const subject = reading?.doc?.message?.subject;
  return h("button", { type: "button", class: "entry", "aria-current": current ? "true" : null, "data-item": item.id, click: () => actions.choose(item.id) },
    outcome ? sign(outcome) : h("span", { class: "sign none", "aria-hidden": "true" }, reading ? "—" : "…"),
    h("span", {}, h("bdi", { class: "name" }, item.name), subject && h("bdi", { class: "subject" }, subject)),
    outcome && h("span", { class: "hidden" }, t("outcome." + outcome)));
}
