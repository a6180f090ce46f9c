// What the reader can answer with one click: is this your relay? And, if the
// message was handed over in another way, whether that way was meant.

import { h, replace } from "../dom.js";
import { t, tOr } from "../lang/index.js";

/** The built-in route for a way of sending. @type {Record<string, string>} */
const routes = { "direct-send": "direct-send", "client-submission": "client-submission" };

/**
 * @typedef {object} QuestionActions
 * @property {(key: "relay_ip" | "device_ip", value: string) => void} yes
 * @property {() => void} no
 * @property {(route: string) => void} other
 */

/**
 * @param {HTMLElement} element
 * @param {Hopproof.Document | undefined} doc
 * @param {string | object} expected
 * @param {QuestionActions} actions
 */
export function drawQuestion(element, doc, expected, actions) {
  const parts = [asked(doc, actions), suggestion(doc, expected, actions)].filter((part) => part !== null);
  element.hidden = parts.length === 0;
  replace(element, ...parts);
}

/**
 * @param {Hopproof.Document | undefined} doc
 * @param {QuestionActions} actions
 * @returns {HTMLElement | null}
 */
function asked(doc, actions) {
  const question = doc?.route?.question;
  if (!question) return null;
  const sentence = tOr("question." + question.code, question.text ?? "", question.args);
  const key = question.code.startsWith("device") ? "device_ip" : "relay_ip";
  const who = question.code.startsWith("filter") ? "filter" : key;
  return h("div", { class: "ask" },
    h("p", { id: "question-text" }, sentence),
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "primary", "aria-describedby": "question-text", click: () => actions.yes(key, question.args.ip) },
        t("question.yes." + who)),
      h("button", { type: "button", "aria-describedby": "question-text", click: actions.no }, t("question.no"))));
}

/**
 * @param {Hopproof.Document | undefined} doc
 * @param {string | object} expected
 * @param {QuestionActions} actions
 * @returns {HTMLElement | null}
 */
function suggestion(doc, expected, actions) {
  const before = doc?.filters?.some((filter) => filter.before_eop) && doc.sending?.mode === "internet";
  const route = before ? "filter-in-front" : routes[doc?.sending?.mode ?? ""];
  if (!route || route === expected || doc?.route?.outcome === "held" || typeof expected !== "string") return null;
  return h("div", { class: "ask" },
    h("p", {}, t("suggest." + route)),
    h("div", { class: "buttons" },
      h("button", { type: "button", click: () => actions.other(route) }, t("suggest.check", { route: t("route." + route) }))));
}
