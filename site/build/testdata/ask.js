// Asks a bundle as the page's worker does: node ask.js GOROOT BUNDLE GLOBAL < requests > answers.
// Requests are a JSON list of {function, file, text, rest}: the content of a file or a text, then strings.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [goroot, bundle, global] = process.argv.slice(2);
globalThis.require = require;
globalThis.fs = fs;
globalThis.path = path;
require(path.join(goroot, "lib/wasm/wasm_exec.js"));

const go = new Go();
go.exit = (code) => { throw new Error("the program ended: " + code); };
WebAssembly.instantiate(fs.readFileSync(bundle), go.importObject).then(({ instance }) => {
  go.run(instance);
  const offered = globalThis[global];
  const answers = JSON.parse(fs.readFileSync(0, "utf8")).map((request) => {
    const first = request.file ? new Uint8Array(fs.readFileSync(request.file)) : request.text;
    const answer = offered[request.function](first, ...(request.rest ?? []));
    if (!(answer instanceof Error)) return { answer };
    const { message, code, key, value, hint } = answer;
    return { error: { message, code, key, value, hint } };
  });
  fs.writeFileSync(1, JSON.stringify(answers), () => {});
  process.exit(0);
}).catch((error) => {
  console.error(error);
  process.exit(1);
});
