import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate of one's own making for an IPv4 address, valid for a year until a moment in milliseconds since 1970. */
export function certificateFor(address: string, until: number): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const body = certificateBody(address, until, publicKey);
  const signature = sign("sha256", body, privateKey);
  const whole = sequence(body, ecdsaWithSha256, element(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines(whole)}\n-----END CERTIFICATE-----\n`,
  };
}

/** What is signed. Source: RFC 5280, 4.1. */
function certificateBody(address: string, until: number, key: KeyObject): Buffer {
  const name = sequence(element(0x31, sequence(commonName, element(0x0c, Buffer.from(address)))));
  const alternative = sequence(element(0x87, Buffer.from(address.split(".").map(Number))));
  const extension = sequence(subjectAltName, element(0x04, alternative));
  return sequence(
    element(0xa0, Buffer.from([2, 1, 2])),
    element(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    name,
    sequence(time(until - 365 * 86_400_000), time(until)),
    name,
    key.export({ type: "spki", format: "der" }),
    element(0xa3, sequence(extension)),
  );
}

const time = (at: number): Buffer =>
  element(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`));

/** An element of DER: its tag, its length, its contents. Source: X.690. */
function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(contents);
  const { length } = inside;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), inside]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => element(0x30, ...contents);
const identifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));
const commonName = identifier("550403");
const subjectAltName = identifier("551d11");

const lines = (der: Buffer): string =>
  der
    .toString("base64")
    .match(/.{1,64}/g)
    ?.join("\n") ?? "";
