import { afterAll, beforeAll, expect, test } from "vitest";
import type { Evidence } from "#flow";
import type { CountsSource } from "../../lab/alb/counts.ts";
import { addressesOf } from "../../lab/alb/nodes.ts";
import { drawPast } from "../../lab/alb/past.ts";
import { steadyTrickle } from "../../lab/alb/scenes.ts";
import { spread } from "../../lab/alb/spread.ts";
import { type Account, startAccount } from "../../lab/aws/account.ts";
import { filesAt } from "../../lab/aws/s3/files.ts";
import { shop } from "../../lab/aws/shop.ts";
import type { LoggedBalancer } from "../../lab/logs/line.ts";
import { writeMadeUp } from "../../lab/logs/made-up.ts";
import { practiceBucket } from "../../lab/logs/practice.ts";
import { accessLogs } from "../../src/probes/access-logs.ts";
import { openAccount } from "../../src/probes/aws/account.ts";
import { contextOf, MINUTE, NOW, options, REGION } from "./stage.ts";

const zones = ["eu-central-1a", "eu-central-1b"] as const;
const began = NOW - 30 * MINUTE;
const metrics: CountsSource = drawPast({
  from: NOW - 180 * MINUTE,
  to: NOW,
  binSeconds: 60,
  zones,
  seed: 1,
  usual: {
    requestsPerSecond: 10,
    newConnectionsPerSecond: 1,
    openConnections: 20,
    responseSeconds: spread(0.02),
    hosts: 2,
  },
  scene: steadyTrickle({ from: began, share: 0.004 }),
});
const balancer: LoggedBalancer = {
  ...{ account: "123456789012", region: REGION, name: "shop-web", id: "50dc6c495c0c9188" },
  ...{ groupId: "73e2d6bc24d8a067", scheme: "http", host: "shop.example.com:80" },
};

let practice: Account;
let files: Map<string, Buffer>;
/** A look at all of it, of a window that is longer. */
let seen: Awaited<ReturnType<typeof look>>;

/** Half an hour of logs that agree with the metrics: every failure follows 6 s of idleness. */
beforeAll(async () => {
  const bins = Array.from({ length: 30 }, (_, minute) =>
    Object.fromEntries(
      zones.map((zone) => {
        const at = began + minute * MINUTE;
        const { requests, elb502 } = metrics.counts(at, at + MINUTE, zone);
        return [zone, { requests, elb502 }];
      }),
    ),
  );
  const past = {
    ...{ from: began / 1_000, binSeconds: 60, bins, group: "shop-web", slots: 60, seed: 3 },
    nodes: addressesOf({ zones, perZone: 1 }),
    targets: ["10.0.12.1:3000", "10.0.12.2:3000"],
    ...{ idleSeconds: 6, roundTripSeconds: 0.01 },
  };
  const { prefix } = practiceBucket;
  const delivery = { balancer, prefix, intervalSeconds: 300, keepSeconds: 86_400 };
  const written = await writeMadeUp({ delivery, past });
  files = new Map(written.map(({ key, bytes }) => [key, Buffer.from(bytes)]));
  const neighbours = written.map(({ key }) => key.replaceAll("shop-web.", "shop-api."));
  const others = neighbours.map((key) => [key, Buffer.from("not ours")] as const);
  practice = await start(new Map([...files, ...others]));
  seen = await look(practice, { window: "3 hours" });
});

afterAll(() => practice.close());

const start = (held: ReadonlyMap<string, Buffer>, source = metrics) => {
  const parts = { region: REGION, zones, port: 8080, backendPort: [3000, 3001] };
  const live = { idleMs: () => 60_000, healthy: () => true, metrics: source, calm: source };
  return startAccount({
    loadBalancers: shop({ ...parts, ...live, accessLogs: practiceBucket }),
    buckets: { [practiceBucket.bucket]: filesAt(held) },
    ...{ settleSeconds: 0, clock: () => NOW },
  });
};

/** Looks at a load balancer's logs in this account. */
async function look(
  { endpoint, credentials }: Account,
  { name = "shop-web", window = "1 hour", logsMegabytes = 100 } = {},
) {
  const account = openAccount({ name: "practice", region: REGION, endpoint, credentials });
  const probe = accessLogs({ accountFor: () => account, options: { ...options, logsMegabytes } });
  const { context, reports } = contextOf({ loadBalancer: { name, region: REGION }, window });
  return { evidence: await probe(context), reports };
}

test("the race is shown and its timeout inferred, with the numbers that a picture needs", () => {
  const { evidence, reports } = seen;
  expect(evidence).toMatchObject({ finding: "keepalive-race", strength: "shown" });
  expect(evidence.says).toContain("502s follow 6 s of idleness");
  expect(evidence.headline).toMatch(
    /^Access logs show the race: \d+ % of the 502s follow 6 s of idleness\.$/,
  );
  expect(evidence.numbers.inferredTimeout).toMatchObject({ seconds: 6, group: "shop-web" });
  const { failures, controls, from, binSeconds, of } = histogramIn(evidence);
  const peak = failures.indexOf(Math.max(...failures));
  expect(Math.abs(from + (peak + 0.5) * binSeconds - 6)).toBeLessThan(0.05);
  expect(failures[peak]).toBeGreaterThan(0.9 * of);
  expect(controls[peak]).toBeLessThan(0.3 * of);
  expect(reports.at(-1)?.says).toMatch(/^Comparing the 502s among 1\d,\d{3} requests/);
  expect(reports.some(({ says }) => / of \d+ kB read, 1\d,\d{3} requests/.test(says))).toBe(true);
});

