import type { Json } from "#language";
import type { Visit } from "../../../run/run.ts";
import type { ChangeMade } from "../../diagnosis/changes-near.ts";
import type { FailingTarget, Situation } from "../../relief/situation.ts";
import { weighWith } from "../weighing.ts";

type Seen = Pick<Visit, "evidence" | "superseded">;

/** What earlier looks of a run say of where its failures come from; only evidence that counts. */
export function known(
  visits: readonly Seen[],
): Pick<Situation, "suspected" | "inferredSeconds" | "failing" | "made" | "changesFit"> {
  const changes = newest(visits, "alb.changes@");
  const logs = newest(visits, "alb.logs@")?.numbers ?? {};
  const weighed = weighWith(visits);
  return {
    suspected: weighed.cause,
    inferredSeconds: inferredIn(logs.gapHistogram),
    failing: failingIn(logs.signatures),
    made: madeIn(changes?.numbers.changes),
    changesFit: weighed.changes,
  };
}

const newest = (visits: readonly Seen[], probe: string) =>
  visits.findLast(({ evidence, superseded }) => !superseded && evidence?.probe.startsWith(probe))
    ?.evidence;

/** The lower end of what the gap test inferred. */
function inferredIn(histogram: Json | undefined): number | null {
  const { low, seconds } = objectIn(objectIn(histogram).timeout);
  if (typeof low === "number") return low;
  return typeof seconds === "number" ? seconds : null;
}

/** 502s by target over all of their shapes, the most first. */
function failingIn(signatures: Json | undefined): readonly FailingTarget[] {
  const counts = new Map<string, FailingTarget>();
  for (const one of listIn(signatures)) {
    const { group, target, count } = objectIn(one);
    if (typeof group !== "string" || typeof target !== "string") continue;
    if (typeof count !== "number") continue;
    const before = counts.get(`${group} ${target}`)?.failures ?? 0;
    counts.set(`${group} ${target}`, { group, target, failures: before + count });
  }
  return [...counts.values()].toSorted((one, other) => other.failures - one.failures);
}

function madeIn(changes: Json | undefined): readonly ChangeMade[] | null {
  if (!Array.isArray(changes)) return null;
  return listIn(changes).flatMap((one) => {
    const { at, kind, what, who } = objectIn(one);
    const isKind = kinds.find((known) => known === kind);
    return typeof at === "number" && isKind && typeof what === "string" && typeof who === "string"
      ? [{ at, kind: isKind, what, who }]
      : [];
  });
}

const kinds = ["register", "deregister", "routing", "settings"] as const;

const listIn = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);

const objectIn = (json: Json | undefined): { readonly [key: string]: Json } =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as { readonly [key: string]: Json })
    : {};
