// The test message: its commands are made in the browser, and nothing is sent.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { copied, fits, paste, quit, sample, visit } from "./lib.mjs";

after(quit);

/** Makes the plan as a person does. */
async function plan(page, from, to, server = "") {
  await page.locator("#plan > summary").click();
  await page.getByLabel("From", { exact: true }).fill(from);
  await page.getByLabel("To (separate several with commas)").fill(to);
  await page.getByLabel("Your relay, if it goes through one").fill(server);
  await page.getByRole("button", { name: "Make the commands" }).click();
  await page.locator("#plan-said:not(:empty)").waitFor(); // what makes them is loaded first
}

test("the commands of a test message can be copied, and bear one token", async () => {
  const { page, leave } = await visit();
  await paste(page, sample("relay-postfix-gmail.eml"));
  await plan(page, "scanner@contoso.example", "admin@contoso.example, me@example.org");
  const texts = await page.locator("#plan-commands pre").allInnerTexts();
  assert.equal(texts.length, 4);
  const token = /hp-[a-z2-7]{26}/.exec(texts[0])?.[0];
  assert.ok(token && texts.every((text) => text.includes(token)), texts.join("\n"));
  assert.ok(texts[1].includes("contoso-example.mail.protection.outlook.com"));
  assert.equal(await copied(page, page.locator("[data-copy='plan-hopproof verify']"), "#plan-said"), texts[3]);
  await fits(page, "plan");
  await page.locator("#plan").screenshot({ path: new URL("screenshots/plan.png", import.meta.url).pathname });
  await leave();
});

test("on a phone a command goes on between its words, and within none", async () => {
  const { page, leave } = await visit({ width: 360, height: 740, lang: "fr-FR" });
  await paste(page, sample("relay-postfix-gmail.eml"));
  await page.locator("#plan > summary").click();
  for (const [field, text] of [["from", "scanner@contoso.example"], ["to", "me@example.org"], ["server", "mail-relay-01.dmz-north.contoso.example"]]) {
    await page.locator("#plan-" + field).fill(text);
  }
  await page.keyboard.press("Enter");
  const commands = page.locator("#plan-commands pre");
  await commands.first().waitFor();
  const words = await commands.locator("span").evaluateAll((list) => list.map((word) => [word.textContent, word.getClientRects().length]));
  assert.ok(words.some(([word]) => word === "mail-relay-01.dmz-north.contoso.example") && words.some(([word]) => word === "--server"));
  assert.deepEqual(words.filter(([, lines]) => lines !== 1), []);
  assert.ok(await commands.first().evaluate((pre) => pre.getClientRects()[0].height > 60), "it takes several lines");
  await fits(page, "plan");
  await leave();
});

test("a relay is named, and what is no address is refused at its field", async () => {
  const { page, leave } = await visit();
  await paste(page, sample("relay-postfix-gmail.eml"));
  await plan(page, "a'b$(id)@contoso.example", "me@example.org");
  assert.equal(await page.locator("#plan-commands pre").count(), 0);
  assert.equal(await page.locator("#plan-from").getAttribute("aria-invalid"), "true");
  await page.getByLabel("From", { exact: true }).fill("o{b}&c@contoso.example");
  await page.getByLabel("Your relay, if it goes through one").fill("relay.contoso.example");
  await page.getByRole("button", { name: "Make the commands" }).click();
  const [send] = await page.locator("#plan-commands pre").allInnerTexts();
  const words = execFileSync("sh", ["-c", `printf '%s\\n' ${send}`], { encoding: "utf8" }).trim().split("\n");
  assert.deepEqual(words.slice(-6), ["--from", "o{b}&c@contoso.example", "--to", "me@example.org", "--server", "relay.contoso.example"]);
  await leave();
});
