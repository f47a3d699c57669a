import { type Idle, idleInWords } from "./idle-times.ts";
import type { Link } from "./link.ts";

/**
 * The request path as text for a narrow screen, from the client inwards: under each server how long it keeps an idle connection,
 * when the next one closes it, and whether that order is safe. Lines of at most 36 characters.
 */
export function drawPath(links: readonly Link[]): readonly string[] {
  if (links.length === 0) return [];
  return ["client", bar, "load balancer", ...links.flatMap(drawLink)];
}

const bar = "  │";

const drawLink = (link: Link): readonly string[] => [
  `${bar}  ${kept(link.client.keeps)} ▸ ${closed(link.server.closes)}`,
  `${bar}  ${judged(link)}`,
  cut(withoutArticle(link.server.name)),
];

const kept = (idle: Idle): string =>
  idleInWords(idle, {
    seconds: (known) => `keeps ${seconds(known.seconds)}`,
    "at-least": (known) => `keeps ≥ ${seconds(known.seconds)}`,
    never: "keeps for good",
    closes: "keeps none",
    unknown: "keeps ?",
  });

const closed = (idle: Idle): string =>
  idleInWords(idle, {
    seconds: (known) => `closes ${seconds(known.seconds)}`,
    "at-least": (known) => `closes ≥ ${seconds(known.seconds)}`,
    never: "never closes",
    closes: "closes each",
    unknown: "closes ?",
  });

function judged(link: Link): string {
  const { marginSeconds } = link;
  const size = marginSeconds === null ? null : seconds(Math.abs(marginSeconds));
  switch (link.verdict) {
    case "too-short":
      return size === null ? "✗ closes first" : `✗ ${size} too early`;
    case "tie":
      return "✗ a tie: either may close first";
    case "thin-margin":
      return `! only ${size} to spare`;
    case "long-enough":
      return size === null ? "✓" : `✓ ${size} to spare`;
    case "no-reuse":
      return "✓ none is used twice";
    case "unknown":
      return "? not known yet";
    default:
      return link.verdict satisfies never;
  }
}

/** Fewer digits behind the point for longer times, which need the room before it. */
const seconds = (value: number) =>
  `${Number(value.toFixed(value >= 1000 ? 0 : value >= 100 ? 1 : 2))} s`;

const withoutArticle = (name: string) => name.replace(/^the /, "");

const cut = (name: string) => (name.length > 36 ? `${name.slice(0, 35)}…` : name);
