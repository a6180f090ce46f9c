// The page: what happens between a message that comes in and its answer.

import { byId, replace } from "./dom.js";
import { ask, askLive, newest, ready } from "./engine.js";
import { firstLanguage, language, languages, setLanguage, t } from "./lang/index.js";
import { watchEvidence } from "./evidence.js";
import { drawAnswer, redrawPicture } from "./view/answer.js";
import { buildExamples, putIn, showText, watchIntake } from "./view/intake.js";
import { buildForm, declaring, focusField, nothingExpected, readForm, showExpectation, showRefused } from "./view/expect.js";
import { buildLive, showLive } from "./view/live.js";
import { drawList } from "./view/list.js";
import { drawShare, save } from "./view/share.js";
import { watchRoom } from "./view/picture.js";
import { onDeclare } from "./view/prose.js";
import { checkConnectors, takeSetup, watchConnectors } from "./connectors.js";
import { checkDomain, offerDomain } from "./domain.js";
import { nameOf } from "./folder.js";
import { later } from "./later.js";
import { closeTaken, compare, redact, redrawTaken } from "./taken.js";
import { isSetup, isSetupFile } from "./setupfile.js";
import { remember, remembered } from "./remember.js";
import { files as filesBundle, live as liveBundle, reports as reportsBundle, version } from "./manifest.js";
import { keepOffline } from "./offline.js";
import "./api.js";

/** The text of the box is one of the messages. */
const TEXT = 1;

/** @type {Hopproof.Item[]} */
let items = [];
/** The files that were handed in, which a summary counts. @type {{name: string, source: File}[]} */
let handed = [];
let summed = false;
let current = 0;
let nextId = TEXT + 1;
/** Counts what was asked of the page, to know an answer that comes too late. */
let turns = 0;
/** Whom live checks ask; "" while they are off. */
let resolver = "";
let expectation = known(remembered());

/**
 * What was remembered, completed where an older version of the page kept less.
 * @param {Hopproof.Expectation | null} kept
 * @returns {Hopproof.Expectation}
 */
function known(kept) {
  const nothing = nothingExpected();
  return { ...nothing, ...kept, declared: { ...nothing.declared, ...kept?.declared } };
}

/** @returns {Hopproof.Options} */
function options() {
  const { route, declared, trust, token, sent_after } = expectation;
  return { lang: language(), route, trust, token, sent_after, ...(typeof route === "string" && { declared }) };
}

/** @returns {Hopproof.Item | undefined} */
const chosen = () => items.find((item) => item.id === current);

/** @param {string} message */
function say(message) {
  replace(byId("said"), message);
}

/** @param {string} message "" for none */
function showTrouble(message) {
  const element = byId("error");
  element.hidden = !message;
  replace(element, message);
}

/**
 * Reads one message with what is expected now.
 * @param {Hopproof.Item} item
 * @param {boolean} [passing] for the list alone
 * @returns {Promise<Hopproof.Reading>}
 */
async function read(item, passing = false) {
  const name = item.id === TEXT ? undefined : item.name;
  return ask("read", { id: item.id, passing, source: item.source, number: item.number, options: { ...options(), ...(name && { name }) } });
}

const readChosen = newest(async () => {
  const item = chosen();
  if (!item) return;
  byId("answer").setAttribute("aria-busy", "true");
  try {
    item.reading = await read(item);
    if (item === chosen()) await draw(item);
  } catch (error) {
    failed(error);
  } finally {
    byId("answer").removeAttribute("aria-busy");
  }
  performance.mark("hopproof:done");
});

/**
 * Checks the message again, asking DNS, and draws what that shows. An answer
 * that comes after something else was asked is of no use any more.
 */
async function readLive() {
  const turn = turns;
  const item = chosen();
  if (!resolver || !item?.reading?.doc?.input.fields) return;
  const { id, reading } = item;
  showLive(t("live.asking"));
  try {
    const { bytes, options: known } = await ask("kept", { id });
    const text = await askLive("analyze", { bytes, options: { ...known, dns: resolver } });
    const late = () => turn !== turns || item !== chosen();
    if (late()) return;
    item.reading = { ...await ask("take", { id, text }), refused: reading.refused };
    if (late()) return;
    showLive("");
    await draw(item);
    performance.mark("hopproof:done");
  } catch (error) {
    if (turn === turns) showLive(t("live.failed", { reason: error instanceof Error ? error.message : String(error) }));
  }
}

/** Reads all other messages, so that the list shows their outcomes. */
const readOthers = newest(async () => {
  for (const item of [...items]) {
    if (item.id === current || item.reading || !items.includes(item)) continue;
    item.reading = await read(item, true).catch(() => undefined);
    drawItems();
  }
});

/** Reads everything again: another language or expectation. */
async function refresh() {
  for (const item of items) item.reading = item.id === current ? item.reading : undefined;
  countTogether();
  await show();
}

/** Reads the message that is shown, and the others that are not read yet. */
async function show() {
  const turn = ++turns;
  await readChosen(undefined);
  drawItems();
  checkConnectors(undefined);
  if (turn === turns) readLive();
  if (items.length > 1) await readOthers(undefined);
}

