// The route as a picture: legs from the oldest to the newest, beside each other
// or, on a narrow screen, below each other.

import { byId, h, replace, s } from "../dom.js";
import { t } from "../lang/index.js";
import { fit } from "../format.js";
import { glyphs, outcomes } from "./icons.js";
import { pictureModel } from "./picture-model.js";

/** @typedef {import("./picture-model.js").PictureModel} PictureModel */
/** @typedef {import("./picture-model.js").PictureNode} PictureNode */
/** @typedef {import("./picture-model.js").PictureArrow} PictureArrow */
/** @typedef {{x: number, y: number}} Point */

const RADIUS = 30;
const COLUMN = 196;
const ROW = 118;

/** The width that there is for it, in pixels; 0 until the page was laid out. */
let room = 0;
/** The nodes of the picture that is drawn. */
let nodes = 0;
/** Whether it was drawn with them beside each other. */
let lies = false;

/** Whether they fit beside each other. */
const across = () => nodes * 150 <= (room || byId("answer").clientWidth);

/**
 * Watches the room that there is. To ask for it while drawing would make the
 * browser lay out the page twice.
 * @param {() => void} redraw draws the picture again, which stands or lies now
 */
export function watchRoom(redraw) {
  new ResizeObserver(([{ contentRect }]) => {
    if (!contentRect.width) return; // not seen, or a picture of the whole page is taken
    room = contentRect.width;
    if (nodes && across() !== lies) redraw();
  }).observe(byId("answer"));
}

/**
 * Draws the picture into the element.
 * @param {HTMLElement} element
 * @param {Hopproof.Document | undefined} doc
 */
export function drawPicture(element, doc) {
  const model = doc && pictureModel(doc);
  element.hidden = !model;
  nodes = model?.nodes.length ?? 0;
  if (!model) {
    replace(element);
    return;
  }
  lies = across();
  replace(element, h("figure", { class: "picture" }, lies ? horizontal(model) : vertical(model),
    h("figcaption", { class: "legend" }, ...["held", "broken", "unknown"].map(legendEntry))));
}

/**
 * @param {string} outcome
 * @returns {HTMLElement}
 */
function legendEntry(outcome) {
  return h("span", {}, s("svg", { class: "key", viewBox: "0 0 56 24", "aria-hidden": "true" },
    line({ x: 2, y: 12 }, { x: 34, y: 12 }, /** @type {Hopproof.Outcome} */ (outcome)), badge(44, 12, 10, outcome)),
  t("outcome." + outcome));
}

/**
 * @param {PictureModel} model
 * @param {number} width
 * @param {number} height
 * @param {string} shape
 * @param {Node[]} parts
 * @returns {SVGSVGElement}
 */
function canvas(model, width, height, shape, parts) {
  const text = model.nodes.map((node) => `${node.title}: ${t("outcome." + node.outcome)}`).join(", ");
  const svg = s("svg", {
    class: "route-svg " + shape, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("picture.label", { legs: text }),
  }, ...parts);
  svg.style.setProperty("max-width", Math.round(width * 1.2) + "px");
  return svg;
}

/**
 * @param {PictureModel} model
 * @returns {SVGSVGElement}
 */
function horizontal(model) {
  const margin = model.older ? 60 : 0;
  const y = 88;
  const at = (/** @type {number} */ i) => ({ x: margin + COLUMN * (i + 0.5), y });
  const width = margin + COLUMN * model.nodes.length;
  const parts = [];
  if (model.boundary !== null) parts.push(uprightBoundary(margin + COLUMN * model.boundary, width));
  if (model.older) parts.push(olderHops({ x: 8, y }, { x: at(0).x - RADIUS - 8, y }, model.older, { x: 8, y: y - 18 }));
  model.arrows.forEach((arrow, i) => parts.push(arrowAcross(at(i), at(i + 1), arrow, model.boundary === i + 1)));
  model.nodes.forEach((node, i) => {
    const { x } = at(i);
    parts.push(nodeGroup(node, at(i), [
      label("title", x, y + 56, "middle", fit(node.title, 22)),
      label("host", x, y + 77, "middle", fit(node.host, 26)),
      label("host", x, y + 95, "middle", fit(node.detail, 26)),
      label("outcome " + node.outcome + (node.required ? "" : " optional"), x, y + 118, "middle", outcomeWord(node)),
    ]));
  });
  return canvas(model, width, y + 130, "across", parts);
}

