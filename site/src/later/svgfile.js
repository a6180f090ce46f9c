// The picture as a file of its own: it must not need the style of the page.

import { save } from "./kit.js";

/** What of the style makes the picture; the rest follows the page. */
const properties = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "font-family", "font-size", "font-weight", "opacity"];

/**
 * @param {SVGSVGElement} svg as it is drawn
 * @param {string} background
 * @returns {string} the text of an SVG file
 */
function svgFile(svg, background) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const drawn = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(drawn[i]);
    for (const property of properties) {
      const value = style.getPropertyValue(property);
      if (value) element.setAttribute(property, value);
    }
    for (const name of ["class", "data-ev", "style"]) element.removeAttribute(name);
  });
  const box = svg.viewBox.baseVal;
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", background);
  copy.prepend(paper);
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(copy) + "\n";
}

/** Saves the picture of the route. */
export function saveSVG() {
  const svg = document.querySelector(".route-svg");
  if (svg instanceof SVGSVGElement) save("hopproof.svg", "image/svg+xml", svgFile(svg, getComputedStyle(document.body).backgroundColor));
}
