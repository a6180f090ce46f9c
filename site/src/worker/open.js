// Opens what was handed in: a message as it is, an Outlook file, header fields as
// JSON, or a message inside another. The program for files is loaded for all but
// the first.

import { files } from "../manifest.js";
import { filesGo } from "./go.js";
import { sniff } from "./sniff.js";

const LOOKED_AT = 32 << 20;
const latin1 = new TextDecoder("latin1");

/** What a part is called that may hold a message; the program looks closer. */
const enclosing = /^content-type:[ \t]*(?:\r?\n[ \t]+)?(?:message\/(?:rfc822|global)|text\/rfc822-headers|multipart\/digest|application\/vnd\.ms-outlook)|name[*\d]*=[^\r\n]*\.(?:eml|msg)\b/im;

/** How JSON begins, and no header section, behind a byte order mark of UTF-8 or UTF-16. */
const json = /^(?:\xef\xbb\xbf|\xff\xfe)?[\s\0]*[[{]/;

/** @type {Record<string, string>} what the program says of a file, as a key of the words */
const kinds = {
  zip: "archive", gzip: "archive", "7z": "archive", rar: "archive", png: "image", jpeg: "image", gif: "image", tiff: "image",
  word: "office", excel: "office", powerpoint: "office", "encrypted-office": "office", "compound-file": "office",
  pdf: "pdf", rtf: "rtf", pst: "pst", tnef: "tnef",
  json: "json", "json-messages": "json", "json-large": "json",
};

/**
 * @typedef {object} Opened
 * @property {string} [trouble] why there is nothing to read
 * @property {Uint8Array} bytes what is to be analysed
 * @property {Hopproof.Inner[]} inner the messages inside
 * @property {Pick<Hopproof.Options, "kind" | "inner_number" | "inner">} options what the document says of it
 */

/**
 * @param {Uint8Array} bytes
 * @param {number} number of the message inside; 0: the file itself
 * @returns {Promise<Opened>}
 */
export async function open(bytes, number) {
  const kind = sniff(bytes);
  const outlook = kind === "msg";
  if (kind && !outlook) return nothing("kind-" + kind);
  if (!outlook && !number && isPlain(bytes)) return { bytes, inner: [], options: {} };
  if (!files) return outlook ? nothing("kind-msg") : { bytes, inner: [], options: {} };
  const program = await filesGo();
  try {
    return take(program, bytes, number);
  } catch (error) {
    return nothing(troubleOf(error));
  }
}

/**
 * Whether a text is neither JSON nor a message around another.
 * @param {Uint8Array} bytes
 * @returns {boolean}
 */
function isPlain(bytes) {
  const text = latin1.decode(bytes.subarray(0, LOOKED_AT));
  return !json.test(text) && !enclosing.test(text);
}

/**
 * @param {string} trouble
 * @returns {Opened}
 */
const nothing = (trouble) => ({ trouble, bytes: new Uint8Array(), inner: [], options: {} });

/**
 * @param {HopproofFiles} program
 * @param {Uint8Array} bytes
 * @param {number} number
 * @returns {Opened}
 */
function take(program, bytes, number) {
  const file = JSON.parse(program.open(bytes));
  /** @type {Hopproof.Inner[]} */
  const inside = file.inner;
  const chosen = number ? inside[number - 1] : file;
  const text = !number && file.kind === "eml" ? bytes : program.text(number);
  const list = inside.map(({ index, subject, kind }) => ({ index, subject, kind }));
  return {
    bytes: text, inner: number ? [] : inside.filter((message) => !message.error),
    options: {
      ...(chosen?.kind === "msg" && { kind: "msg" }), ...(number && { inner_number: number }), ...(!number && list.length && { inner: list }),
    },
  };
}

/**
 * @param {unknown} error
 * @returns {string} a key of the words under "trouble."
 */
function troubleOf(error) {
  const { code, value } = /** @type {{code?: string, value?: string}} */ (error);
  if (code === "no-mail") return "kind-" + (kinds[value ?? ""] ?? "binary");
  return code === "no-headers" || code === "file-damaged" ? code : "no-inner";
}
