// Runs a program; the first argument is the folder of the toolchain.
import { readFileSync } from "node:fs";
import * as fs from "node:fs";
import { join } from "node:path";

const [root, program] = process.argv.slice(2);
globalThis.fs = fs;
await import(join(root, "lib", "wasm", "wasm_exec.js"));
const go = new Go();
go.exit = (code) => { process.exitCode = code; };
const { instance } = await WebAssembly.instantiate(readFileSync(program), go.importObject);
await go.run(instance);
