import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretsIn, withoutQueries, withoutSecrets } from "../../src/run/secrets.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { begun, did } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

// Put together here, so that nobody's scanner takes this file for a leak.
const secrets = {
  "an AWS access key": `AKIA${"IOSFODNN7EXAMPLE"}`,
  "an AWS secret key": `AWS_SECRET_ACCESS_KEY=${"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}`,
  "a Slack token": `xoxb-${"12345678-abcdefgh"}`,
  "a Slack webhook": `https://hooks.slack.com/services/${"T0AAAAAAA/B0AAAAAAA/abcdefgh"}`,
  "a private key": `-----BEGIN RSA PRIVATE ${"KEY"}-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----`,
  "a password in an address": "postgres://shop:hunter22@db.example/shop",
  "a bearer token": `Authorization: Bearer ${"abcdefghijklmnop.qrst"}`,
  "a signed token (JWT)": `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0In0.abc-def"}`,
  "a GitHub token": `ghp_${"abcdefghijklmnopqrstuvwxyz0123"}`,
  "a password": "password: hunter22",
  "a password in a header": `Authorization: Basic ${"dXNlcjpwYXNzd29yZA=="}`,
  "a password in a command": `curl -u shop:${"hunter22"}`,
  "an access token": `glpat-${"ABCDEFGHIJ1234567890"}`,
  "a token": `client_secret=${"abcdef0123456789"}`,
} as const;

/** The same kinds, as they stand in environments, commands, files and sentences. */
const others = [
  ["a password", "DB_PASSWORD=hunter22", "PGPASSWORD=hunter22 psql", "dbPassword: 'hunter22'"],
  ["a password", "my password is hunter22", "passphrase=hunter22", "SECRET_KEY_BASE=hunter22"],
  ["a password", "password      = hunter22"],
  ["a password in an address", "amqp://shop:hun:ter22@mq/x", "amqp://shop:hun@ter22@mq/x"],
  ["a token", `API_TOKEN=${"0123456789abcdef"}`, `"token": "${"0123456789abcdef"}"`],
  [
    "an access token",
    `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`,
    `npm_${"abcdefgh1jklmnopqrstuvwxyzabcdefghij"}`,
  ],
  ["an access token", `AIza${"SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY"}`],
  [
    "a private key",
    `-----BEGIN RSA PRIVATE ${"KEY"}-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\nMIIE\n-----END RSA PRIVATE KEY-----`,
    `-----BEGIN PGP PRIVATE ${"KEY"} BLOCK-----\nhunter22-ab\n-----END PGP PRIVATE KEY BLOCK-----`,
  ],
].flatMap(([name = "", ...written]) => written.map((text) => [name, text] as const));

describe("what looks like a secret", () => {
  it.each(Object.entries(secrets))("is %s, wherever it stands", (name, secret) => {
    expect(secretsIn(secret)).toContain(name);
    expect(secretsIn(`We see (${secret}) in the log`)).toContain(name);
    const left = withoutSecrets(`We see ${secret} in the log`);
    expect(secretsIn(left)).toEqual([]);
    expect(left).toMatch(/^We see .*\[struck: .* in the log$/s);
  });

  it.each(others)("is %s, however it is written: %s", (name, secret) => {
    expect(secretsIn(`We see ${secret} in the log`)).toEqual([name]);
    expect(withoutSecrets(`We see ${secret} in the log`)).toMatch(
      /^We see (?!.*(?:hunter22|ter22|MIIE|[0-9]{5}|4eC|1jkl|tSrke)).*\[struck: .*in the log$/s,
    );
  });

  it("is nothing of what people write in incidents", () => {
    for (const text of [
      "Rolled back to v1.2.3 at 14:05, see https://ci.example/job/12?run=7",
      "The token expired; the password was rotated yesterday.",
      "Deploy 8f14e45fceea167a5a36dedd4bea2543 is out, arn:aws:elasticloadbalancing:eu-west-1:1:x",
      "mail bob@shop.example: the bearer of bad news",
      "key: value, retry: 3",
      "token: expired at 03:12, passwords: rotated, secret: unknown",
      "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-1a2b3c",
      "password: <DB_PASSWORD>, token: https://vault.example/v1/shop/token/1",
      "docker run --user 1000:1000 shop; npm_config_registry_of_shop_2=x; basic authentication",
      "Forgot password? The password is the one of 2024",
      "The pod shop-7d9f8c6b5-x2x4z at 10.0.1.7:8080 and sg-0a1b2c3d4e5f60718",
    ])
      expect(secretsIn(text)).toEqual([]);
  });

  it("is gone however it is put together with other text", () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(...Object.values(secrets), ...others.map(([, one]) => one)),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(text, (parts) => {
        expect(secretsIn(withoutSecrets(parts.join(" ")))).toEqual([]);
      }),
    );
  });
});

describe("a note", () => {
  const run = begun(small);
  const note = (text: string, secrets?: "strike" | "keep") =>
    did(small, run, { kind: "note", text, ...(secrets ? { secrets } : {}) }).notes[0]?.text;
  const key = secrets["an AWS access key"];

  it("that looks like a secret is recorded only once somebody said what becomes of that", () => {
    expect(() => note(`Use ${key}`)).toThrow("This looks like a secret: an AWS access key.");
    expect(note(`Use ${key}`, "strike")).toBe("Use [struck: an AWS access key]");
    expect(note(`Use ${key}`, "keep")).toBe(`Use ${key}`);
  });

  it("is struck where nobody is there to be asked: in an edit, and in a file's name", () => {
    const files = [{ id: "F1", name: `${key}.txt`, link: "https://files.example/1" }];
    const kept = did(small, run, { kind: "note", text: "See", files });
    expect(kept.notes[0]?.files?.[0]?.name).toBe("[struck: an AWS access key].txt");
    const event = kept.notes[0]?.event ?? 0;
    const edited = did(small, kept, { kind: "reviseNote", note: event, text: `See ${key}` });
    expect(edited.notes[0]?.text).toBe("See [struck: an AWS access key]");
  });

  it("keeps addresses without the values of their queries", () => {
    expect(note("See https://x.example/a?id=7&sig=ab%20c&flag#top (now?)")).toBe(
      "See https://x.example/a?id=…&sig=…&flag#top (now?)",
    );
    expect(
      withoutQueries("(https://x.example/#access_token=1&a=2 and https://x.example/#top"),
    ).toBe("(https://x.example/#access_token=…&a=… and https://x.example/#top");
    expect(withoutQueries("<https://x.example/?q=1|the page>")).toBe(
      "<https://x.example/?q=…|the page>",
    );
  });

  it("is not the only text: a reason that looks like a secret is to be written anew", () => {
    const visit = currentVisit(run).id;
    const skip = { kind: "skip", visit, reason: `It is ${key}` } as const;
    expect(() => did(small, run, skip)).toThrow("Please leave it out");
  });
});
