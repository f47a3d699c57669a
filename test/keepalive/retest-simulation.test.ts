import { expect, test } from "vitest";
import { countIn, slicesOf } from "../../src/keepalive/opportunity.ts";
import type { Period } from "../../src/keepalive/period.ts";
import { chanceOfLuck } from "../../src/keepalive/poisson.ts";
import { judgeRetest } from "../../src/keepalive/retest.ts";
import { midnight, minute, minutes } from "./quiet-periods.ts";
import { poisson, seeded } from "./random.ts";

/** One incident: the server's idle timeout T and the round trip R in seconds, and requests a second on each connection. */
interface Incident {
  readonly closes: number;
  readonly roundTrip: number;
  readonly perConnection: number;
  readonly connections: number;
}

/** Chance of a 502 for a request: its gap on the connection falls in (T − R, T). */
const chance = ({ closes, roundTrip }: Incident, rate: number) =>
  Math.exp(-rate * (closes - roundTrip)) - Math.exp(-rate * closes);

/** Minutes whose traffic is `times` the incident's, itself swinging by a tenth either way. */
function traffic(
  incident: Incident,
  length: number,
  times: (index: number) => number,
  fixed: boolean,
  random: () => number,
): readonly Period[] {
  return minutes(length, (index) => {
    const rate = incident.perConnection * times(index) * (0.9 + 0.2 * random());
    const requests = poisson(rate * incident.connections * 60, random);
    const failures502 = fixed
      ? 0
      : Math.min(requests, poisson(requests * chance(incident, rate), random));
    return { requests, failures502, at: midnight + index * minute };
  });
}

/** Looks again and again for two hours, as people do; returns the first word that ends it. */
function walk(incident: Incident, times: (index: number) => number, fixed: boolean, seed: number) {
  const random = seeded(seed);
  const before = slicesOf(
    traffic(incident, 180, () => 1, false, random),
    60,
  );
  const after = traffic(incident, 120, times, fixed, random);
  for (const look of [3, 6, 10, 15, 25, 40, 60, 90, 120]) {
    const { finding } = judgeRetest({
      now: midnight + look * minute,
      settleSeconds: 180,
      periodSeconds: 60,
      changes: [midnight],
      baseline: { from: midnight - 180 * minute, to: midnight, slices: before },
      after: {
        from: midnight,
        to: midnight + look * minute,
        slices: slicesOf(after.slice(0, look), 60),
      },
      fresh: { requests: 0, failures: 0 },
    });
    if (finding === "fixed") return "fixed";
  }
  return "not fixed";
}

function incident(seed: number): Incident {
  const random = seeded(seed * 7_919);
  const closes = 1 + 9 * random();
  return {
    closes,
    roundTrip: 0.0005 + 0.003 * random(),
    // Around the worst load of all, one request for each T, and up to three times that.
    perConnection: (0.3 + 2.7 * random()) / closes,
    connections: 20 + Math.floor(200 * random()),
  };
}

const share = (count: number, walkOne: (seed: number) => string) =>
  Array.from({ length: count }, (_, seed) => walkOne(seed + 1)).filter((end) => end === "fixed")
    .length / count;

const loads: { readonly [load: string]: (index: number) => number } = {
  "a quarter of the load": () => 0.25,
  "four fifths of the load": () => 0.8,
  "the same load": () => 1,
  "a fifth more load": () => 1.2,
  "three times the load": () => 3,
  "five times the load": () => 5,
  "a load that climbs from one to five times": (index) => 1 + index / 30,
  "a load that jumps to and fro": (index) => (index % 20 < 10 ? 1 : 4),
};

test.each(Object.entries(loads))(
  "with nothing fixed and %s, at most 5 %% of 250 incidents are called fixed in nine looks",
  (_, times) => {
    const end = (seed: number) => walk(incident(seed), times, false, seed);
    expect(share(250, end)).toBeLessThanOrEqual(0.05);
  },
);

test("the simulation is a hard one: counts alone call half of the unfixed incidents fixed at five times the load", () => {
  const end = (seed: number) => {
    const random = seeded(seed);
    const [before, after] = [1, 5].map((times) =>
      countIn(
        slicesOf(
          traffic(incident(seed), 120, () => times, false, random),
          60,
        ),
      ),
    );
    if (before === undefined || after === undefined) return "nothing";
    return chanceOfLuck(before, after) <= 0.05 ? "fixed" : "not fixed";
  };
  expect(share(250, end)).toBeGreaterThan(0.5);
});

test("really fixed at the same load: most incidents are called so within two hours", () => {
  const end = (seed: number) => walk(incident(seed), () => 1, true, seed);
  expect(share(200, end)).toBeGreaterThan(0.6);
});
