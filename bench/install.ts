import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Measurement, rounded } from "./measured/measurement.ts";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** A fresh folder to installed packages with a warm npm cache, all of them and those of production alone, and how large these are. */
export async function benchInstall(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-install-"));
  try {
    for (const file of ["package.json", "package-lock.json"])
      await cp(join(root, file), join(folder, file));
    const all = await seconds(() => install(folder));
    const production = await seconds(() => install(folder, "--omit=dev"));
    const { stdout } = await run("du", ["-sm", "node_modules"], { cwd: folder });
    return {
      figures: {
        "npm ci, s": rounded(all),
        "npm ci --omit=dev, s": rounded(production),
        "production packages, MB": Number(stdout.split("\t")[0]),
      },
      ratios: {},
      aims: [
        { of: "npm ci, s", most: 40 },
        { of: "production packages, MB", most: 120 },
      ],
      notes: [
        "What remains of the packages: DuckDB, a database in one library, is 70 MB, and the clients of the AWS services that Handrail may ask are 110 with what they share, nearly all of it declarations and second builds that Node never loads; the image leaves those out.",
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const install = (cwd: string, ...more: readonly string[]) =>
  run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", ...more], { cwd });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
