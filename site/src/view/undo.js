// Undo and redo of what the page puts into the box. A browser takes back what
// it put in itself alone, and to have it put in a long text takes half a second.

/** So many steps are kept. */
const KEPT = 20;

/** @typedef {[text: string, caret: number]} State of the box */
/** @typedef {{before: State, after: State}} Step */

/** @type {Step[]} */
let undone = [];
/** @type {Step[]} */
let done = [];
let filling = false;
/** What the box held at last. */
let seen = "";

/** Whether what happens to the box is not the visitor's doing. */
export const isFilling = () => filling;

/**
 * @param {string} text
 * @returns {string} without its last letter
 */
const butLast = (text) => text.replace(/.$/su, "");

/**
 * Puts a text into the box, of a step the last letter as if it was typed: so the
 * browser offers to undo it where no key is pressed, in its menus.
 * @param {HTMLTextAreaElement} box
 * @param {string} text
 */
export function fillBox(box, text) {
  const typed = document.activeElement === box && done.at(-1)?.after[0] === text;
  const head = typed ? butLast(text) : text;
  box.value = head;
  seen = text;
  if (head === text) return;
  filling = true;
  try {
    box.setSelectionRange(head.length, head.length);
    document.execCommand?.("insertText", false, text.slice(head.length));
  } finally {
    filling = false;
  }
  if (box.value !== text) box.value = text;
}

/**
 * Keeps a step, from which on there is nothing to redo.
 * @param {State} before
 * @param {State} after
 */
export function keepStep(before, after) {
  undone = [];
  done.push({ before, after });
  if (done.length > KEPT) done.shift();
}

/** Leaves nothing to redo: what came in is no step. */
export const forgetUndone = () => { undone = []; };

/**
 * Undoes and redoes by the keys of the platforms, and undoes by menus. What was
 * typed since a step the browser takes back first, by itself.
 * @param {HTMLTextAreaElement} box
 * @param {(text: string, caret: number) => void} show
 */
export function watchUndo(box, show) {
  box.addEventListener("input", (event) => {
    const step = done.at(-1);
    const was = seen;
    seen = box.value;
    const back = /** @type {InputEvent} */ (event).inputType === "historyUndo";
    if (!back || !step || was !== step.after[0] || seen !== butLast(was)) return;
    event.stopImmediatePropagation();
    undone.push(step);
    done.pop();
    show(...step.before);
  }, { capture: true });
  box.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(key === "z" || (key === "y" && !event.shiftKey))) return;
    const redo = key === "y" || event.shiftKey;
    const [from, to] = redo ? [undone, done] : [done, undone];
    const step = from.at(-1);
    if (!step || box.value !== (redo ? step.before : step.after)[0]) return;
    event.preventDefault();
    from.pop();
    to.push(step);
    show(...redo ? step.after : step.before);
  });
}
