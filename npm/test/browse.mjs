// Answers the questions of standard input in a page, and sees what it requests.
import { readFileSync } from "node:fs";

const { HOPPROOF_PLAYWRIGHT: playwright, HOPPROOF_CHROMIUM: executablePath, HOPPROOF_PAGE: address } = process.env;
const { chromium } = await import(playwright);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
try {
  const page = await browser.newPage();
  const wrong = [], requests = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => wrong.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(address);
  await page.waitForFunction(() => globalThis.ask);
  const answers = [];
  for (const { file, options } of JSON.parse(readFileSync(0, "utf8"))) {
    answers.push(await page.evaluate(([base64, o]) => globalThis.ask(base64, o), [readFileSync(file).toString("base64"), options]));
  }
  const expected = ["", "hopproof.wasm", "page.js"].map((name) => address + name);
  const seen = requests.filter((url) => !url.endsWith("/favicon.ico")).sort();
  if (wrong.length || JSON.stringify(seen) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(wrong)}, requests ${seen}`);
  process.stdout.write(JSON.stringify(answers));
} finally {
  await browser.close();
}
