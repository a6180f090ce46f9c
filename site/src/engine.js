// Talks to the worker. If that dies, the next call starts a new one.

import { scriptURL } from "./trusted.js";

/** @type {Worker | null} */
let worker = null;
let calls = 0;
/** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
const waiting = new Map();

/** @returns {Worker} */
function start() {
  const url = new URL("./worker.js", import.meta.url).href;
  const made = new Worker(/** @type {any} */ (scriptURL(url)), { type: "module" });
  made.addEventListener("message", ({ data }) => {
    if (data.broken) {
      fail(data.broken);
      return;
    }
    const call = waiting.get(data.call);
    waiting.delete(data.call);
    if (data.error) call?.reject(new Error(data.error));
    else call?.resolve(data.result);
  });
  made.addEventListener("error", (event) => fail(event.message || "the worker could not be started"));
  return made;
}

/**
 * Gives up the worker and all that waits for it.
 * @param {string} reason
 */
function fail(reason) {
  worker?.terminate();
  worker = null;
  for (const call of waiting.values()) call.reject(new Error(reason));
  waiting.clear();
}

/**
 * Asks the worker.
 * @param {string} operation
 * @param {object} [request]
 * @returns {Promise<any>}
 */
export function ask(operation, request = {}) {
  worker ??= start();
  const call = ++calls;
  return new Promise((resolve, reject) => {
    waiting.set(call, { resolve, reject });
    /** @type {Worker} */ (worker).postMessage({ call, operation, request });
  });
}

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
