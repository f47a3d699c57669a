import { shortDuration } from "../../language/amounts.ts";
import type { DrawnTimer, IntervalsDrawing, TimerPair } from "../../language/picture.ts";
import type { LinkNumbers } from "./link.ts";

/** The request path from the clients inwards: who keeps an idle connection, who closes it, and whether that is in order. */
export function pathPicture(links: readonly LinkNumbers[]): IntervalsDrawing | undefined {
  const [first] = links;
  if (first === undefined) return undefined;
  const stops = ["Clients", first.client, ...links.map(({ server }) => server)].map(asName);
  return { kind: "intervals", stops, pairs: links.map(pairOf) };
}

/** "The load balancer" as a name; nginx and uvicorn keep their small letter. */
const asName = (name: string): string => (name === "the load balancer" ? "Load balancer" : name);

function pairOf(link: LinkNumbers): TimerPair {
  const { client, server, verdict } = link;
  const keeps = lasts(link.clientKeeps, link.clientKeepsSeconds);
  const closes = lasts(link.serverCloses, link.serverClosesSeconds);
  const { tone, says, alt } = verdicts[verdict];
  return {
    first: { says: "keeps idle connections", lasts: keeps },
    second: { says: `${server} closes them`, lasts: closes },
    tone,
    says: marginOf(link) ?? says,
    alt: `${upper(client)} keeps idle connections ${keeping(keeps)}, ${server} closes them ${closing(closes)}: ${alt}.`,
  };
}

function lasts(kind: LinkNumbers["clientKeeps"], value: number | null): DrawnTimer["lasts"] {
  if ((kind === "seconds" || kind === "at-least") && value !== null)
    return { kind, seconds: value };
  if (kind === "closes") return { kind: "at-once" };
  return { kind: kind === "never" ? "never" : "unknown" };
}

/** "closes 55 s too early", where both timers are known. */
function marginOf({ marginSeconds: margin, verdict }: LinkNumbers): string | undefined {
  if (margin === null) return undefined;
  if (verdict === "too-short") return `closes ${shortDuration(-margin)} too early`;
  if (verdict === "thin-margin") return `only ${shortDuration(margin)} longer`;
  return verdict === "long-enough" ? `in order, ${shortDuration(margin)} longer` : undefined;
}

const verdicts: {
  readonly [V in LinkNumbers["verdict"]]: Pick<TimerPair, "tone" | "says" | "alt">;
} = {
  "too-short": { tone: "bad", says: "closes first", alt: "it closes first, which is wrong" },
  tie: {
    ...{ tone: "equal", says: "equal: either may close first" },
    alt: "they are equal, so either may close first",
  },
  "thin-margin": { tone: "thin", says: "a thin margin", alt: "in order, with a thin margin" },
  "long-enough": { tone: "good", says: "in order", alt: "in order" },
  unknown: {
    ...{ tone: "unknown", says: "cannot be judged yet" },
    alt: "this cannot be judged yet",
  },
  "no-reuse": { tone: "good", says: "never used twice", alt: "no connection is used twice" },
};

const keeping = (timer: DrawnTimer["lasts"]): string =>
  "seconds" in timer ? `for ${timed(timer)}` : others[timer.kind][0];

const closing = (timer: DrawnTimer["lasts"]): string =>
  "seconds" in timer ? `after ${timed(timer)}` : others[timer.kind][1];

const timed = ({
  kind,
  seconds: value,
}: DrawnTimer["lasts"] & { readonly seconds: number }): string =>
  `${shortDuration(value)}${kind === "at-least" ? " or more" : ""}`;

const others = {
  never: ["until the other side closes", "never"],
  "at-once": ["for one request only", "after each response"],
  unknown: ["for a time that is not known", "after a time that is not known"],
} as const;

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
