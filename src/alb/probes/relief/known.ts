import type { Json } from "#language";
import type { ChangeMade } from "../../diagnosis/changes-near.ts";
import type { FailingTarget, Situation } from "../../relief/situation.ts";
import { newestOf, type Seen } from "../earlier.ts";
import { listIn, objectIn } from "../json.ts";
import { weighWith } from "../weighing.ts";

/** What earlier looks of a run say of where its failures come from; only evidence that counts. */
export function known(
  visits: readonly Seen[],
): Pick<Situation, "suspected" | "inferredSeconds" | "failing" | "made" | "changesFit"> {
  const changes = newestOf(visits, "alb.changes");
  const logs = newestOf(visits, "alb.logs")?.numbers ?? {};
  const weighed = weighWith(visits);
  return {
    suspected: weighed.cause,
    inferredSeconds: inferredIn(logs.gapHistogram),
    failing: failingIn(logs.signatures),
    made: madeIn(changes?.numbers.changes),
    changesFit: weighed.changes,
  };
}

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
