import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type World, worldShape } from "./shape.ts";

/** The worlds of a folder and of those below it: each .world.yaml file. Throws with the file's name where one is wrong. */
export const worldsIn = (folder: string): readonly World[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".world.yaml") && !name.includes("node_modules"))
    .sort()
    .map((name) => readWorld(join(folder, name)));

/** Those that ship, one for each runbook in YAML. */
export const worlds: readonly World[] = worldsIn(import.meta.dirname);

function readWorld(file: string): World {
  const read = worldShape.safeParse(parse(readFileSync(file, "utf8")));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`The world ${file} cannot be played:\n${problems.join("\n")}`);
}
