// Draws in slices. What a script builds costs the browser several times as much
// again in style, layout and paint, all in one task with the frame; so long
// parts are built a little for each frame, and the page stays quick to answer.

/** Milliseconds of building between two frames. */
const SLICE = 4;
/** A page that is not seen has no frames; then pieces follow in so many milliseconds. */
const UNSEEN = 100;

/** @type {(() => void)[]} */
let queue = [];
/** @type {Promise<void> | null} */
let running = null;
let began = 0;

/** Waits until the browser has drawn what was built, and reacted to the reader. */
export async function drawn() {
  await new Promise((done) => {
    const next = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    };
    const frame = requestAnimationFrame(next);
    const timer = setTimeout(next, UNSEEN);
  });
  began = performance.now();
}

/** Waits for a frame if enough was built since the last one. */
export async function breathe() {
  if (performance.now() - began > SLICE) await drawn();
}

/**
 * Puts off a piece of drawing until its turn comes.
 * @param {() => void} piece
 */
export function later(piece) {
  queue.push(piece);
  running ??= work();
}

async function work() {
  try {
    while (queue.length) {
      await drawn();
      do queue.shift()?.(); while (queue.length && performance.now() - began < SLICE);
    }
  } finally {
    running = null;
  }
}

/** Settles when nothing is put off any more. */
export async function settled() {
  await running;
}

/** Forgets what was put off for an answer that another replaces. */
export function forget() {
  queue = [];
}
