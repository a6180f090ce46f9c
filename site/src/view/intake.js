// Where messages come in: paste, type, drop, choose, example.

import { byId, h, replace } from "../dom.js";
import { t } from "../lang/index.js";
import { size } from "../format.js";
import { examples, loadExample } from "../examples.js";
import { filesOf } from "../folder.js";
import { fillBox, forgetUndone, isFilling, keepStep, watchUndo } from "./undo.js";

/** Longer texts are kept beside the box: drawing them would stall the page. */
const SHOWN = 64 << 10;
/** Typing pauses for so long before the text is read, in milliseconds. */
const PAUSE = 180;
/** A text waits so long for its verdict until it is put into the box, in milliseconds. */
const PUT_OFF = 400;
/** More files at once than anybody can look through. */
const MOST_FILES = 500;

/**
 * @typedef {object} IntakeActions
 * @property {(text: string) => void} text
 * @property {(files: File[]) => void} files
 * @property {(files: File[], panel: Element | null) => Promise<File[]>} others takes what is no message, or was dropped on a
 *   panel of its own, and gives the rest
 * @property {(message: string) => void} trouble
 */

/** @type {string} a text that is too long to be shown */
let held = "";
/** What the box is to hold and where its caret goes, until it is put there. @type {[text: string, caret: number] | null} */
let coming = null;
/** Ends its wait. */
let wait = 0;
/** Ends the pause behind what was typed. */
let pause = 0;
/** How long the text in the box was at last. */
let before = 0;

/** @returns {HTMLTextAreaElement} */
const box = () => byId("input");

/** @param {IntakeActions} actions */
export function watchIntake(actions) {
  const take = () => {
    clearTimeout(pause);
    putIn();
    actions.text(held || box().value);
  };
  const later = (/** @type {number} */ time) => {
    clearTimeout(pause);
    pause = setTimeout(take, time);
  };
  box().addEventListener("input", (event) => {
    if (isFilling()) return;
    const { value } = box();
    const pasted = /^insertFrom(Paste|Drop)/.test(/** @type {InputEvent} */ (event).inputType ?? "");
    const much = Math.abs(value.length - before) > 20;
    if (value.length > SHOWN) hold(value);
    else if (value) hold("");
    before = box().value.length;
    if (pasted) take();
    else later(much ? 0 : PAUSE); // what a program types comes with an event for each line
  });
  byId("analyze").addEventListener("click", take);
  box().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take();
  });
  // Nobody types, clicks or pastes beside a text that is not there yet.
  for (const kind of ["keydown", "pointerdown", "paste"]) box().addEventListener(kind, putIn);
  watchPaste(actions);
  watchFiles(actions);
  watchDrop(actions);
  watchElsewhere(actions);
}

/**
 * Takes what is pasted before it is in the box: the browser would lay it out
 * first. So the browser cannot undo it either, and the page does.
 * @param {IntakeActions} actions
 */
function watchPaste(actions) {
  box().addEventListener("paste", (event) => {
    const files = [...event.clipboardData?.files ?? []];
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!text && !files.length) return;
    event.preventDefault();
    if (!text) return void giveFiles(files, actions);
    if (text.length > SHOWN) return giveText(text, actions);
    const { value, selectionStart, selectionEnd } = box();
    const head = value.slice(0, selectionStart) + asShown(text);
    giveText(head + value.slice(selectionEnd), actions, head.length);
  });
  watchUndo(box(), (text, caret) => {
    showText(text, caret);
    actions.text(text);
  });
}

/**
 * @param {string} text
 * @returns {string} with the line ends that the box has
 */
const asShown = (text) => text.replace(/\r\n?/g, "\n");

/**
 * Puts a text that came at once into the box, from its beginning. To lay it out
 * takes as long as to read it, so it waits until the verdict is on the screen.
 */
