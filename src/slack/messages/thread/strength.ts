import type { Evidence } from "#language";
import { strengthMeans } from "../../../run/strength.ts";

/** "_Possible_: the metrics fit, nothing proves it."; undefined where the evidence is no diagnosis. */
export function strengthSays(evidence: Pick<Evidence, "probe" | "strength">): string | undefined {
  const means = strengthMeans(evidence);
  return evidence.strength && `_${names[evidence.strength]}_: ${means}.`;
}

const names = { possible: "Possible", likely: "Likely", shown: "Shown" } as const;
