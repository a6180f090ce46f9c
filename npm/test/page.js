// A page that uses the package.
import { analyze } from "hopproof";

globalThis.ask = async (base64, options) => JSON.stringify(await analyze(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)), options));
