import type { Document } from "./document.js";

export type * from "./document.js";

/** A message: .eml, Outlook's .msg, mbox, or a pasted header section. A text is taken as UTF-8. */
export type Input = Uint8Array | ArrayBuffer | { arrayBuffer(): Promise<ArrayBuffer> } | string;

/** What is known of the way, for a built-in route. */
export interface Declared {
  /** Public addresses or CIDR ranges from which the relay connects to Exchange Online. */
  relay_ip?: string[];
  /** Names with which the relay signs its own Received line; * matches. */
  relay_host?: string[];
  /** Addresses or CIDR ranges of the sending device as the relay sees it. */
  device_ip?: string[];
  /** Accepted domains of the organization. */
  domain?: string[];
  /** GUID of the Microsoft 365 tenant. */
  tenant?: string;
  /** Names of the receiving server; * matches. */
  destination?: string[];
  /** Whether other machines have the relay's address too. */
  shared?: boolean;
}

/** What is not an option is an error, so that a slip never weakens a verdict. */
export interface Options {
  /** The language of the sentences. */
  lang?: "en" | "fr";
  /** What the document calls the input. */
  name?: string;
  /** Domains and CIDR ranges of further hosts whose trace lines are believed. */
  trust?: string[];
  /** The expected way: a built-in route, or one as in a route file; null: no verdict. With declared, office365-relay is the default. */
  route?: "office365-relay" | "direct-send" | "client-submission" | "filter-in-front" | object | null;
  declared?: Declared;
  /** Unique text in the Subject or Message-ID of the test message. */
  token?: string;
  /** Time (RFC 3339) after which the test was sent. */
  sent_after?: string;
  /** The number of an attached message, from 1, to report on in place of the one around it. */
  inner_number?: number;
}

/** Why there is no document. */
export interface AnalyzeError extends Error {
  code: "options-invalid" | "declared-invalid" | "route-invalid" | "input-too-large" | "no-mail" | "file-damaged" | "no-headers" | "no-such-inner" | "too-deep";
  /** Of a declaration: what was declared, as what, and what to do instead. */
  key: string;
  value: string;
  hint: string;
}

/**
 * Analyses a message, and with a route verifies its way. Offline, in this thread.
 * The promise is rejected with an AnalyzeError, or a TypeError for an input of another kind.
 */
export function analyze(input: Input, options?: Options): Promise<Document>;
