// Answers the questions of standard input, as a program in Node would ask them.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { analyze } from "hopproof";

const before = Object.getOwnPropertyNames(globalThis).sort().join();
const answers = [];
for (const { file, options } of JSON.parse(readFileSync(0, "utf8"))) {
  answers.push(JSON.stringify(await analyze(await readFile(file), options)));
}
if (Object.getOwnPropertyNames(globalThis).sort().join() !== before) throw new Error("the global object has changed");
process.stdout.write(JSON.stringify(answers));
