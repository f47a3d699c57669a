import { createServer, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fileName } from "../../../lab/logs/files.ts";
import { logLine } from "../../../lab/logs/line.ts";
import { openAccount } from "../../../src/probes/aws/account.ts";
import { bucketPlace, bucketSource } from "../../../src/probes/logs/bucket.ts";
import { readLogs } from "../../../src/probes/logs/read.ts";
import { newYear } from "./session.ts";

let server: Server;
let objects: Map<string, Buffer>;
let asked: string[];

const folder = "prod/AWSLogs/123456789012/elasticloadbalancing/eu-west-1";
const signal = new AbortController().signal;

/** As much of S3 as listing a page at a time and getting objects takes. */
beforeEach(async () => {
  objects = new Map();
  asked = [];
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://s3");
    asked.push(decodeURIComponent(url.pathname));
    const prefix = url.searchParams.get("prefix");
    if (prefix === null) {
      response.end(objects.get(decodeURIComponent(url.pathname).replace("/logs/", "")));
      return;
    }
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
    const first = Number(url.searchParams.get("continuation-token") ?? 0);
    const next =
      first + 1 < keys.length ? `<NextContinuationToken>${first + 1}</NextContinuationToken>` : "";
    const listed = keys
      .slice(first, first + 1)
      .map(
        (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length}</Size></Contents>`,
      );
    response.setHeader("content-type", "application/xml");
    response.end(
      `<?xml version="1.0"?><ListBucketResult>${listed.join("")}${next}</ListBucketResult>`,
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const account = () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const endpoint = `http://127.0.0.1:${address.port}`;
  const credentials = { accessKeyId: "practice", secretAccessKey: "practice" };
  return openAccount({ name: "practice", region: "eu-west-1", endpoint, credentials });
};

function deliver(day: string, second: number) {
  const created = newYear + second;
  const line = logLine({
    created,
    at: created + 0.01,
    node: "10.0.0.1",
    target: "10.0.1.7:3000",
    group: "web",
    client: "203.0.113.9:41000",
    times: [0, 0.01, 0],
    status: 200,
    targetStatus: 200,
    method: "GET",
    path: "/",
  });
  const end = Math.ceil((created + 1) / 300) * 300;
  objects.set(`${folder}/${day}/${fileName(end, "10.0.0.1")}`, gzipSync(line));
}

it("lists and reads the access logs of a bucket, and nothing else in it", async () => {
  deliver("2026/01/01", 10);
  deliver("2026/01/01", 400);
  objects.set("prod/secrets.txt", Buffer.from("not ours"));
  objects.set(`${folder}/conn_log.x_elasticloadbalancing_y.log.gz`, Buffer.from("not ours"));
  const source = await bucketSource(account(), { bucket: "logs", prefix: "prod" }, {}, signal);
  const resources = { memoryMegabytes: 500, threads: 1 };
  const { answers, files } = await readLogs(source, { resources, signal, clock: Date.now });
  expect([answers.requests, files]).toEqual([2, 2]);
  expect(asked.filter((path) => /secrets|conn_log/.test(path))).toEqual([]);
});

it("lists only the days of the stretch below a region", async () => {
  deliver("2026/01/01", 10);
  deliver("2026/01/02", 86_410);
  const stretch = { from: newYear + 86_400, to: newYear + 87_000 };
  const source = await bucketSource(account(), { bucket: "logs", prefix: folder }, stretch, signal);
  expect(source.files).toBe(1);
});

it("names the setting where a bucket has no logs", async () => {
  const nothing = bucketSource(account(), { bucket: "logs", prefix: "prod" }, {}, signal);
  await expect(nothing).rejects.toThrow("access_logs.s3.enabled");
});

it("reads addresses of buckets", () => {
  expect(bucketPlace("s3://logs/prod/AWSLogs")).toEqual({ bucket: "logs", prefix: "prod/AWSLogs" });
  expect(bucketPlace("s3://logs")).toEqual({ bucket: "logs", prefix: "" });
  expect(bucketPlace("/var/log/alb")).toBeUndefined();
});

it("gets no object that is not below AWSLogs", async () => {
  const get = (Key: string) => account().ask("s3:GetObject", { Bucket: "logs", Key }, signal);
  for (const key of ["secrets.txt", "AWSLogs", "notAWSLogs/x", "x/AWSLogs2/y"]) {
    await expect(get(key)).rejects.toMatchObject({ kind: "refused" });
  }
  expect(asked).toEqual([]);
});
