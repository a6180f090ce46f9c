// What a visitor opens beside the answer to take it along: the redacted message,
// the comparison with another. It is drawn again when the answer changes.

import { write } from "./clipboard.js";
import { byId } from "./dom.js";
import { ask } from "./engine.js";
import { later } from "./later.js";

/**
 * @typedef {object} Shown
 * @property {() => Hopproof.Item | undefined} item the message that is shown
 * @property {() => Hopproof.Item[]} items
 * @property {() => Hopproof.Options} options
 * @property {(file: File) => Hopproof.Item} open takes a further message
 * @property {(error: unknown) => void} failed
 */

/** @type {((asked: boolean) => Promise<void>) | null} */
let opened = null;
const close = () => { opened = null; };

/**
 * @param {(asked: boolean) => Promise<void>} show
 * @param {(error: unknown) => void} failed
 */
function open(show, failed) {
  opened = show;
  show(true).catch(failed);
}

/** Draws again what is open. */
export function redrawTaken() {
  opened?.(false);
}

/** Closes it. */
export function closeTaken() {
  close();
  byId("taken").replaceChildren();
}

/** @param {Shown} page */
export function redact(page) {
  open(async (asked) => {
    const item = page.item();
    if (!item) return;
    /** @type {Promise<Hopproof.Redacted>} */
    const answer = ask("redact", { id: item.id });
    const text = () => answer.then(({ refused, text: known = "" }) => (refused ? Promise.reject(new Error(refused.code)) : known));
    const copied = asked ? write(text()).then(() => true, () => false) : null; // begun while the click is handled
    const { openRedacted } = await later();
    await openRedacted(byId("taken"), { answer, copied, close });
  }, page.failed);
}

/**
 * @param {Shown} page
 * @param {Hopproof.Item} [other]
 */
export function compare(page, other) {
  open(async (asked) => {
    const item = page.item();
    const { openCompare } = await later();
    if (!item) return;
    const choose = (/** @type {Hopproof.Item | undefined} */ next) => compare(page, next);
    await openCompare(byId("taken"), {
      item, items: page.items(), other: other === item ? undefined : other, options: page.options(), choose, close, open: page.open, asked,
    });
  }, page.failed);
}