/** Shows what the files have in common, if they hold several messages. */
async function countTogether() {
  const several = items.filter(({ id, number }) => id !== TEXT && number === 0).length > 1;
  if (!reportsBundle || !(several || summed)) return;
  summed = several;
  try {
    await (await later()).summarize(byId("together"), several ? handed : [], options());
  } catch (error) {
    failed(error);
  }
}

/** @param {unknown} error */
function failed(error) {
  showTrouble(t("trouble.engine", { reason: error instanceof Error ? error.message : String(error) }));
}

/** @param {Hopproof.Item} item */
async function draw(item) {
  const reading = /** @type {Hopproof.Reading} */ (item.reading);
  const fields = reading.doc?.input.fields;
  document.documentElement.classList.toggle("answered", Boolean(fields || reading.answers.length || items.length > 1));
  byId("live-side").hidden = !fields;
  showRefused(reading.refused);
  if (reading.refused.length) /** @type {HTMLDetailsElement} */ (byId("expect")).open = true;
  byId("share").hidden = !fields;
  // Text is written from the headers alone and would not show what DNS said.
  byId("share").classList.toggle("live-shown", Boolean(reading.doc?.live));
  offerDomain(resolver, reading.doc, expectation.declared.relay_ip);
  await drawAnswer(item, expectation, {
    yes: declare, no: () => focusField("relay_ip"), other: (route) => expect({ ...expectation, route }),
    help: openHelp, openInner: (index) => openInner(item, index), painted: putIn,
    trouble: (trouble) => showTrouble(trouble && item.id !== TEXT ? t("trouble.of", { name: item.name, trouble }) : trouble),
  }, () => item.reading === reading && item === chosen());
  redrawTaken();
}

function drawItems() {
  drawList(byId("list"), items, current, {
    choose(id) {
      current = id;
      show();
    },
    clear() {
      items = [];
      handed = [];
      current = 0;
      countTogether();
      closeTaken();
      showText("");
      checkConnectors(undefined);
      document.documentElement.classList.remove("answered");
      drawItems();
      byId("input").focus();
    },
  });
}

/**
 * Opens a message that the message encloses.
 * @param {Hopproof.Item} item
 * @param {number} number
 */
function openInner(item, number) {
  const subject = item.reading?.inner.find((inner) => inner.index === number)?.subject || t("inner.untitled");
  items.push({ id: nextId, name: t("inner.name", { subject }), source: item.source, number });
  current = nextId++;
  show();
}

/** @param {string} text */
function takeText(text) {
  showTrouble("");
  if (filesBundle && isSetup(text)) {
    showText("");
    takeSetup(text);
    return;
  }
  items = items.filter((item) => item.id !== TEXT);
  if (!/\S/.test(text)) {
    if (items.length) return;
    current = 0;
    closeTaken();
    checkConnectors(undefined);
    document.documentElement.classList.remove("answered");
    return;
  }
  items.push({ id: TEXT, name: t("list.text"), source: text, number: 0 });
  current = TEXT;
  show();
}

/** @param {File[]} files */
async function takeFiles(files) {
  showTrouble("");
  const found = (await Promise.all(files.map(messagesOf))).flat();
  items = items.filter((item) => item.id !== TEXT);
  handed.push(...files.map((file) => ({ name: nameOf(file), source: file })));
  current = nextId;
  for (const { name, source } of found) items.push({ id: nextId++, name, source, number: 0 });
  drawItems();
  countTogether();
  await show();
}

/**
 * The messages of a file: several, if it is a mailbox.
 * @param {File} file
 * @returns {Promise<{name: string, source: Hopproof.Source}[]>}
 */
async function messagesOf(file) {
  const name = nameOf(file);
  const mailbox = reportsBundle && await file.slice(0, 5).text().catch(() => "") === "From ";
  /** @type {{name: string, source: Uint8Array}[]} */
  const inside = mailbox ? await ask("mailbox", { source: file }).catch((error) => { failed(error); return []; }) : [];
  return inside.length ? inside.map((one) => ({ name: name + one.name, source: one.source })) : [{ name, source: file }];
}

/**
 * Takes a message beside those that are there.
 * @param {File} file
 * @returns {Hopproof.Item}
 */
function takeBeside(file) {
  const item = { id: nextId++, name: file.name, source: file, number: 0 };
  items.push(item);
  drawItems();
  readOthers(undefined);
  return item;
}

/**
 * Takes an export of connectors out of what was handed in.
 * @param {File[]} files
 * @param {Element | null} panel of the connectors, if they were dropped there
 * @returns {Promise<File[]>} the messages
 */
async function takeOthers(files, panel) {
  if (!filesBundle) return files;
  const setups = await Promise.all(files.map((file) => panel !== null || isSetupFile(file)));
  const last = setups.lastIndexOf(true);
  if (last >= 0) await takeSetup(files[last]);
  return files.filter((_, i) => !setups[i]);
}

