// English, for what is loaded later. The same keys stand in fr.js.

export default {
  "later.close": "Close", "later.failed": "This could not be done: {reason}", "later.html": "Download HTML",

  "redact.title": "The message under pseudonyms",
  "redact.lead": "People, domains, hosts, addresses and ids have other names; the body is left out. It is analysed with the same outcome. Several messages of this visit share their pseudonyms.",
  "redact.copied": "The redacted message is copied.",
  "redact.ready": "The redacted message is ready to be copied.",
  "redact.text": "Redacted headers",
  "redact.visible": "Still visible: times and delays, structure and sizes, countries, the names and addresses of Microsoft’s and other public mail servers (and so the region), protocols, results and scores. Addresses keep their common beginnings. Signatures do not verify any more.",
  "redact.pairs": "What was renamed ({count})",
  "redact.pairs-label": "Originals and their pseudonyms",
  "redact.keep": "This list undoes the pseudonyms: it stays in this page and goes when you leave it.",
  "redact.what": "What", "redact.original": "Original", "redact.pseudonym": "Pseudonym",
  "redact.pair.name": "name or id", "redact.pair.domain": "domain", "redact.pair.address": "address",
  "redact.route": "The expected route under the same pseudonyms: redacted.yaml",
  "redact.lost": "These patterns match no pseudonym; declare whole names instead: {patterns}",
  "redact.check": "Whoever gets it can check it with",
  "redact.refused.misread": "The redacted text would read as other fields, so it is not shown. Take the message as a file instead of a paste.",
  "redact.refused.leak": "In field {number}, {field}, something of the original would still be readable ({kind}), so the text is not shown. Remove that field and try again.",
  "redact.refused.otherwise": "The redacted message would be analysed otherwise, so it is not shown: its text is damaged in a way that cannot be kept. Remove the damaged fields and try again.",
  "redact.kind.local-part": "the name in an address", "redact.kind.domain": "a domain", "redact.kind.address": "an IP address", "redact.kind.id": "an id", "redact.kind.name": "a word of a name or subject",

  "compare.title": "Side by side",
  "compare.lead": "A is the message that is shown. Choose B, such as the same test after a change: you see what is the same, and what differs.",
  "compare.with": "Compare with", "compare.choose": "Choose a message …",
  "compare.file": "Choose a file",
  "compare.paste": "Paste the other message", "compare.paste-label": "Headers of message B", "compare.take": "Compare",
  "compare.pasted": "Pasted text B",
  "compare.done": "The comparison is below.",

  "many.title": "All {count} together",
  "many.reading": "Reading {done} of {count} …",
  "many.done": "Read: {count}.",
  "many.missed": "Files that could not be counted: {count}",

  "plan.made": "The commands are below; the message bears the token {token}.",
  "plan.refused": "Give whole addresses, and a host name for the relay.",
};
