import type { ComparisonDrawing, Drawing } from "../language/picture.ts";
import type { Run, Visit } from "./run.ts";

/** What the evidence of a visit looks like, with the changes marked; nothing where there is nothing to see. */
export function picturesOf(
  { changes }: Pick<Run, "changes">,
  { evidence }: Visit,
): readonly Drawing[] {
  const drawn = evidence?.picture;
  if (drawn === undefined) return [];
  return [drawn.kind === "failures" ? { ...drawn, changes } : drawn];
}

/** Before and after as the newest look that compared them saw it; undefined where none did. */
export function newestComparison(run: Run): ComparisonDrawing | undefined {
  const drawn = run.visits
    .filter(({ superseded }) => !superseded)
    .flatMap((visit) => picturesOf(run, visit));
  return drawn.findLast((one): one is ComparisonDrawing => one.kind === "comparison");
}
