import type { Strength } from "#flow";

/** What a strength means, for someone who meets the word for the first time. */
export const strengthInWords: { readonly [S in Strength]: string } = {
  possible: "_possible_: the metrics fit, nothing proves it yet",
  likely: "_likely_: the metrics fit, and a timeout that explains them was found",
  shown: "_shown_: seen where it happens, more often than chance explains",
};
