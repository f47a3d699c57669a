import type { Person } from "../../../run/event.ts";
import type { Run } from "../../../run/run.ts";

/** Who drove just before the event at this index of the run's log. */
export function driverBefore(run: Run, index: number): Person {
  const change = run.log
    .slice(0, index)
    .findLast(({ kind }) => kind === "handedOver" || kind === "tookOver");
  if (change?.kind === "handedOver") return change.to;
  return change?.by ?? run.startedBy;
}
