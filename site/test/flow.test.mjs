// The page as a person uses it, asserted on what is seen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { answered, answers, choose, copied, drop, paste, quit, sample, verdict, visit } from "./lib.mjs";

after(quit);
const relay = sample("relay-postfix-gmail.eml").toString();

test("paste, question, one click: held", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  assert.equal(await verdict(page), "Unknown");
  assert.match(await page.locator("#question").innerText(), /entered Microsoft 365 from 203\.0\.113\.25 with TLS 1\.3.*Is this your relay\?/s);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
  assert.equal(await verdict(page), "Held");
  assert.match(await page.locator("[data-part=verdict]").innerText(), /every required leg is proven, from what mx\.google\.com recorded/);
  assert.ok(await page.locator("#question").isHidden());
  assert.deepEqual(await page.locator("[data-part=leg]").evaluateAll((legs) => legs.map((leg) => leg.dataset.outcome)),
    ["unknown", "held", "held", "held", "held"]);
  assert.equal(await page.locator("[data-part=hop]").count(), 6);
  assert.ok(await page.locator("[data-part=finding]").first().isVisible());
  await leave();
});

test("who types right after a paste loses no key", async () => {
  const { page, leave } = await visit();
  await page.evaluate((text) => navigator.clipboard.writeText(text), relay);
  await page.locator("#input").focus();
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+V");
    await page.keyboard.type("abc");
    const typed = await page.locator("#input").inputValue();
    assert.equal(typed.length, relay.length + 3);
    assert.ok(typed.endsWith("abc"));
    assert.equal(await page.locator("#input").evaluate((box) => box.selectionStart), typed.length);
  }
  await leave();
});

test("the text of a paste is seen, from its beginning", async () => {
  const { page, leave } = await visit();
  await page.evaluate((text) => navigator.clipboard.writeText(text), relay);
  await page.locator("#input").focus();
  await answered(page, () => page.keyboard.press("Control+V"));
  const seen = await page.locator("#input").evaluate((box) => ({ top: box.scrollTop, high: box.scrollHeight }));
  assert.equal(seen.top, 0);
  assert.ok(seen.high > 1000, "the text is laid out");
  await leave();
});

test("a paste goes where the caret is, and is undone by a key", async () => {
  const { page, leave } = await visit();
  const box = page.locator("#input");
  const state = () => box.evaluate(({ value, selectionStart, selectionEnd }) => [value, selectionStart, selectionEnd]);
  const pasted = async (text) => {
    await page.evaluate((clip) => navigator.clipboard.writeText(clip), text);
    await box.focus();
    await answered(page, () => page.keyboard.press("Control+V"));
    await page.waitForFunction((part) => document.querySelector("#input").value.includes(part), text.trim());
  };
  await pasted("Subject: two\n\n");
  await box.evaluate((element) => element.setSelectionRange(9, 12));
  await pasted("one");
  assert.deepEqual(await state(), ["Subject: one\n\n", 12, 12]);
  await answered(page, () => page.keyboard.press("Control+Z"));
  await page.waitForFunction(() => document.querySelector("#input").value.includes("two"));
  assert.match(await page.locator("[data-part=raw]").innerText(), /Subject: two/);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("X");
  assert.deepEqual(await state(), ["Subject: two\n\nX", 15, 15]);
  await page.keyboard.press("Control+Z"); // what was typed, the browser undoes
  assert.equal((await state())[0], "Subject: two\n\n");
  await leave();
});

test("several pastes are undone and done again, by the keys of any platform", async () => {
  const { page, leave } = await visit();
  const box = page.locator("#input");
  const raw = page.locator("[data-part=raw]");
  const holds = async (text, why) => {
    await page.waitForFunction((want) => document.querySelector("#input").value === want, text);
    if (text) assert.equal((await raw.innerText()).includes(text.trim()), true, why);
  };
  const texts = ["Subject: one\n\n", "Subject: two\n\n", "Subject: three\n\n"];
  for (const text of texts) await paste(page, text.replaceAll("\n", "\r\n"));
  await holds(texts[2], "the last paste");
  for (const [key, text] of [["Control+Z", texts[1]], ["Control+Z", texts[0]], ["Control+Y", texts[1]], ["Control+Shift+Z", texts[2]], ["Meta+Z", texts[1]]]) {
    await answered(page, () => page.keyboard.press(key));
    await holds(text, key);
  }
  await paste(page, "Subject: four\n\n");
  await page.keyboard.press("Control+Y");
  await holds("Subject: four\n\n", "a new paste leaves nothing to do again");
  for (const text of [texts[1], texts[0]]) {
    await answered(page, () => page.keyboard.press("Control+Z"));
    await holds(text, "before the new paste");
  }
  await page.keyboard.press("Control+Z");
  await holds("");
  assert.ok(await page.locator(".examples").isVisible(), "the page is as it was before the first paste");
  await box.press("Control+Y");
  await holds(texts[0]);
  await leave();
});

