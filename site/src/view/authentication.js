// What the message records of SPF, DKIM, DMARC and ARC, field by field.

import { h } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { chip } from "../evidence.js";
import { section, terms, value } from "./section.js";
import { growingList } from "./findings.js";

/**
 * @param {Hopproof.Reading} reading
 * @param {import("./findings.js").LoadMore} load
 * @returns {HTMLElement | null}
 */
export function authenticationSection(reading, load) {
  const authentication = reading.doc?.authentication;
  if (!authentication) return null;
  const groups = byField(authentication.results);
  const believed = groups.filter(([first]) => first.believed);
  const claimed = groups.filter(([first]) => !first.believed);
  return section("authentication", t("auth.title"),
    alignment(authentication.alignment),
    ...believed.map(group),
    claimed.length > 0 && h("details", { open: believed.length === 0 },
      h("summary", {}, t("auth.claimed", { count: claimed.length })), ...claimed.map(group)),
    rest(reading, load),
    arc(authentication.arc));
}

/**
 * Results beyond those that were sent at first.
 * @param {Hopproof.Reading} reading
 * @param {import("./findings.js").LoadMore} load
 * @returns {HTMLElement | null}
 */
function rest(reading, load) {
  const path = "authentication.results";
  const total = reading.totals[path];
  if (!total) return null;
  const later = async (/** @type {string} */ _, /** @type {number} */ from) => load(path, from + 200);
  return growingList([], total - 200, path, later, (item) => h("li", {}, group([item])), "plain");
}

/**
 * @param {Hopproof.AuthResult[]} results
 * @returns {Hopproof.AuthResult[][]}
 */
function byField(results) {
  /** @type {Map<number, Hopproof.AuthResult[]>} */
  const groups = new Map();
  for (const result of results) {
    const list = groups.get(result.field);
    if (list) list.push(result);
    else groups.set(result.field, [result]);
  }
  return [...groups.values()];
}

/**
 * @param {Hopproof.AuthResult[]} results of one field
 * @returns {HTMLElement}
 */
function group(results) {
  const [first] = results;
  const title = [first.source, first.instance !== undefined && "i=" + first.instance].filter(Boolean).join(" ");
  return h("div", { class: "auth-group", "data-ev": "f" + first.field },
    h("h3", {}, h("bdi", {}, title), first.authserv_id && h("span", { class: "by" }, " " + t("auth.by") + " ", h("bdi", {}, first.authserv_id)), " ",
      h("span", { class: first.believed ? "tag good" : "tag" }, t(first.believed ? "auth.believed" : "auth.not-believed")), " ", chip(first)),
    h("ul", { class: "results" }, ...results.map(result)));
}

/**
 * @param {string} word
 * @returns {string} a class by what a result means
 */
function tone(word) {
  if (word === "pass") return "good";
  return /fail|error/.test(word) ? "bad" : "neutral";
}

/**
 * @param {Hopproof.AuthResult} r
 * @returns {HTMLElement}
 */
function result(r) {
  const properties = Object.entries(r.properties ?? {});
  return h("li", {},
    h("span", { class: "result " + tone(r.result) }, h("b", {}, r.method || "—"), r.result && " = " + r.result),
    h("span", { class: "properties" },
      ...properties.map(([key, text]) => h("span", {}, h("span", { class: "key" }, key + "="), h("bdi", {}, text))),
      r.reason && h("span", {}, h("span", { class: "key" }, "reason="), h("bdi", {}, r.reason)),
      r.comment && h("bdi", { class: "comment" }, "(" + r.comment + ")"),
      r.meaning && h("span", { class: "meaning" }, r.meaning)));
}

/**
 * @param {Hopproof.Alignment | undefined} a
 * @returns {HTMLElement | null}
 */
function alignment(a) {
  if (!a || (!a.spf && !a.dkim)) return null;
  const mode = (/** @type {string | undefined} */ m, /** @type {string | undefined} */ domain) => (m
    ? h("span", {}, tOr("align." + m, m), domain && " (", domain && h("bdi", {}, domain), domain && ")") : null);
  return h("div", { class: "alignment" },
    h("p", {}, t(a.passed_by?.length ? "auth.dmarc-can" : "auth.dmarc-cannot", { by: (a.passed_by ?? []).join(", ").toUpperCase() }),
      !a.believed && " " + t("auth.alignment-claimed")),
    terms([["From", value(a.header_from)], [t("auth.align-spf"), mode(a.spf, a.spf_domain)], [t("auth.align-dkim"), mode(a.dkim, a.dkim_domain)]]));
}

/**
 * @param {Hopproof.ARCSet[] | undefined} sets
 * @returns {HTMLElement | null}
 */
function arc(sets) {
  if (!sets?.length) return null;
  return h("div", {}, h("h3", {}, "ARC"), h("ul", { class: "results" }, ...sets.map((set) => h("li", {},
    h("span", { class: "result " + (set.cv === "fail" ? "bad" : "neutral") }, h("b", {}, "i=" + set.instance), set.cv && " cv=" + set.cv),
    h("span", { class: "properties" }, value(set.domain), set.authserv_id && h("span", {}, t("auth.by") + " ", value(set.authserv_id)))))));
}
