// The whole answer, from the verdict to the text itself.

import { byId, replace } from "../dom.js";
import { ask } from "../engine.js";
import { aboutSections } from "./about.js";
import { authenticationSection } from "./authentication.js";
import { drawBanner } from "./banner.js";
import { findingsSection, problemsSection } from "./findings.js";
import { hopsSection } from "./hops.js";
import { legsSection } from "./legs.js";
import { microsoftSection } from "./microsoft.js";
import { answersSection, drawNotices, troubleText } from "./notices.js";
import { drawPicture } from "./picture.js";
import { drawQuestion } from "./question.js";
import { rawSection } from "./raw.js";

/** @typedef {import("./question.js").QuestionActions & import("./notices.js").NoticeActions} AnswerActions */

/**
 * Draws the answer.
 * @param {Hopproof.Item} item
 * @param {Hopproof.Expectation} expectation
 * @param {AnswerActions} actions
 * @returns {string} why there is none; "" if there is
 */
export function drawAnswer(item, expectation, actions) {
  const reading = /** @type {Hopproof.Reading} */ (item.reading);
  const doc = reading.doc?.input.fields ? reading.doc : undefined;
  const shown = { ...reading, doc };
  const { id } = item;
  const more = (/** @type {string} */ path, /** @type {number} */ from) => ask("more", { id, path, from });
  drawBanner(byId("verdict"), shown);
  drawNotices(byId("notices"), shown, actions);
  drawPicture(byId("picture"), doc);
  drawQuestion(byId("question"), doc, expectation.route, actions);
  byId("expect").hidden = !doc;
  replace(byId("sections"),
    answersSection(reading.answers),
    ...(doc ? [
      legsSection(doc),
      findingsSection(shown, more),
      hopsSection(shown, (key, down, from) => ask("hops", { id, key, down, from })),
      ...aboutSections(doc),
      authenticationSection(shown, more),
      microsoftSection(doc),
    ] : []),
    problemsSection(reading, more));
  replace(byId("raw-side"), rawSection(reading.raw, (request) => ask("raw", { id, ...request })));
  return troubleText(reading);
}

/**
 * Draws the picture again for another width of the window.
 * @param {Hopproof.Document | undefined} doc
 */
export function redrawPicture(doc) {
  drawPicture(byId("picture"), doc?.input.fields ? doc : undefined);
}