test("a paste is undone by a menu too, and what was typed behind it by itself", async () => {
  const { page, leave } = await visit();
  const box = page.locator("#input");
  const holds = (text) => page.waitForFunction((want) => document.querySelector("#input").value === want, text);
  const first = relay.toString().replace(/\r\n/g, "\n").trim() + "\u{1F4E0}";
  await paste(page, first);
  await paste(page, "Subject: two\n\n");
  await holds("Subject: two\n\n");
  await page.keyboard.type("a");
  await page.keyboard.press("Control+Z");
  await holds("Subject: two\n\n");
  await answered(page, () => page.evaluate(() => document.execCommand("undo"))); // as the menu does
  await holds(first);
  assert.equal(await verdict(page), "Unknown");
  await page.evaluate(() => document.execCommand("undo"));
  await holds("");
  await page.evaluate(() => { for (let i = 0; i < 5; i++) document.execCommand("undo"); });
  await holds("");
  await answered(page, () => box.press("Control+Y"));
  await holds(first);
  await paste(page, "Subject: three.");
  await holds("Subject: three.");
  for (const key of ["Backspace", "ArrowLeft", "ArrowRight", "x"]) await page.keyboard.press(key);
  await page.keyboard.press("Control+Z");
  await holds("Subject: three"); // what the visitor took away himself is no step of the page
  await leave();
});

test("no host name is broken within a label while there is a dot", async () => {
  const { page, leave } = await visit({ width: 1440 });
  await paste(page, relay);
  const labels = await page.locator("#hops .host bdi, #legs .leg-head bdi").evaluateAll((hosts) => hosts.flatMap((host) => [...host.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [part.data, range.getClientRects().length];
  })));
  assert.ok(labels.some(([label]) => label === "protection"));
  assert.deepEqual(labels.filter(([label, lines]) => lines > 1 && label.length < 30), []);
  await leave();
});

test("a signature fills its lines, and no line before it looks empty", async () => {
  const { page, leave } = await visit({ width: 1440 });
  await paste(page, relay);
  const places = await page.locator("[data-part=raw] .key-text").evaluateAll((list) => list.map((key) => [
    key.textContent.slice(0, 2), key.getClientRects()[0].left - key.closest(".text").getBoundingClientRect().left]));
  assert.ok(places.some(([text]) => text === "b="));
  assert.deepEqual(places.filter(([, indent]) => indent < 5), []);
  await leave();
});

test("on a phone a host is no narrower than its labels, and a box to check than a finger", async () => {
  const { page, leave } = await visit({ lang: "fr-FR", width: 360, height: 740 });
  await paste(page, sample("direct-send.eml"));
  const parts = await page.locator("#verdict .facts bdi").last().evaluate((host) => [...host.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [part.data, range.getClientRects().length];
  }));
  assert.ok(parts.some(([label]) => label === "eurprd05"), String(parts));
  assert.deepEqual(parts.filter(([, lines]) => lines !== 1), []);
  assert.match(await page.locator("[data-hop='1'] .col-time").innerText(), /2026-11-06 10:30:05/);
  await page.locator("#expect > summary").click();
  const { width, height } = await page.locator("#expect-shared").boundingBox();
  assert.ok(width === height && width > 17, `${width} × ${height} px`);
  await leave();
});

