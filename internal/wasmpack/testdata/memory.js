// Writes the memory of a program that is instantiated and not run.
import { readFileSync, writeFileSync } from "node:fs";

const [program, target] = process.argv.slice(2);
const compiled = new WebAssembly.Module(readFileSync(program));
const imports = { gojs: {} };
for (const { name } of WebAssembly.Module.imports(compiled)) imports.gojs[name] = () => {};
const { exports } = new WebAssembly.Instance(compiled, imports);
writeFileSync(target, Buffer.from(exports.mem.buffer));
