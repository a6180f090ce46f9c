// The words of the page. Sentences about a message come from the analysis in
// the same language.

import en from "./en.js";
import fr from "./fr.js";

/** @type {Record<string, Record<string, string>>} */
const catalogues = { en, fr };
let words = en;
let name = "en";

export const languages = Object.keys(catalogues);

/**
 * Adds the words of what is loaded later.
 * @param {Record<string, Record<string, string>>} more
 */
export function addWords(more) {
  for (const [lang, added] of Object.entries(more)) Object.assign(catalogues[lang], added);
}

/** @returns {string} the language of the page: "en" or "fr" */
export function language() {
  return name;
}

/**
 * Sets the language of the page and of everything that is marked with data-t.
 * @param {string} lang
 */
export function setLanguage(lang) {
  name = lang in catalogues ? lang : "en";
  words = /** @type {any} */ (catalogues[name]);
  document.documentElement.lang = name;
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) {
    const text = t(/** @type {HTMLElement} */ (element).dataset.t ?? "");
    if (element.textContent !== text) element.textContent = text; // the page as it comes is English
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(/** @type {HTMLElement} */ (element).dataset.tLabel ?? ""));
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.setAttribute("placeholder", t(/** @type {HTMLElement} */ (element).dataset.tPlaceholder ?? ""));
  }
}

/**
 * The language to begin with: that of the address, else the browser's.
 * @returns {string}
 */
export function firstLanguage() {
  const asked = /[#&]lang=([a-z]+)/.exec(location.hash)?.[1];
  const wanted = [asked ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag in catalogues) ?? "en";
}

/**
 * A sentence of the page. {name} in it is replaced by the argument of that name.
 * @param {string} key
 * @param {Record<string, string | number>} [args]
 * @returns {string}
 */
export function t(key, args) {
  const text = /** @type {Record<string, string>} */ (words)[key];
  if (text === undefined) throw new Error("no sentence for " + key);
  return args ? text.replace(/\{(\w+)\}/g, (_, arg) => String(args[arg] ?? "")) : text;
}

/**
 * A sentence that may be missing, such as one for a code that is newer than the
 * page.
 * @param {string} key
 * @param {string} otherwise
 * @param {Record<string, string | number>} [args]
 * @returns {string}
 */
export function tOr(key, otherwise, args) {
  return key in words ? t(key, args) : otherwise;
}
