import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate that signs itself, as SNS has one that an authority signed; with its key. */
export interface Certificate {
  readonly pem: string;
  readonly key: KeyObject;
}

/** As much of X.509 (RFC 5280) as a reader of certificates looks at; valid between two moments. */
export function createCertificate(from: number, to: number): Certificate {
  // Half as long as SNS's, for which a machine may look for seconds.
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const sha256WithRsa = seq(oid("2a864886f70d01010b"), tag(0x05));
  const name = seq(tag(0x31, seq(oid("550403"), tag(0x0c, Buffer.from("sns.amazonaws.com")))));
  const body = seq(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    seq(time(from), time(to)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, privateKey);
  const whole = seq(body, sha256WithRsa, tag(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  const pem = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  return { pem, key: privateKey };
}

function tag(kind: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

const seq = (...parts: readonly Buffer[]): Buffer => tag(0x30, ...parts);
const oid = (hex: string): Buffer => tag(0x06, Buffer.from(hex, "hex"));
const time = (at: number): Buffer =>
  tag(0x18, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`));
