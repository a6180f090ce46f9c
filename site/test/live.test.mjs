// Live checks: nothing is asked before a resolver was chosen, and then nobody
// but that one.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { hosts, paste, quit, sample, verdict, visit } from "./lib.mjs";

after(quit);
const resolver = process.env.HOPPROOF_RESOLVER ?? assert.fail("HOPPROOF_RESOLVER is not set: run the tests by go test ./site");
const origin = new URL(resolver).origin;

for (const host of [hosts.full, hosts.plain]) {
  test(`off until a resolver was chosen, and then only that one is asked: ${host}`, async () => {
    const { page, context, leave } = await visit({ host, allowed: [origin], context: { ignoreHTTPSErrors: true } });
    const asked = [];
    const loaded = [];
    context.on("request", (request) => {
      if (request.url().startsWith(origin)) asked.push(request.url());
      if (/hopproof-live/.test(request.url())) loaded.push(request.url());
    });
    await paste(page, sample("sealed-relay.eml"));
    await page.getByRole("button", { name: "Yes, this is my relay" }).click();
    await page.waitForFunction(() => document.querySelector("[data-part=verdict]")?.dataset.outcome === "held");
    const before = await verdict(page);
    const choice = page.locator("[data-part=resolver]");
    assert.ok(await choice.isHidden());
    await page.locator("[data-part=live]").check();
    assert.equal(await choice.inputValue(), "", "nothing is preselected");
    assert.deepEqual([asked, loaded], [[], []], "nothing is asked or loaded before the choice");
    await choice.selectOption("own");
    await page.getByLabel("My own (DNS over HTTPS)").fill(resolver);
    await page.keyboard.press("Tab");
    await page.locator("#live-results").waitFor();
    const seen = await page.locator("#live-results").innerText();
    for (const check of [/SPF = pass/, /DKIM = (pass|header-valid)/, /ARC = (pass|header-valid)/, /DMARC = (pass|header-valid)/]) assert.match(seen, check);
    assert.match(seen, /questions asked at https:\/\/127\.0\.0\.1/);
    assert.ok(asked.length > 0 && loaded.length === 1);
    assert.equal(await verdict(page), before);
    await page.locator("[data-part=live]").uncheck();
    await page.waitForFunction(() => !document.getElementById("live-results"));
    await leave();
  });
}

test("a resolver that does not answer is said, and the answer stays", async () => {
  const { page, leave } = await visit({ allowed: [origin], host: hosts.full });
  await paste(page, sample("sealed-relay.eml"));
  await page.locator("[data-part=live]").check();
  await page.locator("[data-part=resolver]").selectOption("own");
  await page.getByLabel("My own (DNS over HTTPS)").fill("http://plain.example/");
  await page.keyboard.press("Tab");
  assert.equal(await page.getByLabel("My own (DNS over HTTPS)").getAttribute("aria-invalid"), "true", "only https is asked");
  assert.ok(await page.locator("[data-part=verdict]").isVisible());
  await leave();
});
