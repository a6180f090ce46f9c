// Uses that the types allow, and, behind @ts-expect-error, some that they do not.
import { analyze, type AnalyzeError, type Document, type Hop, type Options, type Outcome } from "hopproof";

const options: Options = { lang: "fr", route: "office365-relay", declared: { relay_ip: ["203.0.113.25"], shared: true }, trust: ["example.org"], inner_number: 1 };
const document: Document = await analyze(new Uint8Array(), options);
export const outcome: Outcome | undefined = document.route?.outcome;
export const hops: Hop[] = document.hops ?? [];
export const delays: number[] = hops.flatMap((hop) => hop.delay_s ?? []);
export const span: [number, number] | undefined = hops[0]?.span;
await analyze("Subject: x", { route: { legs: [{ role: "eop" }] } });
await analyze({ arrayBuffer: async () => new ArrayBuffer(1) }, { route: null });
export const code: AnalyzeError["code"] = "no-mail";

// @ts-expect-error a number is no message
await analyze(7);
// @ts-expect-error there is no such language
await analyze("", { lang: "de" });
// @ts-expect-error declarations stand in declared
await analyze("", { relay_ip: ["203.0.113.25"] });
// @ts-expect-error there is no such route
await analyze("", { route: "no-such-route" });
// @ts-expect-error an outcome is one of three words
export const wrong: Outcome = "probably";
// @ts-expect-error a route may be absent
export const absent: string = document.route.outcome;
