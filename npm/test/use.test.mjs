// What the package takes and refuses.
import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { analyze } from "hopproof";

const text = "Received: from a.example (a.example [203.0.113.25]) by mx.example.org (Postfix) with ESMTP id 1;\r\n Tue, 3 Nov 2026 09:42:16 +0000\r\nSubject: \u00e9\r\n\r\n";

test("a program that could not be loaded is loaded by the next call", async () => {
  const program = "node_modules/hopproof/hopproof.wasm";
  renameSync(program, program + ".away");
  await assert.rejects(analyze(text), { code: "ENOENT" }).finally(() => renameSync(program + ".away", program));
  assert.equal((await analyze(text)).hops.length, 1);
});

test("every kind of input gives the same document", async () => {
  const bytes = new TextEncoder().encode(text);
  const wide = new Uint8Array(bytes.length + 9);
  wide.set(bytes, 4);
  const want = JSON.stringify(await analyze(bytes));
  assert.match(want, /"subject":"é"/);
  const kinds = [text, Buffer.from(bytes), bytes.buffer, new Blob([bytes]), wide.subarray(4, 4 + bytes.length),
    new DataView(wide.buffer, 4, bytes.length), runInNewContext("Uint8Array.from(list)", { list: [...bytes] }),
    runInNewContext("Uint8Array.from(list).buffer", { list: [...bytes] })];
  for (const input of kinds) assert.equal(JSON.stringify(await analyze(input)), want);
});

test("what is no message is refused", async () => {
  for (const input of [undefined, null, 7, {}, [1, 2]]) await assert.rejects(analyze(input), TypeError);
});

test("what cannot be analysed is an error with a code", async () => {
  for (const [code, input, options] of [
    ["options-invalid", text, { relay_ip: [] }], ["options-invalid", text, []], ["options-invalid", text, { dns: "https://dns.example/dns-query" }],
    ["declared-invalid", text, { declared: { relay_ip: ["10.0.0.1"] } }], ["route-invalid", text, { route: "no-such-route" }],
    ["no-such-inner", text, { inner_number: 1 }], ["no-mail", "%PDF-1.7\n", {}],
  ]) await assert.rejects(analyze(input, options), (error) => error instanceof Error && error.code === code && error.message.length > 0, code);
  const refused = await analyze(text, { declared: { relay_ip: ["10.0.0.1"] } }).catch((error) => error);
  assert.deepEqual([refused.key, refused.value, refused.hint.length > 0], ["relay_ip", "10.0.0.1", true]);
});

test("calls at once are answered in order of their inputs", async () => {
  const names = Array.from({ length: 50 }, (_, i) => `${i}.eml`);
  const all = await Promise.all(names.map((name) => analyze(text, { name })));
  assert.deepEqual(all.map((document) => document.input.name), names);
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync("node_modules/hopproof/package.json", "utf8"));
  assert.equal((await analyze(text)).generator, `hopproof ${version}`);
});
