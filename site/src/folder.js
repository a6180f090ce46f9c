// The files in what was dropped: folders are looked through.

/** @type {WeakMap<File, string>} */
const paths = new WeakMap();

/**
 * @param {File} file
 * @returns {string} its name, with the folders that were dropped
 */
export const nameOf = (file) => paths.get(file) ?? file.name;

/**
 * The files of a drop, in the order of the command: by name, byte by byte, with
 * what is in a folder in the place of its name. It reads the drop at once, for
 * that is gone after the event.
 * @param {DataTransfer} transfer
 * @param {number} most
 * @returns {Promise<File[]>}
 */
export async function filesOf(transfer, most) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry != null);
  const flat = [...transfer.files];
  if (!entries.some((entry) => entry.isDirectory)) return flat;
  /** @type {File[]} */
  const found = [];
  for (const entry of entries) await walk(entry, entry.name, found, most);
  return found;
}

/**
 * @param {FileSystemEntry} entry
 * @param {string} path
 * @param {File[]} found
 * @param {number} most
 */
async function walk(entry, path, found, most) {
  if (found.length >= most) return;
  if (!entry.isDirectory) {
    const file = await new Promise((resolve, reject) => { /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject); });
    paths.set(file, path);
    found.push(file);
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const inside = [];
  for (;;) { // a reader gives a hundred at a time
    /** @type {FileSystemEntry[]} */
    const batch = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!batch.length) break;
    inside.push(...batch);
  }
  inside.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const one of inside) await walk(one, path + "/" + one.name, found, most);
}
