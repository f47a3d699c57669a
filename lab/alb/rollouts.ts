import type { Scene } from "./past.ts";
import type { Random } from "./random.ts";

/** Ways in which targets come and go. */
export const rolloutShapes = [
  "rolling",
  "blue-green",
  "scale-in",
  "crash-loop",
  "slow-start",
] as const;

export type RolloutShape = (typeof rolloutShapes)[number];

/** Where a rollout takes place. Times in milliseconds since 1970. */
export interface RolloutOptions {
  readonly from: number;
  readonly to: number;
  /** Hosts on any day. */
  readonly hosts: number;
  /** How much of the traffic fails while a host leaves or comes; 0 for a rollout that hits nobody. */
  readonly share: number;
}

/** Targets that come and go in a shape, at times and with delays drawn by chance, and the failures that come with it. */
export function rollout(shape: RolloutShape, options: RolloutOptions, random: Random): Scene {
  const turns = shapes[shape](options, random);
  const sum = (at: number, pick: (turn: Turn) => number) =>
    turns.filter((turn) => isDuring(turn, at)).reduce((all, turn) => all + pick(turn), 0);
  return {
    hosts: (at) => options.hosts + sum(at, ({ hosts }) => hosts),
    unhealthy: (at) => sum(at, ({ unhealthy }) => unhealthy),
    answers: (requests, at, chance) => {
      const hit = turns.filter(({ fails }) => fails !== undefined && isDuring(fails, at));
      const share = hit.length > 0 ? options.share : 0;
      const elb502 = Math.min(requests, chance.poisson(requests * share));
      const refused = hit.some(({ refuses }) => refuses) ? Math.ceil(elb502 / 2) : 0;
      return elb502 === 0 ? {} : { elb502, targetConnectionErrors: refused };
    },
  };
}

/** A rollout or none, and a race all the time: what both answer. */
export function combineScenes(one: Scene, other: Scene): Scene {
  return {
    ...one,
    answers: (requests, at, random) => {
      const [first, second] = [
        one.answers(requests, at, random),
        other.answers(requests, at, random),
      ];
      return { ...second, ...first, elb502: (first.elb502 ?? 0) + (second.elb502 ?? 0) };
    },
  };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One host's part: how the counts of hosts change meanwhile, and when requests fail for it. */
interface Turn extends Stretch {
  readonly hosts: number;
  readonly unhealthy: number;
  readonly fails?: Stretch;
  readonly refuses: boolean;
}

const minute = 60_000;

const shapes: {
  readonly [shape in RolloutShape]: (options: RolloutOptions, random: Random) => readonly Turn[];
} = {
  rolling: ({ from, hosts }, random) => {
    const each = (2 + random.index(3)) * minute;
    return Array.from({ length: hosts }, (_, host) =>
      leaving(from + host * each, each - minute, -1, random),
    );
  },
  "blue-green": ({ from, hosts }, random) => {
    const side = (4 + random.index(10)) * minute;
    return [{ ...leaving(from, side, hosts, random), fails: killed(from + side, random) }];
  },
  "scale-in": ({ from, to, hosts }, random) =>
    Array.from({ length: 1 + random.index(3) }, () => {
      const at = from + random.index(Math.max(1, (to - from) / minute - 20)) * minute;
      return leaving(at, to - at, -(1 + random.index(Math.max(1, hosts >> 2))), random);
    }),
  "crash-loop": ({ from, to }, random) => {
    const every = (4 + random.index(8)) * minute;
    const length = Math.floor((to - from) / every);
    return Array.from({ length }, (_, crash) => {
      const at = from + crash * every;
      const fails = { from: at, to: at + minute };
      return { from: at, to: at + 2 * minute, hosts: 0, unhealthy: 1, fails, refuses: true };
    });
  },
  "slow-start": ({ from, hosts }, random) =>
    Array.from({ length: 1 + random.index(3) }, (_, step) => {
      const at = from + step * 12 * minute;
      const fails = { from: at, to: at + (2 + random.index(3)) * minute };
      const more = 1 + random.index(Math.max(1, hosts >> 1));
      return { from: at, to: at + 10 * minute, hosts: more, unhealthy: 0, fails, refuses: false };
    }),
};

/** A host that leaves at once, and whose process is killed up to the deregistration delay later. */
function leaving(from: number, lasting: number, hosts: number, random: Random): Turn {
  const fails = killed(from, random);
  return { from, to: from + lasting, hosts, unhealthy: 0, fails, refuses: random.uniform() < 0.5 };
}

function killed(left: number, random: Random): Stretch {
  const from = left + random.index(5) * minute;
  return { from, to: from + minute };
}

const isDuring = ({ from, to }: Stretch, at: number): boolean => at >= from && at < to;
