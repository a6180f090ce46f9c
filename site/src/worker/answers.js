// What the text of a non-delivery report means, and single words that were
// typed instead of a message.

const MOST = 1 << 20; // bytes; the glossary reads no more
const WORD = 200; // letters: longer than a word or a reply of a server
const decoder = new TextDecoder();

const status = /\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b|\b[45]\.\d{1,3}\.\d{1,3}\b/;

/**
 * @param {Uint8Array} bytes
 * @param {[number, number][]} fields
 * @param {Hopproof.Document} doc
 * @param {(text: string) => Promise<string>} explain
 * @returns {Promise<Hopproof.Answer[]>}
 */
export async function answersFor(bytes, fields, doc, explain) {
  const word = isWord(bytes, fields);
  const text = word ? decoder.decode(bytes) : outside(bytes, fields, doc);
  if (!text.trim() || !(word || status.test(text))) return [];
  /** @type {Hopproof.Answer[]} */
  const answers = JSON.parse(await explain(text.trim())).answers ?? [];
  return answers.filter((answer) => word || answer.kind === "smtp-error" || answer.kind === "status");
}

/**
 * Whether somebody asks for the meaning of a word, such as 5.7.64 or SFV:SKI,
 * which looks like a field.
 * @param {Uint8Array} bytes
 * @param {[number, number][]} fields
 * @returns {boolean}
 */
function isWord(bytes, fields) {
  return bytes.length <= WORD && fields.length <= 1 && !decoder.decode(bytes).trim().includes("\n");
}

/**
 * The text in which a report may speak: all of what is no message, what stands
 * above the fields of a paste, and the body of a report.
 * @param {Uint8Array} bytes
 * @param {[number, number][]} fields
 * @param {Hopproof.Document} doc
 * @returns {string}
 */
function outside(bytes, fields, doc) {
  if (fields.length === 0) return decoder.decode(bytes.subarray(0, MOST));
  const above = decoder.decode(bytes.subarray(0, Math.min(fields[0][0], MOST)));
  const end = fields[fields.length - 1][1];
  return above + (isReport(bytes, end, doc) ? decoder.decode(bytes.subarray(end, end + MOST)) : "");
}

/**
 * @param {Uint8Array} bytes
 * @param {number} end of the header section
 * @param {Hopproof.Document} doc
 * @returns {boolean} whether the message is a report of delivery (RFC 6522)
 */
function isReport(bytes, end, doc) {
  if (doc.message?.mail_from === "<>") return true;
  const section = decoder.decode(bytes.subarray(0, Math.min(end, MOST)));
  return /^content-type:\s*multipart\/report/im.test(section);
}
