import { expect, it } from "vitest";
import { logLine, shopLogged } from "../../../lab/logs/line.ts";
import { handledEntry } from "../../../lab/logs/practice.ts";

const entry = handledEntry(
  "web",
  { kind: "closed" },
  {
    ...{ node: "198.51.100.11", target: "127.0.0.1:3000", client: "127.0.0.1:41000" },
    ...{ method: "GET", url: "/", agent: undefined },
    ...{ arrivedAt: 1_000, sentAt: 1_012, endedAt: 1_042 },
  },
);

it("logs HTTP/2 over TLS as h2, and plain HTTP as http", () => {
  expect(logLine(entry, shopLogged)).toMatch(
    /^h2 .*"GET https:\/\/shop\.example\.com:443\/ HTTP\/2\.0"/,
  );
  expect(logLine(entry, { ...shopLogged, scheme: "http" })).toMatch(/^http .* HTTP\/1\.1"/);
});
