import type { Reading } from "#language";
import { plural } from "../../language/amounts.ts";
import type { IdleAnswer } from "../fields/field-builders.ts";
import { formatSeconds } from "../links/durations.ts";
import {
  type Against,
  judgeServer,
  type MeasureFinding,
  type ServerStanding,
} from "./judge-server.ts";
import { type Measured, measuredAnswer, nominalSeconds } from "./measured.ts";

export interface MeasuredTarget {
  /** "10.0.1.5:3000" */
  readonly address: string;
  readonly group: string;
  readonly measured: Measured;
}

/** What the measurements of all targets say together. */
export interface FleetJudgement {
  readonly finding: MeasureFinding;
  readonly says: string;
  readonly details: readonly string[];
  readonly readings: readonly Reading[];
  readonly numbers: FleetNumbers;
}

/** What later looks need; `closes` is the target that closes first, as an answer on how the first server of the path closes. */
export type FleetNumbers = {
  readonly idleTimeoutSeconds: number;
  readonly marginSeconds: number;
  readonly closes: IdleAnswer | null;
  readonly targets: readonly {
    readonly address: string;
    readonly group: string;
    readonly finding: MeasureFinding;
    readonly outcome: Measured["outcome"];
    readonly seconds: number | null;
    /** Whether a second request after the idle timeout and the margin was answered; null where none was sent. */
    readonly usedAgain: boolean | null;
  }[];
};

type Judged = MeasuredTarget & { readonly standing: ServerStanding };

/** Judges the targets together: the one that stands worst decides, and one that was not reached leaves the rest unproven. */
export function judgeFleet(targets: readonly MeasuredTarget[], against: Against): FleetJudgement {
  const judged = targets.map((one) => ({
    ...one,
    standing: judgeServer(one.measured, one.address, against),
  }));
  const worst = worstOf(judged);
  const finding = worst === undefined ? "unknown" : findingOf(worst, judged);
  return {
    finding,
    says: [worst?.standing.says ?? "No target was measured.", othersSay(finding, worst, judged)]
      .filter((sentence) => sentence !== "")
      .join(" "),
    details: [...(worst?.standing.details ?? []), ...missedSay(worst, judged)],
    readings: judged.map((one) => lineOf(one, against)),
    numbers: { ...against, closes: closesIn(finding, worst), targets: judged.map(numbersOf) },
  };
}

const worstFirst: readonly MeasureFinding[] = [
  "too-short",
  "tie",
  "thin-margin",
  "unknown",
  "long-enough",
  "unreachable",
];

/** Of those that stand alike, the one that closes first. */
function worstOf(judged: readonly Judged[]): Judged | undefined {
  for (const finding of worstFirst) {
    const alike = judged.filter(({ standing }) => standing.finding === finding);
    const [first] = alike.toSorted((one, other) => secondsOf(one) - secondsOf(other));
    if (first !== undefined) return first;
  }
  return undefined;
}

/** A close after the response comes before all; a time that is not known after all. */
const secondsOf = ({ measured: { outcome, seconds } }: MeasuredTarget): number =>
  outcome === "closes" ? 0 : (seconds ?? Number.MAX_VALUE);

/** What some of the targets keep is no proof of the others. */
function findingOf(worst: Judged, judged: readonly Judged[]): MeasureFinding {
  const { finding } = worst.standing;
  const missed = judged.some(({ standing }) => standing.finding === "unreachable");
  return finding === "long-enough" && missed ? "unknown" : finding;
}

function othersSay(
  finding: MeasureFinding,
  worst: Judged | undefined,
  judged: readonly Judged[],
): string {
  const others = judged.filter((one) => one !== worst);
  if (others.length === 0) return "";
  const alike = others.filter(({ standing }) => standing.finding === worst?.standing.finding);
  const all = plural(judged.length, "target");
  if (finding === "unreachable") return `None of the ${all} could be reached.`;
  if (alike.length === others.length) return `The same goes for all ${all}, none of them sooner.`;
  if (worst?.standing.finding === "long-enough") return notAll(judged);
  return `That is the worst of ${all}; ${alike.length === 0 ? "no other stands" : `${alike.length} more stand`} like it.`;
}

function notAll(judged: readonly Judged[]): string {
  const missed = judged.filter(({ standing }) => standing.finding === "unreachable");
  return `${missed.length} of ${plural(judged.length, "target")} could not be reached, so the order is not proven for all.`;
}

/** Why some were not measured, once for each reason. */
function missedSay(worst: Judged | undefined, judged: readonly Judged[]): readonly string[] {
  const missed = judged.filter(
    (one) => one !== worst && ["unreachable", "unknown"].includes(one.standing.finding),
  );
  return missed.slice(0, 3).map(({ standing }) => standing.says);
}

function lineOf({ address, group, measured }: Judged, against: Against): Reading {
  const wanted = against.idleTimeoutSeconds + against.marginSeconds;
  return {
    label: `${address} (${group})`,
    value: valueIn(measured),
    threshold: `closed after ${formatSeconds(wanted)} at the earliest`,
    source: "measured on connections of its own, from here",
  };
}

function valueIn({ outcome, seconds, resolutionSeconds, announced, reuse }: Measured): string {
  const again =
    reuse === null ? "" : `, a second request after it ${reuse.worked ? "answered" : "failed"}`;
  switch (outcome) {
    case "closed":
      return `closed after ${formatSeconds(nominalSeconds(seconds ?? 0, resolutionSeconds))}${again}`;
    case "at-least":
      return `open for at least ${formatSeconds(Math.floor((seconds ?? 0) * 10) / 10)}${again}`;
    case "closes":
      return `closed after each response, ${announced === true ? "announced" : "unannounced"}`;
    case "unreachable":
      return "not reached";
    case "unknown":
      return "not known";
    default:
      return outcome satisfies never;
  }
}

/** Only what holds for all targets speaks for the server that they are. */
const closesIn = (finding: MeasureFinding, worst: Judged | undefined): IdleAnswer | null =>
  worst === undefined || finding === "unknown" || finding === "unreachable"
    ? null
    : measuredAnswer(worst.measured, worst.address);

const numbersOf = ({ address, group, measured, standing }: Judged) => ({
  address,
  group,
  finding: standing.finding,
  outcome: measured.outcome,
  seconds: measured.seconds,
  usedAgain: measured.reuse?.worked ?? null,
});
