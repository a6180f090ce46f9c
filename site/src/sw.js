// The service worker: after the first visit the page works without a network.
// Names carry a hash of the content, so what is kept is never out of date; a
// new version is fetched whole before it replaces the old one.

import { build, precache, version } from "./manifest.js";

/** @type {any} */
const worker = self;
const prefix = "hopproof ";
const name = prefix + version + " " + build;

worker.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(name);
    await cache.addAll(precache.map((file) => new Request(file, { cache: "no-cache" })));
    await worker.skipWaiting();
  })());
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil((async () => {
    for (const old of await caches.keys()) if (old.startsWith(prefix) && old !== name) await caches.delete(old);
    await worker.clients.claim();
  })());
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(answer(event.request));
});

/**
 * The page itself comes from the network if there is one, so that a new
 * version is seen; everything else from what is kept.
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answer(request) {
  const cache = await caches.open(name);
  if (request.mode === "navigate") {
    try {
      return await fetch(request);
    } catch (error) {
      const page = await cache.match("./");
      if (page) return page;
      throw error;
    }
  }
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
