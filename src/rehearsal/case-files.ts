import { filesBelow } from "../notation/files-below.ts";
import { readTextFile } from "../notation/read-text-file.ts";
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
  const below = await filesBelow(folder);
  const paths = below.files.filter((path) => /\.test\.ya?ml$/.test(path));
  const files: CaseFile[] = [];
  const problems: string[] = [];
  for (const file of paths) {
    const text = await readTextFile(file).catch((error: Error) => error);
    if (typeof text !== "string") {
      problems.push(`${file}:1: It cannot be read: ${text.message}.`);
      continue;
    }
    const read = readCases(file, text);
    if (read.kind === "wrong") problems.push(...read.problems);
    else files.push({ file, cases: read.cases, lineOf: read.lineOf });
  }
  return { files, problems };
}
