// The verdict in one sentence.

import { h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { duration, number } from "../format.js";
import { sign } from "./icons.js";
import { prose } from "./prose.js";
import { hostName } from "./section.js";

/**
 * @param {HTMLElement} element the live region
 * @param {Hopproof.Reading} reading
 */
export function drawBanner(element, reading) {
  const { doc } = reading;
  const outcome = doc?.route?.outcome;
  element.hidden = !outcome;
  element.className = "verdict " + (outcome ?? "");
  element.dataset.outcome = outcome ?? "";
  if (!doc || !outcome) {
    replace(element);
    return;
  }
  replace(element, sign(outcome), h("div", { class: "verdict-text" },
    h("h2", {}, t("verdict." + outcome)),
    h("p", { class: "sentence" }, ...prose(doc.route?.sentence)),
    facts(doc, reading.totals)));
}

/**
 * What message this is, in one line.
 * @param {Hopproof.Document} doc
 * @param {Hopproof.Totals} totals
 * @returns {HTMLElement}
 */
function facts(doc, totals) {
  const { message, receiver } = doc;
  const hops = totals.hops ?? doc.hops?.length ?? 0;
  const parts = [
    message?.subject && h("bdi", { class: "subject" }, message.subject),
    message?.header_from?.length && h("span", {}, t("facts.from") + " ", h("bdi", {}, message.header_from.slice(0, 3).join(", "))),
    message?.to?.length && h("span", {}, t("facts.to") + " ", h("bdi", {}, message.to.slice(0, 3).join(", "))),
    h("span", {}, t(hops === 1 ? "facts.hop" : "facts.hops", { count: number(hops) })),
    doc.total_s !== undefined && h("span", {}, t("facts.total", { total: duration(doc.total_s) })),
    receiver?.name && h("span", {}, t(receiver.assumed ? "facts.receiver-assumed" : "facts.receiver") + " ", h("bdi", {}, ...hostName(receiver.name))),
  ];
  return h("p", { class: "facts" }, ...parts);
}
