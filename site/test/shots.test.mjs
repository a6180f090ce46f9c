// Pictures of the main states, for the eye: into folder screenshots.
import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { after, test } from "node:test";
import { answered, fits, paste, quit, root, sample, visit } from "./lib.mjs";

after(quit);
const folder = new URL("screenshots/", import.meta.url);
mkdirSync(folder, { recursive: true });

const states = {
  empty: async () => {},
  unknown: (page) => paste(page, sample("relay-postfix-gmail.eml")),
  held: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await answered(page, () => page.locator("#question .primary").click());
  },
  connectors: async (page) => {
    await paste(page, sample("relay-postfix-gmail.eml"));
    await page.setInputFiles("#connectors-choose", `${root}/cmd/hopproof/testdata/connectors.json`);
    await page.locator("[data-part=connector-check]").waitFor();
    await page.locator("#connectors .sub > summary").click();
  },
  broken: (page) => paste(page, sample("client-submission-gmail.eml")),
};
const devices = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 740, context: { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } } };

for (const lang of ["en", "fr"]) {
  for (const theme of ["light", "dark"]) {
    for (const [device, size] of Object.entries(devices)) {
      test(`${lang} ${theme} ${device}`, async () => {
        for (const [state, reach] of Object.entries(states)) {
          const { page, leave } = await visit({ lang, theme, ...size });
          await reach(page);
          await fits(page, state);
          const path = new URL(`${state}-${lang}-${theme}-${device}.png`, folder).pathname;
          await page.screenshot({ path, fullPage: device === "phone" });
          assert.ok(statSync(path).size > 10_000);
          await leave();
        }
      });
    }
  }
}
