// Messages made to break the page: nothing runs, nothing is reported, the
// layout holds, and the tab stays alive.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, choose, fits, hopsOf, paste, quit, sample, verdict, visit } from "./lib.mjs";

after(quit);

const markup = `<img src=x onerror=alert(1)><script>alert(2)</script>"'><svg onload=alert(3)>javascript:alert(4)`;
const bidi = "\u202eevil\u202c \u2066x\u2069 \u200f\u061c";
const word = "w".repeat(100_000);

/** A message with the text in every field that the page shows. */
const everywhere = (text) => [
  "Delivered-To: <ines@fabrikam.example>",
  `Received: from ${text} (${text} [203.0.113.25]) by mx.google.com (${text}) with ${text} id ${text} for <${text}>; Tue, 3 Nov 2026 09:42:11 +0100`,
  `Received: from "${text}" by ${text}; ${text}`,
  `Authentication-Results: mx.google.com; spf=pass (${text}) smtp.mailfrom=${text}; dkim=fail reason="${text}" header.d=${text}; ${text}=pass`,
  `ARC-Seal: i=1; d=${text}; cv=${text}`,
  `ARC-Authentication-Results: i=1; ${text}; spf=${text}`,
  `Return-Path: <${text}@contoso.example>`,
  `From: ${text} <${text}@contoso.example>`, `To: ${text}`, `Cc: ${text}`, `Reply-To: <${text}>`, `Sender: ${text}`,
  `Subject: ${text}`, `Date: ${text}`, `Message-ID: <${text}>`,
  `X-Forefront-Antispam-Report: CIP:${text};SFV:${text};H:${text};${text}:1`, `X-Microsoft-Antispam: BCL:${text}`,
  `X-MS-Exchange-CrossTenant-Id: ${text}`, `X-MS-Exchange-CrossTenant-AuthAs: ${text}`,
  `X-Forwarded-To: ${text}`, `X-Forwarded-For: ${text} ${text}`, `Resent-From: ${text}`, `List-Id: <${text}>`,
  `X-Spam-Status: Yes, score=${text} required=${text}`, `X-Proofpoint-Spam-Details: ${text}`, `${text}: ${text}`, "", text,
].join("\n");

/** Nothing of the page, but what it wrote itself, is markup. */
async function untouched(page) {
  assert.equal(await page.locator("#answer img, #answer script, #answer iframe, #answer [onerror], #answer [onload]").count(), 0);
}

/** Opens everything that is closed. */
async function openAll(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("#answer details")) details.open = true;
    for (const open of [...document.querySelectorAll("#hops .open")].slice(0, 5)) open.click();
  });
}

for (const [name, text] of Object.entries({ markup, bidi, "a word of 100 KB": word, "NUL and controls": "\u0000\u0007\u001b[31mred\u0085x", "lone surrogates": "\ud800x\udc00" })) {
  test(`${name} in every field`, async () => {
    for (const width of [360, 1280]) {
      const { page, leave } = await visit({ width, height: 800 });
      const message = everywhere(text);
      if (text.length > 1000) await choose(page, [{ name: text.slice(0, 200) + ".eml", data: message }]);
      else await answered(page, () => page.locator("[data-part=input]").fill(message));
      assert.ok(await page.locator("[data-part=hop]").count() > 0, "it was read");
      await openAll(page);
      await untouched(page);
      await fits(page, `${name} at ${width} px`);
      const raw = await page.locator("#answer").innerText();
      assert.doesNotMatch(raw, /[\u0000\u0007\u001b\u202a-\u202e\u2066-\u2069]/, "what acts on text is made visible");
      assert.ok(raw.length < 400_000, "long texts are not drawn whole");
      await leave();
    }
  });
}

test("a hostile file name and a hostile route file", async () => {
  const { page, leave } = await visit({ width: 360 });
  await choose(page, [{ name: markup + bidi + ".eml", data: sample("direct-send.eml") }, { name: "w".repeat(300), data: sample("direct-send.eml") }]);
  await untouched(page);
  await fits(page, "file names");
  await page.getByText("What should the way have been?").click();
  await page.getByText("Use a route file").click();
  await page.getByLabel("Route in JSON or YAML").fill(JSON.stringify({ name: markup + word, legs: [{ leg: markup, role: "relay", ip: ["203.0.113.25"] }, { leg: word, role: "eop" }] }));
  await answered(page, () => page.getByRole("button", { name: "Use this route" }).click());
  await untouched(page);
  await fits(page, "route file");
  await leave();
});

test("10,000 hops: the first 200 are drawn, the rest on demand", async () => {
  const { page, leave } = await visit();
  await choose(page, [{ name: "many.eml", data: hopsOf(10_000) }]);
  const rows = page.locator("[data-part=hop]");
  assert.equal(await rows.count(), 200);
  const more = page.getByRole("button", { name: /^Show 200 more \(200 of / });
  await more.click();
  await page.waitForFunction(() => document.querySelectorAll("[data-part=hop]").length === 400);
  await page.locator("#hops th.col-hop button").click();
  await page.waitForFunction(() => Number(document.querySelector("[data-part=hop]")?.dataset.hop) > 1000);
  await more.click(); // another order begins anew; whoever is faster than the drawing gets its rows in order, too
  await page.waitForFunction(() => document.querySelectorAll("[data-part=hop]").length === 400);
  const order = await rows.evaluateAll((list) => list.map((row) => Number(row.dataset.hop)));
  assert.deepEqual(order, order.toSorted((a, b) => b - a));
  const fields = await page.locator("[data-part=raw] .field").count();
  assert.ok(fields > 10 && fields <= 200, `${fields} fields are drawn`);
  await fits(page, "many hops");
  await leave();
});

test("10 MB are answered, and the tab stays alive", async () => {
  const { page, leave } = await visit();
  const big = sample("relay-postfix-gmail.eml").toString() + "x".repeat(70).concat("\n").repeat(147_000);
  assert.ok(big.length > 10_000_000);
  await paste(page, big);
  assert.equal(await verdict(page), "Unknown");
  assert.match(await page.locator("#held").innerText(), /10\.\d MB of text/);
  assert.equal(await page.locator("[data-part=input]").inputValue(), "");
  const line = "Received: from " + "a".repeat(10_000_000) + " by b.example; Tue, 3 Nov 2026 09:42:11 +0100\n";
  await choose(page, [{ name: "line.eml", data: line }]);
  assert.ok(await page.locator("[data-part=raw] .field").count() > 0);
  await fits(page, "a line of 10 MB");
  await page.getByRole("button", { name: /Show the rest of this field/ }).first().click();
  await page.waitForFunction(() => document.querySelector("[data-part=raw]").textContent.length > 50_000);
  assert.ok((await page.locator("[data-part=raw]").innerText()).length < 200_000, "even on demand only a part is drawn");
  await leave();
});
