import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const checkout = join(import.meta.dirname, "..");
const compiler = join(checkout, "node_modules/.bin/tsc");

it("compiles, so that each @ts-expect-error stands before something that the compiler refuses", async () => {
  // Each of several checkers would work out the types of AWS anew, on cores on which other tests run.
  const tsc = promisify(execFile)(compiler, ["--checkers", "1"], { cwd: checkout });
  const { stdout } = await tsc.catch((failed: { stdout: string }) => failed);
  expect(stdout).toBe("");
  // On a machine that does a lot besides, from nothing.
}, 600_000);
