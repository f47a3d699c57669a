import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";

// Before `npm pack`: emits JavaScript and declarations to dist, because Node does not run TypeScript below node_modules.
const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
execFileSync("tsc", ["--project", "tsconfig.pack.json"], { cwd: root, stdio: "inherit" });
copyWhatTheCompilerLeaves("src");
copyWhatTheCompilerLeaves("flows");
writeManifest();

/** Drawings, tables and other files that the program reads beside its code. */
function copyWhatTheCompilerLeaves(folder: string) {
  cpSync(join(root, folder), join(dist, folder), {
    recursive: true,
    filter: (file) => extname(file) !== ".ts",
  });
}

/** The nearest package.json decides what `#flow` means: in dist it is the JavaScript. */
function writeManifest() {
  const { name, version, imports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const built = Object.entries<string>(imports).map(([word, file]) => [
    word,
    file.replace(/\.ts$/, ".js"),
  ]);
  const manifest = { name, version, type: "module", imports: Object.fromEntries(built) };
  writeFileSync(join(dist, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
