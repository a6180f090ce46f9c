// Many messages at once, a redacted one, two side by side, reports to take along.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, test } from "node:test";
import { answered, answers, choose, copied, drop, fits, hosts, panels, paste, quit, sample, samples, verdict, visit } from "./lib.mjs";

after(quit);
const relay = sample("relay-postfix-gmail.eml").toString();
const mails = samples.filter((name) => name.endsWith(".eml"));
const files = mails.map((name) => ({ name, data: sample(name) }));
const folder = mkdtempSync(tmpdir() + "/hopproof-many-");
after(() => rmSync(folder, { recursive: true }));
for (const { name, data } of files) writeFileSync(`${folder}/${name}`, data);

/** What the command answers; the exit code is about the messages. */
function command(...args) {
  try {
    return execFileSync(answers + "/hopproof", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 64 << 20 });
  } catch (error) {
    assert.ok(error.stdout, String(error));
    return error.stdout;
  }
}

/** Does something and waits for the summary that comes of it. */
async function summed(page, action) {
  await page.evaluate(() => performance.clearMarks("hopproof:summary"));
  await action();
  await page.waitForFunction(() => performance.getEntriesByName("hopproof:summary").length > 0);
}

/** The text of what is downloaded by a click. */
async function downloaded(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
test("many files: the summary of the command, above the list", async () => {
  const { page, leave } = await visit();
  await summed(page, () => choose(page, files));
  const shown = page.locator("#together .report-shown");
  assert.match(await shown.locator(".tiles").innerText(), /held[\s\S]*broken[\s\S]*unknown/);
  assert.ok(await shown.locator("svg .band").count() > 3, "the ways are drawn");
  assert.ok(await shown.locator("table").count() > 5, "the figures stand in tables");
  const json = await downloaded(page, page.locator("[data-summary=json]"));
  const wanted = command("scan", "--summary", "--format", "json", "--route", "office365-relay", "--lang", "en", ...mails);
  assert.deepEqual({ ...JSON.parse(json.text), generator: "" }, { ...JSON.parse(wanted), generator: "" });
  const html = await downloaded(page, page.locator("[data-summary=html]"));
  assert.equal(html.text, command("scan", "--summary", "--format", "html", "--route", "office365-relay", "--lang", "en", ...mails));
  assert.equal((await copied(page, page.locator("[data-summary=markdown]"), "#together .said")).trim(),
    command("scan", "--summary", "--format", "markdown", "--route", "office365-relay", "--lang", "en", ...mails).trim());
  assert.equal(await page.locator("#list .entry").count(), files.length);
  await summed(page, () => page.locator("#language").selectOption("fr"));
  assert.match(await shown.locator(".tiles").innerText(), /vérifié/);
  await fits(page, "the summary");
  await leave();
});

test("many files: one click switches, marks stay, and a declaration counts again", async () => {
  const { page, leave } = await visit();
  await summed(page, () => drop(page, files));
  await page.waitForFunction((n) => document.querySelectorAll("#list .entry svg").length === n, files.length);
  const entry = page.locator("#list .entry", { hasText: "relay-postfix-gmail.eml" });
  const before = await page.evaluate(() => performance.getEntriesByName("hopproof:summary").length);
  await answered(page, () => entry.click());
  assert.ok(await entry.evaluate((button) => document.activeElement === button), "the list keeps the focus");
  assert.equal(await page.locator("#list .entry svg").count(), files.length, "what was read is not read again");
  assert.equal(await page.evaluate(() => performance.getEntriesByName("hopproof:summary").length), before);
  await summed(page, () => answered(page, () => page.locator("#question .primary").click()));
  assert.equal(await verdict(page), "Held");
  const held = command("scan", "--summary", "--format", "json", "--relay-ip", "203.0.113.25", ...mails);
  const tile = await page.locator("#together .tile.held .figure").innerText();
  assert.equal(Number(tile), JSON.parse(held).outcomes.held.messages);
  await page.getByRole("button", { name: /^Clear all/ }).click();
  assert.equal(await page.locator("#together").innerText(), "");
  await leave();
});

test("a mailbox is opened, and counted as the command does", async () => {
  const { page, leave } = await visit();
  const box = files.map(({ data }) => "From scanner@contoso.example Tue Nov  3 09:42:11 2026\n" + data.toString().replaceAll("\r\n", "\n").replace(/^From /gm, ">From ").trimEnd() + "\n\n").join("");
  writeFileSync(folder + "/inbox.mbox", box);
  await summed(page, () => choose(page, [{ name: "inbox.mbox", data: box }]));
  assert.equal(await page.locator("#list .entry").count(), files.length);
  assert.match(await page.locator("#list .entry").nth(1).innerText(), /inbox\.mbox#2/);
  const json = await downloaded(page, page.locator("[data-summary=json]"));
  const wanted = command("scan", "--summary", "--format", "json", "--route", "office365-relay", "inbox.mbox");
  assert.deepEqual({ ...JSON.parse(json.text), generator: "" }, { ...JSON.parse(wanted), generator: "" });
  await answered(page, () => page.locator("#list .entry").nth(2).click());
  assert.ok(await page.locator("[data-part=hop]").count() > 0);
  await leave();
});

test("a folder is looked through, in the order of the command", async () => {
  const { page, leave } = await visit();
  await summed(page, () => page.evaluate(([one, other]) => {
    const file = (name, text) => ({ name, isDirectory: false, file: (give) => give(new File([text], name)) });
    const folder = (name, inside) => ({ name, isDirectory: true, createReader() {
      const batches = [inside, []];
      return { readEntries: (give) => give(batches.shift()) };
    } });
    const root = folder("mail", [file("b.eml", one), folder("a", [file("z.eml", other)])]);
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { items: [{ webkitGetAsEntry: () => root }], files: [], getData: () => "" } });
    document.body.dispatchEvent(event);
  }, [relay, sample("direct-send.eml").toString()]));
  assert.deepEqual(await page.locator("#list .name").allTextContents(), ["mail/a/z.eml", "mail/b.eml"]);
  await leave();
});

