// What the page remembers: the expectation, in this browser, and only if asked.

const key = "hopproof:route";

/** @returns {Hopproof.Expectation | null} */
export function remembered() {
  try {
    const text = localStorage.getItem(key);
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // a browser may forbid it; what is kept may be of another version
  }
}

/**
 * @param {Hopproof.Expectation | null} expectation null: forget it
 */
export function remember(expectation) {
  try {
    if (expectation) localStorage.setItem(key, JSON.stringify(expectation));
    else localStorage.removeItem(key);
  } catch {
    // Nothing is kept then, which is what happens without asking too.
  }
}
