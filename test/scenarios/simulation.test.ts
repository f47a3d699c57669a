import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { mend } from "../../lab/scenarios/hops.ts";
import { deployMs } from "../../lab/scenarios/incident.ts";
import { scenarioNamed, scenarios } from "../../lab/scenarios/index.ts";
import { simulate } from "../../lab/scenarios/simulation.ts";
import { wordingOf } from "../../src/alb/backend-logs/wordings.ts";

const now = Date.UTC(2026, 10, 24, 15);
const hour = 3_600_000;
const told = (name: string, more: { hours?: number; seed?: number } = {}) =>
  simulate(scenarioNamed(name), { now, binSeconds: 60, seed: 1, ...more });

/** Every line of the files that are delivered, in fields. */
function linesOf({ logs }: ReturnType<typeof told>): readonly (readonly string[])[] {
  const text = logs.list("shop-web/AWSLogs/").map(({ key }) => gunzipSync(logs.read(key)));
  const lines = text.flatMap((file) => file.toString().trimEnd().split("\n"));
  return lines.map((line) => line.match(/"[^"]*"|\S+/g) ?? []);
}

describe("a simulated scenario", () => {
  it.each(["keepalive-race", "deploy", "app-502", "slow-504", "client-460", "inner-race"])(
    "of %s counts in CloudWatch what its access logs say",
    (name) => {
      const simulation = told(name, { hours: 0.8 });
      const until = now - 10 * 60_000;
      const counts = simulation.counts(simulation.world.from, until);
      const lines = linesOf(simulation).filter((fields) => Date.parse(fields[21] ?? "") < until);
      const count = (fits: (fields: readonly string[]) => boolean) => lines.filter(fits).length;
      const own = ([, , , , , , , , , target]: readonly string[]) => target === "-";
      expect(count((fields) => fields[8] !== "503")).toBe(counts.requests);
      expect(count((fields) => fields[8] === "502" && own(fields))).toBe(counts.elb502);
      expect(count((fields) => fields[8] === "504" && own(fields))).toBe(counts.elb504);
      expect(count((fields) => fields[8] === "460")).toBe(counts.elb4xx);
      expect(count((fields) => /^5/.test(fields[9] ?? ""))).toBe(counts.target5xx);
    },
  );

  it("writes lines of 34 fields about its own load balancer, into the folders of the day", () => {
    const simulation = told("keepalive-race", { hours: 0.4 });
    expect(new Set(linesOf(simulation).map((fields) => fields.length))).toEqual(new Set([34]));
    const [file] = simulation.logs.list("");
    expect(file?.key).toMatch(
      /^shop-web\/AWSLogs\/123456789012\/elasticloadbalancing\/eu-central-1\/2026\/11\/24\/.*_app\.shop-web\.50dc6c495c0c9188_2026/,
    );
  });

  it("tells the same for the same seed, and something else for another", () => {
    const failures = (seed: number) => {
      const { counts, world } = told("keepalive-race", { seed, hours: 0.5 });
      return counts(world.from, now).elb502;
    };
    expect(failures(3)).toBe(failures(3));
    expect(new Set([1, 2, 3].map(failures)).size).toBeGreaterThan(1);
  });

  it("goes on by itself, and stops to fail when it is mended", () => {
    const simulation = told("keepalive-race", { hours: 0.2 });
    simulation.advance(now + hour);
    expect(simulation.counts(now, now + hour).elb502).toBeGreaterThan(0);
    mend(simulation.settings);
    simulation.advance(now + 2 * hour);
    // Connections that were idle at the change close once more as before.
    expect(simulation.counts(now + hour + 60_000, now + 2 * hour).elb502).toBe(0);
  });

  it("records in CloudTrail who exchanged the targets, and shows the new ones", () => {
    const { trail, fleet } = told("deploy");
    expect(new Set(trail().map(({ name }) => name))).toEqual(
      new Set(["RegisterTargets", "DeregisterTargets"]),
    );
    expect(fleet.targets(now).map(({ state }) => state)).toEqual(Array(4).fill("healthy"));
  });

  it("deploys on demand, without a failure once targets leave in order", () => {
    const simulation = told("deploy", { hours: 0.1 });
    mend(simulation.settings);
    simulation.world.deploy(now);
    simulation.advance(now + hour);
    expect(simulation.trail().filter(({ at }) => at >= now)).toHaveLength(8);
    expect(simulation.counts(now, now + hour).elb502).toBe(0);
  });
});

it("a practice's own deploy is over, with the six minutes after it, well within the ten of a walk by itself", () => {
  const { world, fleet } = told("scale-in", { hours: 0.1 });
  world.deploy(now, deployMs);
  const steps = Array.from({ length: 120 }, (_, step) => fleet.healthy(now + step * 5_000));
  const last = steps.findLastIndex((healthy, step) => step > 0 && healthy !== steps[step - 1]);
  expect(last).toBeGreaterThan(0);
  expect(last * 5 + 6 * 60).toBeLessThan(500);
});

describe("the list of scenarios", () => {
  it("has a name, a title and a report for each, none of them twice", () => {
    for (const field of ["name", "title", "report"] as const) {
      const words = scenarios.map((one) => one[field]);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it("gives the cause away in no report", () => {
    for (const { report } of scenarios) expect(report).not.toMatch(/keep-?alive|race|TLS|header/i);
  });

  it("names all of them when one is not there", () => {
    expect(() => scenarioNamed("nope")).toThrow("keepalive-race");
  });

  it.each([
    ["inner-race", "upstream-closed"],
    ["client-460", "broken-pipe"],
    ["keepalive-race", undefined],
    ["killed-mid-request", undefined],
  ])("of %s has a backend log that says %s", (name, kind) => {
    const { backendLog, world } = told(name, { hours: 0.5 });
    const lines = backendLog.lines(world.from, now);
    const kinds = lines.map(({ message }) => wordingOf(message)?.kind);
    expect(new Set(kinds)).toEqual(new Set(kind === undefined ? [undefined] : [undefined, kind]));
  });
});
