// The summary of many messages is a page of its own: axe finds nothing in it, and
// it asks nobody for anything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { answers, quit, visit } from "./lib.mjs";

after(quit);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const pages = { en: "en", fr: "fr", empty: "en", hostile: "en" };

/** Opens a page in a context of the browser and holds it to the rules. */
async function check(context, name) {
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => { asked.push("dialog " + dialog.message()); dialog.dismiss(); });
  const address = pathToFileURL(`${answers}/summary.${name}.html`).href;
  await page.goto(address);
  assert.deepEqual(asked, [address], name + ": nothing but the page is asked for");
  assert.equal(await page.evaluate(() => document.documentElement.lang), pages[name]);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script, img, iframe, link, [onload]").length), 0, name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name + ": no wider than the screen");
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }), everything);
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target + " " + n.failureSummary).join("; ")}`), [], name);
  await page.close();
}

for (const [theme, width] of [["light", 360], ["dark", 1280]]) {
  test(`summaries, ${theme}, ${width} wide`, async () => {
    const { context, leave } = await visit({ theme, width });
    for (const name of Object.keys(pages)) await check(context, name);
    await leave();
  });
}
