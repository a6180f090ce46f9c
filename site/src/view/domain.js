// What the domain of the sender publishes about its mail, and what to change,
// record by record.

import { h } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { copyable } from "./connectors.js";
import { severityIcon } from "./findings.js";
import { sign } from "./icons.js";
import { prose } from "./prose.js";
import { section } from "./section.js";

/** The shape of each outcome; advice has one of its own. @type {Record<string, string>} */
const shapes = { good: "held", problem: "broken", unknown: "unknown" };

/**
 * @param {Hopproof.DomainAnswer} d
 * @param {string} resolver that was asked
 * @param {(said: string) => void} say
 * @returns {HTMLElement}
 */
export function domainSection(d, resolver, say) {
  const topics = [...new Set(d.items.map((item) => item.topic))];
  const element = section("domain-results", t("domain.title", { domain: d.name }),
    h("p", { "data-part": "scenario" }, h("strong", {}, d.scenario.text), " ", (d.scenario.because ?? []).map((because) => because.text).join(" · ")),
    ...topics.flatMap((topic) => [
      h("h3", {}, tOr("topic." + topic, topic.toUpperCase())),
      h("ul", { class: "conditions", "data-topic": topic }, ...d.items.filter((item) => item.topic === topic).map(statement)),
    ]),
    h("h3", {}, t("domain.changes")),
    d.changes.length ? h("ol", { class: "plain", "data-part": "changes" }, ...d.changes.map((change) => h("li", {},
      h("p", {}, ...prose(change.text)),
      change.to && h("p", { class: "basis" }, h("bdi", {}, change.name), " ", change.type),
      change.to && copyable(change.to, "record", say, `${change.type} ${change.name}`)))) : h("p", {}, t("domain.no-changes")),
    h("p", { class: "note asked" }, t("live.questions", { count: d.questions, resolver })));
  element.tabIndex = -1;
  return element;
}

/**
 * @param {Hopproof.DomainAnswer["items"][number]} item
 * @returns {HTMLElement}
 */
function statement(item) {
  if (item.outcome === "advice") {
    return h("li", { class: "condition info", "data-code": item.code }, severityIcon("info"), h("div", {},
      h("span", { class: "severity" }, t("domain.advice")), " ", ...prose(item.text)));
  }
  const shape = shapes[item.outcome] ?? "unknown";
  return h("li", { class: "condition " + shape, "data-code": item.code }, sign(shape), h("div", {},
    h("span", { class: "word " + shape }, t("domain." + item.outcome)), " ", ...prose(item.text)));
}
