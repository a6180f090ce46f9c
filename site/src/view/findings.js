// Findings about the message, problems of its text.

import { h } from "../dom.js";
import { t } from "../lang/index.js";
import { chips, keyOf, keysOf } from "../evidence.js";
import { icon } from "./icons.js";
import { prose } from "./prose.js";
import { moreButton, section } from "./section.js";

/** @type {Record<string, string>} */
const signs = {
  info: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 11v6M12 7.4v.3",
  warning: "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.3",
  error: "M7.9 2.5h8.2l5.4 5.4v8.2l-5.4 5.4H7.9l-5.4-5.4V7.9zM12 7v6M12 16.4v.3",
};
const order = ["error", "warning", "info"];

/** @typedef {(path: string, from: number) => Promise<any[]>} LoadMore */

/**
 * A list whose rest is loaded on demand.
 * @template T
 * @param {T[]} items
 * @param {number} total
 * @param {string} path
 * @param {LoadMore} load
 * @param {(item: T) => HTMLElement} draw
 * @param {string} name a class
 * @returns {HTMLElement}
 */
export function growingList(items, total, path, load, draw, name) {
  const list = h("ul", { class: name }, ...items.map(draw));
  const box = h("div", {}, list);
  const grow = () => {
    const button = moreButton(list.children.length, total, async () => {
      const next = await load(path, list.children.length);
      list.append(...next.map(draw));
      button?.remove();
      if (next.length) grow();
    });
    if (button) box.append(button);
  };
  grow();
  return box;
}

/**
 * @param {Hopproof.Reading} reading
 * @param {LoadMore} load
 * @returns {HTMLElement | null}
 */
export function findingsSection(reading, load) {
  const findings = reading.doc?.findings;
  if (!findings?.length) return null;
  const sorted = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return section("findings", t("findings.title"),
    growingList(sorted, reading.totals.findings ?? findings.length, "findings", load, finding, "findings"));
}

/**
 * @param {Hopproof.Finding} f
 * @returns {HTMLElement}
 */
function finding(f) {
  const item = findingItem(f.severity, f.code, ...prose(f.text ?? f.code), " ", chips(f.evidence));
  const keys = keysOf(f.evidence);
  if (keys) item.dataset.ev = keys;
  return item;
}

/**
 * A finding about anything.
 * @param {string} severity
 * @param {string} code
 * @param {...import("../dom.js").Child} children
 * @returns {HTMLElement}
 */
export function findingItem(severity, code, ...children) {
  return h("li", { class: "finding " + severity, "data-part": "finding", "data-code": code },
    icon(signs[severity] ?? signs.info),
    h("div", {}, h("span", { class: "severity" }, t("severity." + severity)), " ", ...children));
}

/**
 * @param {Hopproof.Reading} reading
 * @param {LoadMore} load
 * @returns {HTMLElement | null}
 */
export function problemsSection(reading, load) {
  const problems = reading.doc?.problems;
  if (!problems?.length) return null;
  return section("problems", t("problems.title"),
    growingList(problems, reading.totals.problems ?? problems.length, "problems", load, problem, "findings"));
}

/**
 * @param {Hopproof.Problem} p
 * @returns {HTMLElement}
 */
function problem(p) {
  const placed = p.span && p.span[1] > p.span[0];
  return h("li", { class: "finding warning", "data-code": p.code, "data-ev": placed ? keyOf({ span: p.span }) : null },
    icon(signs.warning), h("div", {}, p.text ?? p.code, " ", placed ? chips([{ span: p.span }]) : null));
}
