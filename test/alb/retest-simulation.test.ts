import { expect, test } from "vitest";
import { drawIncident, drawMinutes } from "../../bench/retest/incident.ts";
import { fixed, unfixed } from "../../bench/retest/strata.ts";
import { walks } from "../../bench/retest/walk.ts";
import { createRandom } from "../../lab/alb/random.ts";
import { binomialAtMost } from "../../src/alb/counts/binomial-tail.ts";
import { countIn, loadPeriods } from "../../src/alb/counts/opportunity.ts";
import { chanceOfLuck } from "../../src/alb/counts/poisson.ts";

// Fresh incidents each time: the seed stands in the message of what fails.
const seed = Math.floor(Math.random() * 2 ** 31);
const [perUnfixed, perFixed] = [400, 300];

test("10,000 incidents are drawn", () => {
  expect(unfixed.length * perUnfixed + fixed.length * perFixed).toBe(10_000);
});

/** So few of `count` that, with 95 % confidence, less than 5 % of all incidents of the kind are called so. */
const fewEnough = (count: number): number => {
  let most = 0;
  while (binomialAtMost(most + 1, count, 0.05, 0.95) <= 0.05) most += 1;
  return most;
};

test.each(unfixed)("$name: fixed is said in less than 5 % of incidents", (stratum) => {
  const said = walks(stratum, perUnfixed, seed).filter((one) => one.fixed !== null).length;
  expect(said, `seed ${seed}`).toBeLessThanOrEqual(fewEnough(perUnfixed));
});

test.each(fixed)(
  "$name: fixed is said within half a day in most incidents, in half of those within four hours, and still failing hardly ever",
  (stratum) => {
    const said = walks(stratum, perFixed, seed);
    const times = said.flatMap((one) => one.fixed ?? []).sort((one, other) => one - other);
    expect(times.length / perFixed, `seed ${seed}`).toBeGreaterThan(0.75);
    expect(times[times.length >> 1], `seed ${seed}`).toBeLessThanOrEqual(240);
    const wrongly = said.filter(({ stillFailing }) => stillFailing !== null).length;
    expect(wrongly / perFixed, `seed ${seed}`).toBeLessThan(0.05);
  },
);

test("the incidents are hard ones: counts alone call half of the unfixed ones fixed at five times the load", () => {
  const fooled = Array.from({ length: 250 }, (_, index) => {
    const random = createRandom(seed + index);
    const incident = drawIncident(random);
    const [before, after] = [1, 5].map((times) => {
      const around = { load: () => times };
      return countIn(loadPeriods(drawMinutes(incident, around, { from: 0, to: 120 }, random), 60));
    });
    return before !== undefined && after !== undefined && chanceOfLuck(before, after) <= 0.05;
  });
  expect(fooled.filter((is) => is).length).toBeGreaterThan(125);
});
