import type { Head } from "./framing.ts";

/**
 * What a connection was opened for. "asked": one request, then it is held until the server closes it. "repeated": several
 * requests first. "silent": none at all. "reused": one, and a second one after an age at which a client would still use it.
 */
export type HeldKind = "asked" | "repeated" | "silent" | "reused";

/** What one connection went through. Plain data. */
export type ConnectionOutcome = {
  readonly kind: HeldKind;
  /** Requests that were to be sent before the wait, and how many of them were answered. */
  readonly wanted: number;
  readonly answered: number;
  /** The last answer before the wait; null without one. */
  readonly answer: ConnectionHeaders | null;
  readonly fate: Fate;
  /** How long it took to open the connection; null where it was not opened. */
  readonly roundTripSeconds: number | null;
  /** How late this process may have noticed that the wait began or ended. */
  readonly offSeconds: number;
};

/** What a response says of the connection it came on. */
export type ConnectionHeaders = {
  readonly status: number;
  /** That this is the last one on it: `Connection: close`, or HTTP/1.0 without keep-alive. */
  readonly lastOne: boolean;
  /** `Keep-Alive: timeout=5, max=100`; null where it does not say. */
  readonly timeoutSeconds: number | null;
  readonly maxRequests: number | null;
  readonly server: string | null;
};

/** How the wait ended; `seconds` since the last byte of the last answer, or since it was opened where nothing was sent. */
export type Fate =
  | {
      readonly kind: "closed";
      readonly seconds: number;
      readonly by: "fin" | "rst";
      /** The status of a response that nobody asked for, such as 408. */
      readonly unasked: number | null;
    }
  /** Not closed when the time, or the measuring, was over. */
  | { readonly kind: "open"; readonly seconds: number }
  /** The second request was answered. */
  | { readonly kind: "used-again"; readonly seconds: number }
  /** The second request was broken off or not answered, although nothing had said that the connection was closed. */
  | { readonly kind: "dead"; readonly seconds: number; readonly how: "rst" | "no-answer" }
  /** It never came to the wait; `reached` is whether a connection was opened. */
  | { readonly kind: "failed"; readonly reached: boolean; readonly why: string };

export function parseConnectionHeaders({ status, minor, fields }: Head): ConnectionHeaders {
  const tokens = (fields.get("connection") ?? "")
    .toLowerCase()
    .split(",")
    .map((token) => token.trim());
  const keepAlive = fields.get("keep-alive") ?? "";
  return {
    status,
    lastOne: tokens.includes("close") || (minor === 0 && !tokens.includes("keep-alive")),
    timeoutSeconds: numberIn(/\btimeout=(\d+)/i, keepAlive),
    maxRequests: numberIn(/\bmax=(\d+)/i, keepAlive),
    server: fields.get("server") ?? null,
  };
}

function numberIn(pattern: RegExp, text: string): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}
