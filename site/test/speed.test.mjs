// Figures, printed and not judged: machines differ. What is judged is that
// there is a figure for each.
import assert from "node:assert/strict";
import { after, test } from "node:test";

process.env.HOPPROOF_DIRECT = "1";
const { answered, hosts, paste, quit, sample, visit } = await import("./lib.mjs");

after(quit);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const told = (list) => `${median(list).toFixed(1)} ms (median of ${list.length}; ${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)})`;

test("from navigation to the drawn verdict", async (t) => {
  const ready = [];
  const drawn = [];
  for (let i = 0; i < 9; i++) {
    const { page, leave } = await visit({ host: hosts.full });
    ready.push(await page.evaluate(() => performance.getEntriesByName("hopproof:ready")[0].startTime));
    await leave();
    drawn.push(await firstVerdict());
  }
  assert.ok(median(drawn) > 0);
  t.diagnostic(`ready after ${told(ready)}`);
  t.diagnostic(`verdict drawn after ${told(drawn)}`);
});

/** A visitor who pastes as soon as the box is there. */
async function firstVerdict() {
  const { page, leave } = await visit();
  await page.addInitScript((text) => {
    addEventListener("DOMContentLoaded", () => {
      const box = document.querySelector("[data-part=input]");
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
    });
  }, sample("relay-postfix-gmail.eml").toString());
  await page.reload();
  await page.waitForFunction(() => performance.getEntriesByName("hopproof:done").length > 0);
  const at = await page.evaluate(() => performance.getEntriesByName("hopproof:verdict")[0].startTime);
  await leave();
  return at;
}

test("a later paste of 20 KB, and the tasks of the page's thread", async (t) => {
  const { page, leave } = await visit();
  const text = sample("relay-postfix-gmail.eml").toString().replace(/\n\n[^]*/, "\n") + "X-Filler: " + "y".repeat(60) + "\n";
  const big = text + ("X-Filler: " + "y".repeat(60) + "\n").repeat(180);
  assert.ok(big.length > 19_000 && big.length < 22_000);
  await paste(page, big);
  await page.evaluate(() => {
    globalThis.tasks = [];
    new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask" });
  });
  const times = [];
  for (let i = 0; i < 15; i++) {
    times.push(await page.evaluate(async (value) => {
      performance.clearMarks("hopproof:done");
      const box = document.querySelector("[data-part=input]");
      box.value = value;
      const begin = performance.now();
      box.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
      box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
      while (!performance.getEntriesByName("hopproof:done").length) await new Promise((next) => { const c = new MessageChannel(); c.port1.onmessage = next; c.port2.postMessage(0); });
      const at = (name) => performance.getEntriesByName(name).pop().startTime - begin;
      return [at("hopproof:verdict"), at("hopproof:done")];
    }, big + "X-Turn: " + i + "\n"));
  }
  t.diagnostic(`paste of ${big.length} bytes: verdict and picture after ${told(times.map(([verdict]) => verdict))}`);
  t.diagnostic(`everything after ${told(times.map(([, all]) => all))}`);
  t.diagnostic(`tasks over 50 ms meanwhile: ${JSON.stringify(await page.evaluate(() => globalThis.tasks))}`);
  assert.equal(times.length, 15);
  await leave();
});

test("time grows with the size, not faster", async (t) => {
  const { page, leave } = await visit();
  const rest = "\nX-Filler: " + "z".repeat(600);
  for (const count of [1, 4, 16]) {
    const text = sample("relay-postfix-gmail.eml").toString().replace(/\n\n[^]*/, "") + rest.repeat(count * 1000) + "\n\n";
    const begin = Date.now();
    await answered(page, () => page.evaluate((value) => {
      const box = document.querySelector("[data-part=input]");
      box.value = value;
      box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste", bubbles: true }));
    }, text));
    t.diagnostic(`${(text.length / 1e6).toFixed(1)} MB: ${Date.now() - begin} ms`);
    assert.ok(await page.locator("[data-part=verdict]").isVisible());
  }
  await leave();
});
