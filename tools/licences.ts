import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// `npm run licences`: writes which licence each package has that Handrail needs at run time, and the texts that must go along.

/** package-lock.json, as far as it is read. */
export interface Lock {
  readonly packages: {
    readonly [path: string]: {
      readonly version?: string;
      readonly license?: string;
      readonly dev?: boolean;
      readonly hasInstallScript?: boolean;
    };
  };
}

/** The packages that are installed in production, by path. */
export const neededIn = ({ packages }: Lock) =>
  Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);

/** Where the texts come from that MPL-2.0 and OFL-1.1 want to go along. */
export const texts = {
  "MPL-2.0": "@resvg/resvg-js/LICENSE",
  "OFL-1.1": "@expo-google-fonts/inter/LICENSE_FONT",
} as const;

/** The list in Markdown: each licence with its packages. */
export function licenceList(lock: Lock): string {
  const needed = neededIn(lock).map(([path, { version = "", license = "not stated" }]) => ({
    name: `${path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)} ${version}`,
    license,
  }));
  const byLicence = Map.groupBy(needed, ({ license }) => license);
  const sections = [...byLicence]
    .sort(([one], [other]) => one.localeCompare(other, "en"))
    .map(([license, all]) => {
      const names = [...new Set(all.map(({ name }) => name))].sort();
      return `## ${license}\n\n${names.join(", ")}\n`;
    });
  return [
    "# Licences\n",
    "Handrail itself: Apache-2.0. What it needs at run time, written by `npm run licences` from package-lock.json; each package holds its licence in full, and the archive that `npm pack` makes holds those of all packages that are bundled in it (THIRD-PARTY-NOTICES.txt). The texts of [MPL-2.0](licences/MPL-2.0.txt) (resvg and jmespath, unchanged; their sources are at https://github.com/thx/resvg-js and https://github.com/jmespath-community/typescript-jmespath) and of [OFL-1.1](licences/OFL-1.1.txt) (the font Inter) stand beside this list.\n",
    ...sections,
  ].join("\n");
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  writeFileSync(join(root, "docs/licences.md"), licenceList(lock));
  mkdirSync(join(root, "docs/licences"), { recursive: true });
  for (const [name, from] of Object.entries(texts))
    copyFileSync(join(root, "node_modules", from), join(root, `docs/licences/${name}.txt`));
}
