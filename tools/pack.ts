import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle, unbundled } from "./bundle.ts";
import { onlyReached } from "./declarations.ts";
import { notices } from "./notices.ts";

// Before `npm pack`: makes the archive that is installed, in dist. It holds JavaScript, because Node runs no TypeScript below
// node_modules, and its package.json names only what is not bundled. It is put together in a folder of its own, so that neither a
// failure nor whoever uses the checkout meanwhile finds another package.json there; after npm's own archive is written,
// replace-archive.ts puts this one in its place.
const root = join(import.meta.dirname, "..");
const stage = mkdtempSync(join(tmpdir(), "handrail-pack-"));
const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

try {
  const dist = join(stage, "dist");
  const bundled = await bundle(root, dist);
  writeFileSync(join(stage, "THIRD-PARTY-NOTICES.txt"), notices(bundled));
  writeFileSync(join(stage, "package.json"), JSON.stringify(packed(manifest), null, 2));
  for (const name of ["README.md", "LICENSE", ...manifest.files]) copy(name);
  copyFlows(join(dist, "flows"));
  for (const table of globSync("src/**/*.md", { cwd: root }))
    cpSync(join(root, table), join(dist, table));
  rewrite(join(stage, "docs/examples/hello.ts"), (text) => text.replace("#flow", "handrail/flow"));
  run("tsc", ["--project", "tsconfig.pack.json", "--outDir", dist]);
  onlyReached(dist, "src/flow.d.ts");
  mkdirSync(join(root, "dist"), { recursive: true });
  run("npm", [
    "pack",
    stage,
    "--silent",
    "--dry-run=false",
    "--pack-destination",
    join(root, "dist"),
  ]);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

interface Manifest {
  readonly files: readonly string[];
  readonly imports: { readonly [word: string]: string };
  readonly dependencies: { readonly [name: string]: string };
  readonly [more: string]: unknown;
}

function run(program: string, words: readonly string[]) {
  execFileSync(program, words, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

function copy(name: string) {
  const from = join(root, name);
  if (existsSync(from)) cpSync(from, join(stage, name), { recursive: true });
}

/** Whoever copies the example to a folder of flows imports the package. */
function rewrite(file: string, change: (text: string) => string) {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The runbooks in YAML and their cases, which are read beside the code. */
function copyFlows(to: string) {
  cpSync(join(root, "flows"), to, { recursive: true, filter: (file) => !file.endsWith(".ts") });
}

/** The manifest of the archive: only what is not bundled is installed with it, and `#flow` means the declarations. */
function packed({ private: _, scripts, devDependencies, allowScripts, ...kept }: Manifest) {
  const imports = Object.entries(kept.imports).map(([word, file]) => [
    word,
    file.replace("./", "./dist/").replace(/\.ts$/, ".js"),
  ]);
  const dependencies = unbundled.map((name) => [name, kept.dependencies[name]]);
  return {
    ...{ ...kept, files: [...kept.files, "dist", "THIRD-PARTY-NOTICES.txt"] },
    ...{ imports: Object.fromEntries(imports), dependencies: Object.fromEntries(dependencies) },
  };
}
