// The check of the sender's domain: asked when the visitor says so, of the
// resolver that they chose.

import { byId, replace } from "./dom.js";
import { askLive } from "./engine.js";
import { language, t } from "./lang/index.js";
import { domainSection } from "./view/domain.js";
import { showLive } from "./view/live.js";

/** What the button asks now: the question without its language. */
let question = { name: "", relay_ip: /** @type {string[]} */ ([]), dns: "" };

/**
 * Offers the check of a message's From domain, if there is somebody to ask. What
 * was said of another domain goes.
 * @param {string} resolver "" for none
 * @param {Hopproof.Document | undefined} doc
 * @param {string[]} relays addresses that are expected to send for the domain
 */
export function offerDomain(resolver, doc, relays) {
  const button = document.getElementById("domain-check");
  if (!button) return;
  const next = { name: fromDomain(doc), relay_ip: relays, dns: resolver };
  if (JSON.stringify(next) !== JSON.stringify(question)) replace(byId("domain-side"));
  question = next;
  button.hidden = !(next.name && next.dns);
  replace(button, t("domain.check", { domain: next.name }));
}

/**
 * @param {Hopproof.Document | undefined} doc
 * @returns {string} the domain of From, "" if there is not exactly one
 */
function fromDomain(doc) {
  const from = doc?.message?.header_from ?? [];
  return from.length === 1 ? from[0].slice(from[0].lastIndexOf("@") + 1) : "";
}

/** Asks, and draws the answer unless something else is asked by then. */
export async function checkDomain() {
  const asked = question;
  showLive(t("live.asking"));
  try {
    /** @type {Hopproof.DomainAnswer} */
    const answer = JSON.parse(await askLive("domain", { ...asked, lang: language() }));
    if (asked !== question) return;
    showLive("");
    replace(byId("domain-side"), domainSection(answer, asked.dns, showLive));
    byId("domain-results").focus();
  } catch (error) {
    if (asked === question) showLive(t("live.failed", { reason: error instanceof Error ? error.message : String(error) }));
  }
}
