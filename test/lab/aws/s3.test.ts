import { Agent } from "node:http";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { quietScene } from "../../../lab/alb/scenes.ts";
import { filesAt } from "../../../lab/aws/s3/bucket.ts";
import { clientsOf, openAccount, REGION } from "./account.ts";

const odd = "AWSLogs/1+2/é~(x) y.gz";
const files = new Map([
  [odd, Buffer.from("odd")],
  ["b/2.gz", Buffer.from("second")],
  ["b/1.gz", Buffer.from("first")],
  ["a.gz", Buffer.from("another")],
]);
const withLogs = (keysPerPage?: number) =>
  openAccount(quietScene(), {
    buckets: { logs: filesAt(files) },
    ...(keysPerPage === undefined ? {} : { keysPerPage }),
  });

test("A bucket is listed a page at a time, in the order of its keys", async () => {
  const { objects } = await withLogs(3);
  const first = await objects.send(new ListObjectsV2Command({ Bucket: "logs" }));
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  const ContinuationToken = first.NextContinuationToken;
  const second = await objects.send(
    new ListObjectsV2Command({ Bucket: "logs", ContinuationToken }),
  );
  const listed = [first, second].flatMap(({ Contents = [] }) => Contents);
  expect(listed.map(({ Key }) => Key)).toEqual([odd, "a.gz", "b/1.gz", "b/2.gz"]);
  expect(listed.map(({ Size }) => Size)).toEqual([3, 7, 5, 6]);
  expect(second.IsTruncated).toBe(false);
});

test("A listing keeps to its prefix, and rolls folders up where it is asked to", async () => {
  const { objects } = await withLogs();
  const below = await objects.send(new ListObjectsV2Command({ Bucket: "logs", Prefix: "b/" }));
  expect(below.Contents?.map(({ Key }) => Key)).toEqual(["b/1.gz", "b/2.gz"]);
  const rolled = await objects.send(new ListObjectsV2Command({ Bucket: "logs", Delimiter: "/" }));
  expect(rolled.CommonPrefixes).toEqual([{ Prefix: "AWSLogs/" }, { Prefix: "b/" }]);
  expect(rolled.Contents?.map(({ Key }) => Key)).toEqual(["a.gz"]);
});

test("An object is read, with the bucket in the path or in the host's name", async () => {
  const { account, objects } = await withLogs();
  const inHost = new S3Client({
    region: REGION,
    credentials: account.credentials,
    endpoint: account.endpoint.replace("127.0.0.1", "s3.practice"),
    requestHandler: { httpAgent: new Agent({ lookup: toLoopback }) },
  });
  for (const client of [objects, inHost]) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "logs", Key: odd }));
    expect(await Body?.transformToString()).toBe("odd");
  }
});

test("What is not there or not permitted is refused in S3's words", async () => {
  const { account, objects } = await withLogs();
  const list = (Bucket: string) => objects.send(new ListObjectsV2Command({ Bucket }));
  await expect(list("other")).rejects.toMatchObject({ name: "NoSuchBucket" });
  const missing = objects.send(new GetObjectCommand({ Bucket: "logs", Key: "c.gz" }));
  await expect(missing).rejects.toMatchObject({ name: "NoSuchKey" });
  account.faults.deny("s3:ListBucket");
  await expect(list("logs")).rejects.toMatchObject({
    name: "AccessDenied",
    message: expect.stringContaining("not authorized to perform: s3:ListBucket"),
  });
  const stranger = { ...account.credentials, accessKeyId: "AKIASTRANGER00000000" };
  const asked = clientsOf(account, REGION, stranger).objects.send(
    new ListObjectsV2Command({ Bucket: "logs" }),
  );
  await expect(asked).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
});

/** Resolves every name to this machine. */
const toLoopback: NonNullable<ConstructorParameters<typeof Agent>[0]>["lookup"] = (
  _name,
  options,
  found,
) =>
  options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4);
