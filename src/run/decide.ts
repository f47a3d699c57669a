import type { FieldKinds, Flow } from "#language";
import { type Act, actRules } from "./act.ts";
import { BadInput, RunClosed } from "./errors.ts";
import type { Happening } from "./event.ts";
import type { Run } from "./run.ts";
import { looksSecret, secretsIn, withoutQueries } from "./secrets.ts";
import type { ActRule } from "./slices/slice.ts";
import { refuseLong } from "./text-lengths.ts";
import type { Person } from "./visits.ts";

/**
 * What an act makes happen to this run. `flow` is the version that the run walks; for moveOn the one to go on with. Throws
 * what the person who asked must be told; pure otherwise.
 */
export function decideEvent(
  flow: Flow,
  run: Run,
  act: Act,
  { by, fields, now = lastChanged(run) }: By,
): Happening {
  refuseLong(act);
  refuseSecrets(act);
  const rule: ActRule<Act, Happening> = actRules[act.kind];
  if (run.ending && !rule.whenClosed)
    throw new RunClosed("This runbook is closed. Its record is in the thread.");
  return rule.decide({ flow, run, act: withoutQueryValues(act), by, now, fields });
}

/** A reason keeps no values of the queries of its addresses, any of which may be a secret. */
const withoutQueryValues = (act: Act): Act =>
  "reason" in act && act.reason !== undefined
    ? { ...act, reason: withoutQueries(act.reason) }
    : act;

/** Who acts; `now` is when the run was last changed at the earliest. */
export interface By {
  readonly by: Person;
  readonly fields: FieldKinds;
  readonly now?: number;
}

const lastChanged = ({ log, startedAt }: Run): number => log.at(-1)?.at ?? startedAt;

/** Throws BadInput for a reason, or a section of the postmortem, that looks like a secret: its form lets one write it anew. */
function refuseSecrets(act: Act): void {
  const reason = "reason" in act && act.reason !== undefined ? { reason: act.reason } : {};
  const all: Readonly<Record<string, string>> = act.kind === "edit" ? act.texts : reason;
  for (const [field, text] of Object.entries(all)) {
    const names = secretsIn(text);
    if (names.length > 0) throw new BadInput(looksSecret(names), field);
  }
}
