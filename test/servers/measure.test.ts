import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "../../src/alb/configurations/read.ts";
import { serverAnswers } from "../../src/alb/configurations/request-paths.ts";
import { type Idle, serverCloses } from "../../src/alb/links/idle-times.ts";
import { readMeasurement } from "../../src/alb/links/measure-command.ts";
import { serverNamed } from "../../src/alb/links/servers.ts";
import type { Measured } from "../../src/alb/measuring/measured.ts";
import { socketsFor } from "../../src/alb/measuring/sockets.ts";
import { measureAddress } from "../../src/alb/probes/measure/measure-address.ts";
import type { At, Case, Closes } from "./case.ts";
import { apacheCases } from "./kinds/apache.ts";
import { nginxCases } from "./kinds/nginx.ts";
import { nodeCases } from "./kinds/node.ts";
import { proxyCases } from "./kinds/proxies.ts";
import { pythonCases } from "./kinds/python.ts";
import { pathOf, type Started, shellMeasurement, start } from "./start.ts";

const all = [...nginxCases, ...apacheCases, ...proxyCases, ...nodeCases, ...pythonCases];

/** How far a measurement may be off, in seconds. */
const tolerance = 0.5;

/** Each server, or why it did not start. Starting costs this process time, so all of them run before the first is measured. */
const servers = new Map<Case, Started | Error>();

beforeAll(async () => {
  const starting = all.map(async (one) => {
    servers.set(one, await start(one).catch((error: Error) => error));
  });
  await Promise.all(starting);
});

afterAll(async () => {
  const running = [...servers.values()].flatMap((one) => (one instanceof Error ? [] : [one]));
  await Promise.all(running.map(({ stop }) => stop()));
});

/** What was measured, printed at the end for who compares it with the table. */
const lines: string[] = [];

afterAll(() => console.log(lines.sort().join("\n")));

describe.concurrent.each(all)("$name", (one) => {
  it("is measured, read from its configuration and known to the table alike", async () => {
    const server = servers.get(one);
    if (server === undefined || server instanceof Error) throw server;
    const [seen, pasted, files] = await Promise.all([
      measureIt(server.port, one),
      shellMeasurement(server.port),
      filesOf(one, server),
    ]);
    lines.push(`${one.name}: ${lineOf(seen.measured)}`);
    expectMeasured(seen.measured, one.closes);
    expectPasted(pasted, one.closes);
    expectIdle(readFrom(files, one), one.closes);
    if (one.isDefault) expectDefault(one);
    expect(seen.measured.requestCap).toEqual(
      one.requestCap === undefined ? null : { requests: one.requestCap, announced: true },
    );
  });
});

function measureIt(port: number, { closes, requestCap = 10 }: Case) {
  const where = { address: "127.0.0.1", port, tls: false, host: "localhost", path: "/" };
  const settings = {
    idleTimeoutSeconds: 60,
    marginSeconds: 10,
    maxSeconds: closes.kind === "seconds" ? closes.seconds + closes.late + 5 : 10,
    connections: 4,
    requests: requestCap + 1,
    spreadSeconds: 1,
  };
  const clock = () => performance.now();
  const signal = AbortSignal.timeout(120_000);
  return measureAddress({ ...where, method: "HEAD" }, socketsFor(settings), { clock, signal });
}

function lineOf({ outcome, seconds, resolutionSeconds, spread, silent }: Measured): string {
  if (seconds === null) return outcome;
  const to = spread === null ? "" : ` to ${spread.to.toFixed(2)}`;
  const first =
    silent?.kind === "closed" ? `, ${silent.seconds.toFixed(2)} s without a request` : "";
  return `${seconds.toFixed(2)}${to} s (± ${resolutionSeconds.toFixed(2)} s)${first}`;
}

function expectMeasured(measured: Measured, closes: Closes): void {
  if (closes.kind === "after-response") {
    expect(measured).toMatchObject({ outcome: "closes", announced: closes.announced });
    return;
  }
  expect(measured).toMatchObject({ outcome: "closed", by: "fin" });
  expect(measured.resolutionSeconds).toBeLessThanOrEqual(tolerance);
  expectWithin(measured.seconds, closes);
  expectWithin(measured.spread?.to, closes);
}

function expectPasted(pasted: string, closes: Closes): void {
  const said = readMeasurement(pasted);
  if (closes.kind === "after-response") {
    expect(said).toEqual({ kind: "closes", announced: closes.announced });
    return;
  }
  expect(said.kind).toBe("seconds");
  expectWithin("seconds" in said ? said.seconds : null, closes);
}

function expectWithin(seconds: number | null | undefined, closes: Closes & { kind: "seconds" }) {
  expect(seconds).toBeGreaterThan(closes.seconds - tolerance);
  expect(seconds).toBeLessThan(closes.seconds + closes.late + tolerance);
}

async function filesOf(one: Case, at: At) {
  if ("printedBy" in one.read) {
    const path = await pathOf(one.program);
    const { stdout } = await promisify(execFile)(path, [...one.read.printedBy(at)]);
    return [{ name: "-", text: stdout }];
  }
  return Promise.all(
    one.read.map(async (name) => ({ name, text: await readFile(join(at.folder, name), "utf8") })),
  );
}

/** What the configuration says that the server does, the second that it may add included. */
function readFrom(files: readonly { name: string; text: string }[], one: Case): Idle {
  const answer = serverAnswers(read(files)).find(({ kind }) => kind === one.kind);
  expect(answer?.kind).toBe(one.kind);
  return serverCloses(answer?.closes ?? { how: "unknown" }, serverNamed(one.kind)).idle;
}

function expectIdle(idle: Idle, closes: Closes): void {
  if (closes.kind === "seconds")
    expect(idle).toMatchObject({ kind: "seconds", seconds: closes.seconds });
  else expect(idle).toEqual({ kind: "closes", announced: closes.announced });
}

function expectDefault({ kind, closes }: Case): void {
  expect(serverNamed(kind)?.defaultSeconds).toBe(
    closes.kind === "seconds" ? closes.seconds : "closes",
  );
}
