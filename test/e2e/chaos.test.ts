import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { folders } from "../store/folder.ts";

const main = join(import.meta.dirname, "../../bench/chaos/main.ts");
const folder = folders();
const leftIn = async (path: string) =>
  (await readdir(path)).filter((name) => name.startsWith("handrail-chaos-"));
const minutes = 60_000;

/** Resolves with the last line's object; an exit code other than 0 rejects with all that was said. */
async function chaos(TMPDIR: string, ...words: readonly string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words, "--verbose"], {
    timeout: 14 * minutes,
    env: { ...process.env, TMPDIR },
  });
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}

const clean = { kills: 20, lost: 0, duplicated: 0, stuck: 0, outOfOrder: 0 };

for (const store of ["sqlite", "postgres"]) {
  it(
    `loses nothing and does nothing twice on ${store} when bots are killed twenty times and their clocks are set back an hour and forward a day`,
    async () => {
      const temporary = folder();
      const verdict = await chaos(
        temporary,
        "--kills",
        "20",
        "--seed",
        "7",
        "--store",
        store,
        "--clocks",
      );
      expect(verdict).toMatchObject(clean);
      // A verdict about people who did nothing would be worth nothing.
      expect(verdict.acknowledged).toBeGreaterThan(20);
      expect(await leftIn(temporary)).toEqual([]);
    },
    15 * minutes,
  );
}
