import { existsSync } from "node:fs";
import { findChromium } from "../../lab/page/drive/chromium.ts";
import { findBinaries } from "../store/server/binaries.ts";
import { pgbouncer } from "../store/server/pooler.ts";
import { canMount } from "./disks.ts";

/** What this machine lacks, in a sentence each that says which tests are left out and what to install. */
export function leftOut(): readonly string[] {
  const server = findBinaries();
  return [
    ...("missing" in server && !process.env.TEST_DATABASE_URL ? [server.missing] : []),
    ...(pgbouncer === undefined
      ? [
          "PgBouncer is not installed: the tests behind a pooler are left out. Debian, Ubuntu: apt-get install pgbouncer; macOS: brew install pgbouncer.",
        ]
      : []),
    ...(canMount
      ? []
      : ["Only root may mount disks: the tests of a full or broken disk are left out."]),
    ...chromiumIsMissing(),
  ];
}

/** Said where it is seen, beside the count of what was skipped. */
export function teardown(): void {
  for (const sentence of leftOut()) process.stderr.write(`\n${sentence}\n`);
}

function chromiumIsMissing(): readonly string[] {
  try {
    findChromium(process.env, existsSync);
    return [];
  } catch (thrown) {
    return [`The page's tests fail: ${thrown instanceof Error ? thrown.message : thrown}`];
  }
}
