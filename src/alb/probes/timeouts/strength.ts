import type { Strength } from "#language";
import type { Visit } from "../../../run/run.ts";
import { weigh } from "../../diagnosis/overrules.ts";
import type { Verdict } from "../../links/link-verdict.ts";

/**
 * How far a comparison of timeouts carries beside what else was seen (`weigh`). `verdicts` are those of the links, from the load
 * balancer inwards.
 */
export function strengthOf(
  verdicts: readonly Verdict[],
  visits: readonly Pick<Visit, "evidence" | "superseded">[],
): { readonly strength?: Strength } {
  const { link } = weigh({
    metrics: newest(visits, "alb.pattern@")?.finding ?? null,
    logs: newest(visits, "alb.logs@") ?? null,
    changes: newest(visits, "alb.changes@")?.strength !== undefined,
    links: verdicts,
  });
  return link === undefined ? {} : { strength: link };
}

const newest = (visits: readonly Pick<Visit, "evidence" | "superseded">[], probe: string) =>
  visits.findLast(({ evidence, superseded }) => !superseded && evidence?.probe.startsWith(probe))
    ?.evidence;
