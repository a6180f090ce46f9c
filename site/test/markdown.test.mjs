// Markdown for a ticket: what comes from the message stays text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toMarkdown } from "../src/markdown.js";

/** A document whose every text is hostile. */
const hostile = (text) => ({
  message: { subject: text },
  route: { outcome: "unknown", sentence: text, legs: [{ leg: text, role: "relay", outcome: "broken", hops: [1], required: true, reason_text: text, conditions: [] }] },
  findings: [{ severity: "info", text, args: {}, evidence: [] }],
  hops: [{ hop: 1, field: 0, span: [0, 1], from: { name: text, ip: text }, by: { name: text }, role: "relay", date: text, mended: false }],
});

test("nothing of a message becomes markup, a link, a mention or a cell", () => {
  for (const text of ["<b>x</b>", "[a](b)", "![a](b)", "a|b", "`x`", "**x**", "_x_", "# x", "@everyone", "x\n\n- y", "https://example.com", "&lt;", "\\"]) {
    const lines = toMarkdown(/** @type {any} */ (hostile(text))).split("\n");
    const bare = lines.join("\n").replace(/\\[\\`*_{}[\]<>()#+!|~&@:]/g, "");
    assert.doesNotMatch(bare.replace(/^\*\*\? Unknown\.\*\*/, "").replace(/^###/gm, ""), /[`*_<>@&~!\\]|\]\(|:\/\//, text);
    const cells = lines.filter((line) => line.startsWith("|")).map((line) => line.replace(/\\\|/g, "").split("|").length);
    assert.deepEqual([...new Set(cells.slice(0, 3))], [5], text);
    assert.deepEqual([...new Set(cells.slice(3))], [7], text);
  }
});