export function putIn() {
  clearTimeout(wait);
  if (!coming) return;
  const [text, caret] = coming;
  coming = null;
  fillBox(box(), text);
  before = text.length;
  if (document.activeElement === box()) { // some browsers move the focus with it
    box().setSelectionRange(0, 0); // what is typed now is another step to undo
    box().setSelectionRange(caret, caret);
  }
  const top = () => { box().scrollTop = 0; };
  top();
  // Firefox goes to the caret afterwards. Who has typed meanwhile goes on.
  requestAnimationFrame(() => { if (box().value === text && box().selectionEnd === caret) top(); });
}

/**
 * Keeps a long text out of the box and says so.
 * @param {string} text "" for none
 */
function hold(text) {
  held = text;
  byId("held").hidden = !text;
  if (!text) return;
  box().value = "";
  replace(byId("held"), t("intake.held", { size: size(text.length) }), " ",
    h("button", { type: "button", class: "quiet", click: () => { hold(""); box().focus(); } }, t("intake.discard")));
}

/**
 * Shows a text as if it had been typed. What was typed before is not read any more.
 * @param {string} text
 * @param {number} [caret] where it goes: the end
 */
export function showText(text, caret = text.length) {
  hold(text.length > SHOWN ? text : "");
  clearTimeout(wait);
  clearTimeout(pause);
  coming = held ? null : [text, caret];
  if (text) wait = setTimeout(putIn, PUT_OFF);
  else putIn();
}

/** @param {IntakeActions} actions */
function watchFiles(actions) {
  /** @type {HTMLInputElement} */
  const chooser = byId("file");
  chooser.addEventListener("change", () => {
    if (chooser.files?.length) giveFiles([...chooser.files], actions);
    chooser.value = "";
  });
}

/**
 * @param {File[]} files
 * @param {IntakeActions} actions
 * @param {Element | null} [panel] on which they were dropped
 */
async function giveFiles(files, actions, panel = null) {
  if (files.length > MOST_FILES) actions.trouble(t("trouble.many-files", { most: MOST_FILES }));
  const messages = await actions.others(files.slice(0, MOST_FILES), panel);
  if (!messages.length) return;
  forgetUndone();
  showText("");
  actions.files(messages);
}

/** @param {IntakeActions} actions */
function watchDrop(actions) {
  let depth = 0;
  const mark = (/** @type {number} */ by) => {
    depth = by ? Math.max(0, depth + by) : 0;
    document.documentElement.classList.toggle("dropping", depth > 0);
  };
  addEventListener("dragenter", (event) => { if (event.dataTransfer?.types.length) mark(1); });
  addEventListener("dragleave", () => mark(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", async (event) => {
    event.preventDefault();
    mark(0);
    const text = event.dataTransfer?.getData("text/plain");
    const panel = event.target instanceof Element ? event.target.closest("#connectors") : null;
    const files = event.dataTransfer ? await filesOf(event.dataTransfer, MOST_FILES + 1) : [];
    if (files.length) giveFiles(files, actions, panel);
    else if (text) giveText(text, actions);
  });
}

/**
 * A paste that goes to no field is meant for the box.
 * @param {IntakeActions} actions
 */
function watchElsewhere(actions) {
  document.addEventListener("paste", (event) => {
    const field = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
    const text = field ? "" : event.clipboardData?.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    giveText(text, actions);
  });
}

/**
 * @param {string} text
 * @param {IntakeActions} actions
 * @param {number} [caret]
 */
function giveText(text, actions, caret) {
  putIn();
  const { value, selectionEnd } = box();
  const shown = text.length > SHOWN ? text : asShown(text);
  if (shown.length > SHOWN) forgetUndone();
  else keepStep([value, selectionEnd], [shown, caret ?? shown.length]);
  showText(shown, caret);
  actions.text(text);
}

/**
 * Offers the example messages in the language of the page.
 * @param {IntakeActions} actions
 */
export function buildExamples(actions) {
  replace(byId("examples"), ...examples.map(([file, key]) => h("button", {
    type: "button", class: "pill", "data-example": key,
    async click() {
      try {
        giveText(await loadExample(file), actions);
      } catch (error) {
        actions.trouble(t("trouble.example", { reason: String(error) }));
      }
    },
  }, t("example." + key))));
}
