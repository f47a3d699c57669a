import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installArchive, pack } from "./measured/installed.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

const root = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** A fresh folder to installed packages with a warm npm cache, all of them and those of a checkout in production, and Handrail itself as its archive. */
export async function benchInstall(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-install-"));
  try {
    for (const file of ["package.json", "package-lock.json"])
      await cp(join(root, file), join(folder, file));
    const all = await seconds(() => install(folder));
    const production = await seconds(() => install(folder, "--omit=dev"));
    const elsewhere = join(folder, "elsewhere");
    const archive = await pack(elsewhere);
    const packed = await seconds(() => installArchive(archive, elsewhere));
    return {
      figures: {
        "npm ci, s": rounded(all),
        "npm ci --omit=dev, s": rounded(production),
        "packages of a checkout in production, MB": await megabytes(folder),
        "archive of npm pack, MB": rounded((await stat(archive)).size / 1_000_000),
        "installing the archive, s": rounded(packed),
        "the archive with its packages, MB": await megabytes(elsewhere),
      },
      ratios: {},
      aims: [
        { of: "npm ci, s", most: 40 },
        { of: "the archive with its packages, MB", most: 120 },
      ],
      notes: [
        "What remains: DuckDB, a database in one library, is 70 MB, and the archive brings along what it needs of all packages but three. In a checkout, the clients of the AWS services that Handrail may ask are 110 MB with what they share, nearly all of it declarations and second builds that Node never loads; the image holds the package.",
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const install = (cwd: string, ...more: readonly string[]) =>
  run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", ...more], { cwd });

async function megabytes(cwd: string): Promise<number> {
  const { stdout } = await run("du", ["-sm", "node_modules"], { cwd });
  return Number(stdout.split("\t")[0]);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
