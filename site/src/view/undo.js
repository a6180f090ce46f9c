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

/**
 * Undoes and redoes by the keys of the platforms. What was typed since a step
 * the browser takes back first, by itself.
 * @param {HTMLTextAreaElement} box
 * @param {(text: string, caret: number) => void} show
 */
export function watchUndo(box, show) {
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
