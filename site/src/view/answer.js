// The whole answer, from the verdict to the text itself.

import { byId, replace } from "../dom.js";
import { ask } from "../engine.js";
import { breathe, drawn, forget, settled } from "../pace.js";
import { aboutSections } from "./about.js";
import { authenticationSection } from "./authentication.js";
import { drawBanner } from "./banner.js";
import { findingsSection, problemsSection } from "./findings.js";
import { hopsSection } from "./hops.js";
import { legsSection } from "./legs.js";
import { liveSection } from "./live.js";
import { microsoftSection } from "./microsoft.js";
import { answersSection, drawNotices, troubleText } from "./notices.js";
import { drawPicture } from "./picture.js";
import { drawQuestion } from "./question.js";
import { rawSection } from "./raw.js";

/** @typedef {import("./question.js").QuestionActions & import("./notices.js").NoticeActions & {trouble: (message: string) => void, painted: () => void}} AnswerActions */

/**
 * Draws the answer: the verdict at once, the rest in pieces, so that the page
 * never stalls.
 * @param {Hopproof.Item} item
 * @param {Hopproof.Expectation} expectation
 * @param {AnswerActions} actions
 * @param {() => boolean} current whether this answer is still wanted
 */
export async function drawAnswer(item, expectation, actions, current) {
  const reading = /** @type {Hopproof.Reading} */ (item.reading);
  const doc = reading.doc?.input.fields ? reading.doc : undefined;
  const shown = { ...reading, doc };
  forget();
  actions.trouble(troubleText(reading));
  drawBanner(byId("verdict"), shown);
  drawNotices(byId("notices"), shown, actions);
  drawPicture(byId("picture"), doc);
  replace(byId("told"), answersSection(reading.answers));
  drawQuestion(byId("question"), doc, expectation.route, actions);
  byId("expect").hidden = !doc;
  performance.mark("hopproof:verdict");
  await drawn();
  if (!current()) return;
  performance.mark("hopproof:painted");
  actions.painted();
  const { id } = item;
  const more = (/** @type {string} */ path, /** @type {number} */ from) => ask("more", { id, path, from });
  const [upper, lower] = byId("sections").children;
  /** @type {(HTMLElement | null)[]} */
  const parts = [];
  const steps = [
    () => replace(upper, ...doc ? [legsSection(doc), findingsSection(shown, more),
      hopsSection(shown, (key, down, from) => ask("hops", { id, key, down, from }))] : []),
    () => doc && parts.push(...aboutSections(doc), authenticationSection(shown, more), liveSection(doc), microsoftSection(doc)),
    () => replace(lower, ...parts, problemsSection(shown, more)),
  ];
  for (const step of steps) {
    await breathe();
    if (!current()) return;
    step();
  }
  /** @type {import("./raw.js").LoadRaw} */
  const load = (request) => ask("raw", { id, ...request });
  const raw = doc && await load({});
  if (!current()) return;
  replace(byId("raw-side"), rawSection(raw, load));
  await settled();
}

/**
 * Draws the picture again for another width of the window.
 * @param {Hopproof.Document | undefined} doc
 */
export function redrawPicture(doc) {
  drawPicture(byId("picture"), doc?.input.fields ? doc : undefined);
}