test("on a phone no word of the picture covers another, in French neither", async () => {
  const { page, leave } = await visit({ lang: "fr-FR", width: 360, height: 740 });
  await paste(page, sample("forged-border.eml"));
  const words = await page.locator("#picture .node, #picture .boundary").evaluateAll((groups) => groups.flatMap((group) =>
    [...group.querySelectorAll(".label")].filter((label) => label.textContent).map((label) => [label.textContent, label.getBoundingClientRect().toJSON()])));
  assert.ok(words.some(([word]) => word === "indéterminé (facultatif)"));
  const { left, right } = await page.locator("#picture svg.route-svg").evaluate((svg) => svg.getBoundingClientRect().toJSON());
  for (const [i, [word, a]] of words.entries()) {
    assert.ok(a.left >= left && a.right <= right, word + " is inside");
    for (const [other, b] of words.slice(i + 1)) {
      const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      assert.ok(wide <= 0 || high <= 4, `${word} covers ${other}`); // boxes of lines touch, letters do not
    }
  }
  await leave();
});

test("beside each other the words of the picture stand clear of the boundary, in French too", async () => {
  const { page, leave } = await visit({ lang: "fr-FR", width: 1440 });
  await paste(page, relay);
  await answered(page, () => page.locator("#question .primary").click());
  const x = await page.locator("#picture .boundary path").evaluate((line) => line.getBoundingClientRect().x);
  const edges = await page.locator("#picture .node .label").evaluateAll((list) => list.filter((label) => label.textContent).map((label) => [label.textContent, label.getBoundingClientRect().toJSON()]));
  assert.ok(edges.some(([word]) => word === "indéterminé (facultatif)"));
  assert.deepEqual(edges.filter(([, { left, right }]) => left < x + 6 && right > x - 6).map(([word]) => word), []);
  await leave();
});

test("a picture of the whole page leaves the route lying", async () => {
  const { page, leave } = await visit({ width: 1440 });
  await paste(page, relay);
  await page.screenshot({ fullPage: true });
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
  assert.match(await page.locator("#picture svg.route-svg").getAttribute("class"), /across/);
  await leave();
});

test("the picture tells outcome, delay and boundary by form and word", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  const picture = page.locator("#picture svg.route-svg");
  assert.match(await picture.getAttribute("aria-label"), /Relay: unknown, EOP: held/);
  assert.deepEqual(await picture.locator(".label.outcome").allTextContents(), ["unknown (optional)", "unknown", "held", "held", "held"]);
  assert.deepEqual(await picture.locator(".label.delay").allTextContents(), ["", "1 s", "2 s", "1 s"]);
  assert.deepEqual(await picture.locator(".label.title").allTextContents(), ["Device", "Relay", "EOP", "Exchange Online", "Destination"]);
  const x = (selector) => picture.locator(selector).first().evaluate((e) => e.getBoundingClientRect().x);
  const boundary = await x(".boundary path");
  const discs = await picture.locator(".disc").evaluateAll((list) => list.map((e) => e.getBoundingClientRect().x));
  assert.ok(discs[1] < boundary && boundary < discs[2], "the boundary stands between relay and EOP");
  assert.equal(await picture.locator(".node.hearsay").count(), 2, "what is claimed only is pale");
  await leave();
});

test("drop of an .eml", async () => {
  const { page, leave } = await visit();
  await drop(page, [{ name: "direct.eml", data: sample("direct-send.eml") }]);
  assert.equal(await verdict(page), "Unknown");
  await answered(page, () => page.getByRole("button", { name: "Check that route instead" }).click());
  assert.match(await page.locator("#question").innerText(), /198\.51\.100\.77 without TLS.*Is this your device\?/s);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my device" }).click());
  assert.equal(await verdict(page), "Held");
  await leave();
});

test("several files: a list to switch between", async () => {
  const { page, leave } = await visit();
  await choose(page, ["relay-postfix-gmail.eml", "client-submission-gmail.eml", "no-received.eml"].map((name) => ({ name, data: sample(name) })));
  const entries = page.locator("#list .entry");
  assert.equal(await entries.count(), 3);
  await page.waitForFunction(() => document.querySelectorAll("#list .entry svg").length === 3);
  assert.deepEqual(await entries.locator(".hidden").allTextContents(), ["unknown", "broken", "unknown"]);
  await answered(page, () => entries.nth(1).click());
  assert.equal(await verdict(page), "Broken");
  assert.equal(await entries.nth(1).getAttribute("aria-current"), "true");
  await answered(page, () => entries.nth(2).click());
  assert.match(await page.locator("#notices").innerText(), /no Received line is among them/);
  await leave();
});

