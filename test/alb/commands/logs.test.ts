import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startAccount } from "../../../lab/aws/account.ts";
import { startAthena } from "../../../lab/aws/athena/service.ts";
import * as causes from "../../../lab/logs/causes.ts";
import { writeLogFiles } from "../../../lab/logs/files.ts";
import { logLine } from "../../../lab/logs/line.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../../../lab/logs/site.ts";
import { addAlbCommands } from "../../../src/alb/commands/commands.ts";
import { createProgressBar, progressBarText } from "../../../src/alb/commands/logs/progress-bar.ts";
import { createProgram } from "../../../src/cli/program.ts";
import { readCommonConfig } from "../../../src/config/config.ts";

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-test-"));
  lines = [];
});

afterEach(async () => {
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

const site: LoggedSite = {
  seed: 3,
  start: 1_767_225_600,
  seconds: 3_600,
  requestsPerSecond: 1,
  nodes: ["10.0.0.1"],
  targets: ["10.0.1.1:3000", "10.0.1.2:3000"],
  group: "web",
  idleSeconds: 5,
  roundTripSeconds: 0.15,
  picks: "oldest",
  serviceSeconds: 0.05,
  paths: Array.from({ length: 20 }, (_, index) => `/items/${index}`),
};

const quiet: LoggedSite = { ...site, idleSeconds: Number.POSITIVE_INFINITY, seconds: 600 };

/** Runs `handrail logs …` and gives its exit code. */
async function logs(...words: string[]): Promise<number> {
  const config = async (region?: string) => {
    if (region === undefined) throw new Error("local files need no configuration");
    return readCommonConfig({}, undefined, region);
  };
  const program = createProgram({ out: (line) => lines.push(line), config }, "test", [
    addAlbCommands,
  ]);
  await program.parseAsync(["logs", ...words], { from: "user" });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return code;
}

it("says in its first line that the race is shown, with the timeout, and exits with 10", async () => {
  await writeLogFiles(folder, simulateLogEntries(site));
  expect(await logs(folder)).toBe(10);
  expect(lines[0]).toMatch(
    /^The keep-alive race is shown: \d+ of \d+ failures hit a connection idle for (4\.9\d?|5) s; chance gives \d+\.$/,
  );
  expect(lines.join("\n")).toContain("raise it above the load balancer's idle timeout");
});

it("prints the same as JSON", async () => {
  await writeLogFiles(folder, simulateLogEntries(site));
  expect(await logs(folder, "--json", "--cloudwatch", "7")).toBe(10);
  const printed = JSON.parse(lines.join("\n"));
  expect(printed).toMatchObject({
    verdict: "keepalive-race",
    strength: "shown",
    gaps: [{ group: "web", shape: "race-shaped", verdict: "shown" }],
    agreement: expect.stringContaining("differ by more than 5 %"),
    read: { files: 12, malformed: { count: 0 } },
  });
  expect(printed.causes[0]).toMatchObject({ cause: "keepalive-race" });
  expect(printed.gaps[0].timeoutSeconds).toBeCloseTo(5, 0);
});

const others: readonly (readonly [string, readonly causes.FailureCause[], number, string])[] = [
  ["no failure", [], 0, "none"],
  ["an application that answers 502", [causes.app502(0.05)], 12, "target-error"],
  ["killed workers", [causes.workerTimeout(0.05, 30)], 12, "killed"],
  ["a URL with large headers", [causes.badHeaders("/items/3")], 12, "failing-url"],
  ["a failing Lambda function", [causes.lambdaFailure(0.05)], 12, "lambda"],
  ["failing TLS", [causes.tlsFailure(0.05)], 13, "no-connection"],
  ["a dying process", [causes.suddenDeath(0.05)], 13, "unexplained"],
];

it.each(others)("ends for %s with its own code", async (_, causes, code, cause) => {
  await writeLogFiles(folder, simulateLogEntries({ ...quiet, causes }));
  expect(await logs(folder, "--json")).toBe(code);
  const { verdict, causes: found } = JSON.parse(lines.join("\n"));
  expect(found[0]?.cause ?? verdict).toBe(cause);
});

it("says that a file holds no access logs, and exits with 2", async () => {
  await writeFile(join(folder, "notes.txt"), "buy milk\n");
  expect(await logs(folder)).toBe(2);
  expect(lines.join("\n")).toContain("1 malformed line left out, such as: buy milk");
});

it("tells a time without requests from lines that are no access log, and repeats no escape of a terminal", async () => {
  await writeFile(join(folder, "all.log"), logLine([...simulateLogEntries(quiet)][0] ?? never()));
  expect(await logs(folder, "--from", "2030-01-01T00:00Z")).toBe(2);
  expect(lines[0]).toContain("The access logs hold no request of this time, which says nothing");
  await writeFile(join(folder, "all.log"), "\u001b[2Jgone\n");
  expect(await logs(folder)).toBe(2);
  expect(lines.join("\n")).toContain("such as: \ufffd[2Jgone");
});

function never(): never {
  throw new Error("a site without requests");
}

it("refuses a place without files, a bad time and a bad number in one sentence", async () => {
  await expect(logs(join(folder, "nothing"))).rejects.toThrow("There is no log file");
  await expect(logs(folder, "--from", "yesterday")).rejects.toThrow("is not a time");
  await expect(logs(folder, "--since", "3 h")).rejects.toThrow("is not a length of time");
  await expect(logs(folder, "--memory", "lots")).rejects.toThrow("is not a whole number");
  await expect(logs()).rejects.toThrow("Name a file");
});

it("prints SQL for Athena without reading anything", async () => {
  expect(await logs("--athena-sql", "alb_access_logs", "--from", "2026-01-01T00:00Z")).toBe(0);
  expect(lines).toHaveLength(5);
  expect(lines.join("\n")).toContain("from alb_access_logs");
  await expect(logs("--athena-sql", "a;b")).rejects.toThrow("no name of a table");
});

it("asks Athena, and says what that read and cost", async () => {
  const entries = [...simulateLogEntries(site)];
  const options = { database: "logs", table: "alb", workgroups: ["handrail"], entries };
  const athena = await startAthena({ ...options, scannedBytes: 40e9 });
  const lab = await startAccount({ loadBalancers: [], athena });
  vi.stubEnv("AWS_ENDPOINT_URL", lab.endpoint);
  vi.stubEnv("AWS_ACCESS_KEY_ID", lab.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", lab.credentials.secretAccessKey);
  const words = ["--athena", "logs.alb", "--workgroup", "handrail", "--region", "eu-west-1"];
  try {
    expect(await logs(...words, "--max-scanned", "1000", "--output", "s3://results/")).toBe(10);
    expect(lines[0]).toContain("The keep-alive race is shown");
    expect(lines.join("\n")).toContain(
      "Athena read 200.00 GB in 5 statements sent to the workgroup handrail, about $1.0 at $5 per TB (Athena pricing).",
    );
    expect(athena.executions.map(({ output }) => output)).toContain("s3://results/");
    await expect(logs(...words, "--max-scanned", "10")).rejects.toThrow("has read 40.00 GB");
  } finally {
    vi.unstubAllEnvs();
    await lab.close();
    athena.close();
  }
});

it("names what Athena needs and was not told", async () => {
  await expect(logs("--athena", "alb", "--workgroup", "w")).rejects.toThrow("database.table");
  await expect(logs("--athena", "logs.alb")).rejects.toThrow("Name the workgroup");
  const words = ["--athena", "logs.alb", "--workgroup", "w", "--output", "results"];
  await expect(logs(...words)).rejects.toThrow("is no place for results");
});

it("draws its progress on a terminal and nowhere else", () => {
  const progress = {
    doing: "reading",
    bytes: 2.5e9,
    of: 10e9,
    lines: 0,
    share: 0.25,
    secondsLeft: 45,
  } as const;
  expect(progressBarText(progress)).toBe(
    "Reading ██████░░░░░░░░░░░░░░░░░░ 25 %, 2.5 GB of 10.0 GB, about 45 s left",
  );
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  createProgressBar({ isTTY: false, write }).show(progress);
  expect(written).toEqual([]);
  createProgressBar({ isTTY: true, write }).show(progress);
  expect(written).toHaveLength(1);
});
