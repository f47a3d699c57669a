import type { Evidence } from "#language";
import type { Look } from "../../engine/ports.ts";
import type { Visit } from "../../run/visits.ts";
import { isInverted, isSafe } from "../diagnosis/cannot-both-be.ts";
import { type Source, type Weighed, type Words, weigh } from "../diagnosis/overrules.ts";
import type { Verdict as LinkVerdict } from "../links/link-verdict.ts";
import type { Seen } from "./earlier.ts";
import type { ProbeId } from "./signatures.ts";

type Said = NonNullable<Visit["evidence"]>;

/** Whose word each probe's evidence is. */
export const probeOf = {
  metrics: "alb.pattern",
  logs: "alb.logs",
  changes: "alb.changes",
  timeouts: "alb.timeouts",
  measurement: "keepalive.measure",
} as const satisfies { readonly [source in Source]: ProbeId };

/**
 * What all looks of a run said of the cause, the newest of each. What was seen before an inverted link was set right is of another
 * time, and says nothing beside what is there now.
 */
export function wordsOf(visits: readonly Seen[]): Words {
  const looks = visits.flatMap(({ evidence, superseded }) =>
    evidence === undefined || superseded ? [] : [evidence],
  );
  const newest = (source: Source) => looks.findLast((one) => isOf(one, source));
  const [timeouts, measurement] = [newest("timeouts"), newest("measurement")];
  const links = linksIn(timeouts);
  const isNewer =
    measurement && looks.indexOf(measurement) > (timeouts ? looks.indexOf(timeouts) : -1);
  const path = { links, measured: isNewer ? asVerdict(measurement) : null };
  if (isMended(looks, links)) return { metrics: null, logs: null, changes: false, ...path };
  return {
    metrics: newest("metrics")?.finding ?? null,
    logs: newest("logs") ?? null,
    changes: doubtsRace(newest("changes")),
    ...path,
  };
}

/** The same, with the links that a look is just comparing. */
export const weighWith = (visits: readonly Seen[], more: Partial<Words> = {}): Weighed =>
  weigh({ ...wordsOf(visits), ...more });

/** A look that also says what it takes back of earlier ones, and what of them cannot be so beside it. */
export function weighed(source: Source, look: Look): Look {
  return async (context) => besides(source, await look(context), context.run.visits);
}

/** Evidence with what the one rule makes of it beside what was seen before. */
export function besides(source: Source, evidence: Evidence, visits: readonly Seen[]): Evidence {
  if (evidence.finding === null) return evidence;
  const before = weighWith(visits).contradictions;
  const { overruled, contradictions } = weighWith([...visits, { evidence, superseded: false }]);
  const takesBack = overruled.flatMap(({ what, by, why }) =>
    by === source ? [{ probe: probeOf[what], why }] : [],
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

const isOf = ({ probe }: Said, source: Source) => probe.startsWith(`${probeOf[source]}@`);

/** The verdicts of the links; where none is kept, that of the whole path. */
function linksIn(timeouts: Said | undefined): readonly LinkVerdict[] {
  const { links } = timeouts?.numbers ?? {};
  const all = (Array.isArray(links) ? links : []).flatMap(({ verdict }) =>
    typeof verdict === "string" ? [verdict as LinkVerdict] : [],
  );
  const whole = timeouts === undefined ? null : asVerdict(timeouts);
  return all.length === 0 && whole !== null ? [whole] : all;
}

const asVerdict = ({ finding }: Said): LinkVerdict | null =>
  verdicts.find((verdict) => verdict === finding) ?? null;

const verdicts = ["too-short", "tie", "thin-margin", "long-enough"] as const;

/** Whether the load balancer's link was found inverted and is not any more. */
function isMended(looks: readonly Said[], [outer]: readonly LinkVerdict[]): boolean {
  const compared = looks.filter((one) => isOf(one, "timeouts"));
  return isSafe(outer) && compared.some((one) => isInverted(linksIn(one)[0]));
}

/** Changes that come with the failures; a change of the idle timeout is what may have made the race. */
function doubtsRace(changes: Said | undefined): boolean {
  if (changes?.strength === undefined) return false;
  const { changes: made } = changes.numbers;
  const last = (Array.isArray(made) ? made : []).findLast(({ kind }) => kind === "settings");
  const isTimeout = String(last?.what ?? "").includes("idle_timeout.timeout_seconds");
  return !(changes.finding === "settings-changed" && isTimeout);
}
