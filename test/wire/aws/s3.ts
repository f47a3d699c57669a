import { account, exchange, region, second } from "./exchange.ts";

const bucket = "checkout-logs";
const prefix = `AWSLogs/${account}/elasticloadbalancing/${region}/2026/11/25/`;
const key = `${prefix}${account}_elasticloadbalancing_${region}_app.checkout_20261125T0305Z_10.0.0.1_4kq2.log.gz`;

/** Shape: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const list = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name>
<Prefix>${prefix}</Prefix><MaxKeys>1000</MaxKeys>${inside}</ListBucketResult>`;
const listed = { Name: bucket, Prefix: prefix, MaxKeys: 1_000 };
const file = `<Contents><Key>${key}</Key><LastModified>2026-11-25T03:05:09.000Z</LastModified>
<ETag>&quot;70ee1738b6b21e2c8a43f3a5ab0eee71&quot;</ETag><Size>1048576</Size>
<StorageClass>STANDARD</StorageClass></Contents>`;

export const s3 = [
  exchange(
    "s3:ListObjectsV2",
    { Bucket: bucket, Prefix: prefix },
    {
      sends: { path: "/", query: { "list-type": "2", prefix } },
      answers: list(`<KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>${file}`),
      gives: {
        ...listed,
        KeyCount: 1,
        IsTruncated: false,
        Contents: [
          {
            Key: key,
            LastModified: new Date("2026-11-25T03:05:09Z"),
            ETag: '"70ee1738b6b21e2c8a43f3a5ab0eee71"',
            Size: 1_048_576,
            StorageClass: "STANDARD",
          },
        ],
      },
      empty: {
        answers: list("<KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>"),
        gives: { ...listed, KeyCount: 0, IsTruncated: false },
      },
      pages: {
        answers: list(
          `<KeyCount>1</KeyCount><IsTruncated>true</IsTruncated>
          <NextContinuationToken>${second}</NextContinuationToken>${file}`,
        ),
        token: "NextContinuationToken",
        takes: "ContinuationToken",
        sends: "continuation-token",
      },
    },
  ),
  exchange(
    "s3:GetObject",
    { Bucket: bucket, Key: key },
    {
      sends: { path: `/${key}`, query: { "x-id": "GetObject" } },
      answers: "https 2026-11-25T03:00:00.000000Z app/checkout/50dc6c495c0c9188",
      gives: { text: "https 2026-11-25T03:00:00.000000Z app/checkout/50dc6c495c0c9188" },
      empty: { answers: "", gives: { text: "" } },
    },
  ),
];
