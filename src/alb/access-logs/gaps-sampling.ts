/** How the gap test draws its sample; both the failures' and the controls' steps keep to it. */
export const gapSample = {
  /** Seconds to either side of a failure from which the successful requests it is compared with are drawn. */
  nearby: 600,
  /** Seconds of a bucket by which earlier responses are found; longer than the longest timeout that is looked for. */
  bucket: 128,
  mostFailures: 400,
  /** Controls of a kind: about so many in a family, and at most so many for one failure. */
  controls: 600,
  mostControls: 40,
  /** About how many pairs of a request and an earlier response are looked at in a family, to bound time and memory. */
  mostPairs: 1_500_000,
  /** How many windows of a family and level are worth a closer look. */
  mostWindows: 2,
} as const;

/** What a failure's controls have in common with it: node and target, URL, or client. */
export const controlKinds = ["near", "url", "client"] as const;

/** The shapes of 502 that may be a lost race; each is tested by itself. */
export const testedShapes = ["race-shaped", "no-connection", "cut-off-soon"] as const;
