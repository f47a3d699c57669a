import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

/** The files below a folder, in order, and what is linked there and cannot be found. */
export interface Below {
  readonly files: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Finds the files of a folder and of those below it, through links too, as a volume of Kubernetes has them; each folder once. Left
 * out are node_modules and whatever begins with a dot. Rejects where the folder cannot be read.
 */
export async function filesBelow(folder: string): Promise<Below> {
  const seen = new Set<string>();
  const files: string[] = [];
  const lost: string[] = [];
  const visit = async (at: string): Promise<void> => {
    const real = await realpath(at);
    if (seen.has(real)) return;
    seen.add(real);
    for (const name of (await readdir(at)).sort()) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = join(at, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory()) await visit(path);
      else if (found?.isFile()) files.push(path);
      else if (found === undefined) lost.push(path);
    }
  };
  await visit(folder);
  return { files: files.sort(), lost };
}
