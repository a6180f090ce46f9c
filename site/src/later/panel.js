// A part of the page that a visitor opened, and can close.

import { h, replace, t, tOr } from "./kit.js";

/**
 * @param {HTMLElement} place
 * @param {string} id
 * @param {string} title
 * @param {() => void} close
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElement}
 */
export function panel(place, id, title, close, ...children) {
  const made = h("section", { class: "card taken", id, tabindex: "-1", "aria-labelledby": id + "-title" },
    h("div", { class: "taken-head" }, h("h2", { id: id + "-title" }, title),
      h("button", { type: "button", class: "quiet", click: () => { replace(place); close(); } }, t("later.close"))),
    ...children);
  replace(place, made);
  return made;
}

/**
 * @param {unknown} error of the worker, which may be a code of the page's own words
 * @returns {string}
 */
export function reasonOf(error) {
  const text = error instanceof Error ? error.message : String(error);
  return tOr("trouble." + text, text, { limit: 150 });
}
