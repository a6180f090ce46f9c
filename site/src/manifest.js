// Serves the sources unbuilt; the build replaces it.

export const wasm = "hopproof.wasm";
export const more = "hopproof-more.wasm";
export const live = "";
export const files = "";
export const reports = "hopproof-reports.wasm";
export const build = "";
export const version = "unbuilt";
/** @type {string[]} */
export const precache = [];