test("typing is read without a click", async () => {
  const { page, leave } = await visit();
  await page.locator("[data-part=input]").focus();
  await answered(page, () => page.keyboard.type("Received: from a.example by b.example; Tue, 3 Nov 2026 09:42:11 +0100", { delay: 2 }));
  await page.waitForFunction(() => document.querySelector("[data-part=hop]")?.textContent.includes("b.example"));
  assert.match(await page.locator("[data-part=hop]").innerText(), /a\.example\s*→.*b\.example/s);
  await leave();
});

test("the route form, its refusals, and what the sentences offer", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await page.getByText("What should the way have been?").click();
  await page.getByLabel("Relay address").fill("10.0.0.1");
  await answered(page, () => page.getByRole("button", { name: "Check the route" }).click());
  assert.match(await page.locator("#expect-relay_ip-hint").innerText(), /“10\.0\.0\.1.*cannot be the relay’s address/);
  assert.equal(await page.getByLabel("Relay address").getAttribute("aria-invalid"), "true");
  await page.getByLabel("Relay address").fill("203.0.113.25");
  await page.getByLabel("Relay host name").fill("relay.contoso.example");
  await page.getByLabel("Your domains").fill("contoso.example");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(await verdict(page), "Held");
  const offered = page.locator("[data-leg=device] button.inline").first();
  assert.equal(await offered.innerText(), "Device address");
  await offered.click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), "expect-device_ip");
  await page.keyboard.type("192.168.20.0/24");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(await page.locator("[data-leg=device]").getAttribute("data-outcome"), "held");
  await page.getByLabel("Relay address").fill("203.0.113.99");
  await answered(page, () => page.keyboard.press("Enter"));
  assert.equal(await verdict(page), "Broken");
  await leave();
});

test("a shared address proves nothing alone", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
  await page.getByText("What should the way have been?").click();
  await answered(page, () => page.getByLabel("shared with other machines").check());
  assert.equal(await verdict(page), "Unknown");
  await leave();
});

test("a route is remembered only if asked", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.getByText("What should the way have been?").click();
  await page.getByLabel("Remember this in this browser").check();
  await page.reload();
  await paste(page, relay);
  assert.equal(await verdict(page), "Held");
  await page.getByText("What should the way have been?").click();
  await page.getByLabel("Remember this in this browser").uncheck();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await leave();
});

test("a route file goes out and comes in again", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("[data-format=route]").click()]);
  const text = readFileSync(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(text).legs.find((leg) => leg.leg === "relay").ip, ["203.0.113.25"]);
  await page.reload();
  await paste(page, relay);
  await page.getByText("What should the way have been?").click();
  await page.getByText("Use a route file").click();
  await page.getByLabel("Route in JSON or YAML").fill(text);
  await answered(page, () => page.getByRole("button", { name: "Use this route" }).click());
  assert.equal(await verdict(page), "Held");
  assert.match(await page.locator("#expect-file").innerText(), /office365-relay/);
  await page.getByLabel("Route in JSON or YAML").fill('{"legs": [{"leg": "relay", "rol": "relay"}]}');
  await page.getByRole("button", { name: "Use this route" }).click();
  await page.waitForFunction(() => document.getElementById("expect-error")?.textContent);
  assert.match(await page.locator("#expect-error").innerText(), /Line 1, column 28:.*rol/);
  assert.equal(await verdict(page), "Held", "the route before stays");
  await leave();
});

