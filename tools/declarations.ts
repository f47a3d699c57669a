import { execFileSync } from "node:child_process";
import { globSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Removes the declarations that `entry` does not lead to: the compiler writes one for every file that it read, and the others would
 * want the types of packages that are not installed.
 */
export function onlyReached(folder: string, entry: string): void {
  const options = ["--ignoreConfig", "--noEmit", "--listFilesOnly", "--module", "nodenext"];
  const listed = execFileSync("tsc", [...options, entry], { cwd: folder, encoding: "utf8" });
  const reached = new Set(listed.split("\n").map((line) => line.trim()));
  for (const file of globSync("**/*.d.ts", { cwd: folder }))
    if (!reached.has(join(folder, file))) rmSync(join(folder, file));
}
