// The worker of the live checks, apart from the other one: a host can forbid that
// one to reach anybody, and this one starts only when a resolver was chosen.

import { liveGo } from "./worker/go.js";

/** @type {Record<string, (program: HopproofLive, request: any) => Promise<string>>} */
const operations = {
  analyze: (program, { bytes, options }) => program.analyze(bytes, JSON.stringify(options)),
  domain: (program, question) => program.domain(JSON.stringify(question)),
};

addEventListener("message", async (event) => {
  const { call, operation, request } = event.data;
  try {
    postMessage({ call, result: await operations[operation](await liveGo(), request) });
  } catch (error) {
    postMessage({ call, error: error instanceof Error ? error.message : String(error) });
  }
});
