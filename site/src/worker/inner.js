// Messages inside the message: of a reported mail, or the original in a
// non-delivery report (RFC 2046 section 5.2.1, RFC 6522 section 3).

const MOST = 20;
const LOOKED_AT = 32 << 20;
const latin1 = new TextDecoder("latin1");

/**
 * Finds the enclosed messages, outermost only.
 * @param {Uint8Array} bytes
 * @returns {Hopproof.Inner[]}
 */
export function innerMessages(bytes) {
  const text = latin1.decode(bytes.subarray(0, LOOKED_AT));
  const type = /^content-type:[ \t]*(?:\r?\n[ \t]+)?(message\/(?:rfc822|global)|text\/rfc822-headers)\b/gim;
  /** @type {Hopproof.Inner[]} */
  const found = [];
  for (let match = type.exec(text); match && found.length < MOST; match = type.exec(text)) {
    const part = partAround(text, match.index);
    if (!part) continue;
    const inner = { start: part.start, end: part.end, encoding: part.encoding, headersOnly: /headers/i.test(match[1]) };
    const head = latin1.decode(decodeInner(bytes, { ...inner, end: Math.min(part.end, part.start + 65536) }));
    if (!/^[!-9;-~]+:/.test(head)) continue;
    found.push({ ...inner, subject: subjectOf(head) });
    type.lastIndex = part.end;
  }
  return found;
}

/**
 * The body of the MIME part whose header holds the place.
 * @param {string} text
 * @param {number} at
 * @returns {{start: number, end: number, encoding: string} | null}
 */
function partAround(text, at) {
  const before = text.slice(Math.max(0, at - 4096), at);
  const opening = /(?:^|\n)(--[^\r\n]+)\r?\n(?:[^\r\n]+\r?\n)*$/.exec(before);
  if (!opening) return null;
  const blank = /\r?\n\r?\n/g;
  blank.lastIndex = at;
  const gap = blank.exec(text);
  if (!gap) return null;
  const start = gap.index + gap[0].length;
  const closing = text.indexOf("\n" + opening[1].trimEnd(), start);
  let end = closing < 0 ? text.length : closing;
  if (text[end - 1] === "\r") end--;
  const header = opening[0] + text.slice(at, gap.index);
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(header)?.[1].toLowerCase() ?? "";
  return { start, end, encoding };
}

/**
 * @param {string} head
 * @returns {string} the Subject as it is written, on one line
 */
function subjectOf(head) {
  const section = head.split(/\r?\n\r?\n/, 1)[0];
  const match = /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(section);
  return match ? match[1].replace(/\r?\n[ \t]*/g, " ").slice(0, 200) : "";
}

/**
 * The bytes of an enclosed message, decoded.
 * @param {Uint8Array} bytes
 * @param {{start: number, end: number, encoding: string}} inner
 * @returns {Uint8Array}
 */
export function decodeInner(bytes, inner) {
  const body = bytes.subarray(inner.start, inner.end);
  if (inner.encoding === "base64") return fromBase64(latin1.decode(body));
  if (inner.encoding === "quoted-printable") return fromQuotedPrintable(body);
  return body;
}

/**
 * @param {string} text
 * @returns {Uint8Array}
 */
function fromBase64(text) {
  const letters = text.replace(/[^A-Za-z0-9+/]/g, "");
  const binary = atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}

/**
 * @param {Uint8Array} body
 * @returns {Uint8Array}
 */
function fromQuotedPrintable(body) {
  const text = latin1.decode(body)
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);
}
