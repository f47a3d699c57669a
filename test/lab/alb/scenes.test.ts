import { expect, test } from "vitest";
import { drawPast, type Scene } from "../../../lab/alb/past.ts";
import {
  connectRefused,
  deployBurst,
  noTargets,
  quietScene,
  silentTargets,
  steadyTrickle,
  targetErrors,
  targetsDown,
  tlsFailures,
} from "../../../lab/alb/scenes.ts";
import { spread } from "../../../lab/alb/spread.ts";

const from = 600_000;

/** What happens in the ten minutes before a scene sets in and in the ten after. */
function play(scene: Scene) {
  const { counts } = drawPast({
    from: 0,
    to: 1_200_000,
    binSeconds: 60,
    zones: ["a", "b"],
    seed: 1,
    usual: {
      requestsPerSecond: 100,
      newConnectionsPerSecond: 10,
      openConnections: 200,
      responseSeconds: spread(0.02),
      hosts: 2,
    },
    scene,
  });
  return { before: counts(0, from), after: counts(from, 1_200_000) };
}

const SCENES: readonly [name: string, scene: Scene, signs: readonly string[]][] = [
  ["quiet", quietScene(), []],
  ["a steady trickle", steadyTrickle({ from, share: 0.01 }), ["elb502"]],
  [
    "refused connections",
    connectRefused({ from, share: 0.1 }),
    ["elb502", "targetConnectionErrors"],
  ],
  ["TLS failures", tlsFailures({ from, share: 0.1 }), ["elb502", "targetTlsErrors"]],
  ["target errors", targetErrors({ from, share: 0.1 }), ["target5xx"]],
  ["silent targets", silentTargets({ from, share: 0.1 }), ["elb504"]],
  ["no targets", noTargets({ from }), ["elb503"]],
];

test.for(SCENES)("%s shows by its own signs only, and not before", ([, scene, signs]) => {
  const failures = [
    "elb502",
    "elb503",
    "elb504",
    "target5xx",
    "targetConnectionErrors",
    "targetTlsErrors",
  ] as const;
  const { before, after } = play(scene);
  expect(failures.filter((name) => before[name] > 0)).toEqual([]);
  expect(failures.filter((name) => after[name] > 0)).toEqual(signs);
});

test("A deploy is over when it is over, and one host was away meanwhile", () => {
  const { before, after } = play(deployBurst({ from, to: from + 120_000, share: 0.2 }));
  expect(before.unhealthyHosts.max).toBe(0);
  expect(after.unhealthyHosts).toMatchObject({ max: 1, min: 0, sum: 2 });
  expect(after.elb502 / after.requests).toBeCloseTo(0.04, 1);
});

test("With all targets down every request fails and no host is healthy", () => {
  const { after } = play(targetsDown({ from, hosts: 2 }));
  expect(after.elb502).toBe(after.requests);
  expect(after.healthyHosts.max).toBe(0);
  expect(after.target2xx).toBe(0);
});
