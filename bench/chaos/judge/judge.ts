import { isPromised } from "../told.ts";
import { duplicated } from "./duplicated.ts";
import type { Evidence, Finding } from "./finding.ts";
import { lost } from "./lost.ts";
import { match } from "./matching.ts";
import { outOfOrder } from "./order.ts";
import { misquoted } from "./quoted.ts";
import { stuck } from "./stuck.ts";

/** What the walkers were promised, and everything that went wrong. */
export interface Verdict {
  readonly acknowledged: number;
  readonly findings: readonly Finding[];
}

/** Compares what the walkers were told with the log and with the thread. Pure: same evidence, same verdict. */
export function judge(evidence: Evidence): Verdict {
  const { entryOf, leftOver } = match(evidence.told, evidence.ledger);
  const recorded = new Set(entryOf.keys());
  const isKept = (id: string) => evidence.ledger.deliveries.has(id);
  return {
    acknowledged: evidence.told.filter(
      (told) => told.acked && (recorded.has(told) || isKept(told.id) || isPromised(told)),
    ).length,
    findings: [
      ...lost(evidence, recorded),
      ...misquoted(evidence),
      ...duplicated(evidence, leftOver),
      ...stuck(evidence),
      ...outOfOrder(evidence),
    ],
  };
}