/** Hands 200 files in, asserts that all are counted, and gives how long that and its longest task took. */
async function many200() {
  const { page, leave } = await visit();
  const many = Array.from({ length: 200 }, (_, i) => ({ name: `${i}.eml`, data: files[i % files.length].data }));
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration); }).observe({ type: "longtask" });
  });
  const began = performance.now();
  await summed(page, () => choose(page, many));
  const took = performance.now() - began;
  await page.waitForFunction(() => !document.querySelector("#list .entry .none"));
  assert.equal(await page.locator("#list .entry").count(), 200);
  assert.match(await page.locator("#together .report-shown h3").first().innerText(), /200/);
  const longest = await page.evaluate(() => globalThis.longest);
  await leave();
  return { took, longest };
}

test("200 files: the tab stays quick, and all are counted", async () => {
  // A machine with much else to do may make any task long, but not one of each run.
  for (let turn = 1; ; turn++) {
    const { took, longest } = await many200();
    if (longest < took / 5) return;
    assert.ok(turn < 3, `of ${took} ms, one task of the page took ${longest} ms`);
  }
});

test("redact and copy: what is shared is analysed with the same outcome", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await answered(page, () => page.locator("#question .primary").click());
  const legs = await page.locator("[data-part=leg]").evaluateAll((list) => list.map((leg) => leg.dataset.outcome));
  await page.getByRole("button", { name: "Redact and copy" }).click();
  await page.getByText("The redacted message is copied.").waitFor();
  const text = await clipboard(page);
  assert.match(text, /^Received: /m);
  assert.doesNotMatch(text, /contoso|fabrikam|203\.0\.113\.25(?!\d)/i);
  const pairs = page.locator("#redacted tbody tr");
  assert.ok(await pairs.count() > 5);
  const row = pairs.filter({ hasText: "203.0.113.25" });
  const pseudonym = await row.locator("td").last().innerText();
  assert.match(text, new RegExp(pseudonym.replaceAll(".", "\\.")));
  await page.locator("#redacted summary", { hasText: "The expected route" }).click();
  writeFileSync(folder + "/redacted.yaml", await copied(page, page.locator("[data-copy=redacted-route]"), "#redacted .said"));
  writeFileSync(folder + "/redacted.eml", text);
  const [code, ...args] = (await page.locator("#redacted code").innerText()).split(" ");
  assert.equal(code, "hopproof");
  const doc = JSON.parse(command(...args, "--format", "json"));
  assert.equal(doc.route.outcome, "held");
  assert.deepEqual(doc.route.legs.map((leg) => leg.outcome), legs);
  // Another message of the visit shares the pseudonyms.
  const again = await page.evaluate((t) => globalThis.hopproof.redact(t), relay);
  assert.equal(again.text, text);
  await leave();
});

test("a message that cannot be redacted is not shown", async () => {
  const { page, leave } = await visit();
  // The worker's answer decides; a text of a kind that is refused is rare, so the answer is made here.
  await page.evaluate(() => {
    const real = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message.operation !== "redact") return real.call(this, message, ...rest);
      this.dispatchEvent(new MessageEvent("message", { data: { call: message.call, result: { refused: { code: "leak", field: "X-Note", number: "7", kind: "local-part" } } } }));
    };
  });
  await paste(page, relay);
  await page.evaluate(() => navigator.clipboard.writeText("before"));
  await page.locator("[data-format=redact]").click();
  assert.match(await page.locator("#redacted [role=alert]").innerText(), /field 7, X-Note, .*the name in an address.*not shown/);
  assert.equal(await page.locator("#redacted pre").count(), 0);
  assert.equal(await clipboard(page), "before");
  await leave();
});