test("the logs are set beside CloudWatch over the same minutes", async () => {
  expect(seen.evidence.readings).toContainEqual(
    expect.objectContaining({
      label: "Agreement with CloudWatch",
      value: expect.stringMatching(/^logs (\d+), CloudWatch \1 502s$/),
    }),
  );
  const doubled: CountsSource = {
    counts: (...stretch) => {
      const counts = metrics.counts(...stretch);
      return { ...counts, elb502: counts.elb502 * 2 };
    },
  };
  const other = await start(files, doubled);
  const { evidence } = await look(other);
  expect(evidence.details.join(" ")).toContain("they differ by more than 5 %");
  await other.close();
});

test("only the load balancer's own files are read, and the lines to repeat it are given", () => {
  const { evidence } = seen;
  expect(evidence.numbers.read).toMatchObject({ files: files.size, malformed: 0 });
  const gotten = practice.calls().flatMap(({ fields }) => fields.get("Key") || []);
  expect(gotten.filter((key) => key.includes("shop-api"))).toEqual([]);
  expect(evidence.queries.join("\n")).toMatch(
    /aws s3 ls --region eu-central-1 s3:\/\/shop-access-logs\/shop-web\/AWSLogs\/123456789012\/elasticloadbalancing\/eu-central-1\/2026\/11\/23\/\S+_app\.shop-web\.50dc6c495c0c9188_/,
  );
  expect(evidence.queries.at(-1)).toMatch(
    /^handrail logs s3:\S+ --region eu-central-1 --from .* --to /,
  );
});

test("of a longer window, it is said where the logs begin", () => {
  expect(seen.evidence.details).toContain(
    "The logs begin at 14:30 UTC; of the time before, back to 12:00 UTC, there are none.",
  );
});

test("where there are more than may be read, the newest are, and what was left out is said", async () => {
  const { evidence } = await look(practice, { logsMegabytes: 0.15 });
  const { files: read, ofFiles } = evidence.numbers.read as { files: number; ofFiles: number };
  expect(read).toBeLessThan(ofFiles);
  expect(evidence.details.join(" ")).toMatch(
    /Only the newest \d+ kB of \d+ kB were read, from 14:\d\d UTC/,
  );
});

test("a load balancer that does not log names the setting, the command and how long to wait", async () => {
  const { evidence } = await look(practice, { name: "shop-web-staging" });
  expect(evidence).toMatchObject({ finding: "logs-off", numbers: { enabled: false } });
  expect(evidence.says).toContain("access_logs.s3.enabled is false");
  expect(evidence.remedies?.[0]?.lines[0]).toMatch(
    /^aws elbv2 modify-load-balancer-attributes .*Key=access_logs\.s3\.enabled,Value=true/,
  );
  expect(evidence.pending?.expectedAt).toBe(NOW + 10 * MINUTE);
});

test("logs that are on and not there yet are waited for", async () => {
  const empty = await start(new Map());
  const { evidence } = await look(empty);
  expect(evidence.finding).toBe("not-delivered");
  expect(evidence.next?.join(" ")).toContain("wait ten minutes and look again");
  await empty.close();
});

test("lines and files that cannot be read are counted and shown, and cost the others nothing", async () => {
  const [first = "", second = "", ...rest] = files.keys();
  const kept = rest.slice(0, 2).map((key) => [key, files.get(key) ?? Buffer.alloc(0)] as const);
  const broken = Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]);
  const other = await start(new Map([[first, broken], [second, Buffer.from("?\n")], ...kept]));
  const { evidence } = await look(other);
  const said = evidence.details.join(" ");
  expect(said).toContain("1 line could not be read");
  expect(said).toContain(`Not read: ${first.split("/").at(-1)}`);
  expect(evidence.numbers.requests).toBeGreaterThan(1_000);
  await other.close();
});

test("a bucket that may not be listed is said, with the missing statement", async () => {
  practice.faults.deny("s3:ListBucket");
  const { evidence } = await look(practice);
  practice.faults.clear();
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain('"Action":"s3:ListBucket"');
});

test("CloudWatch may be out of reach: the logs are judged all the same", async () => {
  practice.faults.deny("cloudwatch:GetMetricData");
  const { evidence } = await look(practice, { logsMegabytes: 0.1 });
  practice.faults.clear();
  expect(evidence.numbers.requests).toBeGreaterThan(1_000);
  expect(evidence.details.join(" ")).toContain("cloudwatch:GetMetricData was not read");
});

const histogramIn = ({ numbers }: Evidence) =>
  numbers.gapHistogram as {
    readonly failures: readonly number[];
    readonly controls: readonly number[];
    readonly from: number;
    readonly binSeconds: number;
    readonly of: number;
  };
