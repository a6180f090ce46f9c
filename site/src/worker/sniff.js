// What a file is that is no message, by its first bytes.

/** @type {[string, number[]][]} */
const magic = [
  ["msg", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["archive", [0x50, 0x4b, 0x03, 0x04]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["program", [0x7f, 0x45, 0x4c, 0x46]],
  ["pst", [0x21, 0x42, 0x44, 0x4e]],
];

/**
 * The kind of a file that cannot be a message, or "".
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function sniff(bytes) {
  const known = magic.find(([, head]) => head.every((byte, i) => bytes[i] === byte));
  if (known) return known[0];
  // A Windows program or any other file: text has no runs of NUL, save UTF-16
  // with its mark in front, where each second byte is one.
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return "";
  let zeros = 0;
  const head = bytes.subarray(0, 4096);
  for (const byte of head) if (byte === 0) zeros++;
  return zeros > head.length / 4 ? "binary" : "";
}
