// The connectors: what was handed in, and what is said of it with the message
// that is shown.

import { copy } from "./clipboard.js";
import { byId, replace } from "./dom.js";
import { ask, newest } from "./engine.js";
import { language, t } from "./lang/index.js";
import { drawConnectors, sayConnectors } from "./view/connectors.js";

/** Longer texts would stall the box; they are read from the file alone. */
const SHOWN = 64 << 10;
/** As large as the program reads. */
const LARGEST = 16 << 20;

/** @type {Hopproof.Setup | null} */
let setup = null;
/** @type {() => number} */
let message = () => 0;

/** @returns {HTMLTextAreaElement} */
const box = () => byId("connectors-text");

/** Says again what there is to say: for another message, language or setup. */
export const checkConnectors = newest(async () => {
  const asked = setup;
  if (!asked) return drawConnectors(null);
  try {
    const answer = await ask("connectors", { setup: asked, id: message(), lang: language() });
    if (asked === setup) drawConnectors(answer);
  } catch (error) {
    drawConnectors({ problems: [{ problem: t("connectors.failed", { reason: error instanceof Error ? error.message : String(error) }) }] });
  }
});

/**
 * Takes a setup that was pasted, dropped or chosen, and shows the panel.
 * @param {string | File} source
 */
export async function takeSetup(source) {
  /** @type {HTMLDetailsElement} */ (byId("connectors")).open = true;
  const text = typeof source === "string";
  if (!text && source.size > LARGEST) {
    setup = null;
    drawConnectors({ problems: [{ problem: t("connectors.too-large", { limit: LARGEST >> 20 }) }] });
    return;
  }
  const bytes = text ? new TextEncoder().encode(source) : new Uint8Array(await source.arrayBuffer());
  box().value = text && source.length <= SHOWN ? source : "";
  setup = { name: text ? t("list.text") : source.name, bytes };
  replace(byId("connectors-file"), text ? "" : t("connectors.file", { name: source.name }));
  await checkConnectors(undefined);
  byId("connectors").scrollIntoView({ block: "nearest" });
}

/** Forgets the setup. */
function clear() {
  setup = null;
  box().value = "";
  replace(byId("connectors-file"));
  drawConnectors(null);
  box().focus();
}

/**
 * Watches the panel.
 * @param {() => number} current the number of the message that is shown; 0: none
 */
export function watchConnectors(current) {
  message = current;
  const take = () => { if (/\S/.test(box().value)) takeSetup(box().value); };
  byId("connectors-check").addEventListener("click", take);
  box().addEventListener("paste", () => setTimeout(take));
  box().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take();
  });
  byId("connectors-clear").addEventListener("click", clear);
  byId("connectors-script").addEventListener("click", async () => {
    sayConnectors(await copy(ask("exportScript"), t("connectors.script-copied")));
  });
  /** @type {HTMLInputElement} */
  const chooser = byId("connectors-choose");
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    if (file) await takeSetup(file);
    chooser.value = "";
  });
}
