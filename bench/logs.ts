import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { suddenDeath } from "../lab/logs/causes.ts";
import { writeLogFiles } from "../lab/logs/files.ts";
import { history, type Site } from "../lab/logs/history.ts";
import { findFiles } from "../src/alb/access-logs/files.ts";
import { localSource, readLogs } from "../src/alb/access-logs/read.ts";
import { judgeLogs } from "../src/alb/gaps/verdict.ts";

/** Reads generated access logs (a million lines unless told) and sets the pace beside zcat and awk on the same files. */
export async function benchLogs(
  lines = 1_000_000,
  out: (line: string) => void = console.log,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-bench-"));
  try {
    const written = await writeLogFiles(folder, history(siteOf(lines)));
    const wc = await timed(() => shell(folder, "zcat *.log.gz | wc -l"));
    const awk = await timed(() => shell(folder, "zcat *.log.gz | awk '$9 == 502' | wc -l"));
    const reading = await timed(() => read(folder));
    const { answers, bytes } = reading.result;
    const rows = answers.requests;
    out(`${rows} lines, ${megabytes(bytes)} packed, ${written.length} files`);
    for (const [name, seconds] of [
      ["zcat | wc -l", wc.seconds],
      ["zcat | awk", awk.seconds],
      ["handrail logs", reading.seconds],
    ] as const) {
      const pace = Math.round(rows / seconds).toLocaleString("en-US");
      out(`${name.padEnd(14)} ${seconds.toFixed(2)} s  ${pace} rows/s`);
    }
    out(`handrail took ${ratio(reading, wc)} times as long as wc, ${ratio(reading, awk)} as awk`);
    out(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
    out(judgeLogs(answers).says);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const siteOf = (lines: number): Site => ({
  seed: 1,
  start: 1_767_225_600,
  seconds: lines / 40,
  requestsPerSecond: 40,
  nodes: ["10.0.0.1", "10.0.0.2", "10.0.0.3"],
  targets: Array.from({ length: 25 }, (_, index) => `10.0.1.${index + 1}:3000`),
  group: "web",
  idleSeconds: 5,
  roundTripSeconds: 0.002,
  picks: "any",
  serviceSeconds: 0.05,
  paths: Array.from({ length: 200 }, (_, index) => `/items/${index}?page=1`),
  causes: [suddenDeath(0.00005)],
});

async function read(folder: string) {
  const threads = availableParallelism();
  return readLogs(localSource(await findFiles(folder, {})), {
    resources: { memoryMegabytes: 1_024, threads },
    signal: new AbortController().signal,
    clock: Date.now,
  });
}

const shell = (cwd: string, line: string) => promisify(execFile)("sh", ["-c", line], { cwd });

async function timed<Result>(run: () => Promise<Result>) {
  const began = performance.now();
  const result = await run();
  return { result, seconds: (performance.now() - began) / 1_000 };
}

const ratio = (one: { readonly seconds: number }, other: { readonly seconds: number }) =>
  (one.seconds / other.seconds).toFixed(1);

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
