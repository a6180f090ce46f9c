// How to copy the full header section, for each mail program.

import { byId, h, replace, t } from "./kit.js";

const programs = ["outlook-new", "outlook-web", "outlook-classic", "gmail", "apple", "thunderbird"];

/** Writes the dialog in the language of the page. */
export function buildHelp() {
  replace(byId("help-programs"), ...programs.map((name) => h("section", {},
    h("h3", {}, t(`help.${name}.name`)),
    h("ol", {}, ...t(`help.${name}.steps`).split("|").map((step) => h("li", {}, step))))));
}
