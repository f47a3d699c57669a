import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Cases, type LineOf, readCases } from "./cases.ts";

/** A .test.yaml file that could be read. */
export interface CaseFile {
  readonly file: string;
  readonly cases: Cases;
  readonly lineOf: LineOf;
}

export interface CaseFiles {
  readonly files: readonly CaseFile[];
  /** "throttled.test.yaml:4: …" */
  readonly problems: readonly string[];
}

/** The cases of a folder and of those below it. */
export async function caseFilesIn(folder: string): Promise<CaseFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.test\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("node_modules"))
    .sort();
  const files: CaseFile[] = [];
  const problems: string[] = [];
  for (const file of paths) {
    const read = readCases(file, await readFile(file, "utf8"));
    if (read.kind === "wrong") problems.push(...read.problems);
    else files.push({ file, cases: read.cases, lineOf: read.lineOf });
  }
  return { files, problems };
}
