// What is said before the answer: why there is none, that a paste is partial,
// what a report means, that another message is inside.

import { h, replace } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { icon } from "./icons.js";
import { section, terms, value } from "./section.js";

const info = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 11v6M12 7.4v.3";

/**
 * @typedef {object} NoticeActions
 * @property {() => void} help
 * @property {(number: number) => void} openInner
 */

/**
 * @param {HTMLElement} element
 * @param {Hopproof.Reading} reading
 * @param {NoticeActions} actions
 */
export function drawNotices(element, reading, actions) {
  const parts = [partial(reading, actions), inner(reading, actions)].filter((part) => part !== null);
  element.hidden = parts.length === 0;
  replace(element, ...parts);
}

/**
 * Why a text gives no answer, for the error region.
 * @param {Hopproof.Reading} reading
 * @returns {string}
 */
export function troubleText(reading) {
  if (!reading.trouble || (reading.trouble === "no-fields" && reading.answers.length)) return "";
  return t("trouble." + reading.trouble, reading.args);
}

/**
 * @param {Hopproof.Reading} reading
 * @param {NoticeActions} actions
 * @returns {HTMLElement | null}
 */
function partial(reading, actions) {
  const { doc } = reading;
  if (!doc || doc.input.fields === 0) return null;
  const code = doc.hops?.length === 0 ? "partial.no-received" : doc.input.truncated ? "partial.cut" : "";
  if (!code) return null;
  return h("div", { class: "notice" }, icon(info), h("p", {}, t(code)),
    h("button", { type: "button", click: actions.help }, t("help.open")));
}

/**
 * @param {Hopproof.Reading} reading
 * @param {NoticeActions} actions
 * @returns {HTMLElement | null}
 */
function inner(reading, actions) {
  if (!reading.inner.length) return null;
  return h("div", { class: "notice" }, icon(info), h("p", {}, t("inner.found")),
    ...reading.inner.map((message) => h("button", { type: "button", click: () => actions.openInner(message.index) },
      t(message.kind === "headers" ? "inner.headers" : "inner.open", { subject: message.subject || t("inner.untitled") }))));
}

/**
 * @param {Hopproof.Answer[]} answers
 * @returns {HTMLElement | null}
 */
export function answersSection(answers) {
  if (!answers.length) return null;
  return section("explained", t("explain.title"), h("ul", { class: "answers" }, ...answers.slice(0, 20).map(answer)));
}

/**
 * @param {Hopproof.Answer} a
 * @returns {HTMLElement}
 */
function answer(a) {
  return h("li", {}, h("h3", {}, h("bdi", {}, a.subject), a.says && " · ", a.says && h("bdi", {}, a.says)),
    a.meaning && h("p", {}, a.meaning),
    a.values && terms(a.values.slice(0, 40).map((v) => [v.value, v.meaning])),
    terms([
      [t("explain.cause"), a.cause], [t("explain.fix"), a.fix && h("strong", { class: "fix" }, a.fix)], [t("explain.by"), value(a.by?.join(", "))],
      [t("explain.source"), a.source], [t("explain.sure"), a.confidence ? tOr("confidence." + a.confidence, a.confidence) : ""],
      [t("explain.see"), value(a.related?.join(", "))],
    ]));
}
