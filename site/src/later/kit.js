// What the page lends to what is loaded later: its own modules, which must not
// be there twice.

/** @typedef {typeof import("../dom.js") & typeof import("../lang/index.js") & Pick<typeof import("../engine.js"), "ask">
 *   & Pick<typeof import("../clipboard.js"), "copy">
 *   & Pick<typeof import("../view/share.js"), "save"> & Pick<typeof import("../view/connectors.js"), "copyable">
 *   & Pick<typeof import("../format.js"), "number">} Kit */

/** @type {Kit["h"]} */
export let h;
/** @type {Kit["replace"]} */
export let replace;
/** @type {Kit["byId"]} */
export let byId;
/** @type {Kit["t"]} */
export let t;
/** @type {Kit["tOr"]} */
export let tOr;
/** @type {Kit["language"]} */
export let language;
/** @type {Kit["ask"]} */
export let ask;
/** @type {Kit["copy"]} */
export let copy;
/** @type {Kit["save"]} */
export let save;
/** @type {Kit["copyable"]} */
export let copyable;
/** @type {Kit["number"]} */
export let number;

/** @param {Kit} kit */
export function use(kit) {
  ({ h, replace, byId, t, tOr, language, ask, copy, save, copyable, number } = kit);
}
