// The page draws the head of a long list and asks for more, so only that much
// of a document travels to it.

const LISTED = 200;
const NESTED = 20;
const LETTERS = 1200;

/**
 * The document with long lists and long strings cut; what needs no cut is shared
 * with it. What the lists held is noted under their paths.
 * @param {Hopproof.Document} doc
 * @returns {{doc: Hopproof.Document, totals: Hopproof.Totals}}
 */
export function brief(doc) {
  /** @type {Hopproof.Totals} */
  const totals = {};
  return { doc: /** @type {Hopproof.Document} */ (cut(doc, [], totals)), totals };
}

/**
 * @param {unknown} value
 * @param {string[]} path its keys; "[]" for what is in a list
 * @param {Hopproof.Totals} totals
 * @returns {unknown} the value itself, if nothing of it is cut
 */
function cut(value, path, totals) {
  if (typeof value === "string") return value.length > LETTERS ? shorten(value) : value;
  if (value === null || typeof value !== "object") return value;
  return Array.isArray(value) ? cutList(value, path, totals) : cutMembers(value, path, totals);
}

/**
 * @param {unknown[]} list
 * @param {string[]} path
 * @param {Hopproof.Totals} totals
 */
function cutList(list, path, totals) {
  const most = path.includes("[]") ? NESTED : LISTED;
  let short = list;
  if (list.length > most) {
    const name = path.join(".").replaceAll(".[]", "[]");
    totals[name] = Math.max(totals[name] ?? 0, list.length);
    short = list.slice(0, most);
  }
  path.push("[]");
  for (let i = 0; i < short.length; i++) {
    const item = cut(short[i], path, totals);
    if (item === short[i]) continue;
    if (short === list) short = list.slice();
    short[i] = item;
  }
  path.pop();
  return short;
}

/**
 * @param {object} whole
 * @param {string[]} path
 * @param {Hopproof.Totals} totals
 */
function cutMembers(whole, path, totals) {
  let short = /** @type {Record<string, unknown>} */ (whole);
  for (const [key, value] of Object.entries(whole)) {
    path.push(key);
    const member = cut(value, path, totals);
    path.pop();
    if (member === value) continue;
    if (short === whole) short = { ...whole };
    short[key] = member;
  }
  return short;
}

/**
 * @param {string} text
 * @returns {string} its head, not cut within a character
 */
function shorten(text) {
  const head = text.slice(0, LETTERS);
  return head.replace(/[\ud800-\udbff]$/, "") + " … (+" + (text.length - LETTERS) + ")";
}

/**
 * The next part of a list of the document.
 * @param {Hopproof.Document} doc
 * @param {string} path such as "authentication.results"
 * @param {number} from
 * @returns {unknown[]}
 */
export function more(doc, path, from) {
  const list = path.split(".").reduce((node, key) => /** @type {any} */ (node)?.[key], /** @type {unknown} */ (doc));
  if (!Array.isArray(list)) return [];
  return /** @type {unknown[]} */ (cut(list.slice(from, from + LISTED), path.split("."), {}));
}

/** @type {Record<Hopproof.HopSort, (hop: Hopproof.Hop) => number | string>} */
const sortKeys = {
  hop: (hop) => hop.hop,
  time: (hop) => (hop.time ? Date.parse(hop.time) : -Infinity),
  delay: (hop) => hop.delay_s ?? -Infinity,
  by: (hop) => (hop.by?.name ?? hop.by?.ip ?? "").toLowerCase(),
  role: (hop) => hop.role ?? "",
};

/**
 * A part of the hops in another order.
 * @param {Hopproof.Document} doc
 * @param {{key: Hopproof.HopSort, down: boolean, from: number}} order
 * @returns {Hopproof.Hop[]}
 */
export function sortedHops(doc, { key, down, from }) {
  const keyed = (doc.hops ?? []).map((hop) => ({ hop, by: sortKeys[key](hop) }));
  const sign = down ? -1 : 1;
  keyed.sort((a, b) => (a.by < b.by ? -sign : a.by > b.by ? sign : a.hop.hop - b.hop.hop));
  return /** @type {Hopproof.Hop[]} */ (cut(keyed.slice(from, from + LISTED).map((k) => k.hop), ["hops"], {}));
}

/**
 * @param {Hopproof.Document} doc
 * @returns {number} the longest delay of any hop, in seconds
 */
export function longestDelay(doc) {
  return (doc.hops ?? []).reduce((most, hop) => Math.max(most, Math.abs(hop.delay_s ?? 0)), 0);
}
