// Copies texts. Some browsers let a page write to the clipboard only while it
// handles the click, but take a text that is still on its way.

import { t } from "./lang/index.js";

/**
 * @param {string | Promise<string>} text
 * @returns {Promise<unknown>} rejected if the text does not come, or the browser refuses
 */
export async function write(text) {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const blob = Promise.resolve(text).then((known) => new Blob([known], { type: "text/plain" }));
  blob.catch(() => {}); // a browser may look at it late; that the text does not come, the text itself tells
  return Promise.all([text, navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })])]);
}

/**
 * @param {string | Promise<string>} text
 * @param {string} [done] what to say if it is copied
 * @returns {Promise<string>} what to say
 */
export const copy = (text, done = t("share.copied")) => write(text).then(() => done,
  (error) => t("share.not-copied", { reason: error instanceof Error ? error.message : String(error) }));
