import { type Evidence, isOf } from "#language";
import { quoteForShell } from "../../language/texts/shell-quote.ts";
import type { Run } from "../../run/run.ts";
import { helpByFinding } from "../diagnosis/causes/other-cause-help.ts";
import type { LoadBalancerRef } from "../fields/field-builders.ts";
import { changes } from "./changes/probe.ts";

/** Evidence that also says what helps where another cause than the race was found: where to look, the command for it, who owns it as a rule, and how to see what changed when the failures began. */
export function withHelp(evidence: Evidence, run: Pick<Run, "facts" | "visits">): Evidence {
  const branch = helpByFinding[evidence.finding ?? ""];
  if (branch === undefined) return evidence;
  const balancer = run.facts.loadBalancer as LoadBalancerRef;
  const command = `\`${forEachGroup(branch.command, balancer)}\``;
  const own = evidence.next ?? [];
  return {
    ...evidence,
    next: [...own, branch.look, command, branch.owner, ...changedThen(evidence, run, balancer)],
  };
}

/** For all target groups of the load balancer, whose names nobody has to look up. */
function forEachGroup(command: string, balancer: LoadBalancerRef): string {
  const region = regionOf(balancer);
  const asked = command.replace("{each}", "$group").replace("{region}", region);
  return `for group in $(aws elbv2 describe-target-groups${region} --load-balancer-arn ${arnOf(balancer)} --query 'TargetGroups[].TargetGroupArn' --output text); do ${asked}; done`;
}

const regionOf = ({ region }: LoadBalancerRef) => ` --region ${quoteForShell(region)}`;

const arnOf = (balancer: LoadBalancerRef) =>
  balancer.arn === undefined
    ? `$(aws elbv2 describe-load-balancers${regionOf(balancer)} --names ${quoteForShell(balancer.name)} --query 'LoadBalancers[0].LoadBalancerArn' --output text)`
    : quoteForShell(balancer.arn);

/** What was called around the moment when the failures began, deploys of other services included; known by the metrics only. */
function changedThen(
  evidence: Evidence,
  { visits }: Pick<Run, "visits">,
  balancer: LoadBalancerRef,
): readonly string[] {
  if (isOf(changes, evidence)) return [];
  const { impact } =
    [
      ...visits.flatMap((visit) => (visit.superseded ? [] : (visit.evidence ?? []))),
      evidence,
    ].findLast((one) => one.impact?.since !== undefined) ?? {};
  if (impact?.since === undefined) return [];
  const iso = (at: number) => new Date(at).toISOString().slice(0, 19).concat("Z");
  const span = `--start-time ${iso(impact.since - before)} --end-time ${iso(impact.since + after)}`;
  const query = "--query 'Events[].[EventTime,EventName,Username]' --output table";
  return [
    "See what else changed when it began: the last command below asks CloudTrail.",
    `\`aws cloudtrail lookup-events${regionOf(balancer)} --lookup-attributes AttributeKey=ReadOnly,AttributeValue=false ${span} ${query}\``,
  ];
}

/** Milliseconds around the first failure. */
const before = 1_800_000;
const after = 300_000;
