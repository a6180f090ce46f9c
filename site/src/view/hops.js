// The table of hops: sortable, with delay bars, each line with all its detail
// on demand. The first 200 are drawn, the rest when asked for.

import { h, replace } from "../dom.js";
import { t, tOr } from "../lang/index.js";
import { clock, duration } from "../format.js";
import { chip } from "../evidence.js";
import { later, settled } from "../pace.js";
import { sign } from "./icons.js";
import { hostName, moreButton, section, terms, value } from "./section.js";

/**
 * @typedef {object} HopsView
 * @property {Hopproof.Hop[]} hops drawn
 * @property {number} total
 * @property {number} longest delay of any hop, in seconds
 * @property {number | undefined} boundary
 * @property {Hopproof.HopSort} key
 * @property {boolean} down
 * @property {boolean} local
 * @property {(key: Hopproof.HopSort, down: boolean, from: number) => Promise<Hopproof.Hop[]>} load
 */

/** Rows that are drawn in one go. */
const SLICE = 10;

/** @type {[Hopproof.HopSort | "", string][]} */
const columns = [["hop", "hops.number"], ["by", "hops.hosts"], ["role", "hops.role"], ["time", "hops.time"], ["delay", "hops.delay"]];

/**
 * @param {Hopproof.Reading} reading
 * @param {HopsView["load"]} load
 * @returns {HTMLElement | null}
 */
export function hopsSection(reading, load) {
  const { doc } = reading;
  if (!doc?.hops) return null;
  if (!doc.hops.length) return section("hops", t("hops.title"), h("p", {}, t("hops.none")));
  /** @type {HopsView} */
  const view = {
    hops: doc.hops, total: reading.totals.hops ?? doc.hops.length, longest: reading.longest, boundary: doc.boundary?.hop,
    key: "hop", down: false, local: false, load,
  };
  const table = h("div", { class: "hops-table" });
  drawTable(table, view);
  const zone = h("label", { class: "switch" }, h("input", {
    type: "checkbox",
    change(/** @type {Event} */ event) {
      view.local = /** @type {HTMLInputElement} */ (event.target).checked;
      drawTable(table, view);
    },
  }), t("hops.local"));
  const made = section("hops", t("hops.title"), zone, table,
    doc.boundary?.text && h("p", { class: "note" }, doc.boundary.reason !== "reached-oldest" && t("hops.boundary") + " ", doc.boundary.text));
  made.dataset.part = "timeline";
  return made;
}

/**
 * @param {HTMLElement} element
 * @param {HopsView} view
 */
function drawTable(element, view) {
  const table = h("table", { role: "table" },
    h("caption", { class: "hidden" }, t("hops.caption")),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...columns.map(([key, word]) => head(element, view, key, word)))));
  fillTable(table, view, 0);
  replace(element, table, moreRows(element, table, view));
}

/**
 * Draws the rows from a place on: a few at once, the rest in its turn.
 * @param {HTMLTableElement} table
 * @param {HopsView} view
 * @param {number} first
 */
function fillTable(table, view, first) {
  const { hops } = view;
  for (let from = first; from < hops.length; from += SLICE) {
    const draw = () => table.append(...rows(hops.slice(from, from + SLICE), view, from));
    if (from === first) draw();
    else later(draw);
  }
}

/**
 * @param {HTMLElement} element
 * @param {HopsView} view
 * @param {Hopproof.HopSort | ""} key
 * @param {string} word
 * @returns {HTMLElement}
 */
function head(element, view, key, word) {
  const current = view.key === key;
  const sort = current ? (view.down ? "descending" : "ascending") : "none";
  return h("th", { role: "columnheader", scope: "col", "aria-sort": sort, class: "col-" + key },
    h("button", {
      type: "button",
      async click() {
        view.down = view.key === key ? !view.down : false;
        view.key = /** @type {Hopproof.HopSort} */ (key);
        view.hops = await view.load(view.key, view.down, 0);
        drawTable(element, view);
        /** @type {HTMLElement | null} */ (element.querySelector(`.col-${key} button`))?.focus();
      },
    }, t(word), h("span", { class: "arrow-sort", "aria-hidden": "true" }, current ? (view.down ? "▼" : "▲") : "")));
}

