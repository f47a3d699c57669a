import type { Idle } from "./idle-times.ts";
import type { Server } from "./server.ts";

/** How a link stands: whether the server side outlives the client side, and by how much. */
export type LinkMargin =
  | "too-short"
  | "tie"
  | "thin-margin"
  | "long-enough"
  | "unknown"
  /** No connection is used twice, so none can be closed under a request. */
  | "no-reuse";

/** What would make a link safe; null where it is, or where nothing can be said. */
export type SafeTimeout =
  | { readonly kind: "server-at-least"; readonly seconds: number }
  /** The server cannot go high enough, or has no setting: its client has to let go earlier. */
  | { readonly kind: "client-at-most"; readonly seconds: number }
  | null;

/** Seconds by which a server should outlive its client unless someone says otherwise. */
export const defaultMarginSeconds = 10;

/** Seconds within which two timers count as equal: many are swept coarsely and measured with noise. */
export const tieSeconds = 0.5;

/** Compares how long the client side keeps an idle connection with when the server side closes it. Pure, monotone in the latter. */
export function judgeLink(keeps: Idle, closes: Idle, marginSeconds: number): LinkMargin {
  if (keeps.kind === "closes") return "no-reuse";
  if (closes.kind === "closes") return closes.announced ? "no-reuse" : "too-short";
  if (closes.kind === "never") return "long-enough";
  if (keeps.kind === "unknown" || closes.kind === "unknown") return "unknown";
  if (closes.kind === "at-least") {
    return keeps.kind === "seconds" && closes.seconds >= keeps.seconds + marginSeconds
      ? "long-enough"
      : "unknown";
  }
  if (keeps.kind === "never") return "too-short";
  const margin = closes.seconds - keeps.seconds;
  if (margin < -tieSeconds) return "too-short";
  if (keeps.kind === "at-least") return "unknown";
  if (margin <= tieSeconds) return "tie";
  return margin < marginSeconds ? "thin-margin" : "long-enough";
}

/** What would make the link safe with the margin, within what the server can be set to. */
export function safeTimeoutFor(
  verdict: LinkMargin,
  { keeps, closes }: { readonly keeps: Idle; readonly closes: Idle },
  server: Server | undefined,
  marginSeconds: number,
): SafeTimeout {
  if (verdict === "long-enough" || verdict === "no-reuse") return null;
  const margin = Math.max(marginSeconds, Math.ceil(tieSeconds + 0.1));
  const wanted = "seconds" in keeps ? Math.ceil(keeps.seconds + margin) : null;
  const highest = keeps.kind === "never" ? asItIs(closes) : highestOf(closes, server);
  if (wanted !== null && wanted <= highest) return { kind: "server-at-least", seconds: wanted };
  const most = Math.floor(highest - margin);
  return Number.isFinite(most) && most >= 1 ? { kind: "client-at-most", seconds: most } : null;
}

/** The longest that the server can be made to wait: its cap, or what it does now where there is nothing to set. */
function highestOf(closes: Idle, server: Server | undefined): number {
  const fixed = server !== undefined && server.set === undefined;
  return fixed ? asItIs(closes) : (server?.capSeconds ?? Number.POSITIVE_INFINITY);
}

const asItIs = (closes: Idle) =>
  closes.kind === "seconds" ? closes.seconds : Number.NEGATIVE_INFINITY;
