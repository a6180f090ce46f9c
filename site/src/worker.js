// The worker: everything heavy happens here, so that the page never stalls.

import { filesGo, moreGo, reportsGo, startGo } from "./worker/go.js";
import { brief, longestDelay, more, sortedHops } from "./worker/brief.js";
import { batch, places, spansOf } from "./worker/raw.js";
import { answersFor } from "./worker/answers.js";
import { open } from "./worker/open.js";

/** Larger inputs are refused: no mail server passes such messages. */
const LARGEST = 150 << 20;
/** How many messages are kept for questions about them. */
const KEPT = 4;

/**
 * @typedef {object} Kept
 * @property {Uint8Array} bytes
 * @property {Hopproof.Document} doc
 * @property {Hopproof.Options} options
 * @property {ReturnType<typeof places>} places
 * @property {[number, number][]} spans
 * @property {Map<number, number>} hops the hop of a field
 * @property {Hopproof.Inner[]} inner
 * @property {[number, number][]} where its fields
 * @property {string} [text] its document as text, if DNS was asked
 */

/** @type {Map<number, Kept>} */
const kept = new Map();
/** @type {(program: WebAssembly.Module) => void} */
let take;
/** The page loads the program while this worker starts. @type {Promise<WebAssembly.Module>} */
const program = new Promise((resolve) => { take = resolve; });
const go = startGo(program, () => postMessage({ broken: "the program ended" }));

/**
 * @param {number} id
 * @returns {Kept}
 */
function known(id) {
  const found = kept.get(id);
  if (!found) throw new Error("no message " + id);
  return found;
}

/**
 * @param {Hopproof.Source} source
 * @returns {number} its size in bytes, of a text in letters
 */
const sizeOf = (source) => (source instanceof Blob ? source.size : source.length);

/**
 * @param {Hopproof.Source} source
 * @returns {Promise<Uint8Array>}
 */
async function read(source) {
  if (typeof source === "string") return new TextEncoder().encode(source);
  return source instanceof Uint8Array ? source : new Uint8Array(await source.arrayBuffer());
}

/**
 * @param {string} trouble
 * @param {Record<string, string>} [args]
 * @returns {Hopproof.Reading}
 */
function nothing(trouble, args = {}) {
  return { trouble, args, totals: {}, inner: [], answers: [], refused: [], longest: 0 };
}

/**
 * The document of a message, without what is refused of the expectation.
 * @param {Uint8Array} bytes
 * @param {Hopproof.Options} options
 * @param {Hopproof.Options} file what the document says of the file
 * @returns {Promise<{text: string, wanted: Hopproof.Options, refused: Hopproof.Refusal[]}>}
 */
async function analysed(bytes, options, file) {
  const { analyze, route } = await go;
  const wanted = { ...options, ...file };
  try {
    return { text: analyze(bytes, JSON.stringify(wanted)), wanted, refused: [] };
  } catch (error) {
    const refused = refusals(route(JSON.stringify(options)));
    if (!refused.length) throw error;
    const rest = withoutRoute(wanted);
    return { text: analyze(bytes, JSON.stringify(rest)), wanted: rest, refused };
  }
}

/**
 * Everything that is drawn of a kept message.
 * @param {Kept} message
 * @param {Hopproof.Refusal[]} refused
 * @returns {Promise<Hopproof.Reading>}
 */
async function readingOf({ bytes, doc, options, where, inner }, refused) {
  return {
    ...brief(doc),
    trouble: doc.input.fields ? undefined : "no-fields",
    inner,
    answers: await answersFor(bytes, where, doc, async (text) => (await moreGo()).explain(text, options.lang ?? "en")),
    refused,
    longest: longestDelay(doc),
  };
}

/**
 * What is kept of a message beside its document.
 * @param {Hopproof.Document} doc
 * @returns {Pick<Kept, "doc" | "spans" | "hops">}
 */
function indexed(doc) {
  return { doc, spans: spansOf(doc), hops: new Map(doc.hops?.map((hop) => [hop.field, hop.hop])) };
}

