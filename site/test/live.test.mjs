// Live checks: nothing is asked before a resolver was chosen, and then nobody
// but that one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { sent } from "./proxy.mjs";
import { answered, copied, hosts, paste, quit, sample, visit } from "./lib.mjs";

after(quit);
const resolver = process.env.HOPPROOF_RESOLVER ?? assert.fail("HOPPROOF_RESOLVER is not set: run the tests by go test ./site");
const origin = new URL(resolver).origin;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

for (const host of [hosts.full, hosts.plain]) {
  test(`off until a resolver was chosen, and then only that one is asked: ${host}`, async () => {
    const { page, leave } = await visit({ host, allowed: [origin], context: { ignoreHTTPSErrors: true } });
    const first = sent.length;
    const asked = () => sent.slice(first).filter((request) => request.origin === origin);
    const loaded = () => sent.slice(first).filter((request) => /\/hopproof-live-/.test(request.path));
    await paste(page, sample("sealed-relay.eml"));
    await page.getByText("What should the way have been?").click();
    await page.getByLabel("Relay address").fill("203.0.113.25");
    await page.getByLabel("Your domains").fill("contoso.example");
    await answered(page, () => page.keyboard.press("Enter"));
    const leg = page.locator("[data-leg=relay]");
    assert.equal(await leg.getAttribute("data-outcome"), "unknown", "a stranger took the message last");
    const choice = page.locator("[data-part=resolver]");
    assert.ok(await choice.isHidden());
    await page.locator("[data-part=live]").check();
    assert.equal(await choice.inputValue(), "", "nothing is preselected");
    assert.deepEqual([asked(), loaded()], [[], []], "nothing is asked or loaded before the choice");
    await choice.selectOption("own");
    await page.getByLabel("My own (DNS over HTTPS)").fill(resolver);
    await page.keyboard.press("Tab");
    await page.locator("#live-results").waitFor();
    const seen = await page.locator("#live-results").innerText();
    for (const check of [/SPF = pass/, /DKIM = (pass|header-valid)/, /ARC = (pass|header-valid)/, /DMARC = (pass|header-valid)/]) assert.match(seen, check);
    assert.match(seen, /questions asked at https:\/\/127\.0\.0\.1/);
    assert.ok(asked().length > 0, "the recorder sees the questions");
    assert.equal(loaded().length, 1, "its bundle");
    assert.ok(await page.locator("#live-results .condition.held").isVisible(), "signatures prove the entry");
    assert.equal(await leg.getAttribute("data-outcome"), "held", "and so the relay");
    assert.ok(await page.locator("[data-format=text]").isHidden(), "text would not show what DNS said");
    assert.match(await page.locator("#share").innerText(), /Text, Markdown and HTML are written from the headers alone/, "and that is said");
    assert.equal(await page.locator("#picture .boundary").count(), 0, "signatures prove an entry, not the way after it");
    const [json] = await Promise.all([page.waitForEvent("download"), page.locator("[data-format=json]").click()]);
    assert.equal(JSON.parse(readFileSync(await json.path(), "utf8")).live.spf.result, "pass");
    await page.locator("[data-part=live]").uncheck();
    await page.waitForFunction(() => !document.getElementById("live-results"));
    assert.equal(await leg.getAttribute("data-outcome"), "unknown");
    assert.doesNotMatch(await page.locator("#share").innerText(), /headers alone/);
    await leave();
  });
}

test("the domain of the sender is asked for by a click, and by no other way", async () => {
  const { page, leave } = await visit({ allowed: [origin], context: { ignoreHTTPSErrors: true } });
  await paste(page, sample("sealed-relay.eml"));
  await page.getByText("What should the way have been?").click();
  await page.getByLabel("Relay address").fill("198.51.100.9");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.ok(await page.locator("#domain-check").isHidden(), "there is nobody to ask");
  await page.locator("[data-part=live]").check();
  await page.locator("[data-part=resolver]").selectOption("own");
  await page.getByLabel("My own (DNS over HTTPS)").fill(resolver);
  await page.keyboard.press("Tab");
  await page.locator("#live-results").waitFor();
  const first = sent.length;
  assert.equal(await page.locator("#domain-results").count(), 0);
  await page.getByRole("button", { name: "Check the domain of the sender: contoso.example" }).click();
  const results = page.getByRole("region", { name: "What contoso.example publishes about its mail" });
  await results.waitFor();
  assert.ok(sent.slice(first).some((request) => request.origin === origin), "the recorder sees the questions");
  for (const topic of ["mx", "spf", "dmarc"]) assert.ok(await results.locator(`[data-topic="${topic}"] .condition`).count() > 0, topic);
  assert.match(await results.innerText(), /questions asked at https:\/\/127\.0\.0\.1/);
  assert.match(await results.locator("[data-part=changes]").innerText(), /198\.51\.100\.9/, "the declared relay may not send yet");
  await page.evaluate(axe);
  assert.deepEqual(await page.evaluate(async () => (await globalThis.axe.run("#live-side")).violations.map((v) => v.id + ": " + v.nodes[0].target)), []);
  const copy = results.locator("[data-copy=record]").first();
  const record = await copy.locator("xpath=..").locator("pre").innerText();
  assert.equal(await copied(page, copy, "#live-said"), record);
  await answered(page, () => page.locator("#language").selectOption("fr"));
  assert.equal(await page.locator("#domain-results").count(), 0, "another language asks nothing by itself");
  await page.getByRole("button", { name: "Vérifier le domaine de l’expéditeur" }).waitFor();
  await leave();
});

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
