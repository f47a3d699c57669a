import type { Reading } from "#language";
import { formatWhole } from "../../language/amounts.ts";
import { failureMetricName } from "./coincidence.ts";
import { countWordings, type Hit, longestLine } from "./matched-lines.ts";
import type { BackendObservation, KindFound } from "./observation.ts";

/** A line of evidence; aside where it stands behind the button. */
export interface BackendReading extends Reading {
  readonly aside?: true;
}

/** The most wordings that are shown in the step itself. */
const mostShown = 4;

/** Each wording with its count and an example, and how they fall together with the 502s. */
export function backendReadings(
  { group, isCut, scanned, chart, lines }: BackendObservation,
  hits: readonly Hit[],
  kinds: readonly KindFound[],
): readonly BackendReading[] {
  const source = `log group ${group}`;
  return [
    { label: "Lines of the window", value: formatWhole(scanned), source, aside: true },
    ...cutReading(lines, source),
    ...kinds.flatMap((kind) => togetherReading(kind, failureMetricName(chart))),
    ...countWordings(hits).flatMap(
      ({ server, says, count, example, source: from }, index): BackendReading[] => [
        {
          label: `${server}: “${says}”`,
          value: `${isCut ? "≥ " : ""}${formatWhole(count)}`,
          source: `${source}; wording: ${from}`,
          ...(index < mostShown ? {} : { aside: true }),
        },
        { label: `Example (${server})`, value: example, source, aside: true },
      ],
    ),
  ];
}

/** How many lines were so long that only their beginning was looked at. */
function cutReading(lines: BackendObservation["lines"], source: string): readonly BackendReading[] {
  const count = lines.filter(({ message }) => message.length > longestLine).length;
  if (count === 0) return [];
  const label = `Lines of more than ${formatWhole(longestLine)} characters, of which only these were read`;
  return [{ label, value: formatWhole(count), source, aside: true }];
}

const labels = {
  "broken-pipe": "together with broken connections",
  "upstream-closed": "together with a closed upstream",
  other: "together with other errors",
} as const;

function togetherReading(
  { kind, together }: KindFound,
  { what, metric }: ReturnType<typeof failureMetricName>,
): readonly BackendReading[] {
  if (together === null) return [];
  const { both, failing, calm, calmWith, chance } = together;
  return [
    {
      label: `${what} ${labels[kind]}`,
      value: `${both} of ${formatWhole(failing)} periods with ${what}, ${calmWith} of ${formatWhole(calm)} without`,
      threshold: `≥ 3 and half, by chance < 1 % (here ${chance < 0.001 ? "< 0.1" : (chance * 100).toPrecision(2)} %)`,
      source: `${metric} and the log group`,
    },
  ];
}
