// "What should the way have been?": a small form, or a route file.

import { byId, h, replace } from "../dom.js";
import { t, tOr } from "../lang/index.js";

/** @typedef {"relay_ip" | "relay_host" | "device_ip" | "domain" | "tenant" | "destination"} DeclaredKey */

/** @type {DeclaredKey[]} */
const declaredKeys = ["relay_ip", "relay_host", "device_ip", "domain", "tenant", "destination"];
const furtherKeys = ["trust", "token", "sent_after"];
const routes = ["office365-relay", "direct-send", "client-submission", "filter-in-front"];

/** @returns {Hopproof.Expectation} what is expected while nothing is declared */
export function nothingExpected() {
  return {
    route: "office365-relay", trust: [], token: "", sent_after: "",
    declared: { relay_ip: [], relay_host: [], device_ip: [], domain: [], tenant: "", destination: [], shared: false },
  };
}

/**
 * Builds the fields of the form; their values are kept.
 * @param {Hopproof.Expectation} expectation
 */
export function buildForm(expectation) {
  replace(byId("expect-fields"), routeChoice(expectation.route), ...declaredKeys.map(field), sharedChoice());
  replace(byId("expect-further"), ...furtherKeys.map(field));
  showExpectation(expectation);
}

/**
 * @param {string | object} chosen
 * @returns {HTMLElement}
 */
function routeChoice(chosen) {
  return h("div", { class: "field-row wide" }, h("label", { for: "expect-route" }, t("field.route")),
    h("select", { id: "expect-route", name: "route" },
      ...routes.map((name) => h("option", { value: name, selected: name === chosen }, t("route." + name)))));
}

/** @returns {HTMLElement} */
function sharedChoice() {
  return h("div", { class: "field-row wide" }, h("label", { class: "switch" },
    h("input", { type: "checkbox", id: "expect-shared", name: "shared" }), t("field.shared")));
}

/**
 * @param {string} key
 * @returns {HTMLElement}
 */
function field(key) {
  const id = "expect-" + key;
  return h("div", { class: "field-row" }, h("label", { for: id }, t("field." + key)),
    h("input", {
      id, name: key, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      placeholder: t("example." + key), "aria-describedby": id + "-hint",
    }),
    h("p", { class: "hint", id: id + "-hint" }, t("hint." + key)));
}

/**
 * @param {string} key
 * @returns {HTMLInputElement}
 */
const input = (key) => byId("expect-" + key);

/**
 * Puts an expectation into the form.
 * @param {Hopproof.Expectation} e
 */
export function showExpectation(e) {
  const file = typeof e.route !== "string";
  byId("expect-file").hidden = !file;
  byId("expect-fields").hidden = file;
  byId("expect-export").hidden = false;
  if (file) replace(byId("expect-file-name"), t("expect.file", { name: /** @type {any} */ (e.route).name || t("expect.unnamed") }));
  else input("route").value = /** @type {string} */ (e.route);
  for (const key of declaredKeys) input(key).value = [e.declared[key]].flat().join(", ");
  input("shared").checked = e.declared.shared;
  input("trust").value = e.trust.join(", ");
  input("token").value = e.token;
  input("sent_after").value = e.sent_after;
}

/**
 * Reads the form.
 * @param {Hopproof.Expectation} before its route file, if there is one, stays
 * @returns {Hopproof.Expectation}
 */
export function readForm(before) {
  const list = (/** @type {string} */ key) => input(key).value.split(/[\s,;]+/).filter(Boolean);
  const text = (/** @type {string} */ key) => input(key).value.trim();
  const file = typeof before.route !== "string";
  const nothing = nothingExpected();
  return {
    route: file ? before.route : input("route").value,
    declared: file ? nothing.declared : {
      relay_ip: list("relay_ip"), relay_host: list("relay_host"), device_ip: list("device_ip"),
      domain: list("domain"), tenant: text("tenant"), destination: list("destination"),
      shared: input("shared").checked,
    },
    trust: list("trust"), token: text("token"), sent_after: text("sent_after"),
  };
}

/**
 * Shows what was refused, at the fields where they are known.
 * @param {Hopproof.Refusal[]} refused
 */
export function showRefused(refused) {
  if (!refused.length && byId("expect-error").hidden) return;
  for (const key of [...declaredKeys, ...furtherKeys]) {
    const own = refused.find((r) => r.key === key);
    const hint = byId("expect-" + key + "-hint");
    input(key).setAttribute("aria-invalid", String(Boolean(own)));
    hint.classList.toggle("wrong", Boolean(own));
    replace(hint, own ? refusalText(own) : t("hint." + key));
  }
  const others = refused.filter((r) => !document.getElementById("expect-" + r.key + "-hint"));
  const box = byId("expect-error");
  box.hidden = refused.length === 0;
  replace(box, t("expect.refused"), h("ul", {}, ...others.slice(0, 20).map((r) => h("li", {}, refusalText(r)))));
  if (!refused.length) replace(box);
}

/**
 * @param {Hopproof.Refusal} r
 * @returns {string}
 */
function refusalText(r) {
  const place = r.line ? t("refused.line", { line: r.line, column: r.column ?? 1 }) + " " : "";
  return place + tOr("refused." + r.key, [r.problem, r.hint].filter(Boolean).join(". "), { value: r.value ?? "" });
}

/**
 * Opens the form at a field.
 * @param {string} key
 */
export function focusField(key) {
  /** @type {HTMLDetailsElement} */ (byId("expect")).open = true;
  const goal = input(key);
  const outer = goal.closest("details");
  if (outer) outer.open = true;
  goal.focus();
  goal.select?.();
}

/**
 * Declares a value beside those that stand in the form.
 * @param {Hopproof.Expectation} e
 * @param {string} key
 * @param {string} value
 * @returns {Hopproof.Expectation}
 */
export function declaring(e, key, value) {
  const next = structuredClone(e);
  const at = /** @type {any} */ (key in next.declared ? next.declared : next);
  at[key] = Array.isArray(at[key]) ? [...new Set([...at[key], value])] : value;
  return next;
}
