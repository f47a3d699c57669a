import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Account, startAccount } from "../../../lab/aws/account.ts";
import { filesAt } from "../../../lab/aws/s3/bucket.ts";
import { fileName } from "../../../lab/logs/files.ts";
import { logLine } from "../../../lab/logs/line.ts";
import { bucketPlace, bucketSource } from "../../../src/alb/access-logs/log-bucket.ts";
import { readLogs } from "../../../src/alb/access-logs/read-logs.ts";
import { openAccount } from "../../../src/aws/account.ts";
import { newYear } from "./session.ts";

let practice: Account;
let objects: Map<string, Buffer>;

const folder = "prod/AWSLogs/123456789012/elasticloadbalancing/eu-west-1";
const signal = new AbortController().signal;

beforeEach(async () => {
  objects = new Map();
  const buckets = { logs: filesAt(objects) };
  practice = await startAccount({ loadBalancers: [], buckets, keysPerPage: 1 });
});

afterEach(() => practice.close());

const account = () => {
  const { endpoint, credentials } = practice;
  return openAccount({ name: "practice", region: "eu-west-1", endpoint, credentials });
};

const gotten = () => practice.calls().map(({ fields }) => fields.get("Key") ?? "");

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
  expect(gotten().filter((key) => /secrets|conn_log/.test(key))).toEqual([]);
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
  expect(practice.calls()).toEqual([]);
});
