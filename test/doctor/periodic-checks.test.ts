import { expect, it } from "vitest";
import type { Finding } from "../../src/doctor/check.ts";
import { createPeriodicChecks } from "../../src/doctor/periodic-checks.ts";

const denied: Finding = {
  ...{ category: "AWS", name: "cloudtrail:LookupEvents in eu-west-1", kind: "warning" },
  ...{ code: "aws-permission", says: "denied." },
};

/** Needs whose looks find these one after another. */
function needsThatFind(...looks: readonly (readonly Finding[])[]) {
  const logged: unknown[] = [];
  const left = [...looks];
  const diagnose = async function* () {
    yield* left.shift() ?? [];
  };
  const log = { warn: (_: string, more?: unknown) => void logged.push(more) };
  return { ...createPeriodicChecks({ diagnose, log, firstMs: 0, againMs: 0 }), logged };
}

it("what is missing is said in the log and kept, and forgotten once it is there", async () => {
  const { look, missing, logged } = needsThatFind([denied], []);
  const { signal } = new AbortController();
  await look(signal);
  expect(logged).toEqual([{ check: denied.name, code: "aws-permission", says: "denied." }]);
  expect(missing()).toEqual([]);
});

it("who has no right at all reads of some, and where the rest stands", async () => {
  const stop = new AbortController();
  const many = Array.from({ length: 8 }, () => denied);
  const diagnose = async function* () {
    yield* many;
    setImmediate(() => stop.abort());
  };
  const needs = createPeriodicChecks({ diagnose, log: { warn: () => {} }, firstMs: 0 });
  await needs.look(stop.signal);
  expect(needs.missing()).toHaveLength(6);
  expect(needs.missing().at(-1)).toBe("3 more: handrail doctor names them.");
});

it("a bot that stops looks no further", async () => {
  const { look, logged } = needsThatFind([denied]);
  await look(AbortSignal.abort());
  expect(logged).toEqual([]);
});
