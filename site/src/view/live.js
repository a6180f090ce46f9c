// Live checks: off until the visitor turns them on and picks a resolver. Nothing
// is chosen for them, for the resolver sees the names that it is asked for.

import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { section, value } from "./section.js";

/** Resolvers that answer pages: DNS over HTTPS with CORS (RFC 8484). */
const resolvers = ["https://cloudflare-dns.com/dns-query", "https://dns.google/dns-query"];
const OWN = "own";

/**
 * Builds the switch and the choice.
 * @param {HTMLElement} element
 * @param {string} chosen the resolver that is asked now; "" for none
 * @param {(resolver: string) => void} choose "" for off
 */
export function buildLive(element, chosen, choose) {
  const own = h("input", { type: "text", id: "resolver-own", placeholder: "https://dns.contoso.example/dns-query", spellcheck: "false", autocomplete: "off" });
  const ownRow = h("div", { class: "field-row", hidden: true }, h("label", { for: "resolver-own" }, t("live.own")), own);
  const select = h("select", { id: "resolver", "data-part": "resolver" },
    h("option", { value: "" }, t("live.choose")),
    ...resolvers.map((url) => h("option", { value: url }, new URL(url).hostname)),
    h("option", { value: OWN }, t("live.own")));
  const on = h("input", { type: "checkbox", role: "switch", "data-part": "live" });
  const row = h("div", { class: "fields", hidden: true },
    h("div", { class: "field-row" }, h("label", { for: "resolver" }, t("live.resolver")), select), ownRow);
  const tell = () => {
    row.hidden = !on.checked;
    ownRow.hidden = select.value !== OWN;
    const url = select.value === OWN ? own.value.trim() : select.value;
    const usable = isResolver(url);
    own.setAttribute("aria-invalid", String(select.value === OWN && url !== "" && !usable));
    choose(on.checked && usable ? url : "");
  };
  if (chosen) {
    on.checked = true;
    select.value = resolvers.includes(chosen) ? chosen : OWN;
    if (select.value === OWN) own.value = chosen;
    tell();
  }
  for (const control of [on, select, own]) control.addEventListener("change", tell);
  replace(element, h("div", { class: "card live" }, h("label", { class: "switch" }, on, t("live.title")), h("p", { class: "note" }, t("live.lead")), row));
}

/**
 * @param {string} text
 * @returns {boolean} whether it is an address that a page may ask
 */
function isResolver(text) {
  const url = URL.parse?.(text) ?? null;
  return url !== null && (url.protocol === "https:" || ["localhost", "127.0.0.1"].includes(url.hostname));
}

/**
 * What DNS says now.
 * @param {Hopproof.Document} doc
 * @returns {HTMLElement | null}
 */
export function liveSection(doc) {
  const { live } = doc;
  if (!live) return null;
  /** @type {[string, {result: string, domain?: string, reason?: string} | undefined][]} */
  const checks = [["SPF", live.spf], ...(live.dkim ?? []).map((d) => /** @type {[string, Hopproof.LiveDKIM]} */ (["DKIM", d])),
    ["ARC", live.arc], ["DMARC", live.dmarc]];
  return section("live-results", t("live.results"), h("ul", { class: "results" }, ...checks.map(([name, check]) => check && h("li", {},
    h("span", { class: "result " + (check.result === "pass" ? "good" : /fail|error/.test(check.result) ? "bad" : "neutral") },
      h("b", {}, name), " = " + check.result),
    h("span", { class: "properties" }, value(check.domain), check.reason && h("span", {}, check.reason))))));
}
