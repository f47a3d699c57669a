import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const leastBytes = 2 ** 30;

/** The folder of temporary files, or one in memory that has room: there a database is made ten times faster, and no commit waits. */
export function roomyMemory(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    accessSync("/dev/shm", constants.W_OK);
    if (bavail * bsize > leastBytes) return "/dev/shm";
  } catch {
    // Not every system has it.
  }
  return tmpdir();
}
