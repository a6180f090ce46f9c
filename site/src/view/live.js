// Live checks: off until the visitor turns them on and picks a resolver. Nothing
// is chosen for them, for the resolver sees the names that it is asked for.

import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { sign } from "./icons.js";
import { section, value } from "./section.js";

/** Resolvers that answer pages: DNS over HTTPS with CORS (RFC 8484). */
const resolvers = ["https://cloudflare-dns.com/dns-query", "https://dns.google/dns-query"];
const OWN = "own";

/**
 * Builds the switch and the choice.
 * @param {HTMLElement} element
 * @param {string} chosen the resolver that is asked now; "" for none
 * @param {(resolver: string) => void} choose "" for off
 * @param {() => void} checkDomain
 */
export function buildLive(element, chosen, choose, checkDomain) {
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
  replace(element, h("div", { class: "card live" }, h("label", { class: "switch" }, on, t("live.title")), h("p", { class: "note" }, t("live.lead")), row,
    h("button", { type: "button", id: "domain-check", hidden: true, click: checkDomain }),
    h("p", { id: "live-said", class: "live-said", role: "status" })),
    h("div", { id: "domain-side" }));
}

/**
 * @param {string} text
 * @returns {boolean} whether it is an address that a page may ask
 */
function isResolver(text) {
  try {
    return new URL(text).protocol === "https:";
  } catch {
    return false;
  }
}

/**
 * Says how far the checks are.
 * @param {string} message
 */
export function showLive(message) {
  const element = document.getElementById("live-said");
  if (element) replace(element, message);
}

/**
 * What DNS says now.
 * @param {Hopproof.Document} doc
 * @returns {HTMLElement | null}
 */
export function liveSection(doc) {
  const { live } = doc;
  if (!live) return null;
  const { spf, receiver_spf: receiver, dkim = [], arc, dmarc, sealed } = live;
  return section("live-results", t("live.results"),
    sealed && h("p", { class: "condition " + sealed.outcome }, sign(sealed.outcome), h("span", {}, h("strong", {}, t("live.sealed")), t("colon"), sealed.text ?? "",
      ...(sealed.missing ?? []).map((note) => " " + (note.text ?? note.code)))),
    h("ul", { class: "results" },
      spf && check("SPF", spf.result, [spf.domain, spf.ip && "[" + spf.ip + "]"], spf.reason_text, spf.term ?? spf.record),
      receiver && check(t("live.receiver-spf"), receiver.result, [receiver.domain, receiver.ip && "[" + receiver.ip + "]"], receiver.reason_text),
      ...dkim.map((d) => check("DKIM", d.result, [d.domain, d.selector], d.reason_text, undefined, d.notes)),
      arc && check("ARC", arc.result, [], arc.reason_text),
      ...(arc?.sets ?? []).map((set) => check(t("live.set", { instance: set.instance }), set.seal, [set.domain],
        [set.seal_text, set.message_signature_text].filter(Boolean).join(" "))),
      dmarc && check("DMARC", dmarc.result, [dmarc.domain, dmarc.policy && "p=" + dmarc.policy], dmarc.reason_text, dmarc.record, dmarc.notes)),
    live.changes?.length ? h("ul", { class: "findings" }, ...live.changes.map((note) => h("li", { class: "finding" }, note.text ?? note.code))) : null,
    h("p", { class: "note" }, t("live.questions", { count: live.questions, resolver: live.resolver ?? "" })));
}

/**
 * @param {string} name
 * @param {string} result
 * @param {(string | undefined | false)[]} about
 * @param {string} [reason]
 * @param {string} [record]
 * @param {Hopproof.LiveNote[]} [notes]
 * @returns {HTMLElement}
 */
function check(name, result, about, reason, record, notes = []) {
  const tone = result === "pass" || result === "header-valid" ? "good" : /fail|error/.test(result) ? "bad" : "neutral";
  return h("li", {}, h("span", { class: "result " + tone }, h("b", {}, name), " = " + result),
    h("span", { class: "properties" }, ...about.filter(Boolean).map((text) => value(String(text))), record && h("bdi", { class: "comment" }, record),
      reason && h("span", { class: "meaning" }, reason), ...notes.map((note) => h("span", { class: "meaning" }, note.text ?? note.code))));
}