/**
 * @param {HTMLElement} element
 * @param {HTMLTableElement} table
 * @param {HopsView} view
 * @returns {HTMLElement | null}
 */
function moreRows(element, table, view) {
  const button = moreButton(view.hops.length, view.total, async () => {
    const shown = view.hops.length;
    view.hops = view.hops.concat(await view.load(view.key, view.down, shown));
    await settled(); // the rows before come first
    fillTable(table, view, shown);
    const again = moreRows(element, table, view);
    if (again) {
      button?.replaceWith(again);
      again.focus();
    } else {
      button?.remove();
      table.tBodies[shown]?.querySelector("button")?.focus();
    }
  });
  return button;
}

/**
 * @param {Hopproof.Hop[]} hops
 * @param {HopsView} view
 * @param {number} from
 * @returns {HTMLElement[]}
 */
function rows(hops, view, from) {
  return hops.map((hop, i) => {
    const before = i > 0 ? hops[i - 1] : view.hops[from - 1];
    return row(hop, from + i > 0 ? before : undefined, view);
  });
}

/**
 * Whether a line is believed, claimed or proves nothing.
 * @param {Hopproof.Hop} hop
 * @returns {"held" | "unknown" | "broken"}
 */
function standing(hop) {
  if (hop.ambiguous || hop.mended) return "broken";
  return hop.basis && hop.basis !== "claimed" ? "held" : "unknown";
}

/**
 * One hop: its row and, once opened, all that its line says.
 * @param {Hopproof.Hop} hop
 * @param {Hopproof.Hop | undefined} before
 * @param {HopsView} view
 * @returns {HTMLElement}
 */
function row(hop, before, view) {
  const state = standing(hop);
  const id = "hop-" + hop.hop;
  const toggle = h("button", { type: "button", class: "open", "aria-expanded": "false", "aria-controls": id }, String(hop.hop));
  const body = h("tbody", {
    role: "rowgroup", class: "hop " + state + (view.boundary === hop.hop && view.key === "hop" ? " boundary" : ""),
    "data-part": "hop", "data-hop": hop.hop, "data-ev": hop.span.join("-"),
  }, h("tr", { role: "row" },
    h("td", { role: "cell", class: "col-hop" }, toggle, sign(state), h("span", { class: "hidden" }, t("standing." + state))),
    h("td", { role: "cell", class: "col-by" }, ...hosts(hop)),
    h("td", { role: "cell", class: "col-role" }, hop.role ? tOr("role." + hop.role, hop.role) : "", h("small", {}, protocol(hop))),
    h("td", { role: "cell", class: "col-time" }, ...stamp(hop, before, view.local)),
    h("td", { role: "cell", class: "col-delay" }, ...delay(hop, view.longest))));
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") === "true";
    toggle.setAttribute("aria-expanded", String(!open));
    if (open) body.lastElementChild?.remove();
    else body.append(h("tr", { role: "row", id, class: "detail" }, h("td", { role: "cell", colspan: columns.length }, detail(hop, state))));
  });
  return body;
}

/**
 * @param {Hopproof.Hop} hop
 * @returns {import("../dom.js").Child[]}
 */
function hosts(hop) {
  const { name, ip } = hop.from ?? {};
  const from = h("span", { class: "host" }, name && h("bdi", {}, ...hostName(name)), name && ip && " ",
    ip && h("bdi", { class: "ip" }, "[" + ip + "]"), !name && !ip && "·");
  const by = h("span", { class: "host by" }, h("span", { class: "to", "aria-hidden": "true" }, "→ "),
    h("span", { class: "hidden" }, t("hops.to") + " "), h("bdi", {}, ...hostName(hop.by?.name ?? hop.by?.ip ?? "·")));
  return [from, by];
}