test("copies and files", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  for (const [format, text] of [
    ["text", /UNKNOWN.*Legs of the route office365-relay/s],
    ["markdown", /^## Scan from the second floor\n\n\*\*\? unknown\*\* .*relay\.contoso\.example/s],
  ]) {
    assert.match(await copied(page, page.locator(`[data-format=${format}]`), "#said"), text);
    assert.equal(await page.locator("#said").textContent(), "Copied.");
  }
  const [json] = await Promise.all([page.waitForEvent("download"), page.locator("[data-part=download]").click()]);
  assert.equal(JSON.parse(readFileSync(await json.path(), "utf8")).schema, "hopproof/1");
  const [svg] = await Promise.all([page.waitForEvent("download"), page.locator("[data-format=svg]").click()]);
  const picture = readFileSync(await svg.path(), "utf8");
  assert.match(picture, /^<\?xml.*<svg .*fill="rgb/s);
  assert.doesNotMatch(picture, /class=|style=/);
  await leave();
});

test("what is still being made is copied too where a page may write only within a click", async () => {
  const { page, leave } = await visit();
  await page.evaluate(() => {
    const own = navigator.clipboard;
    let clicked = false;
    addEventListener("click", () => { clicked = true; setTimeout(() => { clicked = false; }); }, { capture: true });
    for (const name of ["write", "writeText"]) {
      const write = own[name];
      own[name] = (what) => (clicked ? write.call(own, what) : Promise.reject(new DOMException("not within a click", "NotAllowedError")));
    }
  });
  await choose(page, ["relay-postfix-gmail.eml", "relay-exchange-gmail.eml"].map((name) => ({ name, data: sample(name) })));
  await page.locator("[data-format=compare]").click();
  await page.locator("#compare-with").selectOption({ index: 1 });
  await page.locator("#connectors > summary").click();
  const copies = async (button, said, answer, text) => {
    await page.evaluate((place) => document.querySelector(place)?.replaceChildren(), said); // what was said of the copy before
    await page.locator(button).click();
    await page.waitForFunction(([place, want]) => document.querySelector(place)?.textContent.startsWith(want), [said, answer]);
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), text, button);
  };
  await copies("[data-summary=markdown]", "#together .said", "Copied.", /^# What 2 messages show together/);
  await copies("[data-compared=markdown]", "#compared .said", "Copied.", /^## Two messages compared/);
  await copies("#connectors-script", "#connectors-said", "The script is copied.", /Get-InboundConnector/);
  await copies("[data-format=text]", "#said", "Copied.", /Legs of the route/);
  await copies("[data-format=markdown]", "#said", "Copied.", /^## Scan/);
  await copies("[data-format=redact]", "#redacted .said", "The redacted message is copied.", /^Delivered-To: (?!ines)/);
  await page.evaluate(() => { navigator.clipboard.write = () => Promise.reject(new Error("no clipboard")); });
  await copies("[data-format=text]", "#said", "Not copied: no clipboard", /^Delivered-To: /);
  await copies("[data-format=redact]", "#redacted .said", "The redacted message is ready", /^Delivered-To: /);
  await leave();
});

test("the language switch changes every word", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await answered(page, () => page.locator("[data-part=language]").selectOption("fr"));
  assert.equal(await verdict(page), "Indéterminé");
  assert.match(await page.locator("#question").innerText(), /Est-ce votre relais\s\?/);
  assert.match(await page.locator("[data-part=verdict]").innerText(), /aucune ligne digne de foi/);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  const seen = await page.locator("body").innerText();
  assert.doesNotMatch(seen, /\b(believed|claimed|unknown|Findings|What to do|Choose files|Legs of)\b/);
  await page.reload();
  assert.equal(await page.locator("h1").innerText(), "Par où ce message est‑il vraiment passé\u202f?");
  await leave();
});

test("a French browser is greeted in French", async () => {
  const { page, leave } = await visit({ lang: "fr-CA" });
  assert.equal(await page.locator("[data-part=analyze]").innerText(), "Analyser");
  await leave();
});

test("the hop table: sorted, in local time, with all detail", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  const numbers = () => page.locator("[data-part=hop]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.hop)));
  const head = page.locator("#hops th.col-hop");
  await head.getByRole("button").click();
  await page.waitForFunction(() => document.querySelector("[data-part=hop]")?.dataset.hop === "6");
  assert.deepEqual(await numbers(), [6, 5, 4, 3, 2, 1]);
  assert.equal(await page.locator("#hops th.col-hop").getAttribute("aria-sort"), "descending");
  await page.locator("#hops th.col-by button").click();
  await page.waitForFunction(() => document.querySelector("#hops th.col-by")?.getAttribute("aria-sort") === "ascending");
  assert.equal((await numbers())[0], 6, "2002:… comes first");
  assert.match(await page.locator("[data-hop='5'] .col-time").innerText(), /00:42:15 -08:00/);
  await page.getByLabel("Times in my time zone").check();
  assert.match(await page.locator("[data-hop='5'] .col-time").innerText(), /09:42:15 \+01:00/);
  await page.locator("[data-hop='2'] .open").click();
  assert.match(await page.locator("[data-hop='2'] .detail").innerText(), /TLS_AES_256_GCM_SHA384/);
  await leave();
});

test("statements and places light up together, and lead to each other", async () => {
  const { page, leave } = await visit({ width: 1440 });
  await paste(page, relay);
  await page.locator("[data-leg=relay]").hover();
  const lit = page.locator("[data-part=raw] .mark.lit");
  assert.deepEqual(await lit.allTextContents(), ["203.0.113.25"]);
  const box = await page.locator(".raw-text").boundingBox();
  const place = await lit.boundingBox();
  assert.ok(place.y >= box.y && place.y < box.y + box.height, "the place is in view");
  await lit.focus();
  assert.ok(await page.locator("[data-leg=relay].lit").count(), "and back");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("#sections .chip")), "the mark leads to its statement");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("[data-part=raw]") !== null), "the statement leads to its place");
  await leave();
});

