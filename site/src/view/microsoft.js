// What Microsoft's own fields say, each value with its meaning.

import { h } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { section, terms, value } from "./section.js";

/**
 * @param {Hopproof.Document} doc
 * @returns {HTMLElement | null}
 */
export function microsoftSection(doc) {
  const m = doc.microsoft;
  if (!m) return null;
  const record = m.attribution;
  return section("microsoft", t("microsoft.title"),
    m.text && h("p", {}, m.text),
    terms([
      [t("microsoft.tenant"), value(m.tenant_id)], [t("microsoft.direction"), m.direction ? tOr("direction." + m.direction, m.direction) : ""],
      ["AuthAs", value(m.auth_as)], ["AuthMechanism", value(m.auth_mechanism)],
      [t("microsoft.entity"), m.entity ? tOr("entity." + m.entity, m.entity) : ""],
      [t("microsoft.attribution"), record && value([record.ip && "[" + record.ip + "]", record.helo, record.tenant_id].filter(Boolean).join(" · "))],
    ]),
    ...byHeader(m.antispam ?? []).map(([header, keys]) => verdicts(header, keys)));
}

/**
 * @param {Hopproof.AntispamKey[]} keys
 * @returns {[string, Hopproof.AntispamKey[]][]}
 */
function byHeader(keys) {
  /** @type {Map<string, Hopproof.AntispamKey[]>} */
  const groups = new Map();
  for (const key of keys) groups.set(key.header, [...(groups.get(key.header) ?? []), key]);
  return [...groups];
}

/**
 * @param {string} header
 * @param {Hopproof.AntispamKey[]} keys
 * @returns {HTMLElement}
 */
function verdicts(header, keys) {
  const explained = keys.filter((key) => key.meaning);
  const opaque = keys.filter((key) => !key.meaning);
  return h("div", {}, h("h3", {}, h("bdi", {}, header)),
    explained.length > 0 && h("table", { class: "keys" }, h("caption", { class: "hidden" }, header),
      h("thead", { class: "hidden" }, h("tr", {}, ...["key", "value", "meaning"].map((word) => h("th", { scope: "col" }, t("microsoft." + word))))),
      h("tbody", {}, ...explained.map((key) => h("tr", {}, h("th", { scope: "row" }, key.key), h("td", {}, value(key.value)), h("td", {}, key.meaning ?? ""))))),
    opaque.length > 0 && h("details", {}, h("summary", {}, t("microsoft.opaque", { count: opaque.length })),
      terms(opaque.map((key) => [key.key, value(key.value)]))));
}
