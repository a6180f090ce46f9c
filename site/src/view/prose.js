// Sentences of the analysis. Where one names an option of the command line, the
// page offers the field of its form instead.

import { h } from "../dom.js";
import { t } from "../lang/index.js";
import { hostName } from "./section.js";

/** @typedef {(key: string, value: string) => void} Declare */

/** @type {Declare} */
let declare = () => {};

/**
 * Says what happens when a reader takes up an option: the key of the form, and
 * the value if the sentence names one.
 * @param {Declare} action
 */
export function onDeclare(action) {
  declare = action;
}

const option = /--(relay-ip|relay-host|device-ip|domain|tenant|destination|trust|token|sent-after)(?: (?:ID|NAME|NOM)\b| ([\w*[\]-]*[.:][\w.:*/[\]-]*[\w*/\]]))?/g;

/**
 * The sentence, with buttons in place of options.
 * @param {string | undefined} text
 * @returns {(Node | string)[]}
 */
export function prose(text) {
  if (!text) return [];
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(option)) {
    const end = match.index + match[0].length;
    const sign = /^[.,;)]/.exec(text.slice(end))?.[0] ?? "";
    parts.push(...words(text.slice(at, match.index)),
      h("span", { class: "unparted" }, declareButton(match[1].replace("-", "_"), match[2] ?? ""), sign));
    at = end + sign.length;
  }
  parts.push(...words(text.slice(at)));
  return parts.filter((part) => part !== "");
}

/**
 * Words, of which a new line parts neither an option nor the label of a host.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function words(text) {
  return text.split(/( --?[A-Za-z][\w-]*|[\w-]+(?:\.[\w-]+){2,})/).flatMap((word, i) =>
    (i % 2 === 0 ? word : word[0] === " " ? [" ", h("span", { class: "unparted" }, word.slice(1))] : hostName(word)));
}

/**
 * @param {string} key
 * @param {string} value
 * @returns {HTMLElement}
 */
function declareButton(key, value) {
  const label = t("field." + key);
  return h("button", { type: "button", class: "inline", click: () => declare(key, value) },
    value ? t("declare.value", { label, value }) : label);
}
