import type { Remedy } from "#language";
import { formatSeconds } from "../links/durations.ts";
import type { Link } from "../links/link.ts";
import { serverNamed } from "../links/servers.ts";
import type { LineAt } from "./diff.ts";
import { type KnownIdleTimeout, lowerIdleTimeout } from "./idle-timeout.ts";
import { dropSooner } from "./proxy-side.ts";
import { announceCloses, keepLonger } from "./server-side.ts";

/**
 * The changes that would make a link safe, the best first; empty where it is safe or nothing can be said. `balancer` completes
 * what is said of the load balancer's own timeout; `lineAt` gives the lines that the values were read from.
 */
export function remediesFor(
  link: Link,
  balancer: KnownIdleTimeout,
  lineAt?: LineAt,
): readonly Remedy[] {
  const { needs, verdict, server, client } = link;
  if (needs === null && verdict === "too-short") return announceCloses(link);
  if (needs === null || verdict === "unknown") return [];
  if (needs.kind === "client-at-most") return bothSides(link, needs.seconds, balancer, lineAt);
  const raise = keepLonger(link, needs.seconds, lineAt);
  const margin = needs.seconds - (secondsOf(client.keeps) ?? needs.seconds);
  const lowered = Math.floor((secondsOf(server.closes) ?? 0) - margin);
  if (lowered < lowestToOffer) return [raise];
  const until = "Or, until that is rolled out, let the other side give up first.";
  return [raise, letGoSooner(link, lowered, balancer, until, lineAt)];
}

/** Below this many seconds a shorter timeout on the client side does more harm than good. */
const lowestToOffer = 10;

/** The server cannot go high enough: its client has to let go earlier, and the server go as high as it can. */
function bothSides(
  link: Link,
  seconds: number,
  balancer: KnownIdleTimeout,
  lineAt: LineAt | undefined,
): readonly Remedy[] {
  const { server } = link;
  const cap = serverNamed(server.kind ?? "")?.capSeconds;
  const now = secondsOf(server.closes);
  const lower = letGoSooner(link, seconds, balancer, whyNotServer(link), lineAt);
  if (cap === undefined || now === undefined || now >= cap || link.client.keeps.kind === "never") {
    return [lower];
  }
  const says = `Both are needed: ${server.name} at its highest, ${formatSeconds(cap)}, and its client below that.`;
  return [{ ...keepLonger(link, cap, lineAt), says }, lower];
}

function letGoSooner(
  link: Link,
  seconds: number,
  balancer: KnownIdleTimeout,
  why: string,
  lineAt: LineAt | undefined,
): Remedy {
  return link.client.kind === null
    ? lowerIdleTimeout(seconds, balancer, why)
    : dropSooner(link, seconds, why, lineAt);
}

function whyNotServer({ server, client }: Link): string {
  const cap = serverNamed(server.kind ?? "")?.capSeconds;
  if (client.keeps.kind === "never") {
    return `${client.name} keeps idle connections until the other side closes, so no value on ${server.name} is long enough.`;
  }
  return cap === undefined
    ? `${server.name} has no setting for this.`
    : `${server.name} cannot go above ${formatSeconds(cap)}.`;
}

const secondsOf = (idle: Link["client"]["keeps"]) => ("seconds" in idle ? idle.seconds : undefined);
