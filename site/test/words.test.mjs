// The words of the page, and the types of its modules: no browser is needed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import firstEN from "../src/lang/en.js";
import firstFR from "../src/lang/fr.js";
import laterEN from "../src/later/lang/en.js";
import laterFR from "../src/later/lang/fr.js";

const source = new URL("../src/", import.meta.url);
const files = readdirSync(source, { recursive: true }).filter((name) => /\.(js|html)$/.test(name) && !/(^|\/)lang\/..\.js$/.test(name));
const [en, fr] = [{ ...firstEN, ...laterEN }, { ...firstFR, ...laterFR }];
const text = files.map((name) => readFileSync(new URL(name, source), "utf8")).join("\n");

test("both languages have the same keys and arguments", () => {
  assert.deepEqual([firstFR, laterFR].map(Object.keys), [firstEN, laterEN].map(Object.keys));
  assert.equal(Object.keys(en).length, Object.keys(firstEN).length + Object.keys(laterEN).length, "no key is there twice");
  const args = (sentence) => [...sentence.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(en)) {
    assert.deepEqual(args(fr[key]), args(en[key]), key);
    assert.ok(fr[key].trim() && en[key].trim(), key);
  }
});

test("every key that is used exists", () => {
  const used = [...text.matchAll(/\bt\("([\w.-]+)"|data-t(?:-label|-placeholder)?="([\w.-]+)"/g)].map((m) => m[1] ?? m[2]);
  const asked = used.filter((key) => !key.endsWith("."));
  assert.ok(asked.length > 100, "the keys of the sources are found");
  assert.deepEqual(asked.filter((key) => !(key in en)), []);
});

test("every key is used", () => {
  const families = [...text.matchAll(/[`"]([\w-]+\.)(?:"|\$\{| *\+)/g)].map((m) => m[1]);
  const whole = new Set([...text.matchAll(/"([\w-]+(?:\.[\w-]+)*)"/g)].map((m) => m[1]));
  const unused = Object.keys(en).filter((key) => !whole.has(key) && !families.some((family) => key.startsWith(family)));
  assert.deepEqual(unused, []);
});

test("the static words of index.html are the English ones", () => {
  const html = readFileSync(new URL("index.html", source), "utf8");
  for (const [, key, words] of html.matchAll(/data-t="([\w.-]+)"[^>]*>([^<]+)</g)) assert.equal(words, en[key], key);
});

test("French keeps the field terms", () => {
  assert.match(fr["facts.hop"], /saut/);
  assert.deepEqual([fr["outcome.held"], fr["outcome.broken"], fr["outcome.unknown"]], ["vérifié", "rompu", "indéterminé"]);
  assert.match(fr["legs.title"], /Étapes/);
});

test("no module makes markup or code of text", () => {
  assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bstyle="|\bon\w+="|<style/);
});

test("the modules keep the types", () => {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "."], { cwd: new URL(".", import.meta.url), stdio: "inherit" });
});
