// Starts the Go programs and gives what they offer.

import { files, live, more, wasm, wasmExec } from "../manifest.js";

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
 * @param {(...args: A) => unknown} call
 * @returns {(...args: A) => unknown}
 */
const throwing = (call) => (...args) => {
  const answer = call(...args);
  if (answer instanceof Error) throw answer;
  return answer;
};

/**
 * Runs a program. It registers what it offers and then waits, so it ends only
 * if it dies.
 * @param {string} bundle
 * @param {string} name under which it registers
 * @param {() => void} ended
 * @returns {Promise<any>}
 */
async function run(bundle, name, ended) {
  const response = fetch(beside(bundle));
  await import(beside(wasmExec));
  const scope = /** @type {any} */ (globalThis);
  const go = new scope.Go();
  const instance = await instantiate(await response, go.importObject);
  go.run(instance).then(ended);
  const offered = scope[name];
  if (!offered) throw new Error("the program offers nothing");
  return Object.fromEntries(Object.entries(offered)
    .map(([key, value]) => [key, typeof value === "function" ? throwing(value) : value]));
}

/**
 * The program that analyses messages.
 * @param {() => void} ended
 * @returns {Promise<HopproofGo>}
 */
export const startGo = (ended) => run(wasm, "hopproofGo", ended);

/**
 * A program that is loaded when it is first needed, and again if it died.
 * @param {string} bundle
 * @param {string} name
 * @returns {() => Promise<any>}
 */
function onDemand(bundle, name) {
  /** @type {Promise<any> | undefined} */
  let started;
  const forget = () => { started = undefined; };
  return () => {
    if (!started) {
      started = run(bundle, name, forget);
      started.catch(forget);
    }
    return started;
  };
}

/** Explains words and writes text. @type {() => Promise<HopproofMore>} */
export const moreGo = onDemand(more, "hopproofMore");

/** Opens Outlook files and messages inside messages. @type {() => Promise<HopproofFiles>} */
export const filesGo = onDemand(files, "hopproofFiles");

/** Asks DNS. @type {() => Promise<HopproofLive>} */
export const liveGo = onDemand(live, "hopproofLive");
