// A report of the program as a part of the page. The program writes it as a file
// of its own; it is read here by the few rules that such files keep, and built
// element by element from lists of what may be in it. Its style stays inside.

/** Elements of HTML, and what each becomes below a heading of the page. @type {Record<string, string>} */
const elements = {
  header: "div", main: "div", footer: "div", section: "div", div: "div", h1: "h3", h2: "h3", h3: "h4", p: "p", span: "span", bdi: "bdi",
  small: "small", b: "b", strong: "strong", code: "code", ul: "ul", li: "li", dl: "dl", dt: "dt", dd: "dd",
  table: "table", thead: "thead", tbody: "tbody", tr: "tr", th: "th", td: "td",
};
const drawn = new Set(["svg", "g", "path", "rect", "circle", "text", "title", "desc"]);
const attributes = new Set(["class", "id", "scope", "colspan", "tabindex", "role", "aria-label", "aria-hidden", "aria-labelledby", "aria-describedby",
  "viewBox", "d", "x", "y", "width", "height", "rx", "cx", "cy", "r", "text-anchor"]);
/** They name landmarks of a page of its own, which are none here. */
const landmarks = new Set(["section", "header", "main", "footer"]);

const pieces = /<(\/?)([a-zA-Z0-9]+)((?: [a-zA-Z-]+="[^"<>]*")*)(\/?)>|([^<>]+)/gy;
const pairs = / ([a-zA-Z-]+)="([^"]*)"/g;
/** @type {Record<string, string>} */
const references = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
const plain = (/** @type {string} */ text) => text.replace(/&(?:amp|lt|gt|#34|#39);/g, (found) => references[found]);

/** The style of the page's own reports fits a page, this what is around it. */
const around = `
:host { display: block; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; }
.card { box-shadow: none; padding: .9rem 1rem 1rem; }
.facts { margin-bottom: .8rem; }
.verdict { padding: .9rem 1.1rem; }
.verdict > .sign { width: 2.2rem; height: 2.2rem; }
.verdict .outcome-word { font-size: 1.2rem; }
.sentence { font-size: 1rem; }
:host > div:last-of-type { color: var(--muted); }
@media (max-width: 44rem) {
  .card { padding: .7rem; }
  .tiles { grid-template-columns: 1fr; gap: .4rem; }
  .tile { display: flex; justify-content: space-between; align-items: center; padding: .3rem .8rem; border-width: 1px 1px 1px 4px; }
  .pairs, .pairs tbody { display: block; }
  .pairs thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .pairs tr { display: block; border-top: 1px solid var(--line); padding: .45rem 0; }
  .pairs th, .pairs td { display: block; border: 0; padding: 0; width: auto !important; }
  .pairs td::before { content: "A: "; color: var(--muted); font-weight: 600; }
  .pairs td + td::before { content: "B: "; }
  :host(:lang(fr)) .pairs td::before { content: "A\u00a0: "; }
  :host(:lang(fr)) .pairs td + td::before { content: "B\u00a0: "; }
}`;

/**
 * @param {string} text a file that the program wrote
 * @returns {HTMLElement}
 */
export function shown(text) {
  const element = document.createElement("div");
  element.className = "report-shown";
  const root = element.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [...text.matchAll(/<(style)>([^<]*)</g)].map(([, , css]) => css).concat(around).map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
  build(root, text.slice(text.indexOf("<body>") + 6, text.lastIndexOf("</body>")));
  return element;
}

/**
 * Builds what a text of elements says. It throws where there is something that
 * no report has.
 * @param {ParentNode & Node} root
 * @param {string} text
 */
export function build(root, text) {
  /** @type {(ParentNode & Node)[]} */
  const open = [root];
  let end = 0;
  for (const found of text.matchAll(pieces)) {
    const [whole, closing, tag, attrs, empty, words] = found;
    end = found.index + whole.length;
    const parent = open[open.length - 1];
    if (words !== undefined) parent.append(plain(words));
    else if (closing) open.pop();
    else {
      const element = make(tag, attrs, parent);
      parent.append(element);
      if (!empty) open.push(element);
    }
  }
  if (end !== text.length || open.length !== 1) throw new Error("a report is not as reports are");
}

/**
 * @param {string} tag
 * @param {string} attrs
 * @param {Node} parent
 * @returns {Element}
 */
function make(tag, attrs, parent) {
  const inside = tag === "svg" || parent instanceof SVGElement;
  if (!(inside ? drawn.has(tag) : Object.hasOwn(elements, tag))) throw new Error("a report has no element " + tag);
  const element = inside ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(elements[tag]);
  for (const [, name, value] of attrs.matchAll(pairs)) {
    if (!attributes.has(name)) throw new Error("a report has no attribute " + name);
    if (name === "aria-labelledby" && landmarks.has(tag)) continue;
    element.setAttribute(name, plain(value));
  }
  return element;
}
