import type { Evidence } from "#language";

/** "_Possible_: the metrics fit, nothing proves it."; undefined where the evidence is no diagnosis. */
export const strengthSays = ({
  strength,
  carries,
}: Pick<Evidence, "strength" | "carries">): string | undefined =>
  strength &&
  (carries === undefined ? `_${names[strength]}_.` : `_${names[strength]}_: ${carries}.`);

const names = { possible: "Possible", likely: "Likely", shown: "Shown" } as const;
