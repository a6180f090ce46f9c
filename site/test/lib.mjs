// What the tests of the page share: a browser, visitors that record what they
// see go wrong, and the ways in which a person hands a message in.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { browsersOwn, sent, startProxy, stopProxy } from "./proxy.mjs";

const need = (name) => process.env[name] ?? assert.fail(`${name} is not set: run the tests by go test ./site`);

/** The page with the headers that a good host sends, without any, in a subfolder. */
export const hosts = { full: need("HOPPROOF_FULL"), plain: need("HOPPROOF_PLAIN"), sub: need("HOPPROOF_SUB") };
/** An empty Go program, on a page of its own. */
export const empty = need("HOPPROOF_EMPTY");
export const root = need("HOPPROOF_ROOT");
export const answers = need("HOPPROOF_ANSWERS");
/** The pages and pictures that the command made. */
export const reports = need("HOPPROOF_REPORTS");
export const samples = readdirSync(root + "/testdata").filter((name) => /\.(eml|txt)$/.test(name));

/** @param {string} name @returns {Buffer} a message of testdata */
export const sample = (name) => readFileSync(`${root}/testdata/${name}`);

// The figures of the speed tests are those of the page, without the recorder.
const direct = Boolean(process.env.HOPPROOF_DIRECT);
const browser = await chromium.launch({
  ...(!direct && { proxy: { server: await startProxy() } }),
  executablePath: need("HOPPROOF_CHROMIUM"),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** After how many milliseconds a test gives up; what it waits for comes sooner, but machines differ. */
const patience = 60_000;

/** Ends the browser; every test file calls it after its tests. */
export async function quit() {
  await browser.close();
  if (!direct) stopProxy();
}

/**
 * Opens the page as a new visitor and waits until it can analyse; of a report
 * there is nothing to wait for.
 * @param {{host?: string, lang?: string, theme?: "light" | "dark", width?: number, height?: number, allowed?: string[], context?: object,
 *   before?: (page: any) => Promise<void>, until?: (page: any) => Promise<unknown>}} [o] before is done before the page is opened,
 *   until says when it is there
 */
export async function visit({ before = async () => {}, until = ready, host = hosts.full, lang = "en-US", theme = "light", width = 1280, height = 900, allowed = [], context = {} } = {}) {
  const visitor = await browser.newContext({
    viewport: { width, height }, locale: lang, colorScheme: theme, acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"], timezoneId: "Europe/Paris", ...context,
  });
  const wrong = [];
  const first = sent.length;
  const own = [new URL(host).origin, ...allowed];
  visitor.setDefaultTimeout(patience);
  const page = await visitor.newPage();
  page.on("pageerror", (error) => wrong.push("error: " + error.message));
  page.on("dialog", (dialog) => { wrong.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("console", (message) => { if (message.type() === "error") wrong.push("console: " + message.text()); });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (e) => globalThis.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  await before(page);
  await page.goto(host);
  if (!host.startsWith(reports)) await until(page);
  return {
    page, wrong, context: visitor,
    /** Asserts that nothing went wrong, and leaves. */
    async leave() {
      const violations = await page.evaluate(() => globalThis.violations);
      await visitor.close();
      const strange = sent.slice(first).filter(({ origin }) => !own.includes(origin) && !browsersOwn.test(origin)).map(({ origin }) => "sent to " + origin);
      if (!direct) assert.ok(sent.length > first, "the recorder sees what is sent");
      assert.deepEqual([...wrong, ...violations, ...strange], [], "nothing leaves the origin, no error, no policy violation");
    },
  };
}

/**
 * Waits until the browser rests. It builds its own interface for a new window,
 * which keeps two cores busy for most of a second; a figure that is taken
 * meanwhile is not one of the page.
 */
export async function atRest() {
  const session = await browser.newBrowserCDPSession();
  const used = async () => (await session.send("SystemInfo.getProcessInfo")).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  const until = Date.now() + patience;
  for (let before = await used(), still = 0; still < 3;) {
    assert.ok(Date.now() < until, "the browser does not come to rest");
    await new Promise((done) => setTimeout(done, 100));
    const now = await used();
    still = now - before < 0.02 ? still + 1 : 0; // seconds
    before = now;
  }
  await session.detach();
}

/** Waits until the WebAssembly program runs. */
export const ready = (page) => page.waitForFunction(() => performance.getEntriesByName("hopproof:ready").length > 0);

/** Does something and waits for the answer to it. */
export async function answered(page, action) {
  // One key may ask twice, by a change and by a submission: both must be over,
  // before, or the answer is to what was asked earlier, and after, or the second
  // one draws again what the test has its focus in.
  await page.waitForFunction(() => !document.querySelector("#answer[aria-busy]"));
  await page.evaluate(() => performance.clearMarks("hopproof:done"));
  await action();
  await page.waitForFunction(() => performance.getEntriesByName("hopproof:done").length > 0 && !document.querySelector("#answer[aria-busy]"));
}

/** Pastes as a person does: from the clipboard, by the keyboard. */
export async function paste(page, text) {
  await page.evaluate((t) => navigator.clipboard.writeText(t), String(text));
  await page.locator("[data-part=input]").focus();
  await page.keyboard.press("Control+A");
  await answered(page, () => page.keyboard.press("Control+V"));
}

/** A section of so many Received lines. */
export function hopsOf(count) {
  const lines = [];
  for (let i = count; i > 0; i--) {
    const at = new Date(Date.UTC(2026, 10, 3) + i * 1000).toUTCString().replace("GMT", "+0000");
    lines.push(`Received: from h${i - 1}.example (h${i - 1}.example [198.51.100.${i % 250}]) by h${i}.example with ESMTP id x${i}; ${at}`);
  }
  return lines.join("\n") + "\nSubject: many\n\n";
}

/** Drops files on the page. */
export async function drop(page, files) {
  const list = files.map(({ name, data }) => ({ name, base64: Buffer.from(data).toString("base64") }));
  await answered(page, () => page.evaluate((items) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of items) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, list));
}

/** Chooses files in the file chooser. */
export async function choose(page, files) {
  await answered(page, () => page.setInputFiles("[data-part=file]", files.map(({ name, data }) =>
    ({ name, mimeType: "message/rfc822", buffer: Buffer.from(data) }))));
}

/** What is copied by a click, once the page says that it is. */
export async function copied(page, button, said) {
  await page.locator(said).evaluate((element) => element.replaceChildren());
  await button.click();
  await page.locator(said + ":not(:empty)").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The outcome that the verdict shows, as a word of the reader's language. */
export const verdict = (page) => page.locator("[data-part=verdict] h2").innerText();

/** Asserts that the page is not wider than its window. */
export async function fits(page, why) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(content <= window, `${why}: the content is ${content} px wide in a window of ${window} px`);
}

/** The states with a panel that is loaded later: what a visitor does to reach each. */
export const panels = {
  many: async (page) => {
    await choose(page, samples.filter((name) => name.endsWith(".eml")).map((name) => ({ name, data: sample(name) })));
    await page.locator("#together .report-shown").waitFor();
    await page.waitForFunction(() => !document.querySelector("#list .entry .none"));
  },
  redacted: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await answered(page, () => page.locator("#question .primary").click());
    await page.locator("[data-format=redact]").click();
    await page.locator("#redacted pre").first().waitFor();
    await page.locator("#redacted .sub > summary").last().click();
  },
  compared: async (page) => {
    await choose(page, ["relay-postfix-gmail.eml", "relay-exchange-gmail.eml"].map((name) => ({ name, data: sample(name) })));
    await page.locator("[data-format=compare]").click();
    await page.locator("#compare-with").selectOption({ index: 1 });
    await page.locator("#compared .report-shown").waitFor();
  },
};
