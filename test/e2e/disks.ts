import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** A small disk of its own, mounted at `path`; leaving the block unmounts it. */
export interface Disk extends Disposable {
  readonly path: string;
}

/** A disk on which an error can happen, after which it can only be read until it is repaired. */
export interface Breakable extends Disk {
  readonly fail: () => void;
  /** Mounts it so that it can only be read; no file on it may be open. */
  readonly protect: () => void;
  readonly repair: () => void;
}

/** Whether this process may mount disks. */
export const canMount = isDone(() => mountSmall(1)[Symbol.dispose]());

/** A disk of so many MB in memory. */
export function mountSmall(megabytes: number): Disk {
  return mounted(["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs"]);
}

/** An ext4 in a file of the folder, which errors make read-only, as most servers set theirs. */
export function mountBreakable(folder: string): Breakable {
  const file = join(folder, "disk.img");
  writeFileSync(file, Buffer.alloc(24 * 2 ** 20));
  run("mkfs.ext4", "-q", file);
  const how = ["-o", "loop,errors=remount-ro", file] as const;
  const disk = mounted(how);
  const { path } = disk;
  return {
    ...disk,
    fail: () => {
      const device = basename(run("findmnt", "-no", "SOURCE", path).trim());
      writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, "a test");
    },
    protect: () => void run("mount", "-o", "remount,ro", path),
    repair: () => {
      run("umount", path);
      // It says 1 when it mended something.
      isDone(() => run("fsck.ext4", "-fp", file));
      run("mount", ...how, path);
    },
  };
}

function mounted(what: readonly string[]): Disk {
  const path = mkdtempSync(join(tmpdir(), "handrail-disk-"));
  try {
    run("mount", ...what, path);
  } catch (thrown) {
    rmdirSync(path);
    throw thrown;
  }
  const leave = () => {
    // At once also where a bot still has files open on it.
    run("umount", "--lazy", path);
    rmdirSync(path);
  };
  return { path, [Symbol.dispose]: leave };
}

function run(program: string, ...words: readonly string[]): string {
  return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

function isDone(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
