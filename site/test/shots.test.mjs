// Pictures of the main states, for the eye: into folder screenshots.
import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { after, test } from "node:test";
import { answered, fits, panels, paste, quit, root, sample, visit } from "./lib.mjs";

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
  ...panels,
};
/** The part of the page that a state is about; of the others the page itself is shown. @type {Record<string, string>} */
const parts = { connectors: "#connectors", many: "#together", redacted: "#redacted", compared: "#compared" };
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
          if (parts[state]) {
            // The window is made large enough first, for the page follows its size.
            const { height } = await page.locator(parts[state]).boundingBox();
            await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.ceil(height) + 40) });
            await page.locator(parts[state]).screenshot({ path });
          }
          else await page.screenshot({ path, fullPage: device === "phone" });
          assert.ok(statSync(path).size > 10_000);
          await leave();
        }
      });
    }
  }
}

// The pictures of docs/guide.md and docs/guide.fr.md; copy them to docs/guide.
for (const lang of ["en", "fr"]) {
  test(`the guide, ${lang}`, async () => {
    const { page, leave } = await visit({ lang, ...devices.desktop });
    await states.held(page);
    const [top, bottom] = await Promise.all(["#verdict", "#picture"].map((part) => page.locator(part).boundingBox()));
    const margin = 8;
    const clip = { x: top.x - margin, y: top.y - margin, width: top.width + 2 * margin, height: bottom.y + bottom.height - top.y + 2 * margin };
    const path = new URL(`held.${lang}.png`, folder).pathname;
    await page.screenshot({ path, clip });
    const { size } = statSync(path);
    assert.ok(size > 10_000 && size <= 150 << 10, `${size} bytes`);
    await leave();
  });
}
