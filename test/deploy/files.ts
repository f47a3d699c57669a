import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

export const deploy = join(import.meta.dirname, "../../deploy");

export const read = (name: string): string => readFileSync(join(deploy, name), "utf8");

/** The documents of a YAML file, with any mistake in it thrown. */
export function documents<Kind>(name: string): Kind[] {
  return parseAllDocuments(read(name), { strict: true, uniqueKeys: true }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Kind;
  });
}

/** Whether a program is on this machine: what npm cannot install checks only where it is. */
export const isHere = (program: string, ...words: readonly string[]): boolean =>
  spawnSync(program, words, { stdio: "ignore" }).status === 0;
