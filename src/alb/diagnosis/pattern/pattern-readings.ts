import type { Reading } from "#language";
import { formatWhole, percent } from "../../../language/amounts.ts";
import type { PatternFinding } from "./pattern-finding.ts";
import type { Signs } from "./signs.ts";
import { plausibleShare } from "./thresholds.ts";

/**
 * Each signature with its value, what it was held against, and the metric it comes from: the failures, then what speaks most
 * for the finding.
 */
export function patternReadings(signs: Signs, finding: PatternFinding): readonly Reading[] {
  const [failures, ...others] = counts(signs);
  const first = failures === undefined ? [] : [failures];
  return aboutTargets.has(finding)
    ? [...first, ...targets(signs), ...others, ...times(signs)]
    : [...first, ...others, ...targets(signs), ...times(signs)];
}

const aboutTargets: ReadonlySet<PatternFinding> = new Set(["deploy", "targets-down"]);

function counts(signs: Signs): readonly Reading[] {
  const { impact, failures503, failures504, target5xx } = signs;
  const { connectionErrors, refused, tlsErrors, handshakes } = signs;
  const plain = (label: string, value: number, source: string) => ({
    label,
    value: formatWhole(value),
    source,
  });
  return [
    {
      label: "Requests that failed with 502",
      value: `${formatWhole(impact.failures)} of ${formatWhole(impact.requests)} (${percent(impact.share)})`,
      threshold: `≤ ${percent(plausibleShare)} for a keep-alive race`,
      source: "HTTPCode_ELB_502_Count / RequestCount",
    },
    {
      label: "Connections to targets that failed",
      value: besideFailures(connectionErrors, refused.ofFailures),
      threshold: "0 for a race",
      source: "TargetConnectionErrorCount",
    },
    {
      label: "TLS handshakes with targets that failed",
      value: besideFailures(tlsErrors, handshakes.ofFailures),
      threshold: "0 for a race",
      source: "TargetTLSNegotiationErrorCount",
    },
    plain("The application's own 5xx", target5xx, "HTTPCode_Target_5XX_Count"),
    plain("No target available", failures503, "HTTPCode_ELB_503_Count"),
    plain("Target silent for too long", failures504, "HTTPCode_ELB_504_Count"),
  ];
}

/** "0", or how many and beside which share of the 502s they came. */
const besideFailures = (errors: number, ofFailures: number): string =>
  errors === 0
    ? "0"
    : `${formatWhole(errors)}, in the minutes of ${percent(ofFailures)} of the 502s`;

function targets(signs: Signs): readonly Reading[] {
  const { lowestHealthy, highestUnhealthy, moves, aftermath, now } = signs;
  const current =
    now === null
      ? "not read"
      : `${now.healthy} of ${now.all} healthy, ${now.unhealthy} unhealthy, ${now.changing} coming or going`;
  return [
    {
      label: "Fewest healthy targets",
      value: lowestHealthy === null ? "not known" : formatWhole(lowestHealthy),
      threshold: "> 0",
      source: "HealthyHostCount (minimum)",
    },
    {
      label: "Most unhealthy targets",
      value: highestUnhealthy === null ? "not known" : formatWhole(highestUnhealthy),
      threshold: "0",
      source: "UnHealthyHostCount (maximum)",
    },
    {
      label: "502s while targets change",
      value: `${percent(moves.ofFailures)}, where ${percent(moves.ofTraffic)} of the requests are`,
      threshold: "≥ 60 % for a deploy",
      source: "HealthyHostCount, two periods around each change",
    },
    {
      label: "502s until six minutes after a change",
      value: `${percent(aftermath.ofFailures)}, where ${percent(aftermath.ofTraffic)} of the requests are (chance ${percent(aftermath.chance)})`,
      threshold: "≥ 60 %, and a chance below 1 %, for a deploy",
      source: "HealthyHostCount; deregistration_delay.timeout_seconds is 300 s by default",
    },
    { label: "Targets now", value: current, source: "DescribeTargetHealth" },
  ];
}

function times(signs: Signs): readonly Reading[] {
  const { failing, others } = signs.slowest;
  if (failing === null || others === null) return byLoad(signs);
  return [
    ...byLoad(signs),
    {
      label: "Slowest 1 % of responses while 502s occur",
      value: `${seconds(failing)}, otherwise ${seconds(others)}`,
      threshold: "≤ 3 times as slow",
      source: "TargetResponseTime p99 (median of periods)",
    },
  ];
}

function byLoad({ load: { quiet, busy } }: Signs): readonly Reading[] {
  if (quiet.requests === 0 || quiet.failures + busy.failures === 0) return [];
  return [
    {
      label: "Share that fails when traffic is low",
      value: `${percent(quiet.failures / quiet.requests)}, when it is high ${percent(busy.failures / busy.requests)}`,
      source: "HTTPCode_ELB_502_Count / RequestCount, quieter and busier half of the periods",
    },
  ];
}

const seconds = (value: number) => `${Number(value.toPrecision(2))} s`;
