// The worker of the live checks, apart from the other one: a host can forbid that
// one to reach anybody, and this one starts only when a resolver was chosen.

import { liveGo } from "./worker/go.js";

addEventListener("message", async (event) => {
  const { call, request } = event.data;
  try {
    postMessage({ call, result: await (await liveGo()).analyze(request.bytes, JSON.stringify(request.options)) });
  } catch (error) {
    postMessage({ call, error: error instanceof Error ? error.message : String(error) });
  }
});
