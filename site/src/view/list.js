// The messages, if there are several: one click switches between them.

import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { sign } from "./icons.js";

/**
 * @typedef {object} ListActions
 * @property {(id: number) => void} choose
 * @property {() => void} clear
 */

const SHOWN = 500;
/** So many are shown in rows. */
const MANY = 12;

/**
 * Draws the list. Entries that are there stay, so that none loses the focus.
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
  const list = items.slice(0, SHOWN);
  let entries = [...element.querySelectorAll("[data-item]")];
  if (entries.map((entry) => entry.getAttribute("data-item")).join() !== list.map(({ id }) => id).join()) {
    entries = list.map(({ id }) => h("button", { type: "button", class: "entry", "data-item": id, click: () => actions.choose(id) }));
    replace(element, h("ul", { class: list.length > MANY ? "many" : null }, ...entries.map((entry) => h("li", {}, entry))),
      h("button", { type: "button", class: "quiet", click: actions.clear }));
  }
  replace(/** @type {Element} */ (element.lastElementChild), t("list.clear", { count: items.length }));
  list.forEach((item, i) => fill(entries[i], item, item.id === current));
}

/**
 * @param {Element} entry
 * @param {Hopproof.Item} item
 * @param {boolean} current
 */
function fill(entry, item, current) {
  if (current) entry.setAttribute("aria-current", "true");
  else entry.removeAttribute("aria-current");
  const { reading } = item;
  const outcome = reading?.doc?.route?.outcome;
  const subject = reading?.doc?.message?.subject;
  const state = JSON.stringify([outcome && t("outcome." + outcome), subject, Boolean(reading)]);
  if (entry.getAttribute("data-state") === state) return;
  entry.setAttribute("data-state", state);
  replace(entry, outcome ? sign(outcome) : h("span", { class: "sign none", "aria-hidden": "true" }, reading ? "—" : "…"),
    h("span", {}, h("bdi", { class: "name" }, item.name), subject && h("bdi", { class: "subject" }, subject)),
    outcome && h("span", { class: "hidden" }, t("outcome." + outcome)));
}
