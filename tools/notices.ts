import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The notices that must go along with code of packages: each text in full, once, under the packages that it is of. */
export function notices(folders: readonly string[]): string {
  const byText = Map.groupBy(folders, textIn);
  const parts = [...byText].map(([text, of]) => `${of.map(titleOf).sort().join("\n")}\n\n${text}`);
  return [head, ...parts].join(`\n\n${"-".repeat(80)}\n\n`);
}

const head = `Handrail is under Apache-2.0 (LICENSE). The files in dist also hold code of the packages below, unchanged but for being
put together, each under its own licence. The sources of each are in the package of its name at https://www.npmjs.com.`;

function textIn(folder: string): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return texts.join("\n\n") || "(Its package holds no text of its licence.)";
}

function titleOf(folder: string): string {
  const { name, version, license, author }: Manifest = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  if (license === undefined) throw new Error(`${folder} states no licence.`);
  const by = typeof author === "object" ? author.name : author;
  return `${name} ${version}: ${license}${by ? `, by ${by}` : ""}`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}
