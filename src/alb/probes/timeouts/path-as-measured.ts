import { formatUtc } from "../../../language/amounts.ts";
import { answersIn, type RunEvent } from "../../../run/event.ts";
import { newestEvidence } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import type { ServerAnswer } from "../../fields/field-builders.ts";
import { serverCloses } from "../../links/idle-times.ts";
import { closingWords } from "../../links/link-sentence.ts";
import { serverNamed } from "../../links/servers.ts";
import { measure } from "../measure/probe.ts";

/** A request path, with what was measured in place of what was said. */
export interface MeasuredPath {
  readonly path: readonly ServerAnswer[];
  /** That a measurement counts, and instead of what; absent where none does. */
  readonly says?: string;
}

/**
 * The path with the run's newest measurement of the targets for its first server, which they are. A measurement counts until the
 * path is described anew or a change is rolled out, for then it is of the time before.
 */
export function withMeasured(
  path: readonly ServerAnswer[],
  run: Pick<Run, "visits" | "log" | "changes">,
): MeasuredPath {
  const [first, ...others] = path;
  const { at, closes } = newestEvidence(run, measure)?.numbers ?? {};
  if (first === undefined || at === undefined || !closes) return { path };
  if (at < Math.max(describedAt(run.log), ...run.changes)) return { path };
  const where = [closes.where, formatUtc(at)].filter((part) => part !== undefined).join(", ");
  const measured = { ...first, closes: { ...closes, where } };
  return { path: [measured, ...others], says: insteadOf(first, measured) };
}

const describedAt = (log: readonly RunEvent[]): number =>
  log.findLast((event) => "path" in answersIn(event))?.at ?? 0;

function insteadOf(said: ServerAnswer, measured: ServerAnswer): string {
  const server = serverNamed(said.kind);
  const name = server?.called ?? said.kind;
  const [before, now] = [said, measured].map(({ closes }) => serverCloses(closes, server));
  if (before === undefined || now === undefined) return "";
  const words = closingWords(name, now.idle);
  const same = JSON.stringify(before.idle) === JSON.stringify(now.idle);
  const was =
    same || before.idle.kind === "unknown"
      ? ""
      : ` It counts instead of what was described: ${closingWords(name, before.idle)}.`;
  return `Measured (${measured.closes.where}): ${words}.${was}`;
}
