import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawPast, type Scene } from "../../../lab/alb/past.ts";
import { createRandom } from "../../../lab/alb/random.ts";
import { rollout } from "../../../lab/alb/rollouts.ts";
import {
  connectRefused,
  quietScene,
  steadyTrickle,
  targetErrors,
} from "../../../lab/alb/scenes.ts";
import { spread } from "../../../lab/alb/spread.ts";
import { type Account, type AccountOptions, startAccount } from "../../../lab/aws/account.ts";
import type { TrailEvent } from "../../../lab/aws/cloudtrail/record.ts";
import { shopBalancers } from "../../../lab/aws/shop.ts";
import { scenarioNamed } from "../../../lab/scenarios/index.ts";
import { stageScenario } from "../../../lab/scenarios/start.ts";
import type { DiagnosisVerdict } from "../../../src/alb/commands/diagnose/verdict.ts";
import { diagnoseExitCodes } from "../../../src/alb/commands/diagnose.ts";
import { run } from "./diagnose/run.ts";

const minute = 60_000;
const now = Math.floor(Date.now() / minute) * minute;
const region = "eu-central-1";
const began = now - 60 * minute;

let folder: string;
const accounts: Account[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-diagnose-"));
});
afterAll(async () => {
  for (const account of accounts) await account.close();
  await rm(folder, { recursive: true });
});

// Beside each other, for each waits for the pace of CloudTrail most of the time.
describe("handrail diagnose, as a process against the practice account", {
  concurrent: true,
}, () => {
  test.each([
    ["quiet", quietScene()],
    ["keepalive-race", steadyTrickle({ from: began, share: 5e-5 })],
    ["connect-refused", connectRefused({ from: began, share: 1e-3 })],
    ["target-error", targetErrors({ from: began, share: 1e-3 })],
  ] as const)("says %s, and its exit code says so too", async (verdict, scene) => {
    const { json, code } = await diagnosed(scene, []);
    expect(json).toMatchObject({ verdict, loadBalancer: "shop-web" });
    expect(code).toBe(diagnoseExitCodes[verdict]);
  });

  test("a deploy is said with who made it", async () => {
    const { json, code } = await diagnosed(
      rollout("blue-green", { from: began, to: now, hosts: 2, share: 0.05 }, createRandom(4)),
      [],
      { trail: [registered] },
    );
    expect(json.verdict).toBe("deploy");
    expect(json.changes).toEqual([
      { at: began, kind: "register", who: "alice", what: "registered 1 target of shop-web" },
    ]);
    expect(code).toBe(diagnoseExitCodes.deploy);
  });

  test("the JSON holds impact, causes, queries and cost", async () => {
    const { json } = await diagnosed(steadyTrickle({ from: began, share: 5e-5 }), []);
    expect(json.strength).toBe("possible");
    expect(json.impact).toMatchObject({ shape: "steady", requests: expect.any(Number) });
    expect(json.links).toEqual([]);
    expect(json.causes).toContainEqual({
      cause: "connect-reset",
      state: "out",
      ...{ reason: expect.any(String), value: expect.any(String) },
      ...{ threshold: expect.any(String), source: "TargetConnectionErrorCount" },
    });
    const queries = json.queries.join("\n");
    for (const query of ["get-metric-data", "lookup-events"]) expect(queries).toContain(query);
    expect(json.cost.metricsBilled).toBeGreaterThan(20);
    expect(json.cost.apiCalls).toBeGreaterThan(8);
  });

  test("access logs take back what metrics and an inverted link made likely", async () => {
    const staged = await stageScenario(scenarioNamed("wrong-suspicion"), {
      ...{ clock: Date.now, seed: 1, periodSeconds: 60, settleSeconds: 0 },
    });
    staged.account.faults.deny("cloudtrail:LookupEvents");
    const args = [
      "-l",
      "shop-web",
      "--region",
      region,
      "--json",
      "--path",
      "node-20=5s",
      "--since",
      "1h",
    ];
    const without = await run(staged.account, folder, [...args, "--no-logs"]);
    const all = await run(staged.account, folder, args);
    await staged.close();
    expect(JSON.parse(without.stdout)).toMatchObject({
      ...{ verdict: "keepalive-race", strength: "likely", logs: null },
    });
    const json = JSON.parse(all.stdout) as Diagnosis;
    expect(json).toMatchObject({ verdict: "killed-mid-request", strength: "likely" });
    expect(json.causes.find(({ cause }) => cause === "idle-race")?.state).toBe("out");
    expect(all.code).toBe(diagnoseExitCodes["killed-mid-request"]);
    expect(Object.keys(json).slice(0, 8)).toEqual(
      "verdict strength says impact causes links queries cost".split(" "),
    );
  });

  test("an inverted link makes the race likely, the right order takes it back", async () => {
    const race = steadyTrickle({ from: began, share: 5e-5 });
    const inverted = await diagnosed(race, ["--path", "node-20=5s"]);
    expect(inverted.json).toMatchObject({ verdict: "keepalive-race", strength: "likely" });
    expect(inverted.json.links).toHaveLength(1);
    const file = join(folder, "nginx.conf");
    await writeFile(file, "http { keepalive_timeout 90s; server { listen 80; } }");
    const safe = await diagnosed(race, ["--config", file]);
    expect(safe.json).toMatchObject({ verdict: "unclear", strength: null });
    expect(safe.json.causes.find(({ cause }) => cause === "idle-race")?.state).toBe("out");
  });

  test("a lost race behind a proxy is likely when the link behind it is inverted", async () => {
    const own = targetErrors({ from: began, share: 1e-4 });
    const { json, code } = await diagnosed(own, ["--path", "nginx=75s/60s,node-20=5s"]);
    expect(json).toMatchObject({ verdict: "inner-hop-race", strength: "likely" });
    expect(code).toBe(diagnoseExitCodes["inner-hop-race"]);
  });

  test("people get the verdict first, calmly and short", async () => {
    const account = await practice(steadyTrickle({ from: began, share: 5e-5 }));
    const { stdout } = await run(account, folder, ["-l", "shop-web", "--region", region]);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("shop-web: keepalive-race (possible)");
    expect(lines.length).toBeLessThan(50);
    expect(stdout).toContain("metrics billed by CloudWatch");
    expect(stdout).not.toContain("!");
  });

  test("a look that AWS refuses beside the others is among what was not read", async () => {
    const account = await practice(steadyTrickle({ from: began, share: 5e-5 }));
    account.faults.deny("cloudtrail:LookupEvents");
    const { stdout } = await run(account, folder, ["-l", "shop-web", "--region", region, "--json"]);
    const { verdict, unread } = JSON.parse(stdout) as { verdict: string; unread: string[] };
    expect(verdict).toBe("keepalive-race");
    expect(unread.join(" ")).toContain("cloudtrail:LookupEvents");
  });

  test("what AWS refuses is said with the missing right, and the verdict is unread", async () => {
    const account = await practice(quietScene());
    account.faults.deny("cloudwatch:GetMetricData");
    const { stdout, code } = await run(account, folder, ["-l", "shop-web", "--region", region]);
    expect(stdout).toContain('"Action":"cloudwatch:GetMetricData"');
    expect(code).toBe(diagnoseExitCodes.unread);
  });

  test("a load balancer that is not there is asked back with similar names", async () => {
    const args = ["-l", "shop-wbe", "--region", region];
    const { stderr, code } = await run(await practice(quietScene()), folder, args);
    expect(stderr).toContain("Similar: shop-web");
    expect(code).toBe(1);
  });

  test("its ARN names the region", async () => {
    const arn = `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/shop-web/50dc6c495c0c9188`;
    const { code } = await run(await practice(quietScene()), folder, ["-l", arn]);
    expect(code).toBe(diagnoseExitCodes.quiet);
  });

  test("the help names every verdict with its exit code", async () => {
    const { stdout } = await run(await practice(quietScene()), folder, ["--help"]);
    for (const [verdict, code] of Object.entries(diagnoseExitCodes))
      expect(stdout).toMatch(`${code} ${verdict}`);
  });
});