test("compare: with another of the list, a file, a paste; as the command says it", async () => {
  const { page, leave } = await visit();
  const direct = sample("direct-send.eml").toString();
  await paste(page, relay);
  await page.getByRole("button", { name: "Compare with…" }).click();
  await page.getByLabel("Headers of message B").fill(direct);
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const shown = page.locator("#compared .report-shown");
  await shown.waitFor();
  assert.match(await shown.locator(".verdict").innerText(), /differ/i);
  const address = shown.locator("tr", { hasText: "203.0.113.25" }).first();
  assert.match(await address.innerText(), /≠[\s\S]*203\.0\.113\.25[\s\S]*198\.51\.100\.77/);
  const listed = page.locator("#list .entry");
  assert.equal(await listed.count(), 2, "the other message is in the list, too");
  await page.getByRole("button", { name: /^Clear all/ }).click();

  await choose(page, ["relay-postfix-gmail.eml", "direct-send.eml"].map((name) => ({ name, data: sample(name) })));
  await page.locator("[data-format=compare]").click();
  await page.getByLabel("Compare with", { exact: true }).selectOption({ label: "direct-send.eml" });
  await shown.waitFor();
  const html = await downloaded(page, page.locator("[data-compared=html]"));
  assert.equal(html.text, command("compare", "--format", "html", "--lang", "en", "relay-postfix-gmail.eml", "direct-send.eml"));
  const json = await page.evaluate(([a, b]) => globalThis.hopproof.compare(a, b, { route: "office365-relay" }), [relay, direct]);
  const wanted = JSON.parse(command("compare", "--format", "json", "relay-postfix-gmail.eml", "direct-send.eml"));
  assert.deepEqual(json.rows, wanted.rows);
  await page.setViewportSize({ width: 360, height: 740 });
  await fits(page, "a comparison");
  const cells = await shown.locator("tbody tr").first().locator("th, td").evaluateAll((list) => list.map((cell) => cell.getBoundingClientRect().top));
  assert.ok(cells[0] < cells[1] && cells[1] < cells[2], "on a narrow screen one stands below the other");
  await page.locator("#compare-file").setInputFiles({ name: "x.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 x") });
  assert.match(await page.locator("#compared [role=alert]").innerText(), /PDF/);
  await page.getByRole("button", { name: "Close" }).first().click();
  assert.equal(await page.locator("#compared").count(), 0);
  await leave();
});

test("in French, the sides of a comparison have the space of French on a phone", async () => {
  const { page, leave } = await visit({ lang: "fr-FR", width: 360, height: 740 });
  await panels.compared(page);
  const side = page.locator("#compared .report-shown tbody td").first();
  assert.equal(await side.evaluate((cell) => getComputedStyle(cell, "::before").content), '"A\u00a0: "');
  await leave();
});

test("a report as HTML and Markdown, as the command writes it", async () => {
  const { page, leave } = await visit();
  for (const lang of ["en", "fr"]) {
    await page.locator("#language").selectOption(lang);
    await choose(page, [{ name: "relay-postfix-gmail.eml", data: relay }]);
    const flags = ["verify", "--lang", lang, "relay-postfix-gmail.eml", "--format"];
    const { name, text } = await downloaded(page, page.locator("[data-format=html]"));
    assert.equal(name, "hopproof.html");
    assert.equal(text, command(...flags, "html"));
    assert.equal((await copied(page, page.locator("[data-format=markdown]"), "#said")).trim(), command(...flags, "markdown").trim());
  }
  await leave();
});

test("hostile names and messages stay text in every panel", async () => {
  const { page, leave } = await visit({ width: 360 });
  const markup = `<img src=x onerror=alert(1)><script>alert(2)</script>"'>\u202e`;
  const hostile = relay.replace(/^Subject:.*/m, "Subject: " + markup).replace(/^From:.*/m, `From: "${markup}" <a@${"b".repeat(60)}.example>`);
  await summed(page, () => choose(page, [{ name: markup + ".eml", data: hostile }, { name: "w".repeat(300), data: hostile }]));
  await page.locator("[data-format=compare]").click();
  await page.locator("#compare-with").selectOption({ index: 1 });
  await page.locator("#compared .report-shown").waitFor();
  await fits(page, "compare");
  const strange = (selector) => page.evaluate((s) => {
    const roots = [...document.querySelectorAll(s)].flatMap((e) => [e, ...(e.shadowRoot ? [e.shadowRoot] : [])]);
    return roots.reduce((n, root) => n + root.querySelectorAll("img, script, iframe, [onerror], a[href]").length, 0);
  }, selector);
  assert.equal(await strange(".report-shown, #taken, #together"), 0);
  assert.doesNotMatch(await page.evaluate(() => document.querySelector(".report-shown").shadowRoot.textContent), /\u202e/);
  await page.locator("[data-format=redact]").click();
  await page.locator("#redacted pre, #redacted [role=alert]").first().waitFor();
  await fits(page, "redact");
  assert.equal(await strange("#taken"), 0);
  await leave();
});

test("all of it works offline after the first visit", async () => {
  const { page, context, leave } = await visit({ host: hosts.plain });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  });
  await context.setOffline(true);
  await summed(page, () => choose(page, files.slice(0, 3)));
  assert.match(await page.locator("#together .report-shown h3").first().innerText(), /3/);
  await page.locator("[data-format=redact]").click();
  await page.locator("#redacted pre").first().waitFor();
  await context.setOffline(false);
  await leave();
});
