// Many messages together: the summary that the command scan writes of them.

import { ask, copy, h, language, number, replace, save, t } from "./kit.js";
import { reasonOf } from "./panel.js";
import { shown } from "./shown.js";

/** Counts the runs: a newer one ends an older one. */
let runs = 0;
/** The name of this summary. */
const of = "page";
/** Whether the visitor closed it. */
let closed = false;

/**
 * Counts the files one after the other, in the worker, and shows what they have
 * in common. No files: it goes.
 * @param {HTMLElement} place
 * @param {{name: string, source: Hopproof.Source}[]} files
 * @param {Hopproof.Options} options
 */
export async function summarize(place, files, options) {
  const run = ++runs;
  if (files.length === 0) return replace(place);
  const said = h("p", { class: "said", role: "status" });
  const body = h("div", { class: "results-of" });
  // What was shown stays until there is something new, so that nothing jumps.
  const before = place.querySelector(".summary-scroll");
  if (before) body.append(before);
  const frame = h("details", { class: "card taken", id: "together-panel", open: !closed, toggle: () => { closed = !frame.open; } },
    h("summary", {}, h("h2", {}, t("many.title", { count: number(files.length) }))), said, body);
  replace(place, frame);
  let missed = 0;
  let told = -Infinity;
  try {
    for (const [i, file] of files.entries()) {
      await ask("count", { of, ...file, first: i === 0, options }).catch(() => { missed++; });
      if (run !== runs) return;
      if (performance.now() - told > 250) {
        told = performance.now();
        replace(said, t("many.reading", { done: number(i + 1), count: number(files.length) }));
      }
    }
    const html = await ask("summary", { of, format: "html", lang: options.lang });
    if (run !== runs) return;
    // All of it is long: it scrolls, so that the list below stays near.
    replace(body, buttons(html, options.lang ?? "en", (answer) => replace(said, answer)),
      h("div", { class: "summary-scroll", tabindex: "0", role: "region", "aria-label": t("many.label") }, shown(html)));
    replace(said, missed ? t("many.missed", { count: missed }) : t("many.done", { count: number(files.length) }));
  } catch (error) {
    replace(body, h("p", { class: "error", role: "alert" }, t("later.failed", { reason: reasonOf(error) })));
  }
  performance.mark("hopproof:summary");
}

/**
 * @param {string} html
 * @param {string} lang
 * @param {(said: string) => void} say
 * @returns {HTMLElement}
 */
function buttons(html, lang, say) {
  return h("div", { class: "share" },
    h("button", { type: "button", "data-summary": "html", click: () => save(`hopproof-summary.${language()}.html`, "text/html", html) }, t("later.html")),
    h("button", { type: "button", "data-summary": "markdown", async click() {
      say(await copy(ask("summary", { of, format: "markdown", lang })));
    } }, t("share.markdown")),
    h("button", { type: "button", "data-summary": "json", async click() {
      save("hopproof-summary.json", "application/json", await ask("summary", { of, format: "json", lang }));
    } }, t("share.json")));
}
