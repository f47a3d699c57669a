import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { fileName, writeLogFiles } from "../../../lab/logs/files.ts";
import { type LogEntry, logLine } from "../../../lab/logs/line.ts";
import { findFiles } from "../../../src/alb/access-logs/find-log-files.ts";
import type { ReadProgress } from "../../../src/alb/access-logs/read-logs.ts";
import { newYear, readingOf, readingOfEntries } from "./session.ts";

const entry = (second: number, more: Partial<LogEntry> = {}): LogEntry => ({
  created: newYear + second,
  at: newYear + second + 0.01,
  node: "10.0.0.1",
  target: "10.0.1.7:3000",
  group: "web",
  client: "203.0.113.9:41000",
  times: [0, 0.01, 0],
  status: 200,
  targetStatus: 200,
  method: "GET",
  path: "/",
  ...more,
});

const race = (second: number): LogEntry =>
  entry(second, { times: [0.003, 0.001, -1], status: 502, targetStatus: null });

/** A line of so many fields: cut after the 29 of 2018, or with fields that nobody knows yet. */
function withFields(line: string, fields: number): string {
  const short = line.replace(/ TID_\S+ "-" "-" "-" \S+$/, "");
  const newer = line.slice(short.length).trim().split(" ");
  const unknown = Array.from({ length: 20 }, (_, index) => (index % 2 ? "new" : '"n e w"'));
  return [short, ...[...newer, ...unknown].slice(0, fields - 29)].join(" ");
}

it("reads lines of 29, 30, 33, 34, 36 and 50 fields alike", async () => {
  const counts = [29, 30, 33, 34, 36, 50];
  const lines = counts.map((fields, second) => withFields(logLine(race(second)), fields));
  const { answers, malformed } = await readingOf((folder) =>
    writeFile(join(folder, "all.log"), lines.join("\n")),
  );
  expect(malformed.count).toBe(0);
  expect(answers.signatures).toMatchObject([{ signature: "race-shaped", count: 6 }]);
});

it.each([
  [
    18,
    'http 2022-04-15T16:52:50.757968Z app/shop/50dc6c495c0c9188 203.0.113.39:2817 10.0.0.1:80 0.001 4.205 -1 502 - 94 326 "GET http://shop.example:80 HTTP/1.1" "curl/7.51.0" - - arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/shop/73e2d6bc24d8a067 "Root=1-58337262-36d228ad5d99923122bbe354"',
    "cut-off",
  ],
  [
    25,
    'http 2019-10-11T15:01:12.376735Z app/shop/c86a326e7dc14222 203.0.113.4:56398 10.0.0.192:80 0.001 0.000 -1 502 - 125 277 "GET http://shop.example:80/ HTTP/1.1" "curl/7.58.0" - - arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/shop/8f04c4fe71f5f794 "Root=1-5da09932-2c342a443bfb96249aa50ed7" "-" "-" 0 2019-10-11T15:01:12.375000Z "forward" "-" "-"',
    "race-shaped",
  ],
])("reads lines of %i fields with what they have", async (_, line, signature) => {
  const { answers, malformed } = await readingOf((folder) =>
    writeFile(join(folder, "all.log"), `${line}\n`),
  );
  expect(malformed.count).toBe(0);
  expect(answers.signatures).toMatchObject([{ group: "shop", signature, count: 1 }]);
});

it("counts and shows malformed lines, and loses none of the others to them", async () => {
  const good = logLine(entry(1));
  const bad = ['an "unbalanced mark', good.slice(0, 400), "", good.replace(" 200 200 ", " x y ")];
  const text = Buffer.concat([
    Buffer.from([good, ...bad, good].join("\n")),
    Buffer.from([0x0a, 0xff, 0xfe, 0x0a]),
    Buffer.from(`${good}\r\n`),
  ]);
  const { answers, malformed } = await readingOf((folder) =>
    writeFile(join(folder, "all.log"), text),
  );
  expect(answers.requests).toBe(3);
  expect(malformed.count).toBe(4);
  expect(malformed.examples).toContain('an "unbalanced mark');
});