const operations = {
  /**
   * Reads a message for the page. In passing, it is not kept.
   * @param {{id: number, source: Hopproof.Source, number: number, options: Hopproof.Options, passing?: boolean}} request
   * @returns {Promise<Hopproof.Reading>}
   */
  async read({ id, source, number, options, passing }) {
    const size = sizeOf(source);
    if (size === 0) return nothing("empty");
    if (size > LARGEST) return nothing("too-large", { limit: String(LARGEST >> 20) });
    const opened = await open(await read(source), number);
    if (opened.trouble) return nothing(opened.trouble);
    const { bytes, inner } = opened;
    const { text, wanted, refused } = await analysed(bytes, options, opened.options);
    /** @type {Hopproof.Document} */
    const doc = JSON.parse(text);
    /** @type {[number, number][]} */
    const where = JSON.parse((await go).fields(bytes));
    /** @type {Kept} */
    const message = { bytes, options: wanted, where, places: places(where, bytes.length), inner, ...indexed(doc) };
    if (!passing) keep(id, message);
    return readingOf(message, refused);
  },

  /**
   * What live checks need of a kept message.
   * @param {{id: number}} request
   */
  kept({ id }) {
    const { bytes, options } = known(id);
    return { bytes, options };
  },

  /**
   * Takes the document of live checks in the place of the one that is kept.
   * @param {{id: number, text: string}} request
   * @returns {Promise<Hopproof.Reading>}
   */
  async take({ id, text }) {
    const message = { ...known(id), ...indexed(JSON.parse(text)), text };
    keep(id, message);
    return readingOf(message, []);
  },

  /**
   * The whole document as JSON, as the command writes it.
   * @param {{source: Hopproof.Source, options: Hopproof.Options}} request
   */
  async analyze({ source, options }) {
    const { inner_number: number, ...rest } = options;
    const { bytes, options: wanted } = await taken({ source, number }, rest);
    return (await go).analyze(bytes, JSON.stringify(wanted));
  },

  /**
   * A kept message in another form.
   * @param {{id: number, format: Hopproof.Form}} request
   */
  async format({ id, format }) {
    const { bytes, options, text } = known(id);
    if (format === "html" || format === "markdown") return (await reportsGo()).report(format, bytes, JSON.stringify(options));
    if (format === "text") return (await moreGo()).text(bytes, JSON.stringify(options));
    return text ?? (await go).analyze(bytes, JSON.stringify(options));
  },

  /**
   * A message under pseudonyms: one that is kept, or any.
   * @param {{id?: number} & Partial<Hopproof.Handed>} request
   * @returns {Promise<Hopproof.Redacted>}
   */
  async redact({ id, source = "", number, options = {} }) {
    const { bytes, options: wanted } = id ? known(id) : await taken({ source, number }, options);
    return JSON.parse((await reportsGo()).redact(bytes, JSON.stringify(wanted)));
  },

  /**
   * Two messages side by side.
   * @param {{a: Hopproof.Handed, b: Hopproof.Handed, options: Hopproof.Options, format: "html" | "markdown" | "json"}} request
   */
  async compare({ a, b, options, format }) {
    const rest = await accepted(options);
    const [one, other] = [await taken(a, rest), await taken(b, rest)];
    for (const { bytes } of [one, other]) if ((await go).fields(bytes) === "[]") throw new Error("no-fields");
    return (await reportsGo()).compare(format, one.bytes, JSON.stringify(one.options), other.bytes, JSON.stringify(other.options));
  },

  /**
   * Adds the messages of a file to a summary, in the order in which this is asked;
   * the first begins a new one.
   * @param {Counted} request
   */
  count(request) {
    const counted = counting.then(() => count(request));
    counting = counted.catch(() => {});
    return counted;
  },

  /** @param {{of: string, format: "html" | "markdown" | "json", lang?: string}} request */
  async summary({ of, format, lang = "en" }) {
    return (await reportsGo()).summary(of, format, lang);
  },

  /** @param {{of: string}} request */
  async forget({ of }) {
    (await reportsGo()).forget(of);
  },

  /**
   * The messages of a mailbox file, if it is one with several.
   * @param {{source: Blob}} request
   * @returns {Promise<{name: string, source: Uint8Array}[]>}
   */
  async mailbox({ source }) {
    if (source.size > LARGEST || await source.slice(0, 5).text() !== "From ") return [];
    const program = await reportsGo();
    /** @type {string[]} */
    const names = JSON.parse(program.mailbox(await read(source)));
    return names.length > 1 ? names.map((name, i) => ({ name, source: program.message(i + 1) })) : [];
  },

  /** @param {{id: number, key: Hopproof.HopSort, down: boolean, from: number}} request */
  hops: (request) => sortedHops(known(request.id).doc, request),

  /** @param {{id: number, path: string, from: number}} request */
  more: ({ id, path, from }) => more(known(id).doc, path, from),

  /**
   * Another part of the raw view: from a place on, or from the field or byte
   * that is asked for.
   * @param {{id: number, from?: number, field?: number, byte?: number, whole?: number}} request
   */
  raw({ id, from = 0, field, byte, whole }) {
    const { bytes, places: list, spans, hops } = known(id);
    let first = from;
    if (field !== undefined) first = list.findIndex((place) => place.index === field);
    else if (byte !== undefined) first = list.findIndex((place) => place.end > byte);
    if (field !== undefined || byte !== undefined) first = Math.max(0, first - 4);
    return { from: first, fields: batch(bytes, list, spans, hops, first, whole), total: list.length };
  },

  /**
   * A route file in YAML.
   * @param {{name: string, text: string}} request
   */
  async routeFile({ name, text }) {
    return JSON.parse((await filesGo()).route(name, new TextEncoder().encode(text)));
  },

  /**
   * What connectors are and, if a message is kept under that number, do with it.
   * @param {{setup: Hopproof.Setup, id: number, lang: string}} request
   * @returns {Promise<Hopproof.ConnectorAnswer>}
   */
  async connectors({ setup, id, lang }) {
    const message = kept.get(id);
    const answer = (await filesGo()).connector(setup.name, setup.bytes, message?.bytes ?? null, JSON.stringify({ ...message?.options, lang }));
    return JSON.parse(answer);
  },

  /** The script that exports connectors. */
  async exportScript() {
    return (await filesGo()).script();
  },

  /** @param {{options: Hopproof.Options}} request */
  async route({ options }) {
    return JSON.parse((await go).route(JSON.stringify(options)));
  },

  /** Waits until the program runs. */
  async ready() {
    return (await go).version;
  },
};

