import { createHash, createHmac } from "node:crypto";
import type { Credential, Received } from "./call.ts";
import { AwsError } from "./errors.ts";

/** Secret access keys by access key id. */
export type Keys = Readonly<Record<string, string>>;

/**
 * Refuses a request of an unknown key or with a wrong signature (AWS Signature Version 4), in AWS's words.
 * Source: IAM user guide, "Create a signed AWS API request".
 */
export function verifySignature(keys: Keys, received: Received, credential: Credential): void {
  const secret = keys[credential.accessKeyId];
  if (secret === undefined) throw unknownKey(credential);
  if (sign(secret, received, credential) !== credential.signature)
    throw new AwsError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
      403,
    );
}

const unknownKey = ({ signingName }: Credential) =>
  signingName === "s3"
    ? new AwsError(
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
        403,
      )
    : new AwsError(
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
        403,
      );

function sign(secret: string, received: Received, credential: Credential): string {
  const { date, region, signingName } = credential;
  const scope = `${date}/${region}/${signingName}/aws4_request`;
  const canonical = sha256(canonicalRequest(received, credential));
  const text = ["AWS4-HMAC-SHA256", received.headers["x-amz-date"], scope, canonical].join("\n");
  const key = [date, region, signingName, "aws4_request"].reduce<string | Buffer>(
    (parent, part) => createHmac("sha256", parent).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}

function canonicalRequest({ method, url, headers, body }: Received, credential: Credential) {
  const { pathname, search } = new URL(url, "http://aws.invalid");
  const signed = credential.signedHeaders;
  const lines = signed.map((name) => `${name}:${headers[name]?.trim().replace(/ +/g, " ")}\n`);
  const query = search.slice(1).split("&").sort().join("&");
  return [method, pathname, query, lines.join(""), signed.join(";"), sha256(body)].join("\n");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
