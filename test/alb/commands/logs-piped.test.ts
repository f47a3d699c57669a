import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { logLine } from "../../../lab/logs/line.ts";
import { simulateLogEntries } from "../../../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../../../lab/logs/site.ts";

const site: LoggedSite = {
  ...{ seed: 3, start: 1_767_225_600, seconds: 3_600, requestsPerSecond: 1 },
  ...{ nodes: ["10.0.0.1"], targets: ["10.0.1.1:3000", "10.0.1.2:3000"], group: "web" },
  ...{ idleSeconds: 5, roundTripSeconds: 0.15, picks: "oldest", serviceSeconds: 0.05 },
  paths: ["/items"],
};

/** What `handrail logs -` says of what is piped into it, and its exit code. */
async function piped(bytes: Buffer): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, ["src/cli.ts", "logs", "-"]);
  const saying = Promise.all([text(child.stdout), text(child.stderr)]);
  child.stdin.end(bytes);
  const [code] = await once(child, "close");
  return { code, said: (await saying).join("") };
}

it.each(["plain", "compressed"])("reads %s lines that are piped in", async (kind) => {
  const plain = Buffer.from(
    [...simulateLogEntries(site)].map((entry) => `${logLine(entry)}\n`).join(""),
  );
  const { code, said } = await piped(kind === "plain" ? plain : gzipSync(plain));
  expect(said).toContain("The keep-alive race is shown");
  expect(code).toBe(10);
});

it("says so where what is piped in is no access log", async () => {
  const { code, said } = await piped(Buffer.from("hello\nworld\n"));
  expect(said).toContain("No line of this time is an access log line");
  expect(code).not.toBe(0);
});
