import type { BalancerCounts, CountsSource } from "./counts.ts";
import { drawPast } from "./past.ts";
import { steadyTrickle } from "./scenes.ts";

/** What earlier hours are made from. Times in milliseconds since 1970. */
export interface HistoryOptions {
  readonly from: number;
  /** When the failures began. */
  readonly since: number;
  /** The end of the made-up hours, where the measured ones begin. */
  readonly to: number;
  readonly binSeconds: number;
  readonly zones: readonly [string, ...string[]];
  readonly seed: number;
  /** How many targets there were; one unless told. */
  readonly hosts?: number;
  /** What was counted in a stretch of real traffic, and how long that was. */
  readonly measured: BalancerCounts;
  readonly measuredSeconds: number;
  /** The share of requests that the race model expects to fail. */
  readonly modelShare: number;
}

/** Earlier hours that never happened. */
export interface History extends CountsSource {
  /** Says from what they are made, in a sentence. */
  readonly note: string;
}

/** With fewer failures than this, their measured share says less than the model does. */
const ENOUGH_FAILURES = 20;

/** Makes earlier hours that look as the measured traffic does, with failures only from `since` on. */
export function makeHistory(options: HistoryOptions): History {
  const { measured, measuredSeconds, modelShare, since } = options;
  const enough = measured.elb502 >= ENOUGH_FAILURES;
  const share = enough ? measured.elb502 / measured.requests : modelShare;
  const requestsPerSecond = measured.requests / measuredSeconds;
  const past = drawPast({
    ...options,
    usual: {
      requestsPerSecond,
      newConnectionsPerSecond: measured.newConnections / measuredSeconds,
      openConnections: measured.connectionSeconds / measuredSeconds,
      responseSeconds: thin(measured.responseSeconds),
      hosts: options.hosts ?? 1,
    },
    scene: steadyTrickle({ from: since, share }),
  });
  const source = enough ? `${measured.elb502} failures` : "the race model, as too few were seen";
  const note =
    `The hours before this practice began are made up: ${requestsPerSecond.toFixed(0)} requests a second, measured ` +
    `over ${measuredSeconds.toFixed(0)} seconds of real traffic, of which ${(share * 100).toPrecision(2)} % fail, from ${source}.`;
  return { ...past, note };
}

/** The past repeats the same sample in each of its bins, so a small one must do. */
function thin({
  samples,
  ...rest
}: BalancerCounts["responseSeconds"]): BalancerCounts["responseSeconds"] {
  const every = Math.max(1, Math.floor(samples.length / 25));
  return { ...rest, samples: samples.filter((_, place) => place % every === 0) };
}
