import type { ServerResponse } from "node:http";
import type { Call } from "../call.ts";
import { AwsError } from "../errors.ts";
import type { Buckets } from "./files.ts";
import { listPage } from "./list.ts";

/** Answers the two questions that S3 is asked here: what a bucket holds, `keysPerPage` at a time, and one object. */
export function answerS3(
  response: ServerResponse,
  call: Call,
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
