import { readFile } from "node:fs/promises";
import { analyzer } from "./start.js";

export const analyze = analyzer(async () => WebAssembly.compile(await readFile(new URL("./hopproof.wasm", import.meta.url))));
