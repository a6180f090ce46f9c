// What other scripts on the page, and tests, may call.

import { ask } from "./engine.js";

/**
 * Analyses a message as the page does.
 * @param {Uint8Array | ArrayBuffer | Blob | string} input
 * @param {Hopproof.Options} [options]
 * @returns {Promise<Hopproof.Document>}
 */
async function analyze(input, options = {}) {
  /** @type {Uint8Array | Blob} */
  let source;
  if (typeof input === "string") source = new TextEncoder().encode(input);
  else if (input instanceof ArrayBuffer) source = new Uint8Array(input);
  else source = input;
  return JSON.parse(await ask("analyze", { source, options }));
}

/** @type {any} */ (globalThis).hopproof = { analyze };
