// How the message was handed over, as whom it was sent, who passed it on, which
// filters it met, and where it entered Microsoft 365.

import { h } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { chip, chips, keysOf } from "../evidence.js";
import { hostName, section, terms, value } from "./section.js";

/**
 * @param {boolean} believed
 * @returns {HTMLElement}
 */
const word = (believed) => h("span", { class: believed ? "tag good" : "tag" }, t(believed ? "auth.believed" : "auth.not-believed"));

/**
 * @param {Hopproof.Document} doc
 * @returns {(HTMLElement | null)[]}
 */
export function aboutSections(doc) {
  return [entries(doc), sending(doc), identity(doc), forwarding(doc), filters(doc)];
}

/** @param {Hopproof.Document} doc */
function entries(doc) {
  if (!doc.entries?.length) return null;
  return section("entries", t("entries.title"), h("ul", { class: "plain" }, ...doc.entries.map((entry) => h("li", {},
    h("p", {}, t("entries.hop", { hop: entry.hop }), " ", h("bdi", { class: "value" }, entry.ip && "[" + entry.ip + "]", entry.ip && entry.helo && " ", ...hostName(entry.helo ?? "")),
      " ", entry.tls === false && t("picture.plain"), " ", word(entry.basis !== undefined && entry.basis !== "claimed")),
    entry.witnesses.length > 0 && h("ul", { class: "witnesses" }, ...entry.witnesses.map((w) => h("li", { "data-ev": "f" + w.field },
      h("bdi", {}, w.source), t("colon"), value(w.value), " ",
      h("span", { class: "tag " + (w.agrees ? "good" : w.explained ? "" : "bad") },
        t(w.agrees ? "entries.agrees" : w.explained ? "entries.explained" : "entries.differs")), " ", chip({ field: w.field }))))))));
}

/** @param {Hopproof.Document} doc */
function sending(doc) {
  const s = doc.sending;
  if (!s) return null;
  return section("sending", t("sending.title"),
    h("p", { "data-ev": keysOf(s.evidence) }, h("strong", {}, tOr("mode." + s.mode, s.mode)), " ", word(s.believed), " ", chips(s.evidence)),
    s.text && h("p", {}, s.text), s.means && h("p", { class: "remedy" }, h("span", { class: "do" }, t("sending.means")), " ", s.means));
}

/** @param {Hopproof.Document} doc */
function identity(doc) {
  const i = doc.identity;
  if (!i) return null;
  return section("identity", t("identity.title"),
    h("p", {}, i.text ?? "", " ", word(i.believed)),
    terms([[t("identity.login"), value(i.login)], [t("identity.mail-from"), value(i.mail_from)], ["From", value(i.header_from)], ["Reply-To", value(i.reply_to)]]));
}

/** @param {Hopproof.Document} doc */
function forwarding(doc) {
  if (!doc.forwarding?.length) return null;
  return section("forwarding", t("forwarding.title"), h("ul", { class: "plain" }, ...doc.forwarding.map((f) => h("li", { "data-ev": "f" + f.field },
    h("p", {}, h("strong", {}, tOr("forward." + f.kind, f.kind)), " ", f.from && t("forwarding.by") + " ", value(f.from),
      f.to && " → ", value(f.to), " ", chip({ field: f.field })),
    f.original && h("p", {}, t("forwarding.original"), " ", value(f.original)),
    f.reason_text && h("p", {}, f.reason_text)))));
}

/** @param {Hopproof.Document} doc */
function filters(doc) {
  if (!doc.filters?.length && !doc.verdicts?.length) return null;
  return section("filters", t("filters.title"),
    doc.filters && h("ul", { class: "plain" }, ...doc.filters.map((f) => h("li", { "data-ev": "f" + f.field },
      h("strong", {}, f.product ?? t("filters.unnamed")), " ",
      f.before_eop !== undefined && t(f.before_eop ? "filters.before" : "filters.after"), " ", chip(f)))),
    doc.verdicts && h("ul", { class: "plain" }, ...doc.verdicts.map((v) => h("li", { "data-ev": v.span ? v.span.join("-") : "f" + v.field },
      h("strong", {}, v.product), " ", v.verdict && tOr("filter." + v.verdict, v.verdict), " ",
      v.score && t("filters.score", { score: v.score + (v.threshold ? " / " + v.threshold : "") }), " ",
      h("bdi", { class: "comment" }, v.header + (v.detail ? t("colon") + v.detail : "")), " ", chip(v)))));
}
