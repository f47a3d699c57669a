import type { LogEntry } from "../../../lab/logs/line.ts";
import { type Draw, drawing } from "../diagnosis/generated/draw.ts";
import { newYear } from "./session.ts";

/**
 * Sites whose requests come in every rhythm and whose 502s look like lost races, though none is: each is given out by chance or by
 * a clock of its own, never by how long a connection was idle. Made without the practice load balancer and without the rules.
 */
export function rhythmicSite(seed: number): {
  readonly name: string;
  readonly entries: readonly LogEntry[];
} {
  const draw = drawing(seed);
  const streams = Array.from({ length: draw.whole(1, 3) }, () => rhythmOf(draw));
  const rate = streams.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const seconds = Math.min(20_000, draw.between(600, 2_500) / rate);
  const failing = failuresOf(draw);
  const group = `rhythm-${seed}`;
  const place = placesOf(draw, seed);
  const service = serviceOf(draw);
  const asked = streams
    .flatMap(({ times, name }, client) => times(seconds).map((at) => ({ at, client, name })))
    .sort((one, other) => one.at - other.at);
  const many = Math.min(0.09, draw.scale(20, 200) / Math.max(1, asked.length));
  const entries = asked.map((one, index) =>
    failing.onClock && failing.hits(one.at, many)
      ? failed(one, place(one.client, index), group, draw)
      : answered(one, place(one.client, index), group, service()),
  );
  const added = failing.times(seconds).map((at, index) => {
    const one = { at, client: draw.whole(0, streams.length - 1) };
    return failed(one, place(draw.whole(0, 2), index), group, draw);
  });
  const rhythm = `${streams.map(({ name }) => name).join("+")}, failures ${failing.name}`;
  return { name: rhythm, entries: [...entries, ...added] };
}

interface Rhythm {
  readonly name: string;
  readonly perSecond: number;
  readonly times: (seconds: number) => readonly number[];
}

function rhythmOf(draw: Draw): Rhythm {
  const every = draw.one([0.05, 0.2, 0.5, 0.5, 1, 2, 5, 10, 15, 30] as const);
  const phase = draw.between(0, every);
  const kind = draw.one([
    "poisson",
    "constant",
    "constant",
    "jittered",
    "bursts",
    "drifting",
  ] as const);
  const jitter = draw.scale(0.001, 0.3);
  const many = draw.whole(2, 8);
  const ticks = (seconds: number, shift: (index: number) => number) =>
    Array.from(
      { length: Math.floor(seconds / every) },
      (_, index) => phase + index * every + shift(index),
    );
  const walk = (seconds: number, wait: () => number) => {
    const times: number[] = [];
    for (let at = wait(); at < seconds; at += wait()) times.push(at);
    return times;
  };
  const times: { readonly [name in typeof kind]: Rhythm["times"] } = {
    poisson: (seconds) => walk(seconds, () => -every * Math.log(1 - draw.between(0, 1))),
    constant: (seconds) => ticks(seconds, () => 0),
    jittered: (seconds) => ticks(seconds, () => draw.between(-jitter, jitter) * every),
    drifting: (seconds) => walk(seconds, () => every * (1 + draw.between(-jitter, jitter))),
    bursts: (seconds) =>
      ticks(seconds, () => 0)
        .filter((_, index) => index % many === 0)
        .flatMap((at) => Array.from({ length: many }, (_, step) => at + step * 0.03)),
  };
  return { name: `${kind} ${every}`, perSecond: 1 / every, times: times[kind] };
}

interface Failing {
  readonly name: string;
  readonly onClock: boolean;
  readonly hits: (at: number, share: number) => boolean;
  readonly times: (seconds: number) => readonly number[];
}

function failuresOf(draw: Draw): Failing {
  const kind = draw.one([
    "at random",
    "at random",
    "of the requests",
    "by a clock",
    "in outages",
    "after restarts",
  ] as const);
  const every = draw.one([7, 10, 20, 30, 60, 60, 300] as const);
  const phase = draw.between(0, every);
  const lasts = draw.between(0.5, 5);
  const mean = draw.scale(5, 60);
  const none = () => [] as number[];
  const apart = (seconds: number) => {
    const times: number[] = [];
    for (let at = draw.between(0, mean); at < seconds && times.length < 200; ) {
      times.push(at);
      at += -mean * Math.log(1 - draw.between(0, 1));
    }
    return times;
  };
  const outage = (at: number) => (at + phase) % (10 * every) < lasts * 4;
  const kinds: { readonly [name in typeof kind]: Omit<Failing, "name"> } = {
    "at random": { onClock: false, hits: () => false, times: apart },
    "of the requests": { onClock: true, hits: (_, share) => draw.chance(share), times: none },
    "by a clock": {
      onClock: false,
      hits: () => false,
      times: (seconds) =>
        Array.from(
          { length: Math.min(200, Math.floor(seconds / every)) },
          (_, index) => phase + index * every,
        ),
    },
    "in outages": { onClock: true, hits: (at) => outage(at) && draw.chance(0.7), times: none },
    "after restarts": {
      onClock: true,
      hits: (at) => (at + phase) % every < lasts && draw.chance(0.5),
      times: none,
    },
  };
  return { name: kind, ...kinds[kind] };
}

/** Which node and target a request meets: always the same ones, in turn, or by chance. */
function placesOf(
  draw: Draw,
  seed: number,
): (client: number, index: number) => readonly [string, string] {
  const [nodes, targets] = [draw.whole(1, 2), draw.whole(1, 3)];
  const kind = draw.one(["sticky", "turn", "chance"] as const);
  const name = (node: number, target: number) =>
    [
      `10.${(seed >> 8) & 255}.${seed & 255}.${node + 1}`,
      `10.9.${seed & 255}.${target + 1}:3000`,
    ] as const;
  return (client, index) => {
    if (kind === "sticky") return name(client % nodes, client % targets);
    if (kind === "turn") return name(client % nodes, index % targets);
    return name(draw.whole(0, nodes - 1), draw.whole(0, targets - 1));
  };
}

function serviceOf(draw: Draw): () => number {
  const mean = draw.scale(0.002, 0.3);
  return draw.chance(0.4) ? () => mean : () => -mean * Math.log(1 - draw.between(0, 1));
}

interface Asked {
  readonly at: number;
  readonly client: number;
}

type Place = readonly [node: string, target: string];

const common = ({ at, client }: Asked, [node, target]: Place, group: string) => ({
  created: newYear + at,
  node,
  target,
  group,
  client: `203.0.113.${client}:40000`,
  method: "GET",
});

const answered = (one: Asked, place: Place, group: string, service: number): LogEntry => ({
  ...common(one, place, group),
  at: newYear + one.at + service + 0.0005,
  path: `/items/${one.client}`,
  times: [0, service, 0],
  status: 200,
  targetStatus: 200,
});

function failed(one: Asked, place: Place, group: string, draw: Draw): LogEntry {
  const target = draw.between(0, 0.002);
  return {
    ...common(one, place, group),
    at: newYear + one.at + target + 0.0005,
    path: `/items/${one.client}`,
    times: [0.001, target, -1],
    status: 502,
    targetStatus: null,
  };
}
