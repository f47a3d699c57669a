import type { ServerResponse } from "node:http";
import type { AwsCall } from "../call.ts";
import { AwsError } from "../errors.ts";
import { escapeXml } from "../xml.ts";
import type { Buckets, LogFileEntry, LogFiles } from "./bucket.ts";

/** Answers the two questions that S3 is asked here: what a bucket holds, `keysPerPage` at a time, and one object. */
export function answerS3(
  response: ServerResponse,
  call: AwsCall,
  buckets: Buckets,
  keysPerPage?: number,
): void {
  const bucket = call.fields.get("Bucket") ?? "";
  const files = Object.hasOwn(buckets, bucket) ? buckets[bucket] : undefined;
  if (!files) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
  if (call.action === "ListBucket") {
    response.writeHead(200, { "Content-Type": "application/xml" });
    const page = listPage(bucket, files, call.fields, keysPerPage);
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${page}`);
    return;
  }
  const key = call.fields.get("Key") ?? "";
  if (!files.list(key).some((file) => file.key === key))
    throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
  const body = files.read(key);
  response.writeHead(200, { "Content-Type": "binary/octet-stream", "Content-Length": body.length });
  response.end(body);
}

/** The most keys of a page, also where more are asked for. Source: S3 API reference, ListObjectsV2. */
const mostKeys = 1_000;

/** A page of a bucket's listing as S3 writes it: keys in the order of their bytes, folders rolled up at the delimiter. */
function listPage(
  bucket: string,
  files: LogFiles,
  asked: URLSearchParams,
  most = mostKeys,
): string {
  const prefix = asked.get("prefix") ?? "";
  const entries = rolledUp(files.list(prefix), prefix, asked.get("delimiter") ?? "");
  const rest = entries.filter(({ key }) => isAfter(key, startOf(asked)));
  const page = rest.slice(0, Math.min(most, Number(asked.get("max-keys") ?? most)));
  const last = page.at(-1)?.key;
  const isCut = page.length < rest.length && last !== undefined;
  const elements = [
    tag("Name", bucket),
    tag("Prefix", prefix),
    tag("KeyCount", page.length),
    tag("IsTruncated", isCut),
    ...(isCut ? [tag("NextContinuationToken", tokenOf(last))] : []),
    ...page.map(element),
  ];
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements.join("")}</ListBucketResult>`;
}

/** A listed file, or a folder without a size. */
interface Entry {
  readonly key: string;
  readonly size?: number;
}

function rolledUp(files: readonly LogFileEntry[], prefix: string, delimiter: string) {
  const entries = new Map<string, Entry>();
  for (const file of files) {
    const end = delimiter === "" ? -1 : file.key.indexOf(delimiter, prefix.length);
    const key = end < 0 ? file.key : file.key.slice(0, end + delimiter.length);
    entries.set(key, end < 0 ? file : { key });
  }
  return [...entries.values()].sort((one, other) => (isAfter(one.key, other.key) ? 1 : -1));
}

const isAfter = (key: string, other: string) =>
  Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;

/** The key after which the page begins. A token says it in a way that nobody should rely on, as S3's do. */
function startOf(asked: URLSearchParams): string {
  const token = asked.get("continuation-token");
  if (token === null) return asked.get("start-after") ?? "";
  const key = Buffer.from(token, "base64url").toString();
  if (tokenOf(key) === token) return key;
  throw new AwsError("InvalidArgument", "The continuation token provided is incorrect");
}

const tokenOf = (key: string) => Buffer.from(key).toString("base64url");

const element = ({ key, size }: Entry) =>
  size === undefined
    ? `<CommonPrefixes>${tag("Prefix", key)}</CommonPrefixes>`
    : `<Contents>${tag("Key", key)}${tag("Size", size)}${tag("StorageClass", "STANDARD")}</Contents>`;

const tag = (name: string, value: string | number | boolean) =>
  `<${name}>${escapeXml(String(value))}</${name}>`;
