import type { ConnectionOutcome } from "../../measuring/connection-outcome.ts";
import { judgeServer, type MeasureFinding } from "../../measuring/judge-server.ts";
import type { MeasureSettings } from "../../measuring/sockets.ts";
import type { AddressMeasurement } from "../../probes/measure/measure-address.ts";
import type { MeasureTarget } from "./options.ts";

/** The exit code of each finding; 1 is for what could not be done at all. */
export const measureExitCodes: { readonly [finding in MeasureFinding | "load-balancer"]: number } =
  {
    "long-enough": 0,
    "too-short": 10,
    tie: 11,
    "thin-margin": 12,
    unknown: 13,
    unreachable: 14,
    "load-balancer": 15,
  };

export interface MeasureReport {
  readonly asked: MeasureTarget;
  /** The IP address that was measured. */
  readonly address: string;
  /** As it was typed: "10.0.1.5:3000". */
  readonly shown: string;
  readonly settings: MeasureSettings;
  readonly seen: AddressMeasurement;
  /** Ended by Ctrl-C. */
  readonly interrupted: boolean;
  /** What the reader should know besides, a sentence each. */
  readonly notes: readonly string[];
}

/** The finding, what it means, and what else was seen. */
export function judgeReport({ seen, shown, settings, interrupted, notes }: MeasureReport) {
  const standing = judgeServer(seen.measured, shown, settings);
  const early = interrupted ? ["It was ended early, so this is what was known by then."] : [];
  return { ...standing, details: [...early, ...standing.details, ...notes] };
}

/** For people: the verdict, and a line for each detail. */
export function measureText(report: MeasureReport): readonly string[] {
  const { says, details } = judgeReport(report);
  return [says, ...details.map((sentence) => `- ${sentence}`)];
}

/** For machines; docs/measuring.md explains it. */
export function measureJson(report: MeasureReport): string {
  const { asked, address, settings, seen, interrupted } = report;
  const { name, port, tls, host, path, method } = asked;
  const { finding, says, details } = judgeReport(report);
  const all = {
    target: { host: name, port, address, tls, hostHeader: host, method, path },
    against: {
      idleTimeoutSeconds: settings.idleTimeoutSeconds,
      marginSeconds: settings.marginSeconds,
    },
    finding,
    says,
    details,
    interrupted,
    measured: seen.measured,
    connections: seen.held.map(connectionOf),
  };
  return JSON.stringify(all, null, 2);
}

function connectionOf({
  kind,
  wanted,
  answered,
  answer,
  fate,
  roundTripSeconds,
}: ConnectionOutcome) {
  const rounded = (seconds: number) => Math.round(seconds * 1_000) / 1_000;
  return {
    kind,
    requests: { wanted, answered },
    status: answer?.status ?? null,
    lastOne: answer?.lastOne ?? null,
    roundTripSeconds: roundTripSeconds === null ? null : rounded(roundTripSeconds),
    fate: "seconds" in fate ? { ...fate, seconds: rounded(fate.seconds) } : fate,
  };
}
