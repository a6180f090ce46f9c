// Shapes: an outcome is told by its form and its word, not by colour alone.

import { s } from "../dom.js";

/** Outlines in a box of 24. @type {Record<string, {frame: string, sign: string}>} */
export const outcomes = {
  held: { frame: "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21z", sign: "M7 12.4l3.4 3.4L17 8.8" },
  broken: { frame: "M7.6 1.5h8.8l6.1 6.1v8.8l-6.1 6.1H7.6l-6.1-6.1V7.6z", sign: "M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4" },
  unknown: { frame: "M5.5 2h13a3.5 3.5 0 0 1 3.5 3.5v13a3.5 3.5 0 0 1-3.5 3.5h-13A3.5 3.5 0 0 1 2 18.5v-13A3.5 3.5 0 0 1 5.5 2z", sign: "M9.5 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.4" },
};

/** @type {Record<string, string>} */
export const glyphs = {
  device: "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7zM16.5 12h.5",
  relay: "M4 4h16v6H4zM4 14h16v6H4zM7 7h.5M7 17h.5M12 10v4",
  filter: "M3 4h18l-7 9v7l-4-2v-5z",
  eop: "M12 2.5l8 3v6c0 5-3.4 8.3-8 10c-4.6-1.7-8-5-8-10v-6z",
  "exchange-online": "M7 19a4.5 4.5 0 0 1-.6-8.95A6 6 0 0 1 18 9.6A4.7 4.7 0 0 1 17.3 19z",
  destination: "M3 5h18v14H3zM3 6l9 7l9-7",
  other: "M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14z",
};

/**
 * The sign of an outcome. It says nothing to a screen reader: the word stands
 * beside it.
 * @param {string} outcome
 * @returns {SVGSVGElement}
 */
export function sign(outcome) {
  const shape = outcomes[outcome] ?? outcomes.unknown;
  return s("svg", { class: "sign " + outcome, viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    s("path", { class: "frame", d: shape.frame }), s("path", { class: "stroke", d: shape.sign }));
}

/**
 * A small line drawing.
 * @param {string} d
 * @returns {SVGSVGElement}
 */
export function icon(d) {
  return s("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, s("path", { d }));
}