interface Diagnosis {
  readonly verdict: DiagnosisVerdict;
  readonly strength: string | null;
  readonly impact: object;
  readonly causes: readonly { readonly cause: string; readonly state: string }[];
  readonly links: readonly object[];
  readonly changes: readonly object[] | null;
  readonly queries: readonly string[];
  readonly cost: { readonly metricsBilled: number; readonly apiCalls: number };
}

const registered: TrailEvent = {
  at: began,
  name: "RegisterTargets",
  by: { kind: "user", name: "alice" },
  request: {
    targetGroupArn: `arn:aws:elasticloadbalancing:${region}:123456789012:targetgroup/shop-web/73e2d6bc24d8a067`,
    targets: [{ id: "10.0.0.7", port: 3000 }],
  },
};

async function diagnosed(
  scene: Scene,
  more: readonly string[],
  options: Partial<AccountOptions> = {},
) {
  const account = await practice(scene, options);
  const args = ["-l", "shop-web", "--region", region, "--json", ...more];
  const { stdout, code } = await run(account, folder, args);
  return { json: JSON.parse(stdout) as Diagnosis, code };
}

/** Looking up calls takes five seconds, so most of these tests have no permission for it. */
async function practice(scene: Scene, more: Partial<AccountOptions> = {}): Promise<Account> {
  const zones = ["eu-central-1a", "eu-central-1b"] as const;
  const metrics = drawPast({
    from: now - 180 * minute,
    to: now,
    binSeconds: 60,
    zones,
    seed: 1,
    usual: {
      requestsPerSecond: 100,
      newConnectionsPerSecond: 10,
      openConnections: 200,
      responseSeconds: spread(0.02, 0.03, 0.2),
      hosts: 2,
    },
    scene,
  });
  const loadBalancers = shopBalancers({
    ...{ region, zones, port: 8080, backendPort: 3000, metrics, calm: metrics },
    idleMs: () => 60_000,
    healthy: () => true,
  });
  const account = await startAccount({ loadBalancers, settleSeconds: 0, ...more });
  accounts.push(account);
  if (more.trail === undefined) account.faults.deny("cloudtrail:LookupEvents");
  return account;
}
