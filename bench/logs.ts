import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { suddenDeath } from "../lab/logs/causes.ts";
import { writeLogFiles } from "../lab/logs/files.ts";
import { simulateLogEntries } from "../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../lab/logs/site.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

/** Of which 270 MB are the program itself. */
const memoryMegabytes = 512;

/** Generated access logs to the full report, beside awk counting pairs, goaccess and DuckDB doing only the count, on the same files. */
export async function benchLogs(lines?: number): Promise<Measurement> {
  const sizes = lines === undefined ? [200_000, 1_000_000] : [lines];
  const all: Awaited<ReturnType<typeof measured>>[] = [];
  for (const size of sizes) all.push(await measured(size));
  const last = all.at(-1);
  if (last === undefined) throw new Error("nothing was measured");
  return {
    figures: Object.fromEntries(
      all.flatMap((seen) =>
        Object.entries(seen).map(([name, value]) => [`${name}, ${seen.lines} lines`, value]),
      ),
    ),
    ratios: {
      "zcat | awk": rounded(last["handrail s"] / last["awk s"]),
      goaccess: last["goaccess s"] && rounded(last["handrail s"] / last["goaccess s"]),
      duckdb: rounded(last["handrail s"] / last["DuckDB s"]),
      memory: rounded(last["peak MB"] / memoryMegabytes),
    },
    growth: growthOf(all),
    aims: [
      { of: "zcat | awk", most: 1 },
      { of: "goaccess", most: 0.25 },
      { of: "duckdb", most: 3 },
      { of: "memory", most: 1 },
    ],
    notes: [
      `memory is the peak at the most lines, of what --memory ${memoryMegabytes} allows. goaccess is null where it is not installed. 5 million lines: \`npm run bench -- logs 5000000\`.`,
      "What remains, by processor time: of three times awk's own, DuckDB's reading of the lines is a sixth, cutting them into fields and numbers a quarter, keeping the rows an eighth, and the gap test, which no peer does, a fifth; zlib checks the length and sum of each file, for DuckDB reads a damaged one as far as it goes and says nothing (an eighth). Reading lines and cutting them is as much as all that awk does, so 1 × is out of reach this way; a parser of our own would win the cutting only.",
    ],
  };
}

const growthOf = (all: readonly Awaited<ReturnType<typeof measured>>[]) => ({
  work: "log lines",
  cost: "to the whole report, s",
  points: all.map((seen) => [seen.lines, seen["handrail s"]] as const),
});

async function measured(lines: number) {
  const folder = await mkdtemp(join(tmpdir(), "handrail-bench-"));
  try {
    await writeLogFiles(folder, simulateLogEntries(siteOf(lines)));
    const awk = await seconds(() => shell(folder, `zcat *.log.gz | awk '${pairs}'`));
    const goaccess = await seconds(() => shell(folder, goaccessLine)).catch(() => null);
    const duck = await seconds(() => counted(folder));
    const handrail = await ours(folder);
    return {
      lines,
      "handrail s": rounded(handrail.seconds),
      "awk s": rounded(awk),
      "goaccess s": goaccess && rounded(goaccess),
      "DuckDB s": rounded(duck),
      "peak MB": Math.round(handrail.megabytes),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Requests by target and status, the least that any report needs. */
const pairs = '{ pairs[$5 " " $9]++ } END { for (pair in pairs) print pairs[pair], pair }';
const goaccessLine =
  "command -v goaccess >/dev/null && zcat *.log.gz | goaccess - --log-format=AWSALB --no-progress -o report.json";

async function counted(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const files = join(folder, "*.log.gz").replaceAll("'", "''");
  await connection.runAndReadAll(
    `select c4, c8, count(*) from read_csv('${files}', delim = ' ', quote = '"', header = false, null_padding = true, all_varchar = true, names = ${names}) group by all`,
  );
  connection.closeSync();
  instance.closeSync();
}

const names = `[${Array.from({ length: 30 }, (_, at) => `'c${at}'`).join(", ")}]`;

const bin = join(import.meta.dirname, "../bin/handrail.js");

/** The command as a process of its own, with the most memory that it had, as the kernel counts it. */
async function ours(folder: string) {
  const began = performance.now();
  const line = `"${process.execPath}" "${bin}" logs . --memory ${memoryMegabytes} >/dev/null & pid=$!; peak=0; while kill -0 $pid 2>/dev/null; do now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null); [ "\${now:-0}" -gt "$peak" ] && peak=$now; sleep 0.05; done; echo $peak`;
  const { stdout } = await shell(folder, line);
  return { seconds: (performance.now() - began) / 1_000, megabytes: Number(stdout) / 1_024 };
}

const siteOf = (lines: number): LoggedSite => ({
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

const shell = (cwd: string, line: string) => promisify(execFile)("sh", ["-c", line], { cwd });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