/**
 * @param {Hopproof.Hop} hop
 * @returns {string}
 */
function protocol(hop) {
  const tls = hop.tls?.version ? "TLS " + hop.tls.version : hop.tls?.used === false ? t("picture.plain") : "";
  return [hop.with, tls].filter(Boolean).join(", ");
}

/**
 * @param {Hopproof.Hop} hop
 * @param {Hopproof.Hop | undefined} before
 * @param {boolean} local
 * @returns {import("../dom.js").Child[]}
 */
function stamp(hop, before, local) {
  if (!hop.time && !hop.time_local) return [hop.date ? h("bdi", {}, hop.date) : t("hops.no-time")];
  const { day, time, zone } = clock(hop.time ?? hop.time_local ?? "", local);
  const same = before?.time && hop.time && clock(before.time, local).day === day;
  return [h("time", { datetime: hop.time, title: hop.date }, !same && h("small", {}, day), !same && " ", time, " ",
    h("small", {}, hop.time ? zone : t("hops.no-zone")))];
}

/**
 * @param {Hopproof.Hop} hop
 * @param {number} longest
 * @returns {import("../dom.js").Child[]}
 */
function delay(hop, longest) {
  if (hop.delay_s === undefined) return [];
  const share = longest ? Math.abs(hop.delay_s) / longest : 0;
  const bar = h("span", { class: "bar" + (hop.delay_s < 0 ? " negative" : ""), "aria-hidden": "true" });
  bar.style.setProperty("--share", String(Math.max(share, 0.02)));
  return [h("span", { class: "amount" }, duration(hop.delay_s)), bar];
}

/**
 * Everything that the line says.
 * @param {Hopproof.Hop} hop
 * @param {string} state
 * @returns {HTMLElement}
 */
function detail(hop, state) {
  const { from, by, tls, client_certificate: certificate, authenticated: login } = hop;
  const yes = (/** @type {boolean | undefined} */ known) => (known === undefined ? "" : t(known ? "yes" : "no"));
  return h("div", {},
    h("p", {}, t("standing." + state), hop.basis ? t("colon") + t("basis." + hop.basis) : "", " ", chip({ field: hop.field, span: hop.span })),
    terms([
      ["from", value(from?.name)], ["HELO", value(from?.helo)], ["rDNS", value(from?.rdns)],
      [t("hop.rdns-verified"), yes(from?.rdns_verified)], ["IP", value(from?.ip)], [t("hop.port"), from?.port],
      ["by", value(by?.name)], [t("hop.by-ip"), value(by?.ip)], ["via", value(hop.via)], ["with", value(hop.with)],
      ["id", value(hop.id)], ["for", value(hop.for?.join(", "))], [t("hop.envelope-from"), value(hop.envelope_from)],
      [t("hop.tls"), [yes(tls?.used), tls?.version, tls?.cipher].filter(Boolean).join(", ")],
      [t("hop.certificate"), [certificate?.subject, certificate?.issuer].filter(Boolean).join(" / ")],
      [t("hop.certificate-verified"), yes(certificate?.verified)], [t("hop.certificate-requested"), yes(certificate?.requested)],
      [t("hop.login"), [yes(login?.used), login?.method, login?.user].filter(Boolean).join(", ")], ["ident", value(hop.ident)],
      [t("hop.software"), value(hop.software)], [t("hop.product"), value(hop.product)], [t("hop.operator"), value(hop.operator)],
      [t("hop.cloud"), value(hop.cloud)], [t("hop.date"), value(hop.date)],
      [t("hop.link"), hop.link ? tOr("link." + hop.link, hop.link) : ""],
      [t("hop.ambiguous"), value(hop.ambiguous)], [t("hop.mended"), hop.mended ? t("yes") : ""], [t("hop.rest"), value(hop.rest?.join(" · "))],
    ]));
}
