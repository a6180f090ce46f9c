// What is loaded when a visitor first asks for it: a redacted message, two
// messages side by side, many messages together, the plan of a test
// message, the steps that copy headers, the picture as a file.

import { openCompare } from "./compare.js";
import { buildHelp } from "./help.js";
import { use } from "./kit.js";
import en from "./lang/en.js";
import fr from "./lang/fr.js";
import { summarize } from "./many.js";
import { makePlan } from "./plan.js";
import { openRedacted } from "./redact.js";
import { saveSVG } from "./svgfile.js";

/** @param {import("./kit.js").Kit} kit */
export function begin(kit) {
  use(kit);
  kit.addWords({ en, fr });
  return { buildHelp, makePlan, openCompare, openRedacted, saveSVG, summarize };
}
