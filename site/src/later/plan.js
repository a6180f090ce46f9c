// The plan of a test message: the commands that send it, and the one that
// verifies what arrives. Nothing is sent from here.

import { byId, copyable, h, replace, t } from "./kit.js";

/** An address that needs no quoting in SMTP and cannot be an option. */
const address = /^[A-Za-z0-9][A-Za-z0-9.!#%&*+/=?^_{|}~-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/**
 * An argument for a POSIX shell (POSIX.1-2017, Shell Command Language, section
 * 2.2.2).
 * @param {string} text
 */
const shell = (text) => (/^[A-Za-z0-9@%+=:,./_-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'");

/**
 * A string for PowerShell, which takes typographic quotes for single ones.
 * @param {string} text
 */
const powerShell = (text) => "'" + text.replace(/['‘’‚‛]/g, "$&$&") + "'";

/** @returns {string} a token that nobody can guess, in the form of `hopproof send` */
export function newToken() {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return "hp-" + [...crypto.getRandomValues(new Uint8Array(26))].map((byte) => letters[byte & 31]).join("");
}

/**
 * @param {{from: string, to: string[], server: string, token: string}} plan
 * @returns {{name: string, text: string}[]}
 */
export function commandsFor({ from, to, server, token }) {
  const domain = from.slice(from.indexOf("@") + 1);
  const host = server || domain.replaceAll(".", "-") + ".mail.protection.outlook.com";
  const subject = "hopproof " + token;
  return [
    { name: "hopproof", text: ["hopproof send", "--token", token, "--from", shell(from), ...to.flatMap((one) => ["--to", shell(one)]), ...(server ? ["--server", shell(server)] : [])].join(" ") },
    { name: "swaks", text: ["swaks", "--server", shell(host), "--port 25", "--from", shell(from), "--to", shell(to.join(",")),
      "--header", shell("Subject: " + subject), "--header", shell(`Message-Id: <${token}@${domain}>`), "--tls-optional"].join(" ") },
    { name: "Send-MailMessage", text: `Send-MailMessage -SmtpServer ${powerShell(host)} -Port 25 -From ${powerShell(from)} -To ${to.map(powerShell).join(", ")} -Subject ${powerShell(subject)} -Body ${powerShell(subject)}` },
    { name: "hopproof verify", text: `hopproof verify --token ${token} internal.eml external.eml` },
  ];
}

/** Makes the plan of what is in the form. */
export function makePlan() {
  const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
  const from = field("plan-from").value.trim();
  const to = field("plan-to").value.split(/[\s,;]+/).filter(Boolean);
  const server = field("plan-server").value.trim();
  const wrong = [[from].every((one) => address.test(one)) ? "" : "plan-from", to.length > 0 && to.every((one) => address.test(one)) ? "" : "plan-to",
    !server || hostName.test(server) ? "" : "plan-server"].filter(Boolean);
  for (const id of ["plan-from", "plan-to", "plan-server"]) field(id).setAttribute("aria-invalid", String(wrong.includes(id)));
  if (wrong.length > 0) {
    replace(byId("plan-commands"));
    replace(byId("plan-said"), t("plan.refused"));
    field(wrong[0]).focus();
    return;
  }
  const token = newToken();
  const commands = commandsFor({ from, to, server, token });
  replace(byId("plan-commands"), ...commands.map(({ name, text }) => h("div", {}, h("h3", {}, name),
    copyable(text, "plan-" + name, (said) => replace(byId("plan-said"), said), name))));
  const [before, after] = t("plan.made", { token: "\n" }).split("\n");
  replace(byId("plan-said"), before, h("span", { class: "unparted" }, token), after);
}
