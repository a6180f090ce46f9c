// Talks to the workers. If one dies, the next call starts a new one. The page
// loads this script before all others: what takes longest, the program, begins
// to load while the rest of the page is still on its way.

import { compile } from "./compile.js";
import { wasm } from "./manifest.js";
import { scriptURL } from "./trusted.js";

export { scriptURL };

/** @typedef {(operation: string, request?: object) => Promise<any>} Ask */

/**
 * Makes a client of a worker, which is started by the first call.
 * @param {() => string} address
 * @param {() => Promise<WebAssembly.Module>} [program] what it is given to run
 * @returns {Ask}
 */
function client(address, program) {
  /** @type {Worker | null} */
  let worker = null;
  let calls = 0;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();

  const fail = (/** @type {string} */ reason) => {
    worker?.terminate();
    worker = null;
    for (const call of waiting.values()) call.reject(new Error(reason));
    waiting.clear();
  };
  const start = () => {
    const made = new Worker(/** @type {any} */ (scriptURL(address())), { type: "module" });
    made.addEventListener("message", ({ data }) => {
      if (data.broken) return fail(data.broken);
      const call = waiting.get(data.call);
      waiting.delete(data.call);
      if (data.error) call?.reject(new Error(data.error));
      else call?.resolve(data.result);
    });
    made.addEventListener("error", (event) => fail(event.message || "the worker could not be started"));
    program?.().then((module) => made.postMessage({ program: module }), (error) => fail(String(error)));
    return made;
  };
  return (operation, request = {}) => {
    const running = worker ??= start();
    const call = ++calls;
    return new Promise((resolve, reject) => {
      waiting.set(call, { resolve, reject });
      running.postMessage({ call, operation, request });
    });
  };
}

/** @type {Promise<WebAssembly.Module> | null} */
let loading = null;

/**
 * The program that analyses, compiled once: a worker takes longer to start than
 * its program to arrive, so the page loads it meanwhile.
 * @returns {Promise<WebAssembly.Module>}
 */
function program() {
  if (!loading) {
    loading = compile(new URL(wasm, import.meta.url).href);
    loading.catch(() => { loading = null; });
  }
  return loading;
}

program();

/** Asks the worker that analyses. */
export const ask = client(() => new URL("./worker.js", import.meta.url).href, program);

/** Settles when the program runs, or cannot. */
export const ready = ask("ready");

/** Asks the worker that asks DNS. */
export const askLive = client(() => new URL("./live.js", import.meta.url).href);

/**
 * Makes a function of which only the newest call counts: while one runs, the
 * next waits, and an older waiting one is dropped (it resolves to null).
 * @template A, R
 * @param {(argument: A) => Promise<R>} work
 * @returns {(argument: A) => Promise<R | null>}
 */
export function newest(work) {
  let running = false;
  /** @type {{argument: A, resolve: (value: any) => void} | null} */
  let next = null;
  /** @type {(argument: A) => Promise<R | null>} */
  const run = async (argument) => {
    if (running) {
      next?.resolve(null);
      return new Promise((resolve) => { next = { argument, resolve }; });
    }
    running = true;
    try {
      return await work(argument);
    } finally {
      running = false;
      if (next) {
        const { argument: later, resolve } = next;
        next = null;
        resolve(run(later));
      }
    }
  };
  return run;
}
