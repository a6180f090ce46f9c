// Starts the Go programs and gives what they offer.

import "../wasm_exec.js";
import { compile } from "../compile.js";
import { files, live, more, reports } from "../manifest.js";

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
 * @param {Promise<WebAssembly.Module>} program
 * @param {string} name under which it registers
 * @param {() => void} ended
 * @returns {Promise<any>}
 */
async function run(program, name, ended) {
  const scope = /** @type {any} */ (globalThis);
  const go = new scope.Go();
  // A visit with one message collects no garbage, later ones seldom, and a phone
  // keeps its memory.
  go.env = { ...go.env, GOGC: "400", GOMEMLIMIT: "512MiB" };
  const instance = await WebAssembly.instantiate(await program, go.importObject);
  go.run(instance).then(ended);
  const offered = scope[name];
  if (!offered) throw new Error("the program offers nothing");
  return Object.fromEntries(Object.entries(offered)
    .map(([key, value]) => [key, typeof value === "function" ? throwing(value) : value]));
}

/**
 * The program that analyses messages.
 * @param {Promise<WebAssembly.Module>} program
 * @param {() => void} ended
 * @returns {Promise<HopproofGo>}
 */
export const startGo = (program, ended) => run(program, "hopproofGo", ended);

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
      started = run(compile(beside(bundle)), name, forget);
      started.catch(forget);
    }
    return started;
  };
}

/** Explains words and writes text. @type {() => Promise<HopproofMore>} */
export const moreGo = onDemand(more, "hopproofMore");

/** Opens Outlook files and messages inside messages. @type {() => Promise<HopproofFiles>} */
export const filesGo = onDemand(files, "hopproofFiles");

/** Writes reports, and counts many messages. @type {() => Promise<HopproofReports>} */
export const reportsGo = onDemand(reports, "hopproofReports");

/** Asks DNS. @type {() => Promise<HopproofLive>} */
export const liveGo = onDemand(live, "hopproofLive");
