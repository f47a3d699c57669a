import type { Evidence, Strength } from "#language";

type Carrying = Pick<Evidence, "probe" | "strength">;

/** What the strength of a piece of evidence means, for someone who meets the word for the first time; undefined without one. */
export function strengthMeans({ probe, strength }: Carrying): string | undefined {
  const [name = ""] = probe.split("@");
  return strength && { ...byMetrics, ...byLogs[name] }[strength];
}

const byMetrics: { readonly [S in Strength]: string } = {
  possible: "the metrics fit, nothing proves it",
  likely: "the metrics fit, and a timeout that explains them was found",
  shown: "seen where it happens, more often than chance explains",
};

/** Logs are neither metrics nor timeouts. */
const byLogs: { readonly [probe: string]: { readonly [S in Strength]?: string } } = {
  "alb.logs": {
    possible: "the access logs fit, nothing proves it",
    likely: "more failures in the access logs have this shape than any other",
  },
  "backend.logs": {
    possible: "what the log holds fits, nothing proves it",
    likely: "lines of the log come with the failures, more often than chance explains",
  },
};
