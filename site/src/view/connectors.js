// The panel of the connectors: what they do with the message, what is wrong with
// them by themselves, and the commands that create them.

import { copy } from "../clipboard.js";
import { byId, h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { findingItem } from "./findings.js";
import { sign } from "./icons.js";
import { condition, remedy } from "./legs.js";
import { prose } from "./prose.js";

/**
 * Says what was done, to a screen reader too.
 * @param {string} text
 */
export function sayConnectors(text) {
  replace(byId("connectors-said"), text);
}

/**
 * Draws the answer; null clears it.
 * @param {Hopproof.ConnectorAnswer | null} answer
 */
export function drawConnectors(answer) {
  const problems = answer?.problems ?? [];
  const error = byId("connectors-error");
  error.hidden = problems.length === 0;
  replace(error, problems.length > 0 && h("ul", {}, ...problems.slice(0, 20).map((p) => h("li", {}, problemText(p)))));
  if (!answer?.lint) {
    replace(byId("connectors-results"));
    sayConnectors("");
    return;
  }
  const { lint, check, words = {}, powershell } = answer;
  replace(byId("connectors-results"),
    check ? checkPart(check, words) : h("p", { class: "note" }, t("connectors.no-message")),
    lintPart(lint), powershell ? powerShellPart(powershell) : null);
  const count = (/** @type {string} */ severity) => lint.findings.filter((f) => f.severity === severity).length;
  sayConnectors(t("connectors.said", { connectors: lint.connectors.length, errors: count("error"), warnings: count("warning") }));
}

/**
 * @param {Hopproof.Refusal} p
 * @returns {string}
 */
function problemText(p) {
  const place = p.line ? t("refused.line", { line: p.line, column: p.column ?? 1 }) + " " : "";
  return place + [p.problem, p.hint].filter(Boolean).join(". ");
}

/**
 * What the connectors do with the message.
 * @param {NonNullable<Hopproof.ConnectorAnswer["check"]>} check
 * @param {Record<string, string>} words
 * @returns {HTMLElement}
 */
function checkPart(check, words) {
  const certain = check.way === "refused" && !check.session.delivered;
  return h("div", { "data-part": "connector-check", "data-outcome": check.outcome },
    h("h3", {}, t("connectors.with-message")),
    h("div", { class: "leg-head" }, sign(check.outcome), h("strong", {}, words.way ?? check.way),
      h("span", { class: "word " + check.outcome }, t("outcome." + check.outcome))),
    h("p", {}, ...prose(check.reason.text)), remedy(check.remedy?.text),
    h("ul", { class: "legs" }, ...check.connectors.map((c) => judged(c, words))),
    check.conditions.length > 0 && h("h3", {}, t("connectors.organization")),
    check.conditions.length > 0 && conditions(check.conditions, words),
    check.replies.length > 0 && h("h3", {}, t(certain ? "connectors.replies" : "connectors.replies-if")),
    check.replies.length > 0 && h("ul", { class: "plain", "data-part": "replies" }, ...check.replies.map((r) =>
      h("li", {}, h("code", {}, r.reply), r.meaning && h("p", {}, r.meaning), remedy(r.fix)))),
    check.findings.length > 0 && h("ul", { class: "findings" }, ...check.findings.map(finding)),
    words.rule && h("p", { class: "basis" }, words.rule));
}

/**
 * @param {Hopproof.JudgedConnector} c
 * @param {Record<string, string>} words
 * @returns {HTMLElement}
 */
function judged(c, words) {
  return h("li", { class: "leg " + c.outcome, "data-part": "connector", "data-outcome": c.outcome },
    h("div", { class: "leg-head" }, sign(c.outcome), h("strong", {}, h("bdi", {}, c.name)),
      h("span", { class: "word " + c.outcome }, t("outcome." + c.outcome)),
      c.type && h("span", { class: "tag" }, c.type),
      c.applies === "broken" && h("span", { class: "tag" }, t("connectors.not-about"))),
    conditions(c.conditions, words));
}

/**
 * Drawn as those of a leg. Their evidence is a field: the raw text marks the
 * spans of the route alone.
 * @param {Hopproof.ConnectorCondition[]} list
 * @param {Record<string, string>} words
 * @returns {HTMLElement}
 */
function conditions(list, words) {
  return h("ul", { class: "conditions" }, ...list.map((c) => condition({
    condition: c.condition, outcome: c.outcome, got: c.got,
    want: c.condition === "relay" ? undefined : c.want, // the code of the rule, which stands below in words
    reason_text: c.reason?.text,
    remedy_text: c.outcome === "held" ? undefined : c.remedy?.text,
    evidence: c.evidence.map(({ field, hop, basis }) => ({ field, hop, basis })),
  }, words["condition." + c.condition])));
}

/**
 * @param {{findings: Hopproof.ConnectorFinding[]}} lint
 * @returns {HTMLElement}
 */
function lintPart({ findings }) {
  return h("div", { "data-part": "connector-lint" }, h("h3", {}, t("connectors.lint")),
    findings.length ? h("ul", { class: "findings" }, ...findings.map(finding)) : h("p", {}, t("connectors.clean")));
}

/**
 * @param {Hopproof.ConnectorFinding} f
 * @returns {HTMLElement}
 */
const finding = (f) => findingItem(f.severity, f.code,
  h("bdi", { class: "tag" }, f.connector || t("connectors.organization")), " ",
  f.parameter && !f.text.startsWith(f.parameter) && h("span", { class: "key" }, f.parameter + t("colon")), ...prose(f.text));

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function powerShellPart(text) {
  return h("details", { class: "sub" }, h("summary", {}, t("connectors.powershell")),
    copyable(text, "powershell", sayConnectors));
}

/**
 * Text to take along, with the button that copies it. Lines are those of a file;
 * a command, which is one, goes on below between its words, and never within an
 * option, a host or an address, for those who copy it by hand.
 * @param {string} text
 * @param {string} name
 * @param {(said: string) => void} say whether it was copied
 * @param {string} [label] that no other text of the page has
 * @returns {HTMLElement}
 */
export function copyable(text, name, say, label = t("copy.label")) {
  const words = text.includes("\n") ? [text] : text.split(/( +)/).map((word, i) => (i % 2 ? word : h("span", { class: "unparted" }, word)));
  return h("div", { class: "copyable" },
    h("pre", { tabindex: "0", role: "region", "aria-label": label, class: words.length > 1 && "command" }, ...words),
    h("button", { type: "button", "data-copy": name, click: async () => say(await copy(text)) }, t("copy")));
}
