import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { AwsError } from "./errors.ts";

/** A request to AWS, before it is answered. */
export interface AwsCall {
  /** By the name that IAM policies use. */
  readonly service: Service;
  /** By the name that requests to it are signed for. */
  readonly signedFor: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** Of a Query call, form fields such as `Names.member.1`; of one to S3, its query, with `Bucket` and `Key`. */
  readonly fields: URLSearchParams;
  /** Of a JSON call, its body. */
  readonly json: unknown;
}

/** The services that the lab's account has; "other" are those that only a played world may know. */
export type Service =
  | "other"
  | "elasticloadbalancing"
  | "cloudwatch"
  | "cloudtrail"
  | "logs"
  | "athena"
  | "s3"
  | "sts";

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who signed a request and for what, from its Authorization header. */
export interface Credential {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly signingName: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export async function receive(request: IncomingMessage): Promise<Received> {
  const headers = Object.entries(request.headersDistinct);
  return {
    method: request.method ?? "",
    url: request.url ?? "",
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values?.join(",") ?? ""])),
    body: await text(request),
  };
}

/** Reads who signed; an unsigned request is refused as AWS refuses it. */
export function readCredential({ headers }: Received): Credential {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;
  const [, accessKeyId, date, region, signingName, signed, signature] =
    pattern.exec(headers.authorization ?? "") ?? [];
  if (!accessKeyId || !date || !region || !signingName || !signed || !signature)
    throw new AwsError("MissingAuthenticationToken", "Missing Authentication Token", 403);
  return { accessKeyId, date, region, signingName, signedHeaders: signed.split(";"), signature };
}

/** Understands a request: CloudWatch, its logs, CloudTrail and Athena are spoken to in JSON, S3 by paths, the others in the Query protocol. */
export function readCall(received: Received, credential: Credential): AwsCall {
  const { accessKeyId, region, signingName } = credential;
  const service = SERVICES[signingName] ?? "other";
  const who = { service, signedFor: signingName, region, accessKeyId };
  if (service === "s3") return { ...who, ...readObjectCall(received) };
  const target = received.headers["x-amz-target"];
  const fields = new URLSearchParams(target ? "" : received.body);
  const action = target?.split(".").at(-1) ?? fields.get("Action") ?? restAction(received);
  return { ...who, action, fields, json: target ? JSON.parse(received.body) : undefined };
}

/** "GET /2019-09-30/functions/mailer/concurrency": services that are spoken to in paths name no action. */
const restAction = ({ method, url }: Received): string =>
  `${method} ${decodeURIComponent(new URL(url, "http://aws.invalid").pathname)}`;

/** The bucket stands in the path where the host is an address, and else in front of the host's name. */
function readObjectCall({ method, url, headers }: Received) {
  const { pathname, searchParams: fields } = new URL(url, "http://aws.invalid");
  const [, inHost] = /^([^.]+)\.[^.]*[a-z]/i.exec(headers.host ?? "") ?? [];
  const [first = "", ...rest] = pathname.slice(1).split("/").map(decodeURIComponent);
  const key = (inHost === undefined ? rest : [first, ...rest]).join("/");
  fields.set("Bucket", inHost ?? first);
  fields.set("Key", key);
  if (method !== "GET") throw new AwsError("MethodNotAllowed", "The lab's buckets are read.", 405);
  return { action: key === "" ? "ListBucket" : "GetObject", fields, json: undefined };
}

const SERVICES: Readonly<Record<string, Service>> = {
  elasticloadbalancing: "elasticloadbalancing",
  monitoring: "cloudwatch",
  cloudtrail: "cloudtrail",
  logs: "logs",
  athena: "athena",
  s3: "s3",
  sts: "sts",
};

/** The values of a Query list field, in order. */
export function listField(fields: URLSearchParams, name: string): readonly string[] {
  const values: string[] = [];
  for (let place = 1; fields.has(`${name}.member.${place}`); place += 1)
    values.push(fields.get(`${name}.member.${place}`) ?? "");
  return values;
}
