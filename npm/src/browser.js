import { analyzer } from "./start.js";

export const analyze = analyzer(async () => {
  const response = await fetch(new URL("./hopproof.wasm", import.meta.url));
  if (!response.ok) throw new Error(`hopproof.wasm: HTTP ${response.status}`);
  // A host that does not know the type is no reason to fail.
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
});
