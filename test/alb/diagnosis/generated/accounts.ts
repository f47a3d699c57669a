import type { Period } from "../../../../src/alb/counts/period.ts";
import type { PatternObservation } from "../../../../src/alb/diagnosis/pattern/signs.ts";
import { midnight, minute, minutes } from "../../quiet-periods.ts";
import { type Cause, type Happening, others, race } from "./causes.ts";
import { type Draw, drawing } from "./draw.ts";

/** An account that was made up: what is true in it, and what CloudWatch shows. */
export interface Account {
  readonly seed: number;
  readonly causes: readonly Cause[];
  readonly observation: PatternObservation;
  /** Requests that failed by each cause, as it was drawn. */
  readonly failed: ReadonlyMap<string, number>;
}

/** A race and nothing else. */
export const racing = (seed: number): Account => {
  const draw = drawing(seed);
  return accountOf(seed, draw, [race(draw)]);
};

/** One or two causes, none of which is the race. */
export const raceless = (seed: number): Account => {
  const draw = drawing(seed);
  const causes = [draw.one(others)(draw), ...(draw.chance(0.3) ? [draw.one(others)(draw)] : [])];
  return accountOf(seed, draw, causes);
};

function accountOf(seed: number, draw: Draw, causes: readonly Cause[]): Account {
  const length = draw.one([60, 180, 180, 360] as const);
  const requests = trafficOf(draw);
  const shape = shapeOf(draw, length);
  const targets = draw.whole(2, 12);
  const failed = new Map<string, number>();
  const all = Array.from({ length }, (_, index) => {
    const count = requests(index);
    const at = { index, of: length, requests: count, strength: shape(index) };
    const happened = causes.map((cause) => [cause, cause.at(at)] as const);
    for (const [{ name }, { failures502 = 0 }] of happened)
      failed.set(name, (failed.get(name) ?? 0) + failures502);
    return periodOf(
      count,
      happened.map(([, one]) => one),
      targets,
    );
  });
  const periods = minutes(length, (index) => ({
    ...all[index],
    moved: index > 0 && all[index]?.healthy !== all[index - 1]?.healthy,
  }));
  return { seed, causes, failed, observation: observed(periods) };
}

function periodOf(
  requests: number,
  happened: readonly Happening[],
  targets: number,
): Partial<Period> {
  const total = (pick: (one: Happening) => number | undefined) =>
    happened.reduce((sum, one) => sum + (pick(one) ?? 0), 0);
  return {
    requests,
    failures502: Math.min(
      requests,
      total(({ failures502 }) => failures502),
    ),
    failures503: total(({ failures503 }) => failures503),
    failures504: total(({ failures504 }) => failures504),
    target5xx: total(({ target5xx }) => target5xx),
    connectionErrors: total(({ connectionErrors }) => connectionErrors),
    tlsErrors: total(({ tlsErrors }) => tlsErrors),
    healthy: targets - total(({ away }) => away),
    unhealthy: total(({ sick }) => sick),
    p99: 0.2 + total(({ slower }) => slower),
  };
}

/** Requests a minute: by chance or by a clock, even or with waves. */
function trafficOf(draw: Draw): (index: number) => number {
  const mean = draw.scale(30, 60_000);
  const [wave, length] = [draw.one([0, 0.3, 0.8] as const), draw.between(40, 400)];
  const clocked = draw.chance(0.2);
  return (index) => {
    const expected = mean * (1 + wave * Math.sin((2 * Math.PI * index) / length));
    return Math.max(1, clocked ? Math.round(mean) : draw.poisson(expected));
  };
}

/** How strongly the causes are at work over the window. */
function shapeOf(draw: Draw, length: number): (index: number) => number {
  const at = draw.between(0.1, 0.9) * length;
  const lasts = draw.between(0.05, 0.6) * length;
  return draw.one([
    () => 1,
    () => 1,
    (index) => (index < at ? 0 : 1),
    (index) => (index < at ? 1 : 0),
    (index) => (index >= at && index < at + lasts ? 1 : 0),
    (index) => index / length,
    (index) => (Math.floor(index / 20) % 2 === 0 ? 1 : 0.05),
  ] as readonly [(index: number) => number, ...((index: number) => number)[]]);
}

const observed = (periods: readonly Period[]): PatternObservation => ({
  name: "shop-web",
  window: { from: midnight, to: midnight + periods.length * minute, periodSeconds: 60 },
  periods,
  groups: [{ name: "web", type: "instance", protocol: "HTTP" }],
  targets: [{ group: "web", id: "i-1", port: 80, state: "healthy", reason: null }],
  settings: { idleTimeoutSeconds: 60, accessLogs: true },
  unread: [],
});
