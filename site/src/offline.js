// Keeps the page for use without a network.

import { scriptURL } from "./trusted.js";

/** Registers the service worker, once the page has nothing else to do. */
export function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  const register = () => navigator.serviceWorker.register(scriptURL("sw.js")).catch((error) => {
    console.warn("hopproof: not kept for offline use:", error);
  });
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
