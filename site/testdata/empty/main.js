// An empty Go program, loaded as the page loads its own: what any page in Go takes.

const policy = trustedTypes.createPolicy("hopproof", { createScriptURL: (url) => url });
const worker = new Worker(policy.createScriptURL(new URL("worker.js", import.meta.url).href), { type: "module" });
worker.addEventListener("message", ({ data }) => {
  document.querySelector("p").textContent = data;
  performance.mark("hopproof:done");
});
WebAssembly.compileStreaming(fetch(new URL("empty.wasm", import.meta.url))).then((program) => worker.postMessage(program));
