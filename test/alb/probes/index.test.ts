import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { steadyTrickle } from "../../../lab/alb/scenes.ts";
import { createProbes } from "../../../src/alb/probes/create-probes.ts";
import { albProbes as declared } from "../../../src/alb/probes/index.ts";
import type { Account } from "../../../src/aws/account.ts";
import { contextOf, NOW, options, shopWeb, stage } from "./stage.ts";

const all = { ...options, marginSeconds: 10, measureSeconds: 0.2 };
const resolve = async () => [];

test("there is a probe for each name that a flow may use", async () => {
  const { accountFor } = await stage();
  const probes = createProbes({ accountFor, options: all, resolve });
  expect(Object.keys(probes).sort()).toEqual(declared.map(({ id }) => id).sort());
});

test("what flows know of probes loads no client of AWS and no DuckDB", () => {
  const heavy = execFileSync(process.execPath, ["--input-type=module", "-e", asked], {
    encoding: "utf8",
  });
  expect(heavy).toBe("flows read, []");
});

const asked = `
import { registerHooks } from "node:module";
const heavy = [];
registerHooks({ resolve: (name, context, next) => {
  if (/duckdb|aws-sdk|look\\.ts/.test(name)) heavy.push(name);
  return next(name, context);
} });
const { shippedPacks } = await import("./src/load-catalogue.ts");
process.stdout.write("flows " + (shippedPacks.signatures.size > 0 ? "read, " : "empty, ") + JSON.stringify(heavy));
`;

test("each finding is one that the flow language knows", async () => {
  const { accountFor } = await stage(steadyTrickle({ from: NOW - 3_600_000, share: 1e-4 }));
  const probes = createProbes({ accountFor, options: all, resolve });
  for (const signature of declared) {
    const { finding, probe: versioned } = await probes[signature.id].look(
      contextOf({ ...shopWeb, path: [] }).context,
    );
    expect(signature.findings).toContain(finding);
    expect(versioned).toBe(`${signature.id}@${signature.version}`);
  }
});

test("a probe that AWS keeps waiting ends at its deadline, and says so", async () => {
  const { accountFor, practice } = await stage();
  practice.faults.inject("elasticloadbalancing:DescribeLoadBalancers", "hang");
  const probes = createProbes({ accountFor, options: { ...all, deadlineSeconds: 0.05 } });
  const evidence = await probes["alb.pattern"].look(contextOf(shopWeb).context);
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("the time for this look was over");
});

test("an error that nobody expected is evidence, not a rejection", async () => {
  const broken: Account = {
    name: "broken",
    region: "eu-central-1",
    ask: () => {
      throw new Error("surprise");
    },
  };
  const probes = createProbes({ accountFor: () => broken, options: all, resolve });
  const agreed = { ...shopWeb, sendBefore: "Yes, send them", closes: 5, logGroup: "/ecs" };
  for (const probe of Object.values(probes)) {
    expect(await probe.look(contextOf(agreed).context)).toMatchObject({ finding: null });
  }
  const missing = () => {
    throw new Error("no such account");
  };
  const without = createProbes({ accountFor: missing, options: all, resolve });
  const evidence = await without["alb.retest"].look(contextOf(shopWeb).context);
  expect(evidence).toMatchObject({
    finding: null,
    says: expect.stringContaining("no such account"),
  });
});
