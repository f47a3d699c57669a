import type { Remedy } from "#language";
import { ownerSays, type Tags } from "../diagnosis/changes/setting-owner.ts";
import { formatSeconds } from "../links/durations.ts";
import { idleTimeoutAttribute } from "../links/idle-times.ts";
import { cutsOff, type Responses } from "./cut-off-responses.ts";

/** What is known of the load balancer whose idle timeout may be changed. */
export interface KnownIdleTimeout {
  /** Null where AWS was not asked; the commands then hold a placeholder. */
  readonly arn: string | null;
  readonly idleTimeoutSeconds: number | null;
  readonly tags: Tags | null;
  readonly responses: Responses | null;
}

/** Lowering the load balancer's idle timeout, with what was measured of responses. `why` is a sentence on why to do that. */
export function lowerIdleTimeout(seconds: number, balancer: KnownIdleTimeout, why: string): Remedy {
  const { idleTimeoutSeconds: before, tags, responses } = balancer;
  const { safety, says } = cutsOff(seconds, responses);
  const owner = tags === null ? null : ownerSays(tags, seconds);
  return {
    title: `Lower the load balancer's idle timeout to ${formatSeconds(seconds)}`,
    safety,
    says: `${why} ${says}`,
    lines: [modifyIdleTimeout(balancer.arn, seconds)],
    rollOut: "It needs no restart and no deploy.",
    costs: [
      ...(owner === null ? [] : [owner]),
      "WebSockets and streams that stay silent longer are closed, and connections of clients too.",
      "The load balancer opens connections to targets more often.",
    ],
    ...(before === null ? {} : { undo: modifyIdleTimeout(balancer.arn, before) }),
    source: "ELB user guide, edit-load-balancer-attributes; TargetResponseTime",
  };
}

function modifyIdleTimeout(arn: string | null, seconds: number): string {
  return `aws elbv2 modify-load-balancer-attributes${inRegion(arn)} --load-balancer-arn ${arn ?? "<load balancer ARN>"} --attributes Key=${idleTimeoutAttribute},Value=${seconds}`;
}

/** The option of the AWS CLI for the region that an ARN is of; empty where that is not known. */
export function inRegion(arn: string | null): string {
  const region = /^arn:[\w-]+:elasticloadbalancing:([\w-]+):/.exec(arn ?? "")?.[1];
  return region === undefined ? "" : ` --region ${region}`;
}
