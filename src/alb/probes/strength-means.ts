const shown = "seen where it happens, more often than by chance";

/** What the strengths of evidence mean, by what it is drawn from. */
export const strengthMeans = {
  metrics: {
    possible: "the metrics fit, nothing proves it",
    likely: "the metrics fit, and a timeout that explains them was found",
    shown,
  },
  /** Logs are neither metrics nor timeouts. */
  logs: {
    possible: "the access logs fit, nothing proves it",
    likely: "more failures in the access logs have this shape than any other",
    shown,
  },
  backend: {
    possible: "what the log holds fits, nothing proves it",
    likely: "lines of the log come with the failures, more often than by chance",
    shown,
  },
};
