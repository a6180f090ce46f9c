// Keeps the page for use without a network.

import { scriptURL } from "./engine.js";

/** By then a message that was waiting for the program is answered, in milliseconds. */
const LATER = 1000;

/** Registers the service worker, which loads much, once the page has nothing else to do. */
export function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  setTimeout(() => navigator.serviceWorker.register(scriptURL("sw.js")).catch((error) => {
    console.warn("hopproof: not kept for offline use:", error);
  }), LATER);
}
