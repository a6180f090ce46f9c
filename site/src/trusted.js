// The one Trusted Types policy of the page: scripts are loaded from here only.

/** @type {{createScriptURL(url: string): any}} */
const policy = (/** @type {any} */ (globalThis).trustedTypes ?? { createPolicy: (/** @type {string} */ _, /** @type {any} */ rules) => rules })
  .createPolicy("hopproof", {
    createScriptURL(/** @type {string} */ url) {
      const resolved = new URL(url, document.baseURI);
      if (resolved.origin !== location.origin) throw new TypeError("not a script of this page: " + resolved.href);
      return resolved.href;
    },
  });

/**
 * The address of a script of this page, as the browser wants it.
 * @param {string} url
 * @returns {string}
 */
export function scriptURL(url) {
  return policy.createScriptURL(url);
}