/**
 * Takes up a new expectation.
 * @param {Hopproof.Expectation} next
 */
async function expect(next) {
  expectation = next;
  showExpectation(next);
  if (/** @type {HTMLInputElement} */ (byId("remember")).checked) remember(next);
  const from = document.activeElement;
  await refresh();
  // The button that was pressed may be gone with the old answer.
  if (from && from !== document.body && !from.isConnected) byId("answer").focus({ preventScroll: true });
}

/**
 * Declares a value, or opens the form where it is to be given.
 * @param {string} key
 * @param {string} value
 */
function declare(key, value) {
  if (!value || typeof expectation.route !== "string") focusField(key);
  else expect(declaring(expectation, key, value));
}

/** @returns {Promise<string | null>} the expectation as a route file */
async function routeFile() {
  const { route, problems } = await ask("route", { options: options() });
  if (problems?.length) showRefused(problems);
  return route ? JSON.stringify(route, null, 2) + "\n" : null;
}

/**
 * Takes up a route file: JSON, or YAML where that can be read.
 * @param {string} text
 * @param {string} [name]
 */
async function takeRoute(text, name = "route") {
  const yaml = filesBundle && !text.trimStart().startsWith("{");
  const { route, problems } = await (yaml ? ask("routeFile", { name, text }) : ask("route", { options: { text } }));
  showRefused(problems);
  if (route) expect({ ...nothingExpected(), route });
}

function watchForm() {
  const form = /** @type {HTMLFormElement} */ (byId("expect-form"));
  const apply = () => expect(readForm(expectation));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("change", (event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    if (target.id === "remember") remember(target.checked ? readForm(expectation) : null);
    else if (target.name) apply();
  });
  byId("expect-clear").addEventListener("click", () => expect(nothingExpected()));
  byId("expect-file-remove").addEventListener("click", () => expect(nothingExpected()));
  byId("expect-export").addEventListener("click", async () => {
    const text = await routeFile();
    if (text) save("route.json", "application/json", text);
  });
  byId("route-use").addEventListener("click", () => takeRoute(/** @type {HTMLTextAreaElement} */ (byId("route-text")).value));
  const chooser = /** @type {HTMLInputElement} */ (byId("route-file"));
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    if (file) await takeRoute(await file.text(), file.name);
    chooser.value = "";
  });
  /** @type {HTMLInputElement} */ (byId("remember")).checked = remembered() !== null;
}

/** @type {import("./view/intake.js").IntakeActions} */
const intake = { text: takeText, files: takeFiles, others: takeOthers, trouble: showTrouble };

/** Opens the dialog on how to copy headers. */
function openHelp() {
  /** @type {HTMLDialogElement} */ (byId("help")).showModal();
  later().then(({ buildHelp }) => buildHelp(), failed);
}

/** @type {import("./taken.js").Shown} */
const page = { item: chosen, items: () => items, options, open: takeBeside, failed };

/** Writes everything that depends on the language only. */
function dress() {
  buildExamples(intake);
  buildForm(expectation);
  if (liveBundle) buildLive(byId("live-side"), resolver, askResolver, checkDomain);
  offerDomain(resolver, chosen()?.reading?.doc, expectation.declared.relay_ip);
  const share = {
    name: "hopproof", say, route: routeFile,
    format: (/** @type {string} */ format) => ask("format", { id: current, format }),
    redact: () => redact(page), compare: () => compare(page), svg: () => later().then(({ saveSVG }) => saveSVG(), failed),
  };
  drawShare(byId("share"), share);
}

/** @param {string} chosenResolver */
function askResolver(chosenResolver) {
  if (chosenResolver === resolver) return;
  resolver = chosenResolver;
  offerDomain(resolver, chosen()?.reading?.doc, expectation.declared.relay_ip);
  if (items.length) refresh();
}

function watchLanguage() {
  const select = /** @type {HTMLSelectElement} */ (byId("language"));
  select.value = language();
  select.addEventListener("change", () => {
    setLanguage(languages.includes(select.value) ? select.value : "en");
    history.replaceState(null, "", "#lang=" + language());
    dress();
    if (items.length) refresh();
    else checkConnectors(undefined);
  });
}

ready.then(() => {
  performance.mark("hopproof:ready");
  keepOffline();
}, (error) => showTrouble(t("trouble.engine", { reason: error.message })));

setLanguage(firstLanguage());
dress();
watchLanguage();
watchIntake(intake);
watchForm();
watchConnectors(() => current);
byId("plan-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await later().then(({ makePlan }) => makePlan(), failed);
});
watchEvidence();
onDeclare(declare);
for (const button of document.querySelectorAll(".help-open")) button.addEventListener("click", openHelp);
byId("version").textContent = version;
byId("connectors").hidden = !filesBundle;
if (filesBundle) {
  /** @type {HTMLInputElement} */ (byId("file")).accept += ",.msg";
  /** @type {HTMLInputElement} */ (byId("route-file")).accept += ",.yaml,.yml";
}
watchRoom(() => redrawPicture(chosen()?.reading?.doc));
