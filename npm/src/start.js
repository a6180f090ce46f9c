// Runs the Go program, and asks it.

import exec from "./wasm_exec.js";

// What the program sees in place of the global object: what its runtime needs,
// and what the glue of the toolchain adds, among it a stub in place of files.
// Nothing is left in the real one.
const scope = { Array, Date, Error, Object, Promise, TextDecoder, TextEncoder, Uint8Array, crypto, performance };
exec(scope);

/**
 * Runs a program until it dies.
 * @param {WebAssembly.Module} program
 * @param {() => void} ended
 */
async function run(program, ended) {
  const go = new scope.Go();
  const instance = await WebAssembly.instantiate(program, go.importObject);
  delete scope.hopproofNpm;
  go.run(instance).then(ended, ended);
  if (!scope.hopproofNpm) throw new Error("the program offers nothing");
  return scope.hopproofNpm;
}

/** Whatever was handed in as bytes, or undefined. */
async function bytesOf(input) {
  if (typeof input === "string") return new TextEncoder().encode(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (typeof input?.arrayBuffer === "function") return new Uint8Array(await input.arrayBuffer());
  if (Object.prototype.toString.call(input) === "[object ArrayBuffer]") return new Uint8Array(input);
  throw new TypeError("a message is a Uint8Array, an ArrayBuffer, a Blob or a string");
}

/**
 * Makes the function of this package.
 * @param {() => Promise<WebAssembly.Module>} load
 */
export function analyzer(load) {
  let running;
  const forget = () => { running = undefined; }; // the next call starts another
  const start = () => {
    running = load().then((program) => run(program, forget));
    running.catch(forget);
    return running;
  };
  return async function analyze(input, options = {}) {
    const bytes = await bytesOf(input);
    const program = await (running ?? start());
    const answer = program.analyze(bytes, JSON.stringify(options));
    if (answer instanceof Error) throw answer; // Go cannot throw
    if (typeof answer !== "string") throw new Error("the program ended");
    return JSON.parse(answer);
  };
}
