import { execFile } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Packs this checkout into a folder, which is made for it. Returns the archive. */
export async function pack(folder: string): Promise<string> {
  await mkdir(folder);
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
  const archive = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  if (archive === undefined) throw new Error("npm pack left no archive.");
  return join(folder, archive);
}

/** Installs an archive in a folder as a company would, with what npm has kept of its packages. Returns the program. */
export async function installArchive(archive: string, folder: string): Promise<string> {
  const options = ["--prefix", folder, "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...options, archive], { cwd: folder });
  return join(folder, "node_modules/handrail/bin/handrail.js");
}
