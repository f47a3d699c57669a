import type { Strength } from "#flow";

/** What a strength means, for someone who meets the word for the first time. */
export const strengthInWords: { readonly [S in Strength]: string } = {
  possible: "_Possible_: the metrics fit, nothing proves it yet",
  likely: "_Likely_: the metrics fit, and a timeout that explains them was found",
  shown: "_Shown_: seen where it happens, more often than chance explains",
};
