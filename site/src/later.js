// Loads what a visitor may ask for later, when it is first asked for.

import { copy } from "./clipboard.js";
import { byId, h, replace, s, visible } from "./dom.js";
import { ask } from "./engine.js";
import { number } from "./format.js";
import { addWords, firstLanguage, language, languages, setLanguage, t, tOr } from "./lang/index.js";
import { copyable } from "./view/connectors.js";
import { save } from "./view/share.js";

/** @type {Promise<ReturnType<typeof import("./later/panels.js").begin>> | null} */
let loading = null;

/** @returns {NonNullable<typeof loading>} */
export function later() {
  if (!loading) {
    const kit = { byId, h, replace, s, visible, ask, copy, number, addWords, firstLanguage, language, languages, setLanguage, t, tOr, copyable, save };
    loading = import("./later/panels.js").then(({ begin }) => begin(kit));
    loading.catch(() => { loading = null; });
  }
  return loading;
}
