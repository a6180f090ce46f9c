// What the modules of the page pass around, besides the document itself.

declare namespace Hopproof {
  /** What an administrator declares of the way, as it was typed. */
  interface Declared {
    relay_ip: string[];
    relay_host: string[];
    device_ip: string[];
    domain: string[];
    tenant: string;
    destination: string[];
    /** Whether other machines have the relay's address too. */
    shared: boolean;
  }

  /** What was handed in. A text is made into bytes by the worker, which may take its time. */
  type Source = Blob | Uint8Array | string;

  /** Options of an analysis, as the WebAssembly side reads them. */
  interface Options {
    lang?: string;
    name?: string;
    trust?: string[];
    /** A built-in route by name, a route as in a route file, or none. */
    route?: string | object | null;
    declared?: Partial<Declared>;
    token?: string;
    sent_after?: string;
    /** What the document says of the file it is from. */
    kind?: string;
    inner_number?: number;
    inner?: { index: number; subject?: string; kind: string }[];
    /** The resolver that live checks ask. */
    dns?: string;
    /** A route file in JSON, to be checked. */
    text?: string;
  }

  /** What the page expects of a message: the form, or a route file. */
  interface Expectation {
    /** A built-in route by name, or a whole route. */
    route: string | object;
    declared: Declared;
    trust: string[];
    token: string;
    sent_after: string;
  }

  /** A declaration that was refused. */
  interface Refusal {
    code?: string;
    /** In a route file, from 1. */
    line?: number;
    column?: number;
    key?: string;
    value?: string;
    problem: string;
    hint?: string;
  }

  /** What an array of the document holds in all, where only its head was sent. */
  type Totals = Record<string, number>;

  /** One field of the header section in the raw view. */
  interface RawField {
    index: number;
    start: number;
    end: number;
    /** The name, for the label. */
    name: string;
    hop?: number;
    /** Keys of spans that cover the whole field. */
    keys: string[];
    /** Pieces of the text; each with the keys of the spans it belongs to. */
    parts: { text: string; keys: string[] }[];
    /** Bytes that are not shown. */
    cut: number;
  }

  /** A part of the raw view, from the field at a place on. */
  interface Raw {
    from: number;
    fields: RawField[];
    /** Fields in all. */
    total: number;
  }

  /** A message inside the message. */
  interface Inner {
    index: number;
    subject?: string;
    kind: InnerKind;
    error?: object;
  }

  /** One answer of `hopproof explain`. */
  interface Answer {
    kind: string;
    subject: string;
    of?: string;
    says?: string;
    by?: string[];
    flow?: string[];
    meaning?: string;
    cause?: string;
    fix?: string;
    source?: string;
    confidence?: string;
    checked?: string;
    values?: { value: string; meaning: string }[];
    related?: string[];
    unknown?: string;
    generic?: boolean;
  }

  /** Everything that is drawn of one message. */
  interface Reading {
    /** Why there is nothing to show: a code of the catalogue `trouble.*`. */
    trouble?: string;
    args?: Record<string, string>;
    /** The document with long lists and long strings cut. */
    doc?: Document;
    totals: Totals;
    inner: Inner[];
    answers: Answer[];
    refused: Refusal[];
    /** Scale of the delay bars: the longest delay, in seconds. */
    longest: number;
  }

  /** One message of the list. */
  interface Item {
    id: number;
    name: string;
    source: Source;
    /** The number of the message inside the source; 0: the source itself. */
    number: number;
    reading?: Reading;
  }

  /** A form in which a message can be taken along. */
  type Form = "json" | "text" | "html" | "markdown";

  /** A message that was handed in: number is that of the message inside it, if it is not the whole. */
  interface Handed {
    source: Source;
    number?: number;
    name?: string;
    options?: Options;
  }

  /** An original and its pseudonym. */
  interface Pair {
    kind: "name" | "domain" | "address";
    original: string;
    pseudonym: string;
  }

  /** A message under pseudonyms, or why there is none. */
  interface Redacted {
    text?: string;
    /** The expected route under the same, as a route file in YAML. */
    route?: string;
    trust?: string[];
    /** Patterns of the route that match no pseudonym. */
    lost?: string[];
    pairs?: Pair[];
    refused?: { code: string; field?: string; number?: string; kind?: string };
  }

  /** An export of connectors, as it was handed in. */
  interface Setup {
    name: string;
    bytes: Uint8Array;
  }
  /** A code and what it says. */
  interface Sentence {
    code: string;
    text: string;
  }
  interface ConnectorFinding {
    code: string;
    severity: Severity;
    connector?: string;
    parameter?: string;
    text: string;
  }
  interface ConnectorCondition {
    condition: string;
    outcome: Outcome;
    want?: string;
    got?: string;
    reason?: Sentence;
    remedy?: Sentence;
    evidence: Evidence[];
  }
  interface JudgedConnector {
    name: string;
    type: string;
    outcome: Outcome;
    /** Of a Partner connector: whether it is about this message. */
    applies?: Outcome;
    conditions: ConnectorCondition[];
  }
  /** What is said of connectors, by themselves and with a message. */
  interface ConnectorAnswer {
    lint?: { connectors: object[]; findings: ConnectorFinding[] };
    check?: {
      way: string;
      outcome: Outcome;
      reason: Sentence;
      remedy?: Sentence;
      session: { delivered?: boolean };
      connectors: JudgedConnector[];
      conditions: ConnectorCondition[];
      replies: { reply: string; meaning: string; fix: string }[];
      findings: ConnectorFinding[];
    };
    words?: Record<string, string>;
    powershell?: string;
    problems?: Refusal[];
  }
  /** What a domain publishes about its mail. */
  interface DomainAnswer {
    name: string;
    scenario: { code: string; text: string; because?: { text: string }[] };
    items: { topic: string; code: string; outcome: "good" | "advice" | "problem" | "unknown"; severity: Severity; text: string }[];
    changes: { code: string; name: string; type: string; from?: string; to?: string; text: string }[];
    questions: number;
  }
  type HopSort = "hop" | "time" | "delay" | "by" | "role";
}

/** What the WebAssembly side offers in the worker. */
interface HopproofGo {
  version: string;
  analyze(bytes: Uint8Array, options: string): string;
  route(options: string): string;
  fields(bytes: Uint8Array): string;
}

/** What the second program offers, which is loaded when it is needed. */
interface HopproofMore {
  explain(text: string, lang: string): string;
  text(bytes: Uint8Array, options: string): string;
}

/** What the program offers that asks DNS: options.dns says whom. */
interface HopproofLive {
  analyze(bytes: Uint8Array, options: string): Promise<string>;
  domain(question: string): Promise<string>;
}

/** What the program offers that writes reports and counts messages. */
interface HopproofReports {
  report(format: string, bytes: Uint8Array, options: string): string;
  compare(format: string, a: Uint8Array, aOptions: string, b: Uint8Array, bOptions: string): string;
  redact(bytes: Uint8Array, options: string): string;
  count(of: string, first: boolean, bytes: Uint8Array, options: string): string;
  summary(of: string, format: string, lang: string): string;
  forget(of: string): string;
  mailbox(bytes: Uint8Array): string;
  message(number: number): Uint8Array;
}

/** What the program offers that opens files. */
interface HopproofFiles {
  open(bytes: Uint8Array): string;
  text(number: number): Uint8Array;
  route(name: string, bytes: Uint8Array): string;
  connector(name: string, bytes: Uint8Array, message: Uint8Array | null, options: string): string;
  script(): string;
}

/** The glue of the Go toolchain; the build puts it in. */
declare module "*/wasm_exec.js";
