// What the picture of a route shows, apart from where it is drawn.

import { t, tOr } from "../lang/index.js";
import { duration } from "../format.js";
import { keysOf } from "../evidence.js";

/**
 * @typedef {object} PictureNode
 * @property {string} role
 * @property {string} title
 * @property {string} host
 * @property {string} detail
 * @property {Hopproof.Outcome} outcome
 * @property {boolean} hearsay
 * @property {boolean} required
 * @property {string | null} keys of its evidence
 */

/**
 * @typedef {object} PictureArrow
 * @property {Hopproof.Outcome} outcome
 * @property {string} delay
 * @property {string} note what protects the connection
 * @property {number} between hops between the two legs
 */

/**
 * @typedef {object} PictureModel
 * @property {PictureNode[]} nodes
 * @property {PictureArrow[]} arrows arrow i leads from node i to node i + 1
 * @property {number | null} boundary the first node on the believed side; null: none is drawn
 * @property {number} older hops that are older than the first leg
 */

/**
 * @param {Hopproof.Document} doc
 * @returns {PictureModel | null}
 */
export function pictureModel(doc) {
  const legs = doc.route?.legs ?? [];
  if (!legs.length || !doc.hops?.length) return null;
  /** @type {Map<number, Hopproof.Hop>} */
  const hops = new Map(doc.hops.map((hop) => [hop.hop, hop]));
  const own = legs.map((leg, i) => ownHop(leg, legs[i + 1]));
  const boundary = boundaryIndex(legs, own, doc);
  const nodes = legs.map((leg, i) => node(leg, hops.get(own[i] ?? 0), hops.get(leg.hops[leg.hops.length - 1] ?? 0),
    boundary === null || i < boundary));
  const arrows = legs.slice(1).map((leg, i) => arrow(legs[i], leg, own[i], own[i + 1], hops));
  const used = own.filter((hop) => hop !== null);
  const oldest = used.length ? Math.min(...used) : 1;
  return { nodes, arrows, boundary, older: own[0] === null ? 0 : oldest - 1 };
}

/**
 * The number of the line that the leg's host wrote itself, if there is one: a
 * device writes none, and a relay without a line has only the next host's.
 * @param {Hopproof.Leg} leg
 * @param {Hopproof.Leg | undefined} next
 * @returns {number | null}
 */
function ownHop(leg, next) {
  const first = leg.hops[0];
  if (first === undefined || leg.role === "device" || first === next?.hops[0]) return null;
  return first;
}

/**
 * The first leg that believed lines show: by its own, or held by those of others.
 * A signature proves an entry, and nothing of the way after it: there, belief has
 * no single boundary.
 * @param {Hopproof.Leg[]} legs
 * @param {(number | null)[]} own
 * @param {Hopproof.Document} doc
 * @returns {number | null}
 */
function boundaryIndex(legs, own, { boundary, hops = [] }) {
  const oldest = boundary?.hop;
  if (!oldest || hops.some(({ basis }) => basis === "sealed")) return null;
  const first = own.findIndex((hop, i) => hop !== null && hop >= oldest || legs[i].outcome === "held");
  return first < 0 ? own.length : first;
}

/**
 * @param {Hopproof.Leg} leg
 * @param {Hopproof.Hop | undefined} own
 * @param {Hopproof.Hop | undefined} last the newest line used: that of the receiving host
 * @param {boolean} hearsay
 * @returns {PictureNode}
 */
function node(leg, own, last, hearsay) {
  const got = leg.conditions.find((c) => c.condition === "ip")?.got;
  const wrote = own?.by?.name ?? own?.by?.ip;
  // A server that names itself as its client took the message from a mailbox.
  const itself = last?.from?.name !== undefined && last.from.name === last.by?.name;
  const called = own === last || itself ? undefined : last?.from?.name;
  const named = wrote ?? called;
  const address = own && own === last ? own.by?.ip : itself ? undefined : last?.from?.ip;
  return {
    role: leg.role ?? "other",
    title: legTitle(leg),
    host: named ?? address ?? "",
    detail: got ?? (named ? address ?? "" : ""),
    outcome: leg.outcome,
    hearsay: hearsay && leg.outcome !== "held",
    required: leg.required,
    keys: keysOf(leg.conditions.flatMap((c) => c.evidence)),
  };
}

/**
 * What a leg is called: a name that the route gives it, else its role.
 * @param {Hopproof.Leg} leg
 * @returns {string}
 */
export function legTitle(leg) {
  const role = leg.role ? tOr("role." + leg.role, leg.role) : "";
  const plain = leg.leg === leg.role || leg.leg === "delivery" || leg.leg === "";
  return plain ? role || leg.leg : leg.leg;
}

/**
 * @param {Hopproof.Leg} from
 * @param {Hopproof.Leg} to
 * @param {number | null} before
 * @param {number | null} after
 * @param {Map<number, Hopproof.Hop>} hops
 * @returns {PictureArrow}
 */
function arrow(from, to, before, after, hops) {
  const first = after === null ? undefined : hops.get(before === null ? after : before + 1);
  const broken = from.outcome === "broken" || to.outcome === "broken";
  return {
    outcome: broken ? "broken" : from.outcome,
    delay: passed(before, after, hops),
    note: protection(first),
    between: before !== null && after !== null ? Math.max(0, after - before - 1) : 0,
  };
}

/**
 * The time from one leg's line to the next one's.
 * @param {number | null} before
 * @param {number | null} after
 * @param {Map<number, Hopproof.Hop>} hops
 * @returns {string}
 */
function passed(before, after, hops) {
  if (after === null) return "";
  let sum = 0;
  for (let hop = before === null ? after : before + 1; hop <= after; hop++) {
    const delay = hops.get(hop)?.delay_s;
    if (delay === undefined) return "";
    sum += delay;
  }
  return duration(sum);
}

/**
 * @param {Hopproof.Hop | undefined} hop
 * @returns {string} the encryption of the connection that the hop records
 */
function protection(hop) {
  if (!hop?.tls) return "";
  if (hop.tls.used === false) return t("picture.plain");
  return hop.tls.version ? "TLS " + hop.tls.version : hop.tls.used ? "TLS" : "";
}
