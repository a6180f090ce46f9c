// Figures, printed and not judged: machines differ. What is judged is that
// there is a figure for each.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

process.env.HOPPROOF_DIRECT = "1";
const { answered, atRest, empty, hopsOf, paste, quit, sample, visit } = await import("./lib.mjs");

after(quit);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const told = (list) => `${median(list).toFixed(1)} ms (median of ${list.length}; ${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)})`;

test("from navigation to the drawn verdict", async (t) => {
  const figures = { nothing: [], ready: [], verdict: [], painted: [], again: [], opening: [] };
  const text = sample("relay-postfix-gmail.eml").toString();
  for (let i = 0; i < 9; i++) {
    figures.nothing.push((await marks({ host: empty })).done);
    const { again, ...first } = await marks({ text });
    for (const name of ["ready", "verdict", "painted"]) figures[name].push(first[name]);
    figures.again.push(again);
    figures.opening.push((await marks({ text, opening: true })).verdict);
  }
  assert.ok(Object.values(figures).every((list) => list.length === 9 && median(list) > 0));
  t.diagnostic(`an empty Go program runs after ${told(figures.nothing)}`);
  t.diagnostic(`first visit: the program runs after ${told(figures.ready)}`);
  t.diagnostic(`first visit: verdict drawn after ${told(figures.verdict)}, on the screen after ${told(figures.painted)}`);
  t.diagnostic(`next visit: verdict drawn after ${told(figures.again)}`);
  t.diagnostic(`first visit in a window that the browser is still opening: verdict drawn after ${told(figures.opening)}`);
});

/**
 * When things happened, in ms after navigation, to a visitor who pastes as soon
 * as the box is there, in a browser that rests or one that is just opening its
 * window. Nothing is asked of the page meanwhile: it says when it is done.
 */
async function marks({ host, text = "", opening = false }) {
  let done;
  const { page, leave } = await visit({
    ...(host && { host }),
    async before(page) {
      await page.addInitScript((pasted) => {
        new PerformanceObserver((list) => {
          if (list.getEntriesByName("hopproof:done").length) setTimeout(() => console.log("done"), 50);
        }).observe({ type: "mark" });
        if (pasted) addEventListener("DOMContentLoaded", () => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", pasted);
          document.querySelector("[data-part=input]").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        });
      }, text);
      if (!opening) await atRest();
      done = page.waitForEvent("console");
    },
    until: () => done,
  });
  const read = () => page.evaluate(() => Object.fromEntries(performance.getEntriesByType("mark").map((e) => [e.name.replace("hopproof:", ""), e.startTime])));
  const first = await read();
  if (text && !opening) {
    done = page.waitForEvent("console");
    await page.reload();
    await done;
    first.again = (await read()).verdict;
  }
  await leave();
  return first;
}

/** Watches the page's own thread; the function it gives tells of tasks over 50 ms. */
async function watchTasks(page) {
  await page.evaluate(() => {
    globalThis.tasks = [];
    globalThis.watch?.disconnect();
    globalThis.watch = new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((e) => Math.round(e.duration))));
    globalThis.watch.observe({ type: "longtask" });
  });
  return async () => {
    await page.waitForTimeout(200);
    const tasks = await page.evaluate(() => globalThis.tasks);
    return tasks.length ? `${tasks.length} tasks over 50 ms: ${tasks.join(", ")}` : "no task over 50 ms";
  };
}

test("a later paste of 20 KB, and the tasks of the page's thread", async (t) => {
  const { page, leave } = await visit({ before: atRest });
  const text = sample("relay-postfix-gmail.eml").toString().replace(/\n\n[^]*/, "\n") + "X-Filler: " + "y".repeat(60) + "\n";
  const big = text + ("X-Filler: " + "y".repeat(60) + "\n").repeat(180);
  assert.ok(big.length > 19_000 && big.length < 22_000);
  await paste(page, big);
  const tasks = await watchTasks(page);
  const times = [];
  for (let i = 0; i < 15; i++) {
    times.push(await page.evaluate(async (value) => {
      performance.clearMarks("hopproof:done");
      const box = document.querySelector("[data-part=input]");
      box.select();
      await new Promise((done) => setTimeout(done, 100)); // that is drawn, as are the frames of the answer before
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", value);
      const begin = performance.now();
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      await new Promise((done) => new PerformanceObserver((list, observer) => {
        if (!list.getEntriesByName("hopproof:done").length) return;
        observer.disconnect();
        done();
      }).observe({ type: "mark" }));
      const at = (name) => performance.getEntriesByName(name).pop().startTime - begin;
      return ["hopproof:verdict", "hopproof:painted", "hopproof:done"].map(at);
    }, big + "X-Turn: " + i + "\n"));
  }
  t.diagnostic(`paste of ${big.length} bytes: verdict and picture after ${told(times.map(([verdict]) => verdict))}, ` +
    `on the screen after ${told(times.map(([, painted]) => painted))}, everything after ${told(times.map(([, , all]) => all))}`);
  t.diagnostic(`${times.length} pastes: ${await tasks()}`);
  assert.equal(times.length, 15);
  await leave();
});

test("hostile messages, and the tasks of the page's thread", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "hopproof-"));
  const { page, leave } = await visit({ before: atRest });
  const many = join(folder, "many.eml");
  writeFileSync(many, hopsOf(10_000));
  let tasks = await watchTasks(page);
  await answered(page, () => page.setInputFiles("[data-part=file]", many));
  assert.equal(await page.locator("[data-part=hop]").count(), 200);
  t.diagnostic(`10,000 hops: ${await tasks()}`);
  rmSync(folder, { recursive: true });
  const big = sample("relay-postfix-gmail.eml").toString() + "x".repeat(70).concat("\n").repeat(147_000);
  await page.evaluate(() => {
    const get = DataTransfer.prototype.getData;
    DataTransfer.prototype.getData = function (type) {
      const begin = performance.now();
      const text = get.call(this, type);
      globalThis.clipboard = (globalThis.clipboard ?? 0) + performance.now() - begin;
      return text;
    };
  });
  await page.evaluate((text) => navigator.clipboard.writeText(text), big);
  tasks = await watchTasks(page);
  await page.locator("[data-part=input]").focus();
  await answered(page, () => page.keyboard.press("Control+V"));
  const clipboard = await page.evaluate(() => globalThis.clipboard);
  assert.ok(clipboard > 0);
  t.diagnostic(`${(big.length / 1e6).toFixed(1)} MB pasted: ${await tasks()}; the browser takes ${clipboard.toFixed(0)} ms to give the text`);
  await leave();
});

test("time grows with the size, not faster", async (t) => {
  const { page, leave } = await visit({ before: atRest });
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
