import type { Account } from "../../../aws/account.ts";
import type { Action, InputOf, OutputOf } from "../../../aws/allow-list.ts";
import { AwsProblem } from "../../../aws/aws-problem.ts";
import type { MetricOptions } from "../../../aws/metric-window.ts";
import { everyPage } from "../../../aws/pages.ts";
import type { LoadBalancerRef } from "../../fields/field-builders.ts";
import { readResponses } from "../../metrics/response-times.ts";
import type { Responses } from "../../remedies/cut-off-responses.ts";

/** What AWS said of a load balancer's timers, as plain data; null where it could not be read. */
export type Gathered = {
  readonly name: string;
  readonly arn: string | null;
  readonly attributes: { readonly [key: string]: string } | null;
  readonly tags: { readonly [key: string]: string } | null;
  readonly targetGroups: readonly GatheredGroup[] | null;
  /** How long targets took to answer. */
  readonly responses: Responses | null;
  readonly problems: readonly UnansweredQuestion[];
};

/** A question that was not answered, and a sentence that says why. */
export type UnansweredQuestion = { readonly action: Action; readonly says: string };

export type GatheredGroup = {
  readonly name: string;
  readonly targetType: string;
  /** HTTP1, HTTP2, GRPC; absent for Lambda. */
  readonly protocolVersion: string | null;
  readonly port: number | null;
  /** deregistration_delay.timeout_seconds. */
  readonly deregistrationDelaySeconds: number | null;
  readonly arn: string | null;
  /** HTTP or HTTPS. */
  readonly protocol: string | null;
  /** load_balancing.algorithm.type. */
  readonly algorithm: string | null;
  /** slow_start.duration_seconds; 0 is off. */
  readonly slowStartSeconds: number | null;
};

/** More target groups than this are listed without their attributes: Describe calls are rationed for the whole account. */
export const groupsRead = 10;

/** Asks AWS for the timers of one load balancer. Never rejects; what was not answered is in `problems`. */
export async function gatherTimeouts(asking: GatherOptions): Promise<Gathered> {
  const { account, signal, facts } = asking;
  const problems: UnansweredQuestion[] = [];
  const orNull: OrNull = async (action, reading) => {
    try {
      return await reading;
    } catch (error) {
      const says = error instanceof AwsProblem ? error.message : `${action} was not read.`;
      problems.push({ action, says });
      return null;
    }
  };
  const ask: TryAsk = (action, input) => orNull(action, account.ask(action, input, signal));
  const { name } = facts.loadBalancer;
  const arn = facts.loadBalancer.arn ?? (await findArn(ask, name));
  const unread = { attributes: null, tags: null, targetGroups: null, responses: null };
  if (arn === null) return { name, arn, ...unread, problems };
  const [attributes, targetGroups, tags, responses] = await Promise.all([
    readAttributes(ask, arn),
    orNull(groupsOf, everyPage(account, groupsOf, { LoadBalancerArn: arn }, signal)).then(
      (pages) => pages && readTargetGroups(ask, pages),
    ),
    readTags(ask, arn),
    orNull(
      "cloudwatch:GetMetricData",
      readResponses(account, arn, { ...asking, now: asking.now() }),
    ),
  ]);
  return { name, arn, attributes, tags, targetGroups, responses, problems };
}

const groupsOf = "elasticloadbalancing:DescribeTargetGroups";

/** When AWS is asked, and how CloudWatch is read. */
export interface GatherOptions {
  readonly account: Account;
  readonly facts: { readonly loadBalancer: LoadBalancerRef };
  readonly now: () => number;
  readonly options: MetricOptions;
  readonly signal: AbortSignal;
}

type OrNull = <T>(action: Action, reading: Promise<T>) => Promise<T | null>;

type TryAsk = <A extends Action>(action: A, input: InputOf<A>) => Promise<OutputOf<A> | null>;

/** AWS answers a name that it does not know with an error, not with an empty list. */
async function findArn(ask: TryAsk, name: string): Promise<string | null> {
  const answer = await ask("elasticloadbalancing:DescribeLoadBalancers", { Names: [name] });
  return answer?.LoadBalancers?.[0]?.LoadBalancerArn ?? null;
}

async function readAttributes(ask: TryAsk, arn: string) {
  const answer = await ask("elasticloadbalancing:DescribeLoadBalancerAttributes", {
    LoadBalancerArn: arn,
  });
  return answer === null ? null : byKey(answer.Attributes);
}

async function readTags(ask: TryAsk, arn: string) {
  const answer = await ask("elasticloadbalancing:DescribeTags", { ResourceArns: [arn] });
  return answer === null ? null : byKey(answer.TagDescriptions?.[0]?.Tags);
}

async function readTargetGroups(
  ask: TryAsk,
  pages: readonly OutputOf<"elasticloadbalancing:DescribeTargetGroups">[],
): Promise<readonly GatheredGroup[]> {
  const groups = pages.flatMap(({ TargetGroups = [] }) => TargetGroups);
  return Promise.all(groups.map((group, index) => readGroup(ask, group, index < groupsRead)));
}

async function readGroup(
  ask: TryAsk,
  group: TargetGroup,
  withAttributes: boolean,
): Promise<GatheredGroup> {
  const answer =
    withAttributes && group.TargetGroupArn !== undefined
      ? await ask("elasticloadbalancing:DescribeTargetGroupAttributes", {
          TargetGroupArn: group.TargetGroupArn,
        })
      : null;
  const attributes = byKey(answer?.Attributes);
  return {
    name: group.TargetGroupName ?? "unnamed",
    targetType: group.TargetType ?? "instance",
    protocolVersion: group.ProtocolVersion ?? null,
    port: group.Port ?? null,
    deregistrationDelaySeconds: secondsIn(attributes, "deregistration_delay.timeout_seconds"),
    arn: group.TargetGroupArn ?? null,
    protocol: group.Protocol ?? null,
    algorithm: attributes["load_balancing.algorithm.type"] ?? null,
    slowStartSeconds: secondsIn(attributes, "slow_start.duration_seconds"),
  };
}

/** Seconds among attributes, which AWS writes as text; null when it is not there. */
export function secondsIn(
  attributes: { readonly [key: string]: string } | null,
  key: string,
): number | null {
  const text = attributes?.[key];
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

type TargetGroup = NonNullable<
  OutputOf<"elasticloadbalancing:DescribeTargetGroups">["TargetGroups"]
>[number];

const byKey = (
  pairs: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
) => Object.fromEntries(pairs.map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
