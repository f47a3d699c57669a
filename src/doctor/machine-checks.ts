import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm, stat, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { openStore } from "../store/open.ts";
import { type CheckResult, type DoctorCheck, failure, ok, skipped, warning } from "./check.ts";

const needed = 24;

/** What a container is known by. */
export interface ContainerIdentity {
  /** The root of the file system. */
  readonly root: string;
  readonly isInPod: boolean;
}

/** Node, as the first thing that anything else needs. */
export const nodeCheck = (version: string): DoctorCheck => ({
  name: "node",
  look: async () =>
    Number.parseInt(version, 10) >= needed
      ? [ok(`Node ${version}.`)]
      : [failure("node-version", `This is Node ${version}; Handrail needs ${needed} or newer.`)],
});

/** Where runs are kept: that it can be written, lasts, has room, and holds tables of this version. */
export const storeChecks = (config: Config, where: ContainerIdentity): readonly DoctorCheck[] => [
  { name: "database folder", look: () => writable(config) },
  { name: "database volume", needs: ["database folder"], look: () => mounted(config, where) },
  { name: "database", needs: ["database folder"], look: () => readable(config) },
  { name: "disk space", needs: ["database folder"], look: () => room(config) },
];

const folderOf = ({ database }: Config): string | undefined =>
  database.kind === "sqlite" ? dirname(resolve(database.path)) : undefined;
const elsewhere = [skipped("Runs are kept in PostgreSQL.")];

async function writable(config: Config): Promise<readonly CheckResult[]> {
  const folder = folderOf(config);
  if (folder === undefined) return elsewhere;
  const file = join(folder, `.handrail-doctor-${randomUUID()}`);
  try {
    await writeFile(file, "", { flag: "wx" });
    await rm(file);
    return [ok(`${folder} can be written.`)];
  } catch (error) {
    return [failure("database-folder", `${folder} cannot be written: ${wordsOf(error)}`)];
  }
}

/** What a container keeps beside its volumes is gone with it. */
async function mounted(
  config: Config,
  { root, isInPod }: ContainerIdentity,
): Promise<readonly CheckResult[]> {
  const folder = folderOf(config);
  if (folder === undefined) return elsewhere;
  const marks = [".dockerenv", "run/.containerenv"].map((name) => join(root, name));
  if (!isInPod && !marks.some((mark) => existsSync(mark))) return [ok("Not in a container.")];
  const [here, above] = await Promise.all([stat(folder), stat(root)]);
  if (here.dev !== above.dev) return [ok(`${folder} is a volume.`)];
  return [
    warning(
      "database-not-on-volume",
      `The database lies in the container itself, not on a volume (${folder}): when the container is replaced, the record is gone.`,
    ),
  ];
}

/** Beside a bot that runs; a file that is not there yet is made at the start. */
async function readable({ database }: Config): Promise<readonly CheckResult[]> {
  if (database.kind === "sqlite" && !existsSync(database.path))
    return [ok("There is no file yet; the first start makes it.")];
  try {
    const store = await openStore(database, {
      ...{ clock: Date.now, log: { warn: () => {} }, readOnly: true },
    });
    await store.close();
    return [ok("Its tables are those of this version.")];
  } catch (error) {
    return [failure("store", wordsOf(error))];
  }
}

async function room(config: Config): Promise<readonly CheckResult[]> {
  const folder = folderOf(config);
  const data = folder === undefined ? [] : [await roomIn(folder, 1_000, "failure")];
  return [...data, await roomIn(tmpdir(), config.logsMegabytes, "warning")];
}

async function roomIn(
  folder: string,
  megabytes: number,
  kind: "failure" | "warning",
): Promise<CheckResult> {
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  const says = `${free.toLocaleString("en-US")} MB are free in ${folder}`;
  if (free >= megabytes) return ok(`${says}.`);
  // A record of runs needs little; below this, nothing should be left to chance.
  const isGrave = kind === "failure" && free < megabytes / 10;
  return (isGrave ? failure : warning)("disk-space", `${says}; it should be ${megabytes} or more.`);
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
