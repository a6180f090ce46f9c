// Tells an export of connectors from a message, by what stands in it.

/** An export takes about 3 KB for each connector; its names stand near the top. */
const LOOKED_AT = 64 << 10;

const named = /\b(?:new|set)-inboundconnector\b|["']?\b(?:inboundconnectors|tlssendercertificatename|senderipaddresses|connectortype|restrictdomainsto(?:certificate|ipaddresses)|rejectdirectsend|matchsubdomains)\b["']?[ \t]*[:=]/i;
/** A field that no setting is called like: a message may well speak of connectors. */
const field = /^(?:received|return-path|delivered-to|message-id|subject|from|date|mime-version|authentication-results|x-ms-[\w-]+)[ \t]*:/im;

/**
 * @param {string} text
 * @returns {boolean}
 */
export function isSetup(text) {
  const head = text.slice(0, LOOKED_AT);
  return named.test(head) && !field.test(head);
}

/**
 * @param {Blob} file
 * @returns {Promise<boolean>}
 */
export async function isSetupFile(file) {
  const bytes = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  return isSetup(new TextDecoder(charset(bytes)).decode(bytes));
}

/**
 * Windows PowerShell writes UTF-16.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function charset(bytes) {
  if (bytes[0] === 0xfe && bytes[1] === 0xff || bytes[0] === 0 && bytes[1]) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe || bytes[0] && bytes[1] === 0) return "utf-16le";
  return "utf-8";
}
