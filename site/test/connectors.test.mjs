// Connectors: handed in beside the message, read in the browser alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { copied, drop, hosts, paste, quit, root, sample, verdict, visit } from "./lib.mjs";

after(quit);
const setup = readFileSync(`${root}/cmd/hopproof/testdata/connectors.json`);
const golden = (name) => JSON.parse(readFileSync(`${root}/cmd/hopproof/testdata/golden/${name}.json`, "utf8"));
const command = "New-InboundConnector -Name Relay -ConnectorType OnPremises -SenderDomains '*' -SenderIPAddresses 203.0.113.25";
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Pastes into the panel as a person does. */
async function pasteSetup(page, text) {
  await page.evaluate((t) => navigator.clipboard.writeText(t), String(text));
  await page.locator("#connectors > summary").click();
  await page.getByLabel("Connectors as JSON, PowerShell or YAML").focus();
  await page.keyboard.press("Control+V");
}

for (const host of [hosts.full, hosts.sub]) {
  test(`pasted next to a message: lint and acceptance as the command says them: ${host}`, async () => {
    const { page, leave } = await visit({ host });
    await paste(page, sample("relay-postfix-gmail.eml"));
    assert.ok(await page.locator("#connectors-text").isHidden(), "calm until it is used");
    await pasteSetup(page, setup);
    const check = page.locator("[data-part=connector-check]");
    await check.waitFor();
    const want = golden("connector-check");
    assert.equal(await check.getAttribute("data-outcome"), want.outcome);
    assert.ok((await check.innerText()).includes(want.reason.text));
    assert.deepEqual(await check.locator("[data-part=connector]").evaluateAll((list) => list.map((e) => e.dataset.outcome)), want.connectors.map((c) => c.outcome));
    for (const [i, connector] of want.connectors.entries()) {
      const words = await check.locator("[data-part=connector]").nth(i).locator(".condition").evaluateAll((list) => list.map((e) => e.classList[1]));
      assert.deepEqual(words, connector.conditions.map((c) => c.outcome), connector.name);
    }
    assert.deepEqual(await page.locator("[data-part=connector-lint] .finding").evaluateAll((list) => list.map((e) => e.dataset.code)), golden("connector-lint").findings.map((f) => f.code));
    assert.equal(await verdict(page), "Unknown", "the message stays");
    await page.getByText("The commands that create them").click();
    assert.match(await copied(page, page.locator("[data-copy=powershell]"), "#connectors-said"), /^New-InboundConnector /);
    assert.equal(await page.locator("#connectors-said").innerText(), "Copied.");
    await leave();
  });
}

test("without a message there is lint, and a later message is checked", async () => {
  const { page, leave } = await visit();
  await pasteSetup(page, command);
  await page.locator("[data-part=connector-lint]").waitFor();
  assert.match(await page.locator("#connectors-results").innerText(), /Hand in a message too/);
  await paste(page, sample("relay-postfix-gmail.eml"));
  const check = page.locator("[data-part=connector-check]");
  await check.waitFor();
  assert.match(await check.innerText(), /Relay/);
  await page.locator("#language").selectOption("fr");
  await page.getByText("Avec ce message").waitFor();
  await page.getByRole("button", { name: "Effacer" }).last().click();
  assert.equal(await check.count(), 0);
  await leave();
});

test("a dropped export is told from a message, in UTF-16 too", async () => {
  const { page, leave } = await visit();
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(setup.toString(), "utf16le")]);
  await drop(page, [{ name: "scan.eml", data: sample("relay-postfix-gmail.eml") }, { name: "export.json", data: utf16 }]);
  await page.locator("[data-part=connector-check]").waitFor();
  assert.match(await page.locator("#connectors-file").innerText(), /export\.json/);
  assert.ok(await page.locator("#error").isHidden());
  assert.ok(await page.locator("#list").isHidden(), "the export is no message");
  await leave();
});

test("what is dropped on the panel is for the panel", async () => {
  const { page, leave } = await visit();
  await page.locator("#connectors > summary").click();
  await page.locator("#connectors").evaluate((panel) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["no connector at all"], "notes.txt"));
    for (const type of ["dragenter", "dragover", "drop"]) panel.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
  await page.locator("#connectors-error").waitFor();
  assert.ok(await page.locator("#error").isHidden(), "it is not refused as a message");
  await leave();
});

test("an export in the box of the message moves to its panel; a message that names one stays", async () => {
  const { page, leave } = await visit();
  await page.evaluate((t) => navigator.clipboard.writeText(t), command);
  await page.locator("[data-part=input]").focus();
  await page.keyboard.press("Control+V");
  await page.locator("[data-part=connector-lint]").waitFor();
  assert.equal(await page.locator("#connectors-text").inputValue(), command);
  await paste(page, sample("relay-postfix-gmail.eml") + "\r\n" + command);
  assert.equal(await verdict(page), "Unknown");
  await leave();
});

test("what cannot be read is said with its place; the export script can be copied", async () => {
  const { page, leave } = await visit();
  await pasteSetup(page, "{\n \"InboundConnectors\": [\n  {\"Name\": }\n");
  const error = page.locator("#connectors-error");
  await error.waitFor();
  assert.match(await error.innerText(), /Line 3, column/);
  await page.getByRole("button", { name: "Copy the export script" }).click();
  await page.getByText("The script is copied").waitFor();
  assert.match(await clipboard(page), /Get-InboundConnector/);
  await leave();
});

test("names of connectors are text", async () => {
  const { page, leave } = await visit();
  const name = "<img src=x onerror=alert(1)>\u202e";
  await pasteSetup(page, JSON.stringify([{ Name: name, ConnectorType: "OnPremises", SenderIPAddresses: ["10.0.0.1"] }]));
  await page.locator("[data-part=connector-lint] .finding").first().waitFor();
  assert.equal(await page.locator("#connectors img").count(), 0);
  assert.match(await page.locator("[data-part=connector-lint]").innerText(), /<img src=x onerror=alert\(1\)>‹U\+202E›/);
  await leave();
});
