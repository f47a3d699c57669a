import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { redactLine } from "../../src/aws/logs/redact-line.ts";
import { secretsIn, withoutQueries, withoutSecrets } from "../../src/run/secrets.ts";

/** As tokens are made: digits, small and big letters, mixed. */
const made = (length: number, letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...letters),
        fc.constantFrom(..."0123456789"),
        fc.constantFrom(...letters),
      ),
      {
        minLength: Math.ceil(length / 3),
        maxLength: Math.ceil(length / 3),
      },
    )
    .map((parts) => parts.flat().join("").slice(0, length));

/** What stands before and behind; the secret between them is made up, so that no scanner takes this file for a leak. */
type Written = readonly [what: string, length: number, before: string, after?: string];

const begun = [
  ...["sk-ant-api03-", "sk-svcacct-", "GOCSPX-", "NRAK-", "sq0atp-", "PMAK-", "ATATT3", "gldt-"],
  ...["glrt-", "shpca_", "whsec_", "HRKU-", "1//0", "hvb.", "glsa_", "ntn_", "secret_", "pul-"],
  ...["lin_api_", "dp.pt.", "pscale_tkn_", "sbp_", "sntrys_", "hcaik_", "figd_", "tskey-"],
].map((before): Written => [before, 40, before]);

const written: readonly Written[] = [
  ["OpenAI", 48, "sk-"],
  ["Telegram", 33, "123456789:AA"],
  ["Vault", 24, "s."],
];

const around: readonly Written[] = [
  ["a webhook of Discord", 40, "https://discord.com/api/webhooks/123456789012345678/"],
  ["a response address", 24, "https://hooks.slack.com/commands/T0AAAAAAA/1234/"],
  ["the key of a DSN", 32, "https://", "@o1.ingest.example/1"],
  ["an address for git", 20, "https://", "@github.com/shop/web.git"],
  ["an address with a slash", 9, "postgres://app:Tr/", "@db/x"],
  ["Oracle", 9, "jdbc:oracle:thin:app/", "@//db:1521/x"],
  ["a short password", 5, "Server=db;Uid=sa;Pwd=", ";"],
  ["Azure", 40, "AccountName=x;AccountKey=", "==;EndpointSuffix=x"],
  ["a key of an API", 12, "Fastly-Key: "],
  ["a secret of twelve", 12, "secret: "],
  ["a session", 26, "PHPSESSID="],
  ["a signature", 32, "?sv=2020&sig="],
  ["a cookie", 20, "Cookie: theme=dark; sessionid="],
  ["credentials of Okta", 20, "Authorization: SSWS "],
  ["credentials without a scheme", 24, "Authorization: "],
  ["a digest", 32, 'Authorization: Digest username="app", response="', '"'],
  ["a word in quotes", 9, 'password="correct horse ', '"'],
  ["a sign in the midst", 9, "password=abc&"],
  ["a bracket", 9, "password=["],
  ["Ruby", 9, '"password" => "', '"'],
  ["Go", 9, 'password := "', '"'],
  ["JSON in JSON", 9, '{\\"password\\":\\"', '\\"}'],
  ["XML", 9, "<password>", "</password>"],
  ["XML with attributes", 9, '<add key="Password" value="', '"/>'],
  ["a container's variable", 9, '{"name": "DB_PASSWORD", "value": "', '"}'],
  ["the same in YAML", 9, "- name: DB_PASSWORD\n  value: "],
  ["a block of YAML", 9, "password: |\n  "],
  ["the line below", 9, "password:\n  "],
  ["encoded", 9, "password%3D"],
  ["encoded JSON", 9, "%22password%22%3A%22", "%22"],
  ["an encoded address", 9, "postgres%3A%2F%2Fapp%3A", "%40db%2Fx"],
  ["an option", 9, "mysql --password "],
  ["an option of a token", 20, "tool --client-secret "],
  ["a short option", 9, "mysql -uapp -p"],
  ["sshpass", 9, "sshpass -p ", " ssh x"],
  ["redis-cli", 9, "redis-cli -a ", " ping"],
  ["docker", 9, "docker login -u app -p "],
  ["curl", 9, "curl -uapp:", " https://x"],
  [".netrc", 9, "machine x login app password "],
  ["SQL", 9, "ALTER USER app IDENTIFIED BY '", "'"],
  ["redis.conf", 9, "requirepass "],
  ["a hash", 40, "app:$2b$12$"],
  ["German", 9, "Passwort: "],
  ["an old variable", 9, "DB_PASS="],
  ["a sentence", 9, "the password for the db is "],
  ["a short sentence", 9, "the pw was "],
  ["a sentence on a token", 20, "the token is "],
  ["a table", 9, "| password | ", " |"],
  ["bold", 9, "*password:* "],
  ["wide signs", 9, "password："],
  ["signs that cannot be seen", 9, "pass\u200bword: "],
  ["a key in base64", 60, "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ"],
  ["the end of a key", 64, `MIIE${"a1B2".repeat(16)}\n`, `\n-----END RSA PRIVATE ${"KEY"}-----`],
  [
    "small letters",
    40,
    `-----begin rsa private ${"key"}-----\n`,
    `\n-----end rsa private ${"key"}-----`,
  ],
  ["a key of PuTTY", 40, "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 8\n"],
];

