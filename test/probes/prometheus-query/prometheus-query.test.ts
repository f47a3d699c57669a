import { createServer, type Server } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fillQuery } from "../../../src/probes/prometheus-query/promql.ts";
import { lookAt } from "../stage.ts";

let server: Server;
let asked: { readonly path: string; readonly form: URLSearchParams; readonly token: string }[];
let answer: { status: number; body: string };

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    asked.push({ path: request.url ?? "", form, token: request.headers.authorization ?? "" });
    response.writeHead(answer.status, {
      "content-type": "application/json",
      location: "/elsewhere",
    });
    response.end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const url = () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return `http://127.0.0.1:${address.port}`;
};
const ask = (probe: object, facts = {}) =>
  lookAt({ kind: "prometheus.query", ...probe } as never, facts, {
    prometheus: { url: url(), token: "a-secret" },
  });

const vector = (...values: readonly string[]) =>
  JSON.stringify({
    status: "success",
    data: {
      resultType: "vector",
      result: values.map((value) => ({ metric: {}, value: [1, value] })),
    },
  });
const matrix = (...series: readonly (readonly string[])[]) =>
  JSON.stringify({
    status: "success",
    data: {
      resultType: "matrix",
      result: series.map((values) => ({
        metric: {},
        values: values.map((value, at) => [at, value]),
      })),
    },
  });

const lag = {
  query: 'sum(kafka_lag{group="{group}"})',
  findings: { behind: "value > agreed", fine: "else" },
};

test("asks for the value of now, and says which finding holds, with the query to paste", async () => {
  answer = { status: 200, body: vector("4200") };
  const seen = await ask(lag, { group: "orders", agreed: 300 });
  expect(seen).toMatchObject({
    finding: "behind",
    says: "Behind: value 4,200, agreed 300.",
    details: [
      expect.stringMatching(
        /^sum\(kafka_lag\{group="orders"\}\) now: value = 4200 and agreed = 300, so “value > agreed” holds\. Source: Prometheus, 127\.0\.0\.1:\d+\.$/,
      ),
    ],
  });
  expect(asked[0]).toMatchObject({ path: "/api/v1/query", token: "Bearer a-secret" });
  expect(asked[0]?.form.get("query")).toBe('sum(kafka_lag{group="orders"})');
  expect(seen.queries[0]).toMatch(/^curl -sS http:\S+\/api\/v1\/query --data-urlencode 'query=sum/);
  expect(JSON.stringify(seen)).not.toContain("a-secret");
});

test("reads one series over a time, and refuses to choose among several", async () => {
  const over = { ...lag, over: "30m", findings: { rising: "last > avg * 2", fine: "else" } };
  answer = { status: 200, body: matrix(["1", "NaN", "1", "9"]) };
  expect(await ask(over, { group: "a" })).toMatchObject({ finding: "rising" });
  expect(asked[0]).toMatchObject({ path: "/api/v1/query_range" });
  expect(asked[0]?.form.get("step")).toBe("18");
  answer = { status: 200, body: matrix(["1"], ["2"]) };
  expect(await ask(over, { group: "a" })).toMatchObject({
    finding: null,
    says: expect.stringContaining("gives 2 series"),
  });
});

test("several series of now can be counted, and none is what the step says it is", async () => {
  const down = { query: "up == 0", findings: { down: "count > 0", fine: "else" } };
  answer = { status: 200, body: vector("0", "0") };
  expect(await ask(down)).toMatchObject({ finding: "down", headline: "Down: count 2" });
  answer = { status: 200, body: vector() };
  expect(await ask(down)).toMatchObject({ finding: "fine" });
  expect(await ask(lag, { group: "a", agreed: 3 })).toMatchObject({
    finding: null,
    says: expect.stringContaining("value is missing"),
  });
  expect(await ask({ ...lag, missing: 0 }, { group: "a", agreed: 3 })).toMatchObject({
    finding: "fine",
  });
});

test("compares several queries by name", async () => {
  answer = { status: 200, body: vector("5") };
  const share = {
    queries: { errors: "sum(errors)", all: "sum(requests)" },
    findings: { failing: "errors.value / all.value > 0.01", fine: "else" },
  };
  expect(await ask(share)).toMatchObject({ finding: "failing" });
});

test.each([
  [
    { status: 400, body: '{"status":"error","errorType":"bad_data","error":"parse error"}' },
    /refused the query: parse error\./,
  ],
  [{ status: 502, body: "<html>" }, /HTTP 502 and no JSON of Prometheus/],
  [{ status: 302, body: "" }, /did not answer/],
  [{ status: 200, body: `{"a": "${"x".repeat(6_000_000)}"}` }, /more than 5 MB/],
])("what cannot be read is said, and finds nothing", async (reply, says) => {
  answer = reply;
  expect(await ask(lag, { group: "a", agreed: 3 })).toMatchObject({
    finding: null,
    says: expect.stringMatching(says),
  });
  expect(asked.every(({ path }) => path === "/api/v1/query")).toBe(true);
});

test("without a Prometheus that the operator names, nothing is asked", async () => {
  const seen = await lookAt({ kind: "prometheus.query", ...lag }, { group: "a", agreed: 3 });
  expect(seen).toMatchObject({
    finding: null,
    says: expect.stringContaining("HANDRAIL_PROMETHEUS_URL"),
  });
});

test("whatever an answer holds, in quotes it stays one text of the query", () => {
  fc.assert(
    fc.property(fc.string(), (group) => {
      fc.pre(group !== "");
      const filled = fillQuery('x{group="{group}"}', { group });
      const [, text = ""] = /^x\{group="((?:[^"\\\n]|\\.)*)"\}$/s.exec(filled) ?? [];
      expect(text.replaceAll(/\\(.)/gs, (_, sign) => (sign === "n" ? "\n" : sign))).toBe(group);
    }),
  );
  expect(() => fillQuery("x[{time}]", { time: '5m]) or up{a="' })).toThrow(/outside of quotes/);
  expect(fillQuery("rate(x[{time}])", { time: "5m" })).toBe("rate(x[5m])");
});
