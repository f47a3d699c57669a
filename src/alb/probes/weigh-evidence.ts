import { type Evidence, isOf, numbersOf, type Strength } from "#language";
import type { VisitEvidence } from "../../run/evidence-of.ts";
import { fewestFailures } from "../diagnosis/pattern/thresholds.ts";
import { isRacing, isSafe } from "../diagnosis/weighing/conflicts.ts";
import {
  type EvidenceSource,
  type Weighed,
  type Words,
  weighVerdicts,
} from "../diagnosis/weighing/overrules.ts";
import type { LinkMargin, LinkMargin as LinkVerdict } from "../links/link-verdict.ts";
import { accessLogs } from "./access-logs/probe.ts";
import { changes } from "./changes/probe.ts";
import { measure } from "./measure/probe.ts";
import { pattern } from "./pattern/probe.ts";
import { timeouts } from "./timeouts/probe.ts";

type Said = NonNullable<VisitEvidence["evidence"]>;

/** The probe whose evidence is each word. */
export const probeOf = {
  metrics: pattern,
  logs: accessLogs,
  changes,
  timeouts,
  measurement: measure,
} as const satisfies { readonly [S in EvidenceSource]: { readonly weighs: S } };

/**
 * What all looks of a run said of the cause, the newest of each. What was seen before an inverted link was set right is of another
 * time, and says nothing beside what is there now.
 */
export function evidenceWords(visits: readonly VisitEvidence[]): Words {
  const looks = visits.flatMap(({ evidence, superseded }) =>
    evidence === undefined || superseded ? [] : [evidence],
  );
  const newest = (source: EvidenceSource) => looks.findLast((one) => isOf(probeOf[source], one));
  const [compared, measurement] = [newest("timeouts"), newest("measurement")];
  const links = linksIn(compared);
  const isNewer =
    measurement && looks.indexOf(measurement) > (compared ? looks.indexOf(compared) : -1);
  const path = { links, measured: isNewer ? asVerdict(measurement) : null };
  if (isMended(looks, links)) return { metrics: null, logs: null, changes: false, ...path };
  return {
    metrics: newest("metrics")?.finding ?? null,
    logs: inLogs(newest("logs")),
    changes: doubtsRace(newest("changes")),
    ...path,
  };
}

function inLogs(logs: Said | undefined): Words["logs"] {
  if (logs === undefined) return null;
  const { own5xx = { all: 0, gateway: 0 } } = numbersOf(accessLogs, logs);
  const noGateway = own5xx.all >= fewestFailures && own5xx.gateway < own5xx.all / 2;
  return { finding: logs.finding, strength: logs.strength, noGateway };
}

/** The same, with the links that a look is just comparing. */
export const weighWith = (visits: readonly VisitEvidence[], more: Partial<Words> = {}): Weighed =>
  weighVerdicts({ ...evidenceWords(visits), ...more });

/** Evidence with what the one rule makes of it beside what was seen before: what it takes back, and what cannot be so beside it. */
export function weighAgainstEarlier(
  source: EvidenceSource,
  evidence: Evidence,
  visits: readonly VisitEvidence[],
): Evidence {
  if (evidence.finding === null) return evidence;
  const before = weighWith(visits).contradictions;
  const { overruled, contradictions } = weighWith([...visits, { evidence, superseded: false }]);
  const takesBack = overruled.flatMap(({ what, by, why }) =>
    by === source ? [{ probe: probeOf[what].id, why }] : [],
  );
  // What was seen before outweighs it: that is said too, for the newer word looks like the better one.
  const weaker = overruled.flatMap(({ what, why }) =>
    what === source ? [`What was seen before speaks against this. ${why}`] : [],
  );
  const news = [...weaker, ...contradictions].filter(
    (one) => !before.includes(one) && !evidence.says.includes(one),
  );
  return {
    ...evidence,
    ...(takesBack.length === 0 ? {} : { takesBack }),
    ...(news.length === 0 ? {} : { contradictions: news }),
  };
}

/** The verdicts of the links; where none is kept, that of the whole path. */
function linksIn(compared: Said | undefined): readonly LinkVerdict[] {
  const all = (numbersOf(timeouts, compared).links ?? []).flatMap(({ verdict }) => verdict ?? []);
  const whole = compared === undefined ? null : asVerdict(compared);
  return all.length === 0 && whole !== null ? [whole] : all;
}

const asVerdict = ({ finding }: Said): LinkVerdict | null =>
  verdicts.find((verdict) => verdict === finding) ?? null;

const verdicts = ["too-short", "tie", "thin-margin", "long-enough"] as const;

/** Whether the load balancer's link was found inverted and is not any more. */
function isMended(looks: readonly Said[], [outer]: readonly LinkVerdict[]): boolean {
  const compared = looks.filter((one) => isOf(timeouts, one));
  return isSafe(outer) && compared.some((one) => isRacing(linksIn(one)[0]));
}

/** Changes that come with the failures; a change of the idle timeout is what may have made the race. */
function doubtsRace(changed: Said | undefined): boolean {
  if (changed?.strength === undefined) return false;
  const { changes: made } = numbersOf(changes, changed);
  const last = made?.findLast(({ kind }) => kind === "settings");
  const isTimeout = last?.what.includes("idle_timeout.timeout_seconds") === true;
  return !(changed.finding === "settings-changed" && isTimeout);
}

/**
 * How far a comparison of timeouts carries beside what else was seen. `verdicts` are those of the links, from the load balancer
 * inwards.
 */
export function timeoutsStrength(
  verdicts: readonly LinkMargin[],
  visits: readonly VisitEvidence[],
): { readonly strength?: Strength } {
  const { link } = weighWith(visits, { links: verdicts, measured: null });
  return link === undefined ? {} : { strength: link };
}
