import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Account } from "../../aws/account.ts";
import { isAccessLog } from "../../aws/allow-list.ts";
import { AwsProblem } from "../../aws/aws-problem.ts";
import { pagesOf } from "../../aws/pages.ts";
import { finiteOrNull } from "../../language/probes/numbers.ts";
import { BadInput } from "../../run/errors.ts";
import { daysOf, type LogFile, mayHoldLines } from "./find-log-files.ts";
import type { LogPiece, LogSource } from "./read-logs.ts";
import type { LogPeriod } from "./sql-requests.ts";

/** A bucket and the beginning of its keys. */
export interface BucketPlace {
  readonly bucket: string;
  readonly prefix: string;
}

/** "s3://bucket/prefix"; undefined where it is no such address. */
export function bucketPlace(where: string): BucketPlace | undefined {
  const [, bucket, prefix] = /^s3:\/\/([^/\s]+)(?:\/(.*))?$/.exec(where) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: prefix ?? "" };
}

/**
 * The access logs below a prefix whose names fit the stretch. Objects are fetched to a temporary folder piece by piece and
 * removed again. Rejects with AwsProblem, or with BadInput when there are none.
 */
export async function bucketSource(
  account: Account,
  place: BucketPlace,
  stretch: LogPeriod,
  signal: AbortSignal,
): Promise<LogSource> {
  const objects: LogFile[] = [];
  for (const prefix of prefixesOf(place.prefix, stretch)) {
    objects.push(...(await listLogs(account, { ...place, prefix }, stretch, signal)));
  }
  if (objects.length === 0) throw new BadInput(noLogs(place));
  return objectSource(account, place.bucket, objects);
}

/** The access logs whose keys begin with exactly this prefix and whose names fit the stretch. Rejects with AwsProblem. */
export async function listLogs(
  account: Account,
  place: BucketPlace,
  stretch: LogPeriod,
  signal: AbortSignal,
): Promise<readonly LogFile[]> {
  const objects: LogFile[] = [];
  for await (const one of listed(account, place, signal)) {
    if (one.bytes > 0 && isLog(one.path) && mayHoldLines(one.path, stretch)) objects.push(one);
  }
  return objects;
}

/** Listed objects as a source; `path` is the key. */
export const objectSource = (
  account: Account,
  bucket: string,
  objects: readonly LogFile[],
): LogSource => ({
  bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
  files: objects.length,
  pieces: (bytes, during) => fetched(account, bucket, objects, bytes, during),
});

/** Access logs lie in their folder and have the word in their name; connection logs are named conn_log.…. */
function isLog(key: string): boolean {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return (
    isAccessLog(key) &&
    name.includes("_elasticloadbalancing_") &&
    name.endsWith(".log.gz") &&
    !name.startsWith("conn_log.")
  );
}

const noLogs = ({ bucket, prefix }: BucketPlace) =>
  `There are no access logs below s3://${bucket}/${prefix} for this time. Handrail looks for …/AWSLogs/<account>/elasticloadbalancing/<region>/<year>/<month>/<day>/. Logs are delivered every five minutes; if access_logs.s3.enabled was off at the time, there are none.`;

/** More days than this are listed in one go. */
const mostDays = 60;

/** A region's folder has one for each day, so a stretch need not list all that was ever delivered. */
function prefixesOf(prefix: string, { from, to }: LogPeriod): readonly string[] {
  if (!/elasticloadbalancing\/[\w-]+\/?$/.test(prefix) || from === undefined || to === undefined) {
    return [prefix];
  }
  const days = daysOf({ from, to });
  return days.length > mostDays
    ? [prefix]
    : days.map((day) => `${prefix.replace(/\/$/, "")}/${day}/`);
}

async function* listed(
  account: Account,
  { bucket, prefix }: BucketPlace,
  signal: AbortSignal,
): AsyncGenerator<LogFile> {
  const question = { Bucket: bucket, Prefix: prefix };
  for await (const { answer } of pagesOf(account, "s3:ListObjectsV2", question, signal))
    for (const { Key = "", Size } of answer.Contents ?? [])
      yield { path: Key, bytes: finiteOrNull(Size) ?? 0 };
}

async function* fetched(
  account: Account,
  bucket: string,
  objects: readonly LogFile[],
  bytes: number,
  signal: AbortSignal,
): AsyncGenerator<LogPiece> {
  for (const part of partsOf(objects, bytes)) {
    const folder = await mkdtemp(join(tmpdir(), "handrail-bucket-"));
    const done = () => rm(folder, { recursive: true, force: true });
    try {
      yield { files: await fetchAll(account, bucket, part, folder, signal), done };
    } finally {
      await done();
    }
  }
}

function* partsOf(objects: readonly LogFile[], bytes: number): Generator<readonly LogFile[]> {
  let [part, size] = [[] as LogFile[], 0];
  for (const object of objects) {
    part.push(object);
    size += object.bytes;
    if (size < bytes) continue;
    yield part;
    [part, size] = [[], 0];
  }
  if (part.length > 0) yield part;
}

/** Objects that are fetched at the same time. */
const atOnce = 16;

async function fetchAll(
  account: Account,
  bucket: string,
  objects: readonly LogFile[],
  folder: string,
  signal: AbortSignal,
): Promise<readonly LogFile[]> {
  const waiting = [...objects];
  const files: LogFile[] = [];
  const lane = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const path = join(folder, one.path.replace(/^.*\//, ""));
      await fetchOne(account, { Bucket: bucket, Key: one.path }, path, signal);
      files.push({ path, bytes: one.bytes });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return files;
}

async function fetchOne(
  account: Account,
  object: { readonly Bucket: string; readonly Key: string },
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const { Body } = await account.ask("s3:GetObject", object, signal);
  if (!(Body instanceof Readable))
    throw new AwsProblem("other", `${object.Key} came without a body.`);
  await pipeline(Body, createWriteStream(path), { signal });
}
