import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export const checkout: string = join(import.meta.dirname, "../..");

/** Runs `npm pack` in a copy of these paths of the checkout, so that the checkout stays as it is. Returns the archive. */
export async function packed(paths: readonly string[], copy: string): Promise<string> {
  await mkdir(copy);
  for (const path of paths) await cp(join(checkout, path), join(copy, path), { recursive: true });
  await symlink(join(checkout, "node_modules"), join(copy, "node_modules"));
  await run("npm", ["pack", "--silent"], { cwd: copy });
  const { name, version } = await manifestOf(checkout);
  return join(copy, `${name}-${version}.tgz`);
}

/** Unpacks an archive, and does what `npm install` would do without a registry: the checkout lends the dependencies, and no others. */
export async function unpacked(archive: string, to: string, modules: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await run("tar", ["-xzf", archive, "--strip-components=1", "-C", to]);
  for (const name of Object.keys((await manifestOf(to)).dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(checkout, "node_modules", name), join(modules, name));
  }
}

export async function manifestOf(folder: string): Promise<{
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}
