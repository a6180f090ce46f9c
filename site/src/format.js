// Durations, times and sizes as the page writes them.

import { language, t } from "./lang/index.js";

const minus = "−";

/**
 * @param {number} seconds
 * @returns {string} such as "2 min 5 s"; two units at most
 */
export function duration(seconds) {
  const sign = seconds < 0 ? minus : "";
  const all = Math.abs(seconds);
  /** @type {[number, string][]} */
  const units = [[86400, t("unit.day")], [3600, t("unit.hour")], [60, t("unit.minute")], [1, t("unit.second")]];
  const first = units.findIndex(([size]) => all >= size);
  if (first < 0) return "0 " + t("unit.second");
  const [size, unit] = units[first];
  const next = units[first + 1];
  const rest = next ? Math.floor((all % size) / next[0]) : 0;
  return sign + Math.floor(all / size) + " " + unit + (rest ? " " + rest + " " + next[1] : "");
}

/**
 * The parts of a stamp, in the zone it was written in or in that of the reader.
 * @param {string} stamp RFC 3339
 * @param {boolean} local
 * @returns {{day: string, time: string, zone: string}}
 */
export function clock(stamp, local) {
  const match = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(stamp);
  if (!match) return { day: "", time: stamp, zone: "" };
  if (!local || !match[3]) return { day: match[1], time: match[2], zone: match[3] === "Z" ? "UTC" : match[3] ?? "" };
  const date = new Date(stamp);
  const offset = -date.getTimezoneOffset();
  const shifted = new Date(date.getTime() + offset * 60000).toISOString();
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 19), zone: zoneName(offset) };
}

/**
 * @param {number} minutes east of Greenwich
 * @returns {string}
 */
function zoneName(minutes) {
  if (minutes === 0) return "UTC";
  const pad = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const all = Math.abs(minutes);
  return (minutes < 0 ? "-" : "+") + pad(Math.floor(all / 60)) + ":" + pad(all % 60);
}

/** Formats are dear to make, so each is made when it is first needed. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {number} number
 * @returns {string} with at most one decimal, in the words of the page's language
 */
function written(number) {
  const name = language();
  const format = formats.get(name) ?? new Intl.NumberFormat(name, { maximumFractionDigits: 1 });
  formats.set(name, format);
  return format.format(number);
}

/**
 * @param {number} count
 * @returns {string} such as "1,234"
 */
export function number(count) {
  return count < 1000 ? String(count) : written(count); // no language groups fewer digits
}

/**
 * @param {number} bytes
 * @returns {string} such as "7.1 KB"
 */
export function size(bytes) {
  /** @type {[number, string][]} */
  const units = [[1e6, t("unit.megabyte")], [1e3, t("unit.kilobyte")]];
  const unit = units.find(([least]) => bytes >= least);
  if (!unit) return bytes + " " + t("unit.byte");
  return written(bytes / unit[0]) + " " + unit[1];
}

/**
 * Shortens a name in its middle or at its end.
 * @param {string} text
 * @param {number} most letters
 * @returns {string}
 */
export function fit(text, most) {
  const letters = [...text.slice(0, most * 4)];
  return letters.length <= most && text.length <= most * 4 ? text : letters.slice(0, most - 1).join("") + "…";
}
