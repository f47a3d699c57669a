import { afterAll, beforeAll, expect, test } from "vitest";
import type { Evidence, Ruling } from "#flow";
import type { CountsSource } from "../../../../lab/alb/counts.ts";
import type { Account } from "../../../../lab/aws/account.ts";
import { differentialByLogs } from "../../../../src/alb/probes/access-logs/causes-by-logs.ts";
import { readEarlierFindings } from "../../../../src/alb/probes/relief/earlier-findings.ts";
import { look, metrics, start, writePast } from "../access-logs-stage.ts";
import { MINUTE, NOW } from "../stage.ts";

let practice: Account;
let files: Map<string, Buffer>;
/** A look at all of it, of a window that is longer. */
let seen: Awaited<ReturnType<typeof look>>;

beforeAll(async () => {
  files = await writePast();
  const neighbours = [...files.keys()].map((key) => key.replaceAll("shop-web.", "shop-api."));
  const others = neighbours.map((key) => [key, Buffer.from("not ours")] as const);
  practice = await start(new Map([...files, ...others]));
  seen = await look(practice, { window: "3 hours" });
});

afterAll(() => practice.close());

test("the race is shown and its timeout inferred, with the numbers that a picture needs", () => {
  const { evidence, reports } = seen;
  expect(evidence).toMatchObject({ finding: "keepalive-race", strength: "shown" });
  expect(evidence.says).toContain("failures hit a connection idle for 6 s");
  expect(evidence.headline).toMatch(
    /^Access logs show the race: \d+ % of the failures hit a connection idle for 6 s\.$/,
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

test("the targets that fail are kept for what relieves", () => {
  const { failing, suspected } = readEarlierFindings([
    { superseded: false, evidence: seen.evidence },
    {
      superseded: false,
      evidence: { ...seen.evidence, probe: "alb.pattern@1", finding: "deploy" },
    },
  ]);
  expect(suspected).toBe("keepalive-race");
  expect(failing.map(({ target }) => target).toSorted()).toEqual([
    "10.0.12.1:3000",
    "10.0.12.2:3000",
  ]);
  const all = failing.reduce((sum, { failures }) => sum + failures, 0);
  expect(all).toBe(seen.evidence.numbers.failures);
});

test("what the metrics ruled on is ruled on anew", () => {
  const cause = (name: string): Ruling => ({
    ...{ cause: name, says: name, state: "open" as const, reason: "?" },
    ...{ value: "?", threshold: "?", source: "?" },
  });
  const rulings = [cause("idle-race"), cause("tls-handshake"), cause("slow-504")];
  const pattern = { ...seen.evidence, probe: "alb.pattern@1", rulings };
  const ruled = differentialByLogs([{ superseded: false, evidence: pattern }], seen.evidence);
  expect(ruled).toMatchObject([
    { cause: "idle-race", state: "in", source: "access logs" },
    { cause: "tls-handshake", state: "out" },
    { cause: "slow-504", state: "open", reason: "?" },
  ]);
  expect(seen.evidence.rulings).toBeUndefined();
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