const all = [...begun, ...written, ...around].map(([what, length, before, after = ""]) => ({
  ...{ what, length, before, after },
}));

describe.each(all)("$what", ({ length, before, after }) => {
  it("is struck from notes and from lines of logs, and nobody finds it there", () => {
    fc.assert(
      fc.property(made(length), (secret) => {
        const text = `${before}${secret}${after}`;
        const note = withoutQueries(withoutSecrets(`We see\n${text}\nin the log`));
        expect(note).not.toContain(secret);
        expect(note).toMatch(/^We see\n[\s\S]*\nin the log$/);
        expect(secretsIn(note)).toEqual([]);
        expect(redactLine(text)).not.toContain(secret);
      }),
      { numRuns: 30 },
    );
  });
});

test("the secret key beside its id is struck with it", () => {
  const [id, key] = [`AKIA${"IOSFODNN7EXAMPLE"}`, `wJalrXUtnFEMI/K7MDENG+${"bPxRfiCYEXAMPLEKEY"}`];
  for (const between of [" ", ",", "\n", " / "])
    expect(withoutSecrets(`${id}${between}${key}`)).not.toContain("K7MDENG");
});

test("a name and a password in base64 are known by what they are", () => {
  const pair = Buffer.from("app:Tr0ub4dor").toString("base64");
  expect(withoutSecrets(`Basic ${pair}, {"auth":"${pair}"}`)).not.toContain(pair.slice(2, -2));
});

test.each([
  "s3://logs/AWSLogs/123456789012/elasticloadbalancing/eu-west-1/2026/12/01/123456789012_elasticloadbalancing_eu-west-1_app.shop.1a2b3c4d5e6f7a8b_20261201T0315Z_10.0.0.1_3abcdEFG.log.gz",
  "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "request 123e4567-e89b-12d3-a456-426614174000, Root=1-67891233-abcdef012345678912345678",
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188",
  "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-1a2b3c",
  "nextToken: eyJhbGciOiJIUzI1NiJ9, max_tokens: 128000",
  "pwd: /srv/shop-2/app, secret: shop-db-credentials-v2, secret = shop/prod/db-2",
  "the token for shop is expired since 2026-12-01T03:12:00Z",
  "Authorization: failed for 1000 users of shop-web-12; cookie: accepted by 300 users",
  "mysql -h db -p shop; psql -p 5432 -h x; redis-cli -p 6379 ping; curl -u app https://x",
  "http://host:8080/a@b https://shop.example:443/@scope/x ssh://git@github.com/x",
  "name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: shop-db-2",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as configurations have it
  'api_key: ${API_KEY_V2}, password=$DB_PASSWORD, password: "{{ .Values.password }}"',
  "routing_key: orders.created.v1, session: 3 of 5, sig 11 (SIGSEGV), pass: 12, fail: 3",
  "access key rotated on 2026-11-30; private key of shop-2026 was rotated; password unchanged",
  "client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUQ",
  "AROAIOSFODNN7EXAMPLE:botocore-session-1234567890, sk-shop-web-production-1, key: 1/2",
])("is nothing of what stands in incidents: %s", (text) => {
  expect(secretsIn(text)).toEqual([]);
});
