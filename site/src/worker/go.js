// Starts the Go program and gives what it offers.

import { wasm, wasmExec } from "../manifest.js";

/**
 * Compiles while it downloads, where the host names the type; a plain host may
 * not.
 * @param {Response} response
 * @param {WebAssembly.Imports} imports
 * @returns {Promise<WebAssembly.Instance>}
 */
async function instantiate(response, imports) {
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const type = response.headers.get("content-type") ?? "";
  const source = type.startsWith("application/wasm")
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return source.instance;
}

/**
 * @param {string} path
 * @returns {string} the address of a file beside the page's scripts
 */
const beside = (path) => new URL("../" + path, import.meta.url).href;

/**
 * Go cannot throw: it returns an Error instead.
 * @template {unknown[]} A
 * @param {(...args: A) => string | Error} call
 * @returns {(...args: A) => string}
 */
const throwing = (call) => (...args) => {
  const answer = call(...args);
  if (answer instanceof Error) throw answer;
  return answer;
};

/** @returns {Promise<HopproofGo>} */
export async function startGo() {
  const response = fetch(beside(wasm));
  await import(beside(wasmExec));
  const scope = /** @type {any} */ (globalThis);
  const go = new scope.Go();
  const instance = await instantiate(await response, go.importObject);
  // The program registers what it offers and then waits, so this ends only if
  // it dies; the next call then fails and the page starts a new worker.
  go.run(instance).then(() => { scope.hopproofGo = undefined; });
  if (!scope.hopproofGo) throw new Error("the program offers nothing");
  const { analyze, explain, route, fields, version } = scope.hopproofGo;
  return {
    version, analyze: throwing(analyze), explain: throwing(explain), route: throwing(route), fields: throwing(fields),
  };
}
