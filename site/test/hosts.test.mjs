// Any host will do: with a policy or without, in a subfolder, and none at all.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, hosts, paste, quit, ready, sample, verdict, visit } from "./lib.mjs";

after(quit);
const relay = sample("relay-postfix-gmail.eml").toString();

for (const [name, host] of Object.entries(hosts)) {
  test(`the ${name} host: paste, and again without a network`, async () => {
    const { page, context, leave } = await visit({ host });
    await paste(page, relay);
    assert.equal(await verdict(page), "Unknown");
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
    });
    await context.setOffline(true);
    await page.reload();
    await ready(page);
    await paste(page, relay);
    await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
    assert.equal(await verdict(page), "Held");
    await answered(page, () => page.locator("[data-part=language]").selectOption("fr"));
    assert.equal(await verdict(page), "Vérifié");
    await page.reload();
    await ready(page);
    await answered(page, () => page.locator("[data-example=direct-send]").click());
    assert.equal(await verdict(page), "Indéterminé");
    await leave();
  });
}

test("the plain host names no type for the bundle and sends no policy", async () => {
  const { page, leave } = await visit({ host: hosts.plain });
  const seen = await page.evaluate(async () => {
    const wasm = performance.getEntriesByType("resource").map((e) => e.name).find((name) => name.endsWith(".css"));
    const index = await fetch("./");
    return [index.headers.get("content-security-policy"), Boolean(wasm)];
  });
  assert.deepEqual(seen, [null, true]);
  await leave();
});

test("the policy holds without a header: no script of others, no markup from text", async () => {
  const { page, wrong } = await visit({ host: hosts.plain });
  const refused = await page.evaluate(() => {
    try {
      document.createElement("div").innerHTML = "<b>x</b>";
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  assert.ok(refused, "Trusted Types are required");
  const blocked = await page.evaluate(() => new Promise((done) => {
    document.addEventListener("securitypolicyviolation", (e) => done(e.violatedDirective), { once: true });
    fetch("https://example.com/").catch(() => {});
  }));
  assert.equal(blocked, "connect-src");
  assert.ok(wrong.length > 0, "the recorder of the tests sees such things");
  await page.context().close();
});