/**
 * @param {PictureModel} model
 * @returns {SVGSVGElement}
 */
function vertical(model) {
  const margin = model.older ? 50 : 0;
  const x = 44;
  const at = (/** @type {number} */ i) => ({ x, y: margin + 44 + ROW * i });
  const height = margin + ROW * model.nodes.length - 20;
  const parts = [];
  if (model.boundary !== null) parts.push(levelBoundary(margin + ROW * model.boundary - 17, model.boundary > 0));
  if (model.older) parts.push(olderHops({ x, y: 6 }, { x, y: at(0).y - RADIUS - 8 }, model.older, { x: x + 14, y: 22 }));
  model.arrows.forEach((arrow, i) => parts.push(arrowDown(at(i), at(i + 1), arrow, model.boundary === i + 1)));
  model.nodes.forEach((node, i) => {
    const { y } = at(i);
    parts.push(nodeGroup(node, at(i), [
      label("title", 96, y - 19, "start", fit(node.title, 24)),
      label("outcome " + node.outcome + (node.required ? "" : " optional"), 96, y - 1, "start", outcomeWord(node)), // beside a long title there is no room in every language
      label("host", 96, y + 16, "start", fit(node.host, 34)),
      label("host", 96, y + 32, "start", fit(node.detail, 34)),
    ]));
  });
  return canvas(model, 336, height, "down", parts);
}

/**
 * @param {PictureNode} node
 * @returns {string}
 */
function outcomeWord(node) {
  const word = t("outcome." + node.outcome);
  return node.required ? word : t("picture.optional", { outcome: word });
}

/**
 * @param {PictureNode} node
 * @param {Point} at
 * @param {Node[]} labels
 * @returns {SVGGElement}
 */
function nodeGroup(node, { x, y }, labels) {
  const glyph = glyphs[node.role] ?? glyphs.other;
  return s("g", { class: `node ${node.outcome}${node.hearsay ? " hearsay" : ""}`, "data-ev": node.keys },
    s("title", {}, [node.title, node.host, node.detail].filter(Boolean).join(" · ")),
    s("circle", { class: "disc", cx: x, cy: y, r: RADIUS }),
    s("path", { class: "glyph", d: glyph, transform: `translate(${x - 15} ${y - 15}) scale(1.25)` }),
    badge(x + 23, y - 23, 11, node.outcome), ...labels);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} outcome
 * @returns {SVGGElement}
 */
function badge(x, y, r, outcome) {
  const shape = outcomes[outcome] ?? outcomes.unknown;
  return s("g", { class: "badge " + outcome, transform: `translate(${x - r} ${y - r}) scale(${r / 12})` },
    s("path", { class: "frame", d: shape.frame }), s("path", { class: "stroke", d: shape.sign }));
}

/**
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {string} text
 * @returns {SVGTextElement}
 */
function label(name, x, y, anchor, text) {
  return s("text", { class: "label " + name, x, y, "text-anchor": anchor }, text);
}

/**
 * A line whose form tells the outcome: whole, dotted or interrupted.
 * @param {Point} from
 * @param {Point} to
 * @param {Hopproof.Outcome} outcome
 * @returns {SVGGElement}
 */
