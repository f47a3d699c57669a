import type { Problem } from "#language";
import { readYaml } from "../../notation/read-yaml.ts";
import { shapeProblems } from "../../probes/shape-problems.ts";
import { accountProblems } from "./account-problems.ts";
import { type FileSettings, settingsShape } from "./shape.ts";

/** What a settings file says, or all that is wrong with it: "handrail.yaml:4: accounts.0.role: It is missing. …". */
export function parseSettings(
  text: string,
  path: string,
): { readonly settings: FileSettings; readonly problems: readonly string[] } {
  const { data, problems, lineOf } = readYaml(text);
  if (problems.length > 0)
    return {
      settings: {},
      problems: problems.map(({ where, says }) => `${path}:${where}: ${says}`),
    };
  // A file of comments alone is an empty map.
  const given = data ?? {};
  const found = problemsIn(given)
    .slice(0, most)
    .map(({ where, says }) => {
      const line = lineOf([where.split(".")]);
      return `${path}:${line}: ${where === "" ? "" : `${where}: `}${says}`;
    });
  return found.length > 0
    ? { settings: {}, problems: found }
    : { settings: settingsShape.parse(given), problems: [] };
}

/** Nobody mends more at once, and the line of each is looked for. */
const most = 50;

function problemsIn(given: unknown): readonly Problem[] {
  const problems = shapeProblems(settingsShape, given);
  return problems.length > 0
    ? problems
    : accountProblems(settingsShape.parse(given).accounts ?? []);
}
