// The answer as Markdown, for a ticket or a chat. What comes from the message is
// escaped: it never becomes markup, a link or a mention.

import { visible } from "./dom.js";
import { t, tOr } from "./lang/index.js";
import { duration } from "./format.js";
import { legTitle } from "./view/picture-model.js";

const MOST = 200; // hops
/** @type {Record<string, string>} */
const signs = { held: "✓", broken: "✗", unknown: "?" };

/**
 * @param {string | undefined} text
 * @returns {string}
 */
const plain = (text) => visible(text ?? "").replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#+!|~&@]/g, "\\$&").replace(/:(?=\/\/)/g, "\\:");

/**
 * @param {Hopproof.Document} doc
 * @returns {string}
 */
export function toMarkdown(doc) {
  const lines = [];
  const { route, message } = doc;
  if (route) lines.push(`**${signs[route.outcome]} ${t("verdict." + route.outcome)}.** ${plain(route.sentence)}`, "");
  if (message?.subject) lines.push(plain(message.subject), "");
  if (route) lines.push(...table([t("legs.title"), "", ""], route.legs.map(legRow)));
  if (doc.findings?.length) lines.push(`### ${t("findings.title")}`, "", ...doc.findings.slice(0, MOST).map((f) => `- ${t("severity." + f.severity)}: ${plain(f.text)}`), "");
  const hops = doc.hops ?? [];
  const heads = ["hops.number", "hops.hosts", "hops.role", "hops.time", "hops.delay"].map((key) => t(key));
  if (hops.length) lines.push(...table(heads, hops.slice(0, MOST).map(hopRow)));
  return lines.join("\n");
}

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 * @returns {string[]}
 */
function table(heads, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line), ""];
}

/**
 * @param {Hopproof.Leg} leg
 * @returns {string[]}
 */
function legRow(leg) {
  return [plain(legTitle(leg)), `${signs[leg.outcome]} ${t("outcome." + leg.outcome)}`, plain([leg.reason_text, leg.remedy_text].filter(Boolean).join(" "))];
}

/**
 * @param {Hopproof.Hop} hop
 * @returns {string[]}
 */
function hopRow(hop) {
  const from = [hop.from?.name, hop.from?.ip && `[${hop.from.ip}]`].filter(Boolean).join(" ");
  return [String(hop.hop), plain(`${from || "·"} → ${hop.by?.name ?? hop.by?.ip ?? "·"}`), hop.role ? tOr("role." + hop.role, plain(hop.role)) : "",
    plain(hop.time ?? hop.date), hop.delay_s === undefined ? "" : duration(hop.delay_s)];
}