it("reads gzip and plain files whatever they are called", async () => {
  const { answers, files } = await readingOf(async (folder) => {
    await writeFile(join(folder, "packed.log"), gzipSync(logLine(entry(1))));
    await writeFile(join(folder, "plain.log.gz"), logLine(entry(2)));
    await writeFile(join(folder, "empty.log.gz"), "");
  });
  expect([answers.requests, files]).toEqual([2, 2]);
});

it("finds files below a folder, by a glob and by name, whatever the folder is called", async () => {
  const { answers } = await readingOf(async (folder) => {
    const odd = join(folder, "logs [old] {1}");
    await writeLogFiles(join(odd, "2026"), [entry(1), entry(400)]);
    const found = await findFiles(odd, {});
    expect(found).toHaveLength(2);
    expect(await findFiles(found[0]?.path ?? "", {})).toEqual(found.slice(0, 1));
    expect(await findFiles(join(folder, "*", "2026", "*.gz"), {})).toEqual(found);
  });
  expect(answers.requests).toBe(2);
});

it("reads the other files when one is broken, and names it", async () => {
  const { answers, unread } = await readingOf(async (folder) => {
    await writeLogFiles(folder, [entry(1), entry(400)]);
    await writeFile(join(folder, "broken.log.gz"), Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]));
  });
  expect(answers.requests).toBe(2);
  expect(unread).toEqual([expect.stringContaining("broken.log.gz")]);
});

it("names a compressed file that ends early or is damaged, and keeps what it could read of it", async () => {
  const { answers, unread } = await readingOf(async (folder) => {
    const whole = gzipSync(
      seconds(200)
        .map((second) => logLine(entry(second)))
        .join("\n"),
    );
    await writeFile(join(folder, "a-whole.log.gz"), whole);
    await writeFile(join(folder, "b-short.log.gz"), whole.subarray(0, whole.length - 400));
    await writeFile(join(folder, "c-without-end.log.gz"), whole.subarray(0, whole.length - 8));
    await writeFile(join(folder, "d-other-sum.log.gz"), withOtherSum(whole));
    await writeFile(join(folder, "e-joined.log.gz"), Buffer.concat([whole, whole]));
  });
  expect(unread).toEqual([
    expect.stringMatching(/b-short\.log\.gz: the file ends early, so lines .* are missing$/),
    expect.stringMatching(/c-without-end\.log\.gz: the file ends early/),
    expect.stringMatching(/d-other-sum\.log\.gz: the file is damaged/),
  ]);
  expect(answers.requests).toBeGreaterThan(200 * 5);
  expect(answers.requests).toBeLessThanOrEqual(200 * 6);
});

const seconds = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The last eight bytes of a gzip file are its checksum and its length. */
function withOtherSum(packed: Buffer): Buffer {
  const changed = Buffer.from(packed);
  changed.writeUInt8(changed.readUInt8(packed.length - 8) ^ 1, packed.length - 8);
  return changed;
}

it("reads only files and lines of the asked time", async () => {
  const { answers, files } = await readingOf(
    (folder) => writeLogFiles(folder, [entry(10), entry(700), entry(710), entry(2_000)]),
    { stretch: { from: newYear + 705, to: newYear + 900 } },
  );
  expect([answers.requests, files]).toEqual([1, 1]);
});

it("knows the node from the file's name, and else from field 34", async () => {
  const rows = [1, 2].flatMap((second) => [
    entry(second),
    entry(second + 5, { node: "10.0.0.2", times: [0, 0.001, -1], status: 502, targetStatus: null }),
  ]);
  const apart = await readingOfEntries(rows);
  const merged = await readingOf(async (folder) => {
    const old = rows.map((row) => withFields(logLine(row), 29)).join("\n");
    await writeFile(join(folder, fileName(newYear + 300, "10.0.0.3")), gzipSync(old));
  });
  // Only where both lines are of one node is there a response before the failures.
  expect(apart.answers.gaps[0]?.evidence.failures).toBe(0);
  expect(merged.answers.gaps[0]?.evidence.failures).toBe(2);
});

