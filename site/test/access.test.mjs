// For everybody: axe finds nothing in any state, and the keyboard is enough.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { answered, choose, panels, paste, quit, ready, root, sample, verdict, visit } from "./lib.mjs";

after(quit);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs axe over the page as it is. */
async function check(page, state, rules) {
  assert.deepEqual(await violations(page, rules), [], state);
}

const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page, rules = everything) {
  await page.evaluate(axe);
  const found = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }), rules);
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target + " " + n.failureSummary).join("; ")}`);
}

/** The states of the page: what a visitor does to reach each. */
const states = {
  empty: async () => {},
  unknown: (page) => paste(page, sample("relay-postfix-gmail.eml")),
  held: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await answered(page, () => page.locator("#question .primary").click());
    await page.locator("#hops .open").nth(1).click();
    await page.evaluate(() => document.querySelectorAll("#sections details").forEach((details) => { details.open = true; }));
  },
  broken: (page) => paste(page, sample("client-submission-gmail.eml")),
  form: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await page.locator("#expect > summary").click();
    await page.evaluate(() => document.querySelectorAll("#expect .sub").forEach((details) => { details.open = true; }));
    await page.locator("#expect-relay_ip").fill("10.0.0.1");
    await answered(page, () => page.keyboard.press("Enter"));
  },
  list: (page) => choose(page, ["direct-send.eml", "filter-in-front.eml", "no-received.eml"].map((name) => ({ name, data: sample(name) }))),
  live: async (page) => {
    await paste(page, sample("direct-send.eml"));
    await page.locator("[data-part=live]").check();
    await page.locator("[data-part=resolver]").selectOption("own");
  },
  forwarded: (page) => paste(page, sample("autoforward-to-gmail.eml")),
  repaired: (page) => paste(page, sample("paste-lost-indentation.txt")),
  bounce: (page) => paste(page, "550 5.7.64 TenantAttribution; Relay Access Denied"),
  trouble: (page) => choose(page, [{ name: "a.pdf", data: "%PDF-1.7 x" }]),
  connectors: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await page.setInputFiles("#connectors-choose", `${root}/cmd/hopproof/testdata/connectors.json`);
    await page.locator("[data-part=connector-check]").waitFor();
    await page.locator("#connectors .sub > summary").click();
  },
  plan: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await page.locator("#plan > summary").click();
    await page.locator("#plan-from").fill("scanner@contoso.example");
    await page.locator("#plan-to").fill("me@example.org");
    await page.keyboard.press("Enter");
    await page.locator("#plan-commands pre").first().waitFor();
  },
  ...panels,
  help: async (page) => {
    await page.locator(".intake .help-open").click();
    await page.locator("#help-programs li").first().waitFor();
  },
};

test("axe sees what is wrong", async () => {
  const { page, leave } = await visit();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("input")));
  assert.match((await violations(page)).join(), /label/);
  await leave();
});

// A theme changes colours alone, and a language words: every rule is asked once
// of each, and what both decide together in the other pairs.
for (const lang of ["en-US", "fr-FR"]) {
  for (const theme of ["light", "dark"]) {
    const rules = (lang === "en-US") === (theme === "light") ? everything : ["color-contrast", "target-size"];
    test(`axe: every state, ${lang}, ${theme}`, async () => {
      const { page, leave } = await visit({ lang, theme });
      for (const [state, reach] of Object.entries(states)) {
        await page.reload();
        await ready(page);
        await reach(page);
        await check(page, state, rules);
      }
      await leave();
    });
  }
}

test("axe: on a phone, with more contrast, with forced colours", async () => {
  for (const o of [{ width: 360, height: 740 }, { context: { contrast: "more" } }, { context: { forcedColors: "active" } }]) {
    const { page, leave } = await visit(o);
    await states.held(page);
    await check(page, JSON.stringify(o));
    await leave();
  }
});

/** Presses Tab until the element that matches has the focus. */
async function tabTo(page, selector, most = 120) {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("the keyboard does not reach " + selector);
}

test("the keyboard alone: from paste to held, detail, place and back", async () => {
  const { page, leave } = await visit({ width: 1440 });
  // Whoever listens only when the key is pressed may come too late for the dialog.
  const chooser = new Promise((open) => { page.once("filechooser", open); });
  await page.evaluate((t) => navigator.clipboard.writeText(t), sample("relay-postfix-gmail.eml").toString());
  await tabTo(page, "[data-part=input]");
  await answered(page, () => page.keyboard.press("Control+V"));
  await tabTo(page, "#question .primary");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "the focus is seen");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(await verdict(page), "Held");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "answer", "the focus is not lost with the button");
  await tabTo(page, "#expect > summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "#expect-device_ip");
  await page.keyboard.type("192.168.20.0/24");
  await answered(page, () => page.keyboard.press("Enter"));
  await tabTo(page, "[data-leg=relay] .chip");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".raw-text") !== null), "into the raw text");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("#sections") !== null), "and back to the statement");
  await tabTo(page, "#hops .open");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-expanded")), "true");
  await page.evaluate(() => { document.getElementById("file").focus(); });
  await page.keyboard.press("Space");
  assert.ok((await chooser).isMultiple());
  await leave();
});

test("a screen reader is told the verdict, and finds landmarks, headings and a table", async () => {
  const { page, leave } = await visit();
  const status = page.locator("[data-part=verdict]");
  assert.equal(await status.getAttribute("role"), "status");
  await paste(page, sample("relay-postfix-gmail.eml"));
  assert.match(await status.ariaSnapshot(), /heading "Unknown" \[level=2\]/);
  for (const role of ["banner", "main", "contentinfo"]) assert.equal(await page.getByRole(role).count(), 1, role);
  const table = page.getByRole("table", { name: "Received lines" });
  assert.equal(await table.getByRole("columnheader").count(), 5);
  assert.equal(await table.getByRole("row").count(), 7);
  assert.match(await page.getByRole("region", { name: "Legs of the route" }).ariaSnapshot(), /listitem/);
  await leave();
});

test("nothing moves for those who want no motion", async () => {
  const { page, leave } = await visit({ context: { reducedMotion: "reduce" } });
  await paste(page, sample("relay-postfix-gmail.eml"));
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((e) => {
    const style = getComputedStyle(e);
    return style.animationName !== "none" || style.transitionDuration.split(",").some((d) => parseFloat(d) > 0);
  }).map((e) => e.className));
  assert.deepEqual(moving, []);
  await leave();
});
