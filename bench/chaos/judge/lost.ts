import type { Flow } from "#flow";
import { shippedPacks } from "../../../src/load-catalogue.ts";
import type { Act } from "../../../src/run/act.ts";
import { decideEvent } from "../../../src/run/decide.ts";
import { HandrailError } from "../../../src/run/errors.ts";
import { foldLog } from "../../../src/run/fold.ts";
import type { Run } from "../../../src/run/run.ts";
import type { Person } from "../../../src/run/visits.ts";
import type { Ledger } from "../ledger.ts";
import { isPromised, type Told } from "../told.ts";
import type { Evidence, Finding, Judged } from "./finding.ts";
import { isCurrent, isShown, textOf } from "./rendering.ts";

/** Acts that were promised and are not in the log, and transitions that the thread does not show. */
export const lost = (evidence: Evidence, recorded: ReadonlySet<Told>): readonly Finding[] => [
  ...evidence.told.filter((told) => isLost(evidence, recorded, told)).map(actLost),
  ...evidence.runs.flatMap((judged) => unshown(evidence, judged)),
];

/** An id that is remembered was recorded, whatever was said later; without it, a refusal must be due by the rules. */
function isLost({ ledger, runs }: Evidence, recorded: ReadonlySet<Told>, told: Told): boolean {
  if (recorded.has(told)) return false;
  if (ledger.deliveries.has(told.id)) return true;
  if (!isPromised(told)) return false;
  const judged = runs.find(({ run }) => run.id === told.ruled?.run);
  return judged === undefined || !isRefusable(judged, told, momentsOf(ledger, judged.run));
}

/** When each event of the run's log was recorded, by the walkers' clock. */
const momentsOf = ({ events }: Ledger, { id }: Run): readonly number[] =>
  events.flatMap(({ run, at }) => (run === id ? [at] : []));

/** A click may wait for others that are being committed: states that held shortly before it count as well. */
const slackMs = 2_000;

/** Whether the rules refuse the act in a state that the run was in between the click and its answer. */
function isRefusable(
  { run, flow }: Judged,
  { by, ruled, sentAt, answeredAt }: Told,
  moments: readonly number[],
): boolean {
  if (ruled === undefined) return false;
  const before = moments.filter((at) => at <= sentAt - slackMs).length;
  const after = moments.filter((at) => at <= answeredAt).length;
  for (let length = Math.max(1, before); length <= after; length += 1) {
    const then = foldLog(run.log.slice(0, length));
    if (ruled.channel !== undefined && then.place.channel !== ruled.channel) return true;
    if (refuses(flow, then, ruled.act, by)) return true;
  }
  return false;
}

function refuses(flow: Flow, run: Run, act: Act, by: Person): boolean {
  try {
    decideEvent(flow, run, act, { by, fields: shippedPacks.fields });
    return false;
  } catch (error) {
    if (error instanceof HandrailError) return true;
    throw error;
  }
}

const actLost = ({ id, by, wants, sentAt }: Told): Finding => ({
  kind: "lost",
  says: `${by} was told that it is done, and no log has it: ${JSON.stringify(wants)}`,
  key: id,
  at: sentAt,
  ...(wants.run === undefined ? {} : { run: wants.run }),
});

/** What is current is judged as stuck instead. */
function unshown({ sight }: Evidence, { run, wanted }: Judged): readonly Finding[] {
  return wanted
    .filter((message) => !isCurrent(run, message) && !isShown(sight, run, message))
    .map(({ key }) => ({
      kind: "lost",
      says: `the thread does not show this message as the run has it; it shows: ${textOf(sight, run, key)}`,
      run: run.id,
      key,
    }));
}
