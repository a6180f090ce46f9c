// The raw view: the fields of the header section, cut into pieces where the
// spans of the document begin and end. Spans count bytes of the input.

const BATCH = 150; // fields
const BUDGET = 96 << 10; // bytes of one batch
const FIELD = 3000; // bytes of one field

const decoder = new TextDecoder();

/**
 * The key under which a statement and its place find each other.
 * @param {[number, number]} span
 * @returns {string}
 */
const keyOf = (span) => span[0] + "-" + span[1];

/**
 * All spans of a document, sorted, each once.
 * @param {Hopproof.Document} doc
 * @returns {[number, number][]}
 */
export function spansOf(doc) {
  /** @type {Map<string, [number, number]>} */
  const spans = new Map();
  const add = (/** @type {[number, number] | undefined} */ span) => {
    if (span && span[1] > span[0]) spans.set(keyOf(span), span);
  };
  const addAll = (/** @type {{evidence: Hopproof.Evidence[]}[] | undefined} */ list) =>
    list?.forEach((statement) => statement.evidence.forEach((e) => add(e.span)));
  doc.hops?.forEach((hop) => add(hop.span));
  addAll(doc.findings);
  addAll(doc.route?.conditions);
  doc.route?.legs.forEach((leg) => addAll(leg.conditions));
  if (doc.sending) addAll([doc.sending]);
  doc.verdicts?.forEach((verdict) => add(verdict.span));
  doc.problems?.forEach((problem) => add(problem.span));
  return [...spans.values()].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/**
 * The places of the text that are drawn, in order: fields and, with index -1,
 * what stands between them.
 * @param {[number, number][]} fields
 * @param {number} size of the input
 * @returns {{index: number, start: number, end: number}[]}
 */
export function places(fields, size) {
  const list = [];
  let at = 0;
  fields.forEach(([start, end], index) => {
    if (start > at) list.push({ index: -1, start: at, end: start });
    list.push({ index, start, end });
    at = end;
  });
  // Behind the section stands the body, which proves nothing; of a text
  // without a field it is all there is.
  if (size > at && fields.length === 0) list.push({ index: -1, start: at, end: size });
  return list;
}

/**
 * One batch of the raw view.
 * @param {Uint8Array} bytes
 * @param {ReturnType<typeof places>} list
 * @param {[number, number][]} spans sorted
 * @param {Map<number, number>} hops the hop of a field
 * @param {number} from the first place to draw
 * @param {number} [whole] a place to give in full
 * @returns {Hopproof.RawField[]}
 */
export function batch(bytes, list, spans, hops, from, whole = -1) {
  const out = [];
  let spent = 0;
  for (let i = from; i < list.length && out.length < BATCH && spent < BUDGET; i++) {
    const field = rawField(bytes, list[i], spans, i === whole ? BUDGET : FIELD);
    field.hop = hops.get(field.index);
    spent += Math.min(field.end - field.start, FIELD);
    out.push(field);
  }
  return out;
}

/**
 * @param {Uint8Array} bytes
 * @param {{index: number, start: number, end: number}} place
 * @param {[number, number][]} spans
 * @param {number} most bytes
 * @returns {Hopproof.RawField}
 */
function rawField(bytes, { index, start, end }, spans, most) {
  const stop = Math.min(end, characterEnd(bytes, start + most));
  const inside = spansWithin(spans, start, end);
  const covers = (/** @type {[number, number]} */ span) => span[0] <= start && span[1] >= end;
  const keys = inside.filter(covers).map(keyOf);
  if (index >= 0) keys.push("f" + index);
  const partial = inside.filter((span) => !covers(span));
  const cuts = new Set([start, stop]);
  for (const [from, to] of partial) {
    for (const at of [from, to]) if (at > start && at < stop) cuts.add(at);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const parts = edges.slice(1).map((to, i) => ({
    text: decoder.decode(bytes.subarray(edges[i], to)).replace(/\r\n/g, "\n"),
    keys: partial.filter((span) => span[0] <= edges[i] && span[1] >= to).map(keyOf),
  }));
  const last = parts[parts.length - 1];
  if (last && stop === end) last.text = last.text.replace(/[\r\n]+$/, "");
  const name = index < 0 ? "" : decoder.decode(bytes.subarray(start, Math.min(end, start + 80))).split(":")[0].trim();
  return { index, start, end, name, keys, parts, cut: end - stop };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {number} at, or the end of the UTF-8 character that it would split
 */
function characterEnd(bytes, at) {
  for (let i = 0; i < 3 && at < bytes.length && (bytes[at] & 0xc0) === 0x80; i++) at++;
  return at;
}

/**
 * @param {[number, number][]} spans sorted by start
 * @param {number} start
 * @param {number} end
 * @returns {[number, number][]} those that touch the range
 */
function spansWithin(spans, start, end) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle][0] < start) low = middle + 1;
    else high = middle;
  }
  const list = [];
  // A span that begins earlier and reaches in is a problem over several fields.
  for (let i = low - 1; i >= 0 && i >= low - 8; i--) if (spans[i][1] > start) list.push(spans[i]);
  for (let i = low; i < spans.length && spans[i][0] < end && list.length < 64; i++) list.push(spans[i]);
  return list;
}