/** @typedef {{of: string, first: boolean, name: string, source: Hopproof.Source, options: Hopproof.Options}} Counted */

/** Settles when what was asked to be counted is. @type {Promise<unknown>} */
let counting = Promise.resolve();

/** @param {Counted} request */
async function count({ of, first, name, source, options }) {
  const program = await reportsGo();
  const wanted = JSON.stringify({ ...await accepted(options), name });
  const bytes = sizeOf(source) > LARGEST ? null : await read(source);
  program.count(of, first, bytes ?? new Uint8Array(), wanted); // what is not read is counted as unreadable
  if (!bytes) throw new Error("too-large");
}

/**
 * What of the options can be taken up: all, or else what expects nothing.
 * @param {Hopproof.Options} options
 * @returns {Promise<Hopproof.Options>}
 */
async function accepted(options) {
  const refused = refusals((await go).route(JSON.stringify(options)));
  return refused.length ? withoutRoute(options) : options;
}

/** @type {(options: Hopproof.Options) => Hopproof.Options} */
const withoutRoute = (options) => ({ ...options, route: null, declared: undefined, trust: [] });

/**
 * A message that was handed in, and the options of its analysis.
 * @param {Hopproof.Handed} handed
 * @param {Hopproof.Options} options
 * @returns {Promise<{bytes: Uint8Array, options: Hopproof.Options}>}
 */
async function taken({ source, number = 0, name }, options) {
  if (sizeOf(source) > LARGEST) throw new Error("too-large");
  const opened = await open(await read(source), number);
  if (opened.trouble) throw new Error(opened.trouble);
  return { bytes: opened.bytes, options: { ...options, ...(name && { name }), ...opened.options } };
}

/**
 * @param {string} answer of route
 * @returns {Hopproof.Refusal[]}
 */
const refusals = (answer) => JSON.parse(answer).problems ?? [];

/**
 * @param {number} id
 * @param {Kept} message
 */
function keep(id, message) {
  kept.delete(id);
  kept.set(id, message);
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
  }
}

addEventListener("message", async (event) => {
  if (event.data.program) {
    take(event.data.program);
    return;
  }
  const { call, operation, request } = event.data;
  try {
    const result = await /** @type {any} */ (operations)[operation](request);
    postMessage({ call, result });
  } catch (error) {
    postMessage({ call, error: error instanceof Error ? error.message : String(error) });
  }
});

go.catch((error) => postMessage({ broken: String(error) }));
