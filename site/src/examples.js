// The example messages: those of testdata, one for each way of sending.

/** @type {[string, string][]} a file and the key of its name */
export const examples = [
  ["relay-postfix-gmail.eml", "relay"],
  ["direct-send.eml", "direct-send"],
  ["client-submission-gmail.eml", "client-submission"],
  ["filter-in-front.eml", "filter-in-front"],
  ["autoforward-to-gmail.eml", "forwarded"],
  ["forged-attribution.eml", "forged"],
];

/**
 * @param {string} file
 * @returns {Promise<string>}
 */
export async function loadExample(file) {
  const response = await fetch(new URL("./examples/" + file, document.baseURI));
  if (!response.ok) throw new Error(response.status + " " + file);
  return response.text();
}
