// Statements and the places that show them light up together. A statement
// carries the keys of its places in data-ev, a place of the raw view in
// data-keys. A key is "start-end" in bytes of the input, or "f" and the index
// of a field.

import { h } from "./dom.js";
import { t } from "./lang/index.js";

/** @type {(target: {field?: number, byte?: number, key: string}) => void} */
let jump = () => {};

/**
 * Says how to show a place of the raw view.
 * @param {typeof jump} show
 */
export function onJump(show) {
  jump = show;
}

/**
 * @param {{field?: number, span?: [number, number]}} place
 * @returns {string}
 */
export function keyOf(place) {
  return place.span && place.span[1] > place.span[0] ? place.span[0] + "-" + place.span[1] : "f" + place.field;
}

/**
 * The value of data-ev for a statement.
 * @param {{field?: number, span?: [number, number]}[]} places
 * @returns {string | null}
 */
export function keysOf(places) {
  return places.length ? places.map(keyOf).join(" ") : null;
}

/**
 * A small link to a place.
 * @param {{field?: number, hop?: number, span?: [number, number]}} place
 * @returns {HTMLElement}
 */
export function chip(place) {
  const key = keyOf(place);
  const name = place.field === undefined ? t("evidence.text")
    : place.hop ? t("evidence.hop", { hop: place.hop }) : t("evidence.field", { field: place.field });
  return h("a", {
    class: "chip", href: "#raw", "data-ev": key,
    click(/** @type {Event} */ event) {
      event.preventDefault();
      jump({ field: place.field, byte: place.span?.[0], key });
    },
  }, name);
}

/**
 * Links to several places, each field once.
 * @param {{field?: number, hop?: number, span?: [number, number]}[]} places
 * @returns {HTMLElement | null}
 */
export function chips(places) {
  if (!places.length) return null;
  const seen = new Set();
  const once = places.filter((place) => !seen.has(keyOf(place)) && seen.add(keyOf(place)));
  return h("span", { class: "chips" }, ...once.slice(0, 12).map(chip));
}

/** @type {Element | null} */
let active = null;

/**
 * Lights up what belongs to the element.
 * @param {Element | null} element
 */
function light(element) {
  if (element === active) return;
  active = element;
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return;
  const [from, to] = element.dataset.ev ? [element.dataset.ev, "data-keys"] : [element.dataset.keys ?? "", "data-ev"];
  /** @type {Element | null} */
  let first = null;
  for (const key of from.split(" ")) {
    for (const found of document.querySelectorAll(`[${to}~="${key}"]`)) {
      found.classList.add("lit");
      first ??= found;
    }
  }
  element.classList.add("lit");
  if (to === "data-keys" && first) revealInPanel(first);
}

/**
 * Scrolls the raw panel, and never the page, to a place.
 * @param {Element} place
 */
export function revealInPanel(place) {
  const panel = place.closest(".raw-text");
  if (!panel) return;
  const outer = panel.getBoundingClientRect();
  const inner = place.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    panel.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

const statement = "[data-ev], [data-keys]";

/** Watches the pointer and the focus. */
export function watchEvidence() {
  const follow = (/** @type {Event} */ event) => {
    light(event.target instanceof Element ? event.target.closest(statement) : null);
  };
  document.addEventListener("pointerover", follow);
  document.addEventListener("focusin", follow);
}
