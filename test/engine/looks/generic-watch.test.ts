import { createServer, type Server } from "node:http";
import nock from "nock";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkFlow, type Flow, type GenericProbe, go } from "#flow";
import { openAccount } from "../../../src/aws/account.ts";
import { byId } from "../../../src/language/index.ts";
import { postmortem } from "../../../src/postmortem/postmortem.ts";
import { genericSignatures } from "../../../src/probes/generic-kinds.ts";
import { createGenericProbes } from "../../../src/probes/index.ts";
import { picturesOf } from "../../../src/run/slices/looks.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { about } from "../../language/flows.ts";
import { packs } from "../../probes.ts";
import { bench } from "../parts.ts";
import { act, later, minute, stands } from "./watching.ts";

const start = Date.parse("2026-11-30T03:12:30Z");
const judging = (value: string) => ({ bad: `${value} > 5`, good: "else" });

/** The one number of the world, which every kind of probe reads in its own way. */
let world: number;
let server: Server;
let port: number;

beforeEach(async () => {
  if (!nock.isActive()) nock.activate();
  world = 42;
  server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        errors: world,
        status: "success",
        data: { resultType: "vector", result: [{ metric: {}, value: [1, String(world)] }] },
      }),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  aws("monitoring", "1.0", monitoring);
  aws("ecs", "1.1", () => ({ services: [{ pendingCount: world }] }));
  aws("logs", "1.1", logs);
});
afterEach(async () => {
  nock.cleanAll();
  nock.restore();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

/** A service of AWS that answers every question. */
function aws(host: string, version: string, answer: (command: string, body: Asked) => object) {
  const type = `application/x-amz-json-${version}`;
  nock(`https://${host}.eu-west-1.amazonaws.com`)
    .persist()
    .post("/")
    .reply(async (request: Request) => {
      const command = request.headers.get("x-amz-target")?.split(".").at(-1) ?? "";
      const body = JSON.parse(await request.text());
      return [200, JSON.stringify(answer(command, body)), { "content-type": type }];
    });
}

interface Asked {
  readonly EndTime?: number;
}

const monitoring = (command: string, { EndTime = 0 }: Asked) =>
  command === "GetMetricData"
    ? { MetricDataResults: [{ Id: "m0", Timestamps: [EndTime - 60], Values: [world] }] }
    : {
        MetricAlarms: [{ AlarmName: "errors", StateValue: world > 5 ? "ALARM" : "OK" }],
      };

const logs = (command: string) =>
  ({
    DescribeLogGroups: { logGroups: [{ logGroupName: "shop", storedBytes: 0, creationTime: 1 }] },
    StartQuery: { queryId: "q" },
    GetQueryResults: {
      status: "Complete",
      results: [[{ field: "errors", value: String(world) }]],
      statistics: { bytesScanned: 1 },
    },
  })[command] ?? {};

const kinds: { readonly [kind: string]: object } = {
  "cloudwatch.metric": {
    ...{ namespace: "Shop", metric: "Errors", dimensions: {}, stat: "Sum", over: "15m" },
    findings: judging("last"),
  },
  "cloudwatch.alarm": { alarm: "errors", findings: { bad: "inAlarm > 0", good: "else" } },
  "cloudwatch.logs": {
    ...{ group: "shop", query: "stats count(*) as errors", over: "15m" },
    read: { errors: "[0].errors" },
    findings: judging("errors"),
  },
  "aws.describe": {
    call: "ecs:DescribeServices",
    with: { services: ["shop"] },
    read: { waiting: "services[0].pendingCount" },
    findings: judging("waiting"),
  },
  "prometheus.query": { query: "errors", findings: judging("value") },
  "http.check": {
    url: "http://shop.example:0/",
    read: { errors: "errors" },
    findings: judging("errors"),
  },
};

const flowWith = (probe: GenericProbe): Flow => ({
  ...{ id: "small", version: 1, title: "Small", about, start: "before" },
  inputs: { host: { kind: "text", label: "Host" } },
  steps: {
    before: {
      ...{ title: "How bad is it?", say: "Look.", probe, skip: "bad" },
      choices: { bad: go("change", "Bad"), good: go("done", "Good") },
    },
    change: {
      ...{ title: "Change", say: "Change it.", skip: "made" },
      choices: { made: go("after", "Made", { marks: "change" }) },
    },
    after: {
      ...{ title: "Did it help?", say: "Look.", probe, proves: true, skip: "bad" },
      watch: { proof: "good", until: [] },
      choices: { bad: go("change", "Bad"), good: go("done", "Good") },
    },
  },
  ends: { done: { title: "Done", say: "Done.", outcome: "resolved" } },
});

/** A bench with the generic probes, whose clock begins in an incident. */
async function opened(probe: GenericProbe) {
  let now = start;
  const account = openAccount({
    ...{ name: "practice", region: "eu-west-1" },
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "none" },
    callsPerSecond: { logs: 1e6 },
  });
  const probes = createGenericProbes({
    accounts: { all: [account], for: () => account },
    pollSeconds: 0,
    resolve: async () => ["127.0.0.1"],
    options: {
      ...{ metricPeriodSeconds: 60, metricSettleSeconds: 60, allowLoopback: true },
      ...{ checkHosts: ["shop.example"], prometheus: { url: `http://127.0.0.1:${port}` } },
    },
  });
  return bench({
    flows: [flowWith(probe)],
    probes: byId(probes),
    time: {
      now: () => now,
      pass: (ms) => {
        now += ms;
      },
    },
  });
}

it.each(Object.entries(kinds))(
  "%s proves a change: a watch sees it settled, held against what was before",
  async (kind, stated) => {
    const probe = JSON.parse(
      JSON.stringify({ kind, ...stated }).replace(":0/", `:${port}/`),
    ) as GenericProbe;
    const one = await opened(probe);
    const { engine } = one;
    const answer = await engine.start({
      ...{ flow: "small", facts: { host: "shop" }, by: "UANA", anyway: true },
      place: { team: "T1", channel: "C1" },
    });
    const id = answer.kind === "started" ? answer.run : "";
    await one.drain();
    expect(await stands(one, id)).toMatchObject({ evidence: { finding: "bad", role: "check" } });
    await act(one, id, { kind: "choose", visit: "before#1", choice: "bad" });
    await act(one, id, { kind: "choose", visit: "change#1", choice: "made" });
    await one.drain();
    await later(one, minute);
    await act(one, id, { kind: "watch", visit: "after#1" });
    await later(one, minute);
    expect(await stands(one, id)).toMatchObject({ evidence: { finding: "bad" }, watch: {} });
    world = 1;
    await later(one, 5 * minute);
    const settled = await stands(one, id);
    expect(settled).toMatchObject({ evidence: { finding: "good", role: "retest" } });
    expect(settled.watch).toBeUndefined();
    expect(settled.evidence?.says).toMatch(/Before the change: (?:[a-z ]+ )?(?:42|1)\b/);
    const read = await engine.read(id);
    const { sections } = postmortem(flowWith(probe), read);
    const said = (name: string) => JSON.stringify(sections.find((part) => part.name === name));
    expect(said("retests")).toContain("Before the change");
    expect(said("impact")).toContain("Before the change");
    if (kind === "cloudwatch.metric")
      expect(picturesOf(read, currentVisit(read))).toMatchObject([
        { kind: "series", title: "Errors", limit: { value: 5 }, changes: [expect.any(Number)] },
      ]);
  },
);

it("covers every kind but what people paste, which stays as it is and cannot be watched", () => {
  const still = genericSignatures.filter(({ generic }) => generic?.isStill).map(({ id }) => id);
  expect([...Object.keys(kinds), ...still].sort()).toEqual(
    genericSignatures.map(({ id }) => id).sort(),
  );
  const pasted = { kind: "paste", as: "number", from: "host", findings: judging("value") } as const;
  expect(JSON.stringify(checkFlow(flowWith(pasted), packs))).toContain("leave watch out");
});
