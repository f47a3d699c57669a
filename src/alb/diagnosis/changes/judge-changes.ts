import type { FindingOf } from "#language";
import type { Window } from "../../../aws/metric-window.ts";
import { formatUtc, plural } from "../../../language/amounts.ts";
import { impactOf, sumFailures } from "../../counts/failure-shape.ts";
import type { Period } from "../../counts/period.ts";
import type { changes } from "../../probes/changes/probe.ts";
import type { Judgement } from "../judgement-shape.ts";
import { countCoinciding, nearMoves } from "../pattern/coincidence.ts";
import { aftermathSeconds } from "../pattern/signs.ts";
import { isMostlyThere, outOf } from "../pattern/thresholds.ts";

/** The words of the probe alb.changes. */
export type ChangesFinding = FindingOf<typeof changes>;

/** A call that changed a load balancer or its targets. Times in milliseconds since the epoch. */
export interface ChangeMade {
  readonly at: number;
  readonly kind: "register" | "deregister" | "routing" | "settings";
  /** In a sentence after the actor: "deregistered 2 targets of web". */
  readonly what: string;
  /** A user, a role with its session, or a service; never a key. */
  readonly who: string;
}

/** What was read of a load balancer over a window. */
export interface ChangesObservation {
  readonly window: Window;
  readonly periods: readonly Period[];
  /** Oldest first; null where CloudTrail could not be read. */
  readonly made: readonly ChangeMade[] | null;
  readonly unread: readonly string[];
}

/** Says what changed near the failures and who changed it. Pure; possible where the failures come with it, else no diagnosis. */
export function judgeChanges(
  observation: ChangesObservation,
): Omit<Judgement<ChangesFinding>, "readings"> {
  const seen = signsOf(observation);
  const [finding, because] =
    rules.map((rule) => rule(seen)).find((one) => one !== null) ?? unclear(seen);
  const strong = diagnoses(seen, finding);
  return {
    finding,
    ...(strong ? { strength: "possible" as const } : {}),
    says: because,
    details: [...seen.made.slice(-mostListed).map(madeSays(observation)), ...observation.unread],
  };
}

/** Changes in a sentence each: "03:12 UTC: deployer (alice) deregistered 2 targets of web." */
const madeSays =
  ({ window }: ChangesObservation) =>
  ({ at, who, what }: ChangeMade) =>
    `${formatUtc(at, window.to)}: ${who} ${what}.`;

const mostListed = 8;

interface Seen {
  readonly made: readonly ChangeMade[];
  readonly readTrail: boolean;
  readonly hostsKnown: boolean;
  readonly moved: number;
  readonly failures: number;
  /** When failures began to persist, where they did within the window. */
  readonly since: number | null;
  readonly nearMade: ReturnType<typeof countCoinciding>;
  readonly nearMoves: ReturnType<typeof countCoinciding>;
  /** Within two periods of a change in the number of healthy targets. */
  readonly swings: ReturnType<typeof countCoinciding>;
  readonly to: number;
}

function signsOf({ window, periods, made }: ChangesObservation): Seen {
  const targets = (made ?? []).filter(({ kind }) => kind !== "settings");
  const after = aftermathSeconds * 1_000;
  const long = nearMoves(periods, Math.max(2, Math.ceil(aftermathSeconds / window.periodSeconds)));
  const near = nearMoves(periods);
  const before = 2 * window.periodSeconds * 1_000;
  return {
    made: made ?? [],
    readTrail: made !== null,
    hostsKnown: periods.some(({ healthy }) => healthy !== null),
    moved: periods.filter(({ moved }) => moved).length,
    failures: sumFailures(periods),
    since: impactOf(periods, window).since,
    nearMade: countCoinciding(periods, (period) =>
      targets.some(({ at }) => period.at >= at - before && period.at <= at + after),
    ),
    nearMoves: countCoinciding(periods, (_, index) => long[index] ?? null),
    swings: countCoinciding(periods, (_, index) => near[index] ?? null),
    to: window.to,
  };
}

type Rule = (seen: Seen) => readonly [ChangesFinding, string] | null;

/** A setting that changed within half an hour before the failures began. */
const setting: Rule = (seen) => {
  const change = settingBefore(seen);
  if (change === undefined) return null;
  const when = `${formatUtc(change.at, seen.to)}`;
  return [
    "settings-changed",
    `${change.who} ${change.what} at ${when}, and the failures began after it, at ${formatUtc(seen.since ?? change.at, seen.to)} (CloudTrail).`,
  ];
};

const targets: Rule = (seen) => {
  const moving = seen.made.filter(({ kind }) => kind !== "settings");
  const last = moving.at(-1);
  if (last === undefined) return null;
  const kinds = new Set(moving.map(({ kind }) => kind));
  const deploy = kinds.has("routing") || (kinds.has("register") && kinds.has("deregister"));
  const who = [...new Set(moving.map((one) => one.who))].slice(0, 3).join(", ");
  const what = deploy
    ? "Targets were exchanged"
    : kinds.has("register")
      ? "Targets were added"
      : "Targets were taken away";
  const near =
    seen.failures === 0
      ? "No request failed with 502 meanwhile."
      : `${outOf(seen.nearMade.failures, seen.failures)} fall into the minutes around it, up to six after.`;
  return [
    deploy ? "deploy" : "scaled",
    `${what} by ${who}, ${plural(moving.length, "call")}, the last at ${formatUtc(last.at, seen.to)} (CloudTrail). ${near}`,
  ];
};

const otherSetting: Rule = ({ made, to }) => {
  const last = made.findLast(({ kind }) => kind === "settings");
  return last === undefined
    ? null
    : [
        "settings-changed",
        `${last.who} ${last.what} at ${formatUtc(last.at, to)} (CloudTrail). Nothing shows that the failures began with it.`,
      ];
};

const crashing: Rule = ({ readTrail, moved, failures, nearMoves }) =>
  !readTrail || moved === 0
    ? null
    : [
        "crashing",
        `Targets fail their health checks and come back. The number of healthy ones changed in ${plural(moved, "period")} (HealthyHostCount), though nobody registered or deregistered any (CloudTrail).${failures === 0 ? "" : ` ${outOf(nearMoves.failures, failures)} come with that.`}`,
      ];

const nothing: Rule = ({ readTrail, hostsKnown }) =>
  readTrail && hostsKnown
    ? [
        "none",
        "No target came or went, and no setting of the load balancer changed (CloudTrail, HealthyHostCount). A process that restarts quickly in place does not show there.",
      ]
    : null;

const unclear = ({ readTrail }: Seen): readonly [ChangesFinding, string] => [
  "unclear",
  readTrail
    ? "Nobody registered, deregistered or changed anything (CloudTrail). Whether targets came and went by themselves is not known, because HealthyHostCount has no data, as with Lambda functions."
    : "Who changed what is not known, because CloudTrail could not be read.",
];

const rules: readonly Rule[] = [setting, targets, otherSetting, crashing, nothing];

const settingBefore = ({ made, since }: Seen): ChangeMade | undefined =>
  since === null
    ? undefined
    : made.findLast(
        ({ kind, at }) => kind === "settings" && at <= since + 60_000 && at >= since - 1_800_000,
      );

function diagnoses(seen: Seen, finding: ChangesFinding): boolean {
  if (finding === "settings-changed") return settingBefore(seen) !== undefined;
  if (finding === "crashing") return isMostlyThere(seen.swings) || isMostlyThere(seen.nearMoves);
  return (finding === "deploy" || finding === "scaled") && isMostlyThere(seen.nearMade);
}
