import { expect, test } from "vitest";
import { lostRaceShare } from "../../../lab/alb/model.ts";
import { createRandom } from "../../../lab/alb/random.ts";

test("The same seed gives the same numbers, another seed others", () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed).uniform);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test.for([0.3, 20, 1_500])("A Poisson count of mean %d has that mean and variance", (mean) => {
  const random = createRandom(3);
  const counts = Array.from({ length: 20_000 }, () => random.poisson(mean));
  const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
  expect(average / mean).toBeCloseTo(1, 1);
  expect(variance / mean).toBeCloseTo(1, 1);
});

test("For a short round trip the model is its well-known approximation", () => {
  const [rate, closes, roundTrip] = [0.25, 6, 0.001];
  const share = lostRaceShare({
    requestsPerConnection: rate,
    backendIdleSeconds: closes,
    roundTripSeconds: roundTrip,
  });
  expect(share / (roundTrip * rate * Math.exp(-rate * closes))).toBeCloseTo(1, 3);
});
