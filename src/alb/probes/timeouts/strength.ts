import type { Strength } from "#language";
import type { Visit } from "../../../run/run.ts";
import type { Verdict } from "../../links/link-verdict.ts";

/**
 * How far a comparison of timeouts carries: an inverted link beside metrics that fit makes the race *likely*; neither does so
 * alone. The link has to be the one that the metrics point at: the load balancer's own, or one behind a proxy. Changes of targets
 * that come with the failures stand against it. Access logs overrule both: a race that they show makes it *shown*, another cause
 * that they name takes it back. `verdicts` are those of the links, from the load balancer inwards.
 */
export function strengthOf(
  verdicts: readonly Verdict[],
  visits: readonly Pick<Visit, "evidence" | "superseded">[],
): { readonly strength?: Strength } {
  const [outer, ...inner] = verdicts.map((verdict) => verdict === "too-short" || verdict === "tie");
  const pattern = newest(visits, "alb.pattern@")?.finding;
  const changes = newest(visits, "alb.changes@");
  const logs = newest(visits, "alb.logs@");
  if (logs?.strength === "shown") return outer === true ? { strength: "shown" } : {};
  // A race behind a proxy is the targets' own error in the logs.
  const agrees = pattern === "inner-hop-race" && logs?.finding === "target-error";
  if (logs?.strength === "likely" && !agrees) return {};
  const fits =
    (pattern === "keepalive-race" && outer === true) ||
    (pattern === "inner-hop-race" && inner.includes(true));
  return fits && changes?.strength === undefined ? { strength: "likely" } : {};
}

const newest = (visits: readonly Pick<Visit, "evidence" | "superseded">[], probe: string) =>
  visits.findLast(({ evidence, superseded }) => !superseded && evidence?.probe.startsWith(probe))
    ?.evidence;
