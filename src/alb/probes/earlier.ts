import type { Visit } from "../../run/visits.ts";
import type { ProbeId } from "./signatures.ts";

/** A visit as far as its evidence is read. */
export type Seen = Pick<Visit, "evidence" | "superseded">;

/** What a probe found at a visit; undefined where another one looked, or the look was taken back. */
export const countingAt = (visit: Seen, probe: ProbeId): Seen["evidence"] =>
  !visit.superseded && visit.evidence?.probe.startsWith(`${probe}@`) ? visit.evidence : undefined;

/** A probe's newest evidence that counts. */
export const newestOf = (visits: readonly Seen[], probe: ProbeId): Seen["evidence"] =>
  visits.findLast((visit) => countingAt(visit, probe))?.evidence;