function line(from, to, outcome) {
  const group = s("g", { class: "line " + outcome });
  if (outcome !== "broken") {
    group.append(s("path", { d: `M${from.x} ${from.y}L${to.x} ${to.y}` }));
    return group;
  }
  const x = (from.x + to.x) / 2;
  const y = (from.y + to.y) / 2;
  const gap = from.y === to.y ? { x: 7, y: 0 } : { x: 0, y: 7 };
  group.append(
    s("path", { d: `M${from.x} ${from.y}L${x - gap.x} ${y - gap.y}M${x + gap.x} ${y + gap.y}L${to.x} ${to.y}` }),
    s("path", { d: `M${x - 5} ${y - 5}l10 10M${x + 5} ${y - 5}l-10 10` }));
  return group;
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {PictureArrow} arrow
 * @param {boolean} crossed by the boundary, beside which the words then stand
 * @returns {SVGGElement}
 */
function arrowAcross(a, b, arrow, crossed) {
  const from = { x: a.x + RADIUS + 8, y: a.y };
  const to = { x: b.x - RADIUS - 12, y: b.y };
  const x = (a.x + b.x) / 2;
  const [aside, anchor, below] = crossed ? [8, "end", 36] : [2, "middle", 24]; // clear of the disc
  return s("g", { class: "arrow" }, line(from, to, arrow.outcome), dots(from, to, arrow.between),
    s("path", { class: "tip " + arrow.outcome, d: `M${to.x - 2} ${to.y - 6}l9 6l-9 6z` }),
    label("delay", x - aside, a.y - 12, anchor, arrow.delay), label("note", x - aside, a.y + below, anchor, arrow.note));
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {PictureArrow} arrow
 * @param {boolean} crossed by the boundary, above which the words then stand
 * @returns {SVGGElement}
 */
function arrowDown(a, b, arrow, crossed) {
  const from = { x: a.x, y: a.y + RADIUS + 6 };
  const to = { x: b.x, y: b.y - RADIUS - 12 };
  const y = (from.y + to.y) / 2 + (crossed ? -5 : 5);
  return s("g", { class: "arrow" }, line(from, to, arrow.outcome), dots(from, to, arrow.between),
    s("path", { class: "tip " + arrow.outcome, d: `M${to.x - 6} ${to.y - 2}l6 9l6 -9z` }),
    label("delay", a.x + 14, y, "start", [arrow.delay, arrow.note].filter(Boolean).join(" · ")));
}

/**
 * Small dots for hops that belong to no leg.
 * @param {Point} from
 * @param {Point} to
 * @param {number} count
 * @returns {SVGGElement}
 */
function dots(from, to, count) {
  const shown = Math.min(count, 5);
  const group = s("g", { class: "dots" });
  for (let i = 1; i <= shown; i++) {
    const part = i / (shown + 1);
    group.append(s("circle", { cx: from.x + (to.x - from.x) * part, cy: from.y + (to.y - from.y) * part, r: 4 }));
  }
  if (count) group.append(s("title", {}, t("picture.between", { count })));
  return group;
}

/**
 * Pale hops in front of the first leg.
 * @param {Point} from
 * @param {Point} to
 * @param {number} count
 * @param {Point} at of the label
 * @returns {SVGGElement}
 */
function olderHops(from, to, count, at) {
  return s("g", { class: "older" }, line(from, to, "unknown"), dots(from, to, count), label("note", at.x, at.y, "start", "+" + count));
}

/**
 * @param {number} x
 * @param {number} width
 * @returns {SVGGElement}
 */
function uprightBoundary(x, width) {
  const group = s("g", { class: "boundary" });
  if (x > 20) {
    group.append(s("path", { d: `M${x} 6V216` }), label("side", x - 10, 16, "end", t("picture.claimed")));
  }
  if (x < width - 20) group.append(label("side believed", x + 10, 16, "start", t("picture.believed")));
  return group;
}

/**
 * @param {number} y
 * @param {boolean} above whether something is claimed only
 * @returns {SVGGElement}
 */
function levelBoundary(y, above) {
  const group = s("g", { class: "boundary" });
  if (above) {
    group.append(s("path", { d: `M4 ${y}H332` }), label("side", 330, y - 6, "end", t("picture.claimed")));
    group.append(label("side believed", 330, y + 14, "end", t("picture.believed")));
  }
  return group;
}
