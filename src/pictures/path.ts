import { seconds } from "../language/amounts.ts";
import type { DrawnIdle, DrawnLink, LinkVerdict, PathDrawing } from "../language/picture.ts";
import { colours, edge, type, width } from "./look.ts";
import { type Scale, scale } from "./scale.ts";
import { sign } from "./sign.ts";
import { box, circle, type Mark, type Picture, picture, segment, text } from "./svg.ts";
import { fitted } from "./widths.ts";

const rail = edge + 13;
const left = rail + 26;
const right = width - edge - 62;
const stop = 34;
const between = 108;

/** The request path from the clients inwards: who keeps an idle connection, who closes it, and whether that is in order. */
export function path({ links }: PathDrawing): Picture {
  const names = ["Clients", ...stopsOf(links)];
  const x = scale([0, longest(links)], [left, right]);
  const tops = topsOf(names.length);
  const height = (tops.at(-1) ?? 0) + stop + edge - 6;
  return picture(height, [
    segment([rail, (tops[0] ?? 0) + stop / 2], [rail, (tops.at(-1) ?? 0) + stop / 2], {
      stroke: colours.frame,
      width: 3,
    }),
    ...names.flatMap((name, index) => stopAt(name, tops[index] ?? 0)),
    ...links.flatMap((link, index) => linkAt(link, (tops[index + 1] ?? 0) + stop, x)),
  ]);
}

const stopsOf = (links: readonly DrawnLink[]): readonly string[] => [
  capital(links[0]?.client ?? ""),
  ...links.map(({ server }) => capital(server)),
];

/** "The load balancer" as a name; nginx and uvicorn keep their small letter. */
const capital = (name: string): string => (name === "the load balancer" ? "Load balancer" : name);

/** The clients stand close to the load balancer, for nothing is compared between them. */
const topsOf = (stops: number): readonly number[] =>
  Array.from({ length: stops }, (_, index) =>
    index === 0 ? edge - 4 : edge - 4 + 46 + (index - 1) * (stop + between),
  );

function stopAt(name: string, top: number): readonly Mark[] {
  const middle = top + stop / 2;
  const most = width - left - edge;
  return [
    circle([rail, middle], 7, colours.ground),
    circle([rail, middle], 5, colours.text),
    text(left, middle + 5.5, fitted(name, most, type.title, true), {
      size: type.title,
      bold: true,
    }),
  ];
}

function linkAt(link: DrawnLink, top: number, x: Scale): readonly Mark[] {
  const { fill, says } = verdicts[link.verdict];
  return [
    ...sign(link.verdict, fill, [rail, top + between / 2 - 2]),
    ...timer("keeps idle connections", link.keeps, { top: top + 4, x, fill: colours.quiet }),
    ...timer(`${short(link.server)} closes them`, link.closes, { top: top + 40, x, fill }),
    text(left, top + 94, marginOf(link) ?? says, { bold: true, fill }),
  ];
}

interface Placed {
  readonly top: number;
  readonly x: Scale;
  readonly fill: string;
}

/** What a timer does, a bar as long as it runs, and its seconds. */
function timer(says: string, idle: DrawnIdle, { top, x, fill }: Placed): readonly Mark[] {
  const end = endOf(idle, x);
  const high = 9;
  return [
    text(left, top + 11, says, { size: type.small, fill: colours.muted }),
    ...(end > left
      ? [
          box(
            { x: left, y: top + 17, width: Math.max(3, end - left), height: high },
            { fill, radius: 3 },
          ),
        ]
      : []),
    text(Math.max(end, left) + (end > left ? 7 : 0), top + 26, inWords(idle), { bold: true }),
  ];
}

/** Where a bar ends; what lasts longer than the scale fills its width. */
function endOf(idle: DrawnIdle, x: Scale): number {
  if (idle.kind === "never") return right;
  return "seconds" in idle ? Math.min(right, x(idle.seconds)) : left;
}

function inWords(idle: DrawnIdle): string {
  switch (idle.kind) {
    case "seconds":
      return seconds(idle.seconds);
    case "at-least":
      return `≥ ${seconds(idle.seconds)}`;
    case "never":
      return "never";
    case "closes":
      return "at once";
    case "unknown":
      return "not known";
    default:
      throw new Error(`Unknown timer: ${JSON.stringify(idle satisfies never)}`);
  }
}

const short = (name: string): string => fitted(name, 150, type.small);

const verdicts: { readonly [V in LinkVerdict]: { readonly fill: string; readonly says: string } } =
  {
    "too-short": { fill: colours.fails, says: "closes first" },
    tie: { fill: colours.change, says: "equal: either may close first" },
    "thin-margin": { fill: colours.change, says: "a thin margin" },
    "long-enough": { fill: colours.good, says: "in order" },
    unknown: { fill: colours.muted, says: "cannot be judged yet" },
    "no-reuse": { fill: colours.good, says: "never used twice" },
  };

/** "closes 55 s too early", where both timers are known. */
function marginOf({ keeps, closes, verdict }: DrawnLink): string | undefined {
  if (!("seconds" in keeps && "seconds" in closes)) return undefined;
  const margin = closes.seconds - keeps.seconds;
  if (verdict === "too-short") return `closes ${seconds(-margin)} too early`;
  if (verdict === "thin-margin") return `only ${seconds(margin)} longer`;
  return verdict === "long-enough" ? `in order, ${seconds(margin)} longer` : undefined;
}

/** What the whole width stands for, in seconds: all bars are to one scale, and an hour must not make a minute invisible. */
function longest(links: readonly DrawnLink[]): number {
  const keeps = links.flatMap((link) => secondsOf(link.keeps));
  const all = links.flatMap((link) => [...secondsOf(link.keeps), ...secondsOf(link.closes)]);
  return Math.max(1, Math.min(Math.max(...all), 3 * Math.max(...(keeps.length > 0 ? keeps : all))));
}

const secondsOf = (idle: DrawnIdle): readonly number[] => ("seconds" in idle ? [idle.seconds] : []);
