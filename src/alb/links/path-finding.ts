import { formatSeconds } from "./durations.ts";
import type { Link } from "./link.ts";
import { capitalize } from "./link-sentence.ts";
import type { LinkMargin } from "./link-verdict.ts";

/** The finding for a whole path; the words of the probe alb.timeouts. */
export type PathFinding = Exclude<LinkMargin, "no-reuse">;

/** The worst link decides, in the order too-short, tie, thin-margin, unknown, long-enough. */
export function worstVerdict(links: readonly Link[]): {
  readonly finding: PathFinding;
  readonly says: string;
  /** The worst link in a few words; absent where it has no numbers. */
  readonly headline?: string;
} {
  const finding = worstFirst.find((word) => links.some((link) => wordOf(link) === word));
  if (finding === undefined) return { finding: "unknown", says: nothingSaid };
  const worst = links.filter((link) => wordOf(link) === finding);
  const [first] = worst.toSorted((one, other) => marginOf(one) - marginOf(other));
  const sentences = [
    first?.says,
    consequenceOf(finding, first),
    others(worst.length, links.length, finding),
  ];
  const says = sentences.filter((sentence) => sentence).join(" ");
  return { finding, says, ...(first ? headlineOf(first, finding) : {}) };
}

const worstFirst: readonly PathFinding[] = [
  "too-short",
  "tie",
  "thin-margin",
  "unknown",
  "long-enough",
];

const nothingSaid =
  "No server behind the load balancer was described, so there is nothing to compare.";

const consequence: { readonly [finding in PathFinding]: string } = {
  "too-short": "The next request on such a connection can fail.",
  tie: "Equal timeouts race: a request can still meet a connection that is being closed.",
  "thin-margin": "The order is right; a slow timer or a network delay can still turn it round.",
  unknown: "Find it out before trusting this link.",
  "long-enough": "",
};

/** "Node.js closes after 6 s, the load balancer keeps 60 s: too short." */
function headlineOf({ client, server }: Link, finding: PathFinding): { headline?: string } {
  const { keeps } = client;
  const { closes } = server;
  if (keeps.kind !== "seconds" || closes.kind !== "seconds") return {};
  const both = `${capitalize(server.name)} closes after ${formatSeconds(closes.seconds)}, ${client.name} keeps ${formatSeconds(keeps.seconds)}`;
  return { headline: `${both}: ${inShort[finding]}.` };
}

const inShort: { readonly [finding in PathFinding]: string } = {
  "too-short": "too short",
  tie: "a tie",
  "thin-margin": "a thin margin",
  unknown: "not known to be safe",
  "long-enough": "the right order",
};

/** Behind a proxy the failure is the proxy's own answer, which no load balancer metric calls a load balancer's error. */
function consequenceOf(finding: PathFinding, link: Link | undefined): string {
  if (finding !== "too-short" || link === undefined || link.client.kind === null) {
    return consequence[finding];
  }
  return `The next request on such a connection can fail in ${link.client.name}, which then answers 502 itself: the load balancer counts that as a target's error.`;
}

const wordOf = ({ verdict }: Link): PathFinding =>
  verdict === "no-reuse" ? "long-enough" : verdict;

/** Seconds between the two sides; links without a number come last, a silent close first. */
function marginOf({ client: { keeps }, server: { closes } }: Link): number {
  if (closes.kind === "closes" && !closes.announced) return Number.NEGATIVE_INFINITY;
  if (!("seconds" in keeps && "seconds" in closes)) return Number.POSITIVE_INFINITY;
  return closes.seconds - keeps.seconds;
}

function others(count: number, all: number, finding: PathFinding): string {
  if (all === 1) return "";
  if (finding === "long-enough") return `All ${all} links on the path are long enough.`;
  return count === 1 ? "" : `The same goes for ${count - 1} more of the ${all} links.`;
}