it("counts by status, signature, minute and URL", async () => {
  const bad = { path: "/report?id=1", status: 502, targetStatus: null };
  const { answers } = await readingOfEntries([
    ...[1, 2, 3].map((second) => entry(second, { ...bad, times: [0.001, 0.09, -1] })),
    entry(61, { status: 502, targetStatus: 502 }),
    entry(62, { status: 404, targetStatus: 404 }),
  ]);
  expect(answers.statuses).toContainEqual({ status: 404, targetStatus: 404, count: 1 });
  expect(answers.signatures).toContainEqual(
    expect.objectContaining({ signature: "cut-off-soon", failingUrl: true, count: 3 }),
  );
  expect(answers.minutes.map(({ failures }) => failures)).toEqual([3, 0]);
  expect(answers.urls).toEqual([{ url: "GET /report", requests: 3, failures: 3 }]);
});

it.each([
  ["a client that asks by a clock", 4, (index: number) => 60 * index, false],
  ["the same where all fails", 1, (index: number) => 60 * index, true],
  ["people", 4, (index: number) => 60 * index + ((index * index * 7) % 100), true],
])("says that a URL fails by itself of %s, or not", async (_, every, second, byItself) => {
  const failed = { status: 502, targetStatus: null, times: [0.001, 0.001, -1] } as const;
  const { answers } = await readingOfEntries(
    Array.from({ length: 120 }, (_, index) =>
      entry(second(index), {
        ...{ path: "/cron", client: "203.0.113.7:4000" },
        ...(index % every === 0 ? failed : {}),
      }),
    ),
  );
  expect(answers.signatures.map(({ failingUrl }) => failingUrl)).toEqual([byItself]);
});

it("finds in the rows of a blog that 5 s of idleness preceded each 502", async () => {
  // The previous 304 ended 05:44:51.555553, the 502 was generated 05:44:56.555810; a dozen more such pairs around it.
  const pairs = Array.from({ length: 12 }, (_, index) => index * 97).flatMap((second) => [
    entry(second, { created: newYear + second - 0.004, at: newYear + second + 0.555553 }),
    entry(second, {
      created: newYear + second + 5.55581,
      at: newYear + second + 5.55582,
      times: [0, 0, -1],
      status: 502,
      targetStatus: null,
    }),
    ...[11, 23, 38, 51, 66, 80].map((later) => entry(second + later + 0.3 * Math.sin(second))),
  ]);
  const { answers } = await readingOfEntries(pairs);
  const [window] = answers.gaps[0]?.evidence.windows ?? [];
  expect(window?.near.hits).toBe(12);
  expect(window?.lags.mean).toBeCloseTo(5.0003, 3);
  const lags = answers.gaps[0]?.lags;
  const peak = lags?.failures.indexOf(12) ?? -1;
  const { from = 0, binSeconds = 0 } = lags ?? {};
  expect(Math.abs(from + (peak + 0.5) * binSeconds - 5)).toBeLessThan(binSeconds);
  expect(lags?.controls[peak]).toBeLessThan(3);
});

it("stops when the signal says so, and leaves nothing behind", async () => {
  const temporaryFolder = await mkdtemp(join(tmpdir(), "handrail-test-"));
  const stop = new AbortController();
  const stopped = readingOf((folder) => writeLogFiles(folder, [entry(1), entry(400)]), {
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("enough")),
    resources: { memoryMegabytes: 500, threads: 2, temporaryFolder },
  });
  await expect(stopped).rejects.toThrow("enough");
  expect(await readdir(temporaryFolder)).toEqual([]);
  await rm(temporaryFolder, { recursive: true });
});

it("tells how far it is, from the first bytes to the last", async () => {
  const seen: ReadProgress[] = [];
  let now = 0;
  await readingOf((folder) => writeLogFiles(folder, [entry(1), entry(400)]), {
    onProgress: (progress) => seen.push(progress),
    clock: () => (now += 1_000),
  });
  expect(seen.at(-1)).toMatchObject({ doing: "comparing", share: 1, secondsLeft: 0 });
  expect(seen.some(({ doing, share }) => doing === "reading" && share === 1)).toBe(true);
});
