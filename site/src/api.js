// What other scripts on the page, and tests, may call.

import { ask } from "./engine.js";

/**
 * Analyses a message as the page does.
 * @param {Uint8Array | ArrayBuffer | Blob | string} input
 * @param {Hopproof.Options} [options]
 * @returns {Promise<Hopproof.Document>}
 */
async function analyze(input, options = {}) {
  return JSON.parse(await ask("analyze", { source: sourceOf(input), options }));
}

/**
 * @param {Uint8Array | ArrayBuffer | Blob | string} input
 * @returns {Hopproof.Source}
 */
const sourceOf = (input) => (input instanceof ArrayBuffer ? new Uint8Array(input) : input);

/**
 * The header section of a message under pseudonyms, the same in one visit. A text
 * that is refused is left out.
 * @param {Uint8Array | ArrayBuffer | Blob | string} input
 * @param {Hopproof.Options} [options]
 * @returns {Promise<Hopproof.Redacted>}
 */
const redact = (input, options = {}) => ask("redact", { source: sourceOf(input), options });

/**
 * What two messages have in common, and what not: the document of
 * `hopproof compare --format json`.
 * @param {Uint8Array | ArrayBuffer | Blob | string} a
 * @param {Uint8Array | ArrayBuffer | Blob | string} b
 * @param {Hopproof.Options} [options]
 * @returns {Promise<object>}
 */
async function compare(a, b, options = {}) {
  return JSON.parse(await ask("compare", { a: { source: sourceOf(a) }, b: { source: sourceOf(b) }, options, format: "json" }));
}

/**
 * What many files have in common: the document of `hopproof scan --summary
 * --format json`.
 * @param {{name: string, input: Uint8Array | ArrayBuffer | Blob | string}[]} files
 * @param {Hopproof.Options} [options]
 * @returns {Promise<object>}
 */
async function summarize(files, options = {}) {
  const of = "script " + ++summaries;
  for (const [i, { name, input }] of files.entries()) await ask("count", { of, first: i === 0, name, source: sourceOf(input), options });
  const text = await ask("summary", { of, format: "json", lang: options.lang });
  await ask("forget", { of });
  return JSON.parse(text);
}

let summaries = 0;

/** @type {any} */ (globalThis).hopproof = { analyze, redact, compare, summarize };
