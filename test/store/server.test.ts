import { chmod, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { folders } from "./folder.ts";
import { copyBinaries } from "./server/binaries.ts";
import { sharedFolder } from "./server/shared-folder.ts";

const folder = folders();

it("gives another user's server a folder that it may enter, however private the temporary one is", async () => {
  const made = await sharedFolder("handrail-shared-", folder());
  onTestFinished(() => rm(made, { recursive: true }));
  const last = process.getuid?.() === 0 ? "/" : made;
  for (let path = made; path !== last; path = dirname(path))
    expect((await stat(path)).mode & 0o001, path).toBe(0o001);
});

it("lets every user run the programs that it copies, also of a package that only its owner may read", async () => {
  const [from, to] = [join(folder(), "native"), join(folder(), "native")];
  await mkdir(join(from, "bin"), { recursive: true });
  await mkdir(join(from, "lib"));
  await writeFile(join(from, "bin", "initdb"), "", { mode: 0o600 });
  await writeFile(join(from, "lib", "libpq.so"), "", { mode: 0o600 });
  for (const path of ["bin", "lib", "."]) await chmod(join(from, path), 0o700);
  await copyBinaries(from, to);
  const modes = { ".": 0o755, bin: 0o755, "bin/initdb": 0o755, lib: 0o755, "lib/libpq.so": 0o644 };
  for (const [path, mode] of Object.entries(modes))
    expect((await stat(join(to, path))).mode & 0o777, path).toBe(mode);
});
