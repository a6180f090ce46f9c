// The reports that the command writes: for everybody, whatever the message holds.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { answers, fits, quit, reports, visit } from "./lib.mjs";

after(quit);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The pages, by the name of the file without language and ending. */
const pages = ["held", "broken", "unknown", "analyze", "many", "compare", "hostile", "compare-hostile",
  "summary", "summary-empty", "summary-hostile"];
/** The pictures that are files of their own. */
const pictures = ["held", "broken", "unknown", "hostile", "analyze", "long"];

/** What axe finds in the page as it is. */
async function violations(page, rules = everything) {
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }), rules);
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target + " " + n.failureSummary).join("; ")}`);
}

/** Opens what a reader can open. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));

/** Asserts that nothing of the message was run, and that the page says what it holds. */
async function harmless(page, why) {
  assert.equal(await page.evaluate(() => globalThis.owned), undefined, why + ": a script ran");
  const strange = await page.evaluate(() => [...document.querySelectorAll("script, img, iframe, object, embed, form, [onerror], [style]")].map((e) => e.outerHTML));
  assert.deepEqual(strange, [], why);
}

const picture = (name, lang) => readFileSync(`${answers}/reports/${name}.${lang}.svg`, "utf8");

/** A page around a picture, as that of a ticket or a README. */
const around = (svg) => `<!DOCTYPE html><html lang="en"><title>x</title><main><h1>x</h1>${svg.replace(/^<\?xml.*?\?>/, "")}</main>`;

for (const lang of ["en", "fr"]) {
  for (const theme of ["light", "dark"]) {
    const rules = (lang === "en") === (theme === "light") ? everything : ["color-contrast", "target-size"];
    test(`axe: every report, ${lang}, ${theme}`, async () => {
      for (const name of pages) {
        const { page, leave } = await visit({ host: `${reports}${name}.${lang}.html`, theme });
        await unfold(page);
        await harmless(page, name);
        assert.deepEqual(await violations(page, rules), [], name);
        await leave();
      }
    });
    test(`axe: every picture, ${lang}, ${theme}`, async () => {
      const { page, leave } = await visit({ host: reports + "blank.html", theme });
      for (const name of pictures) {
        await page.setContent(around(picture(name, lang)));
        await harmless(page, name);
        assert.deepEqual(await violations(page, rules), [], name);
      }
      await leave();
    });
  }
}

test("axe: on a phone, with more contrast, with forced colours", async () => {
  for (const o of [{ width: 360, height: 740 }, { context: { contrast: "more" } }, { context: { forcedColors: "active" } }]) {
    const { page, leave } = await visit({ host: reports + "held.en.html", ...o });
    await unfold(page);
    assert.deepEqual(await violations(page), [], JSON.stringify(o));
    await leave();
  }
});

test("every report fits into a phone and a wide window", async () => {
  for (const width of [360, 1280]) {
    for (const name of pages) {
      const { page, leave } = await visit({ host: `${reports}${name}.fr.html`, width });
      await unfold(page);
      await fits(page, `${name} at ${width} px`);
      await leave();
    }
  }
});

test("a hostile message is shown as text, and 10,000 hops are all there", async () => {
  const hostile = await visit({ host: reports + "hostile.en.html" });
  const text = await hostile.page.locator("body").innerText();
  for (const shown of ["<script>globalThis.owned=1</script>", "\\u202egpj.exe", "\\x00\\x1b[31m", "&lt;b&gt;"]) {
    assert.ok(text.includes(shown), shown);
  }
  assert.ok(!/[\u202e\u2066\u0000\u001b]/.test(text), "no character turns the text around");
  await hostile.leave();
  const long = await visit({ host: reports + "long.en.html", width: 360 });
  assert.equal(await long.page.locator(".hop").count(), 10_000);
  await fits(long.page, "10,000 hops");
  await long.leave();
});

test("a picture opens as a file, light and dark, and says what it shows", async () => {
  for (const theme of ["light", "dark"]) {
    const { page, leave } = await visit({ host: reports + "held.en.svg", theme });
    const seen = await page.evaluate(() => ({
      root: document.documentElement.localName,
      ground: getComputedStyle(document.querySelector(".ground")).fill,
      named: document.getElementById(document.documentElement.getAttribute("aria-labelledby")).textContent,
      told: document.getElementById(document.documentElement.getAttribute("aria-describedby")).textContent,
    }));
    assert.equal(seen.root, "svg");
    assert.equal(seen.ground, theme === "light" ? "rgb(255, 255, 255)" : "rgb(26, 32, 39)");
    assert.equal(seen.named, "The route");
    assert.match(seen.told, /relay: held/);
    await leave();
  }
});

test("a report can be read by the keyboard and printed", async () => {
  const { page, leave } = await visit({ host: reports + "many.en.html" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#m1$/);
  await page.emulateMedia({ media: "print" });
  await fits(page, "printed");
  await leave();
});
