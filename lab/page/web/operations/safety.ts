import type { Operations } from "../../wire.ts";

/** Whether a server outlives the idle connections of the client in front of it. */
export type HopSafety = "inverted" | "tie" | "thin" | "safe";

/** Two neighbours on the request path, by their names in a sentence; seconds. */
export interface HopLink {
  readonly client: string;
  readonly server: string;
  readonly keeps: number;
  readonly closes: number;
}

// The same margin that the runbook asks for.
const marginSeconds = 10;

/** Every link behind the load balancer, from the outside in. */
export const linksOf = ({ loadBalancer, hops }: Operations): readonly HopLink[] =>
  hops.map((hop, place) => {
    const before = hops[place - 1];
    return {
      client: before?.called ?? "the load balancer",
      server: hops.length === 1 ? "the backend" : hop.called,
      keeps: before === undefined ? loadBalancer.idleSeconds : (before.keepsSeconds ?? 0),
      closes: hop.closesAfterSeconds,
    };
  });

/** Judges a link. */
export function safetyOf({ keeps, closes }: HopLink): HopSafety {
  const margin = closes - keeps;
  if (margin < 0) return "inverted";
  if (margin === 0) return "tie";
  return margin < marginSeconds ? "thin" : "safe";
}

/** What a link's safety means, in a sentence. */
export function sentenceOf(link: HopLink): string {
  const { client, server } = link;
  const closes = `${link.closes} s`;
  const keeps = `${link.keeps} s`;
  switch (safetyOf(link)) {
    case "inverted":
      return `Inverted: ${server} closes an idle connection after ${closes}, ${client} uses it again for up to ${keeps}.`;
    case "tie":
      return `Tie: both give an idle connection up after ${closes}. Either may be first.`;
    case "thin":
      return `Thin: ${server} closes after ${closes}, shortly after ${client}'s ${keeps}.`;
    default:
      return `Safe: ${client} gives an idle connection up after ${keeps}, before ${server}'s ${closes}.`;
  }
}