test("spans fit where letters take several bytes", async () => {
  const { page, leave } = await visit({ width: 1440 });
  await paste(page, "Subject: été à Noël — 東京 👩‍💻\nX-Pere: éà\n" + relay);
  await page.locator("[data-leg=relay]").hover();
  assert.deepEqual(await page.locator("[data-part=raw] .mark.lit").allTextContents(), ["203.0.113.25"]);
  await leave();
});

test("a partial paste is said, and the help is one click away", async () => {
  const { page, leave } = await visit();
  await paste(page, "From: a@contoso.example\nTo: b@fabrikam.example\nSubject: x\n");
  assert.match(await page.locator("#notices").innerText(), /no Received line is among them/);
  await page.locator("#notices").getByRole("button", { name: "How do I copy full headers?" }).click();
  const dialog = page.getByRole("dialog");
  assert.ok(await dialog.isVisible());
  for (const program of ["New Outlook", "Classic Outlook", "Outlook on the web", "Gmail", "Apple Mail", "Thunderbird"]) {
    assert.match(await dialog.innerText(), new RegExp(program));
  }
  await page.keyboard.press("Escape");
  assert.ok(await dialog.isHidden());
  await leave();
});

test("the text of a bounce is explained, and so is a word", async () => {
  const { page, leave } = await visit();
  await paste(page, "Delivery has failed to these recipients or groups:\nines@fabrikam.example\n\n" +
    "Remote Server returned '550 5.7.64 TenantAttribution; Relay Access Denied [AM2PEPF0001C70A.eurprd05.prod.outlook.com]'\n");
  assert.match(await page.locator("#explained").innerText(), /550 5\.7\.64.*connector/s);
  assert.ok(await page.locator("[data-part=error]").isHidden());
  const y = async (part) => (await page.locator(part).boundingBox()).y;
  assert.ok(await y("#explained") < await y("#connectors"), "the answer stands first");
  for (const part of ["[data-part=live]", "#problems", "[data-part=raw]"]) assert.ok(await page.locator(part).isHidden(), part + " is about headers");
  await paste(page, "SFV:SKI");
  assert.match(await page.locator("#explained").innerText(), /SKI/);
  await leave();
});

test("the inner message of a report is offered", async () => {
  const { page, leave } = await visit();
  const report = "Received: from a.example by b.example; Tue, 3 Nov 2026 09:42:11 +0100\nSubject: report\n" +
    'Content-Type: multipart/report; boundary="=_x"\n\n--=_x\nContent-Type: text/plain\n\nundeliverable 550 5.1.1\n--=_x\n' +
    "Content-Type: message/rfc822\n\n" + relay + "\n--=_x--\n";
  await drop(page, [{ name: "report.eml", data: report }]);
  assert.match(await page.locator("#explained").innerText(), /5\.1\.1/);
  await answered(page, () => page.getByRole("button", { name: "Read the inner message: Scan from the second floor" }).click());
  assert.equal(await page.locator("[data-part=hop]").count(), 6);
  assert.equal(await page.locator("#list .entry").count(), 2);
  await leave();
});

