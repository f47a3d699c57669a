import { chmod, mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Makes a temporary folder that every user may enter: servers that refuse to run as root run as nobody, whom a private TMPDIR
 * keeps out, also of what stands below it.
 */
export async function sharedFolder(prefix: string, preferred = tmpdir()): Promise<string> {
  const parent = (await isOpenToAll(preferred)) ? preferred : "/tmp";
  const folder = await mkdtemp(join(parent, prefix));
  await chmod(folder, 0o755);
  return folder;
}

async function isOpenToAll(folder: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  const { mode } = await stat(folder);
  const isOpen = (mode & 0o001) !== 0;
  return isOpen && (dirname(folder) === folder || isOpenToAll(dirname(folder)));
}
