import type { Reading } from "#language";
import { formatWhole, percent, plural } from "../../language/amounts.ts";
import { poissonAtLeast } from "../counts/binomial-tail.ts";
import { type Count, eventsInterval } from "../counts/poisson.ts";
import type { ChangeProof } from "../counts/proof.ts";
import { plausibleShare } from "../diagnosis/pattern/thresholds.ts";
import type { CatchObservation } from "./observation.ts";

/** The chance of what was caught without a race must stay below this. */
export const maxCatchChance = 0.001;

/** The chance that so many of the aimed requests fail without the aim. */
export const chanceOf = (observation: CatchObservation): number =>
  observation.aimed.failures === 0
    ? 1
    : poissonAtLeast(observation.aimed.failures, expectedFailures(observation));

/** Failures to expect among the aimed requests without the aim: as many as usual traffic has at most, or as bursts have. */
export function expectedFailures({ usual, unaimed, aimed }: CatchObservation): number {
  const inTraffic =
    usual === null || usual.requests === 0
      ? plausibleShare
      : eventsInterval(usual.failures).high / usual.requests;
  const inBursts = unaimed.requests === 0 ? 0 : unaimed.failures / unaimed.requests;
  return Math.max(inTraffic, inBursts) * aimed.requests;
}

/** What was sent and what it is held against, as lines of the table. */
export function catchReadings(
  observation: CatchObservation,
  proof: ChangeProof | null,
): readonly Reading[] {
  const { aimed, unaimed, usual } = observation;
  const share = (count: Count) =>
    `${catchSentence(count)}${count.requests === 0 ? "" : ` (${percent(count.failures / count.requests)})`}`;
  return [
    {
      label: "Aimed requests that failed with 502",
      value: share(aimed),
      ...(proof === null
        ? { threshold: `chance ≤ ${percent(maxCatchChance)} without a race` }
        : {}),
      source: "sent by Handrail just now",
    },
    {
      label: "Requests in the same bursts, not aimed",
      value: share(unaimed),
      source: "sent by Handrail just now",
    },
    ...(usual === null
      ? []
      : [
          {
            label: "Usual traffic of the last half hour",
            value: share(usual),
            source: "HTTPCode_ELB_502_Count / RequestCount",
          },
        ]),
    ...(proof === null ? [] : [luckOf(proof)]),
  ];
}

const luckOf = ({ luckOfPart }: ChangeProof): Reading => ({
  label: "Could this be luck? Chance of so few if a quarter of the failures were left",
  value: percent(luckOfPart),
  threshold: "at most 5 % over all looks",
  source: "exact conditional test of two Poisson rates",
});

export const catchSentence = ({ failures, requests }: Count): string =>
  `${formatWhole(failures)} of ${plural(requests, "request")}`;