test("wrong files and empty ones get a clear answer", async () => {
  const { page, leave } = await visit();
  const error = page.locator("[data-part=error]");
  for (const [name, data, answer] of [
    ["a.pdf", "%PDF-1.7 x", /PDF/], ["a.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), /picture/],
    ["a.zip", Buffer.from([0x50, 0x4b, 3, 4, 0]), /archive/], ["a.mbox.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0]), /archive.*Unpack it/], ["a.msg", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /Outlook file is cut or broken/],
    ["empty.eml", "", /empty/], ["a.txt", "Hello, the scanner does not work any more since we moved it. ".repeat(9), /No header field/],
    ["a.bin", Buffer.alloc(900), /no text/], ["trace.json", '[{"Received":"2026-11-03T09:42:16"}]', /JSON without the header fields/],
  ]) {
    await choose(page, [{ name, data }]);
    assert.match(await error.innerText(), answer, name);
    assert.ok((await error.innerText()).startsWith(name + ": "), name + " is named");
    assert.ok(await page.locator(".examples").isVisible() && await page.locator("[data-part=live]").isHidden(), name + " leaves the page as it was");
    assert.ok(await page.locator("[data-part=verdict]").isHidden(), name + " shows no verdict");
    await page.reload();
  }
  await choose(page, [{ name: "good.eml", data: relay }]);
  assert.ok(await error.isHidden(), "a good file clears the error");
  await leave();
});

test("print shows the answer and none of the controls", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await page.emulateMedia({ media: "print" });
  for (const gone of ["[data-part=input]", "#share", "#expect", "#question", ".live", "[data-part=language]"]) {
    assert.ok(await page.locator(gone).isHidden(), gone);
  }
  for (const kept of ["[data-part=verdict]", "#picture svg.route-svg", "[data-part=timeline]", "[data-part=raw]"]) {
    assert.ok(await page.locator(kept).isVisible(), kept);
  }
  const overflow = await page.locator(".raw-text").evaluate((e) => e.scrollHeight - e.clientHeight);
  assert.ok(overflow <= 1, "the raw text is printed whole");
  assert.ok((await page.pdf()).length > 10_000);
  await leave();
});

test("header fields as JSON, pasted", async () => {
  const { page, leave } = await visit();
  const fields = relay.slice(0, relay.search(/\r?\n\r?\n/)).split(/\r?\n(?![ \t])/).map((field) => {
    const colon = field.indexOf(":");
    return { name: field.slice(0, colon), value: field.slice(colon + 1).replace(/\s+/g, " ").trim() };
  });
  await paste(page, JSON.stringify({ id: "AAMk", internetMessageHeaders: fields }, null, 2));
  assert.equal(await page.locator("[data-part=hop]").count(), 6);
  await answered(page, () => page.getByRole("button", { name: "Yes, this is my relay" }).click());
  assert.equal(await verdict(page), "Held");
  await page.locator("[data-leg=relay]").hover();
  assert.deepEqual(await page.locator("[data-part=raw] .mark.lit").allTextContents(), ["203.0.113.25"], "spans are of the fields in it");
  await leave();
});

test("an Outlook file, and the message inside it", async () => {
  const { page, leave } = await visit();
  await drop(page, [{ name: "scan.msg", data: readFileSync(answers + "/scan.msg") }]);
  assert.equal(await verdict(page), "Unknown");
  assert.equal(await page.locator("[data-part=hop]").count(), 6);
  await page.locator("[data-leg=relay]").hover();
  assert.deepEqual(await page.locator("[data-part=raw] .mark.lit").allTextContents(), ["203.0.113.25"], "spans are of the headers in it");
  await answered(page, () => page.getByRole("button", { name: "Read the inner message: Scan by login" }).click());
  assert.equal(await verdict(page), "Broken");
  await leave();
});

test("a route file in YAML", async () => {
  const { page, leave } = await visit();
  await paste(page, relay);
  await page.getByText("What should the way have been?").click();
  await page.getByText("Use a route file").click();
  await answered(page, () => page.setInputFiles("#route-file", [{ name: "r.yaml", mimeType: "text/yaml",
    buffer: Buffer.from("name: scanners\nlegs:\n  - {leg: relay, role: relay, ip: [203.0.113.25]}\n  - {leg: eop, role: eop}\n") }]));
  assert.equal(await verdict(page), "Held");
  assert.match(await page.locator("#expect-file").innerText(), /scanners/);
  await page.getByLabel("Route in JSON or YAML").fill("name: x\nlegz: []\n");
  await page.getByRole("button", { name: "Use this route" }).click();
  await page.waitForFunction(() => document.getElementById("expect-error")?.textContent);
  assert.match(await page.locator("#expect-error").innerText(), /Line 2, column 1:.*legz/);
  await leave();
});
