import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Measurement, rounded } from "./measured/measurement.ts";

const root = join(import.meta.dirname, "..");

/** `npm run demo -- --auto` until the run is resolved. */
export async function benchDemo(): Promise<Measurement> {
  const began = performance.now();
  const child = spawn(process.execPath, ["lab/demo.ts", "--auto"], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  const [code] = await once(child, "close");
  return {
    figures: {
      "to resolved, s": rounded((performance.now() - began) / 1_000),
      end: said.trim().split("\n").at(-1) ?? "",
      "exit code": Number(code),
    },
    ratios: {},
    aims: [
      { of: "to resolved, s", most: 90 },
      { of: "exit code", most: 0 },
    ],
    notes: ["Most of it is traffic that has to happen before anything can be counted."],
  };
}
