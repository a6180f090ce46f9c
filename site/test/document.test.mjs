// The page analyses as the command does: the same document, byte for byte.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { answers, quit, sample, samples, visit } from "./lib.mjs";

after(quit);

test("window.hopproof.analyze gives the command's document", async (t) => {
  const { page, leave } = await visit();
  assert.ok(samples.length > 20);
  for (const lang of ["en", "fr"]) {
    for (const name of samples) {
      for (const [command, route] of [["analyze", null], ["verify", "office365-relay"]]) {
        const wanted = JSON.parse(readFileSync(`${answers}/${name}.${command}.${lang}.json`, "utf8"));
        const got = await page.evaluate(async ([base64, options]) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          return JSON.stringify(await globalThis.hopproof.analyze(bytes, options));
        }, [sample(name).toString("base64"), { lang, name: "testdata/" + name, route }]);
        const document = JSON.parse(got);
        assert.match(document.generator, /^hopproof /);
        document.generator = wanted.generator;
        assert.equal(JSON.stringify(document), JSON.stringify(wanted), `${command} ${name} in ${lang}`);
      }
    }
  }
  t.diagnostic(`${samples.length} messages, two languages, with and without a route`);
  await leave();
});

test("declarations give the command's verdict", async () => {
  const { page, leave } = await visit();
  const wanted = JSON.parse(readFileSync(`${answers}/declared.json`, "utf8"));
  const got = await page.evaluate(async (text) => globalThis.hopproof.analyze(text, {
    lang: "en", name: "testdata/relay-postfix-gmail.eml", route: "office365-relay",
    declared: {
      relay_ip: ["203.0.113.25"], relay_host: ["relay.contoso.example"], device_ip: ["192.168.20.0/24"], domain: ["contoso.example"],
    },
  }), sample("relay-postfix-gmail.eml").toString());
  got.generator = wanted.generator;
  assert.equal(JSON.stringify(got), JSON.stringify(wanted));
  assert.equal(got.route.outcome, "held");
  await leave();
});

test("an analysis that cannot be made is an error, not a document", async () => {
  const { page, leave } = await visit();
  const failure = await page.evaluate(() => globalThis.hopproof.analyze("Subject: x\n\n", { route: "no-such-route" })
    .then(() => "none", (error) => error.message));
  assert.match(failure, /no such route/);
  await leave();
});
