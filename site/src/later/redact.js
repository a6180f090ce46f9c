// The message under pseudonyms, which can be shared.

import { copyable, h, replace, t } from "./kit.js";
import { panel, reasonOf } from "./panel.js";

/** The order in which pairs are shown. */
const kinds = ["domain", "address", "name"];
/** More pairs would be no list to look through. */
const PAIRS = 300;

/**
 * Shows the redacted message.
 * @param {HTMLElement} place
 * @param {{answer: Promise<Hopproof.Redacted>, copied: Promise<boolean> | null, close: () => void}} what copied: null unless
 *   the visitor just asked for it
 */
export async function openRedacted(place, { answer: coming, copied, close }) {
  const said = h("p", { class: "said", role: "status" });
  const body = h("div", { class: "results-of" });
  const made = panel(place, "redacted", t("redact.title"), close, h("p", { class: "note" }, t("redact.lead")), said, body);
  if (copied) made.focus();
  try {
    const answer = await coming;
    if (answer.refused) {
      body.append(h("p", { class: "error", role: "alert" }, refusal(answer.refused)));
      return;
    }
    body.append(...parts(answer, (text) => replace(said, text)));
    // Where the browser did not let this through, the button is there.
    if (copied) replace(said, t(await copied ? "redact.copied" : "redact.ready"));
  } catch (error) {
    body.append(h("p", { class: "error", role: "alert" }, t("later.failed", { reason: reasonOf(error) })));
  }
}

/**
 * @param {NonNullable<Hopproof.Redacted["refused"]>} refused
 * @returns {string}
 */
const refusal = ({ code, field = "", number = "", kind = "" }) =>
  t("redact.refused." + code, { field, number, kind: kind && t("redact.kind." + kind) });

/**
 * @param {Hopproof.Redacted} answer
 * @param {(said: string) => void} say
 * @returns {(HTMLElement | string)[]}
 */
function parts({ text = "", route, trust = [], lost = [], pairs = [] }, say) {
  const trusted = trust.map((name) => " --trust " + name).join("");
  const command = `hopproof ${route ? "verify --route redacted.yaml" : "analyze"}${trusted} redacted.eml`;
  return [
    copyable(text, "redacted", say, t("redact.text")),
    h("p", { class: "note" }, t("redact.visible")),
    h("details", { class: "sub", open: true }, h("summary", {}, t("redact.pairs", { count: pairs.length })), h("p", { class: "note" }, t("redact.keep")), table(pairs)),
    route ? h("details", { class: "sub" }, h("summary", {}, t("redact.route")), copyable(route, "redacted-route", say, t("redact.route"))) : "",
    lost.length ? h("p", { class: "note" }, t("redact.lost", { patterns: lost.join(", ") })) : "",
    h("p", {}, t("redact.check"), " ", h("code", {}, command)),
  ];
}

/**
 * @param {Hopproof.Pair[]} pairs
 * @returns {HTMLElement}
 */
function table(pairs) {
  const sorted = [...pairs].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return h("div", { class: "pairs-scroll", tabindex: "0", role: "region", "aria-label": t("redact.pairs-label") }, h("table", { class: "pairs-of" },
    h("thead", {}, h("tr", {}, ...["what", "original", "pseudonym"].map((head) => h("th", { scope: "col" }, t("redact." + head))))),
    h("tbody", {}, ...sorted.slice(0, PAIRS).map(({ kind, original, pseudonym }) => h("tr", {},
      h("td", {}, t("redact.pair." + kind)), h("th", { scope: "row" }, h("bdi", {}, original)), h("td", {}, h("bdi", {}, pseudonym)))))));
}
