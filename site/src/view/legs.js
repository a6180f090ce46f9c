// The legs of the route in words: outcome, reason, remedy, and the conditions
// with the lines that show them.

import { h } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { chips, keysOf } from "../evidence.js";
import { sign } from "./icons.js";
import { legTitle } from "./picture-model.js";
import { prose } from "./prose.js";
import { hostName, section, value } from "./section.js";

/**
 * @param {Hopproof.Document} doc
 * @returns {HTMLElement | null}
 */
export function legsSection(doc) {
  const route = doc.route;
  if (!route) return null;
  const whole = route.conditions ?? [];
  return section("legs", t("legs.title"),
    h("ul", { class: "legs" }, ...route.legs.map(leg)),
    whole.length > 0 && h("h3", {}, t("legs.conditions")),
    whole.length > 0 && h("ul", { class: "conditions" }, ...whole.map((c) => condition(c))));
}

/**
 * @param {Hopproof.Leg} leg
 * @returns {HTMLElement}
 */
function leg(leg) {
  const evidence = leg.conditions.flatMap((c) => c.evidence);
  const found = leg.conditions.map((c) => c.got).find(Boolean);
  return h("li", { class: "leg " + leg.outcome, "data-part": "leg", "data-outcome": leg.outcome, "data-leg": leg.leg, "data-ev": keysOf(evidence) },
    h("div", { class: "leg-head" }, sign(leg.outcome),
      h("strong", {}, legTitle(leg)),
      h("span", { class: "word " + leg.outcome }, t("outcome." + leg.outcome)),
      !leg.required && h("span", { class: "tag" }, t("legs.optional")),
      found && h("bdi", { class: "value" }, ...hostName(found)), chips(evidence)),
    h("p", {}, ...prose(leg.reason_text)),
    remedy(leg.remedy_text),
    details(leg));
}

/**
 * The conditions of a leg, where they say more than the leg itself.
 * @param {Hopproof.Leg} leg
 * @returns {HTMLElement | null}
 */
function details(leg) {
  const [only] = leg.conditions;
  if (!only || (leg.conditions.length === 1 && only.condition === "role")) return null;
  return h("details", { open: leg.outcome !== "held" && leg.conditions.length > 1 },
    h("summary", {}, t("legs.details", { count: leg.conditions.length })),
    h("ul", { class: "conditions" }, ...leg.conditions.map((c) => condition(c))));
}

/**
 * @param {Hopproof.Condition} c
 * @param {string} [name] of it, if the page has none
 * @returns {HTMLElement}
 */
export function condition(c, name = tOr("condition." + c.condition, c.condition)) {
  return h("li", { class: "condition " + c.outcome, "data-ev": keysOf(c.evidence) },
    sign(c.outcome), h("div", {},
      h("p", { class: "condition-head" }, h("strong", {}, name), " ",
        h("span", { class: "word " + c.outcome }, t("outcome." + c.outcome)),
        ...compared(c), " ", chips(c.evidence)),
      h("p", {}, ...prose(c.reason_text)), remedy(c.remedy_text),
      c.evidence[0]?.basis && h("p", { class: "basis" }, t("evidence.because", { basis: t("basis." + c.evidence[0].basis) }))));
}

/**
 * @param {Hopproof.Condition} c
 * @returns {import("../dom.js").Child[]}
 */
function compared(c) {
  const want = c.want && h("span", {}, " ", t("condition.want"), " ", value(c.want));
  const got = c.got && h("span", {}, " ", t("condition.got"), " ", value(c.got));
  return [want, got];
}

/**
 * @param {string | undefined} text
 * @returns {HTMLElement | null}
 */
export function remedy(text) {
  return text ? h("p", { class: "remedy" }, h("span", { class: "do" }, t("remedy")), " ", ...prose(text)) : null;
}
