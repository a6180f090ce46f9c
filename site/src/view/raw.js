// The header section itself. Places that a statement rests on are marked; the
// two light up together. Only a part is drawn at a time.

import { h } from "../dom.js";
import { t } from "../lang/index.js";
import { number } from "../format.js";
import { onJump, revealInPanel } from "../evidence.js";
import { later } from "../pace.js";
import { section } from "./section.js";

/** @typedef {(request: {from?: number, field?: number, byte?: number, whole?: number}) => Promise<Hopproof.Raw>} LoadRaw */

/** Fields that are drawn in one go. */
const SLICE = 30;

/**
 * @param {Hopproof.Raw | undefined} raw
 * @param {LoadRaw} load
 * @returns {HTMLElement | null}
 */
export function rawSection(raw, load) {
  if (!raw?.fields.length) return null;
  const text = h("div", { class: "raw-text", tabindex: "0", role: "group", "aria-label": t("raw.title") });
  const view = { from: 0, to: raw.fields.length, total: raw.total, text, load };
  draw(view, raw.fields);
  onJump(async (target) => {
    let place = text.querySelector(`[data-keys~="${target.key}"]`);
    if (!place) {
      const batch = await load(target.field === undefined ? { byte: target.byte } : { field: target.field });
      view.from = batch.from;
      view.to = batch.from + batch.fields.length;
      draw(view, batch.fields);
      place = text.querySelector(`[data-keys~="${target.key}"]`);
    }
    show(text, place);
  });
  const made = section("raw", t("raw.title"), h("p", { class: "note" }, t("raw.note")), text);
  made.dataset.part = "raw";
  return made;
}

/**
 * Brings a place into view and moves the focus there.
 * @param {HTMLElement} text
 * @param {Element | null} place
 */
function show(text, place) {
  if (!place) return;
  const box = text.getBoundingClientRect();
  if (box.bottom < 80 || box.top > innerHeight - 80) text.scrollIntoView({ block: "nearest" });
  revealInPanel(place);
  const goal = place.matches("a, [tabindex]") ? place : place.querySelector("a");
  if (goal instanceof HTMLElement) goal.focus({ preventScroll: true });
}

/**
 * @typedef {object} RawView
 * @property {number} from
 * @property {number} to
 * @property {number} total
 * @property {HTMLElement} text
 * @property {LoadRaw} load
 */

/**
 * @param {RawView} view
 * @param {Hopproof.RawField[]} fields
 */
function draw(view, fields) {
  const blocks = (/** @type {number} */ from) => fields.slice(from, from + SLICE).map((field, i) => fieldBlock(view, field, view.from + from + i));
  const end = h("div", {}, view.to < view.total && pageButton(view, t("raw.later", { count: number(view.total - view.to) }), view.to));
  view.text.replaceChildren(...blocks(0), end);
  if (view.from > 0) view.text.prepend(pageButton(view, t("raw.earlier", { count: number(view.from) }), Math.max(0, view.from - 150)));
  for (let from = SLICE; from < fields.length; from += SLICE) later(() => { if (end.isConnected) end.before(...blocks(from)); });
}

/**
 * @param {RawView} view
 * @param {string} label
 * @param {number} from
 * @returns {HTMLElement}
 */
function pageButton(view, label, from) {
  return h("button", {
    type: "button", class: "more",
    async click() {
      const batch = await view.load({ from });
      view.from = from;
      view.to = from + batch.fields.length;
      draw(view, batch.fields);
      view.text.scrollTop = 0;
      view.text.focus({ preventScroll: true });
    },
  }, label);
}

/**
 * @param {RawView} view
 * @param {Hopproof.RawField} field
 * @param {number} place
 * @returns {HTMLElement}
 */
function fieldBlock(view, field, place) {
  const between = field.index < 0;
  const parts = named(field).flatMap((part) => (part.keys.length
    ? h("a", { class: "mark", href: "#answer", "data-keys": part.keys.join(" "), click: toStatement }, part.text)
    : typeof part.text === "string" ? filled(part.text) : part.text));
  const block = h("div", { class: "field" + (between ? " between" : "") + (field.hop ? " received" : ""), "data-keys": field.keys.join(" ") || null },
    h("span", { class: "gutter", title: between ? t("raw.between") : t("evidence.field", { field: field.index }) },
      between ? "·" : String(field.index)),
    h("span", { class: "text" }, ...parts));
  if (field.cut > 0) block.append(cutButton(view, block, place, field.cut));
  return block;
}

/**
 * Text in which signatures and keys fill their lines: one that is longer than a
 * line would begin a new one, and what is before it look like an empty line.
 * @param {string} text
 * @returns {(HTMLElement | string)[]}
 */
function filled(text) {
  return text.split(/([\w+/=]{40,})/).map((piece, i) => (i % 2 ? h("span", { class: "key-text" }, piece) : piece));
}

/**
 * The pieces of a field, with its name set apart.
 * @param {Hopproof.RawField} field
 * @returns {{text: string | HTMLElement, keys: string[]}[]}
 */
function named(field) {
  const [first, ...rest] = field.parts;
  if (!first || first.keys.length || !field.name || !first.text.startsWith(field.name)) return field.parts;
  const name = h("b", {}, field.name);
  return [{ text: name, keys: [] }, { text: first.text.slice(field.name.length), keys: [] }, ...rest];
}

/**
 * @param {RawView} view
 * @param {HTMLElement} block
 * @param {number} place
 * @param {number} cut bytes
 * @returns {HTMLElement}
 */
function cutButton(view, block, place, cut) {
  return h("button", {
    type: "button", class: "more",
    async click() {
      const { fields } = await view.load({ from: place, whole: place });
      const full = fieldBlock(view, fields[0], place);
      block.replaceWith(full);
      full.querySelector("a")?.focus();
    },
  }, t("raw.cut", { count: number(cut) }));
}

/**
 * From a marked place back to the first statement that rests on it.
 * @param {Event} event
 */
function toStatement(event) {
  event.preventDefault();
  const mark = event.currentTarget;
  if (!(mark instanceof HTMLElement)) return;
  const keys = (mark.dataset.keys ?? "").split(" ");
  const statement = document.querySelector(keys.map((key) => `#sections [data-ev~="${key}"]`).join(", "));
  statement?.scrollIntoView({ block: "center" });
  const goal = statement?.matches("a, button") ? statement : statement?.querySelector("a, button, summary");
  if (goal instanceof HTMLElement) goal.focus({ preventScroll: true });
}
