import type { Account } from "../aws/account.ts";
import type { OutputOf } from "../aws/allow-list.ts";
import { AwsProblem } from "../aws/aws-problem.ts";
import { everyPage } from "../aws/pages.ts";
import type { TargetGroup, TargetState } from "./diagnosis/pattern/signs.ts";
import { idleTimeoutAttribute } from "./links/idle-times.ts";

/** An Application Load Balancer as AWS describes it. */
export interface Balancer {
  readonly arn: string;
  readonly name: string;
  readonly dnsName: string;
  readonly internal: boolean;
  /** Its availability zones, by name. */
  readonly zones: readonly string[];
}

/** A target group with its ARN, for further questions. */
export interface Group extends TargetGroup {
  readonly arn: string;
  /** Null for Lambda and TCP. */
  readonly healthCheckPath: string | null;
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  /** HTTP or HTTPS. */
  readonly protocol: string;
}

/** One load balancer, by its ARN where that is known and else by name. Rejects with AwsProblem, also when there is none. */
export async function readBalancer(
  account: Account,
  which: { readonly arn?: string; readonly name: string },
  signal: AbortSignal,
): Promise<Balancer> {
  const { arn, name } = which;
  // AWS would call another text a bad question, which says nothing to who typed it.
  if (arn === undefined && !/^[a-z0-9-]{1,32}$/i.test(name)) throw none(account, name);
  const question = arn === undefined ? { Names: [name] } : { LoadBalancerArns: [arn] };
  const answer = await account
    .ask("elasticloadbalancing:DescribeLoadBalancers", question, signal)
    .catch((problem) => {
      throw problem instanceof AwsProblem && problem.kind === "not-found"
        ? none(account, name)
        : problem;
    });
  const found = answer.LoadBalancers?.map(balancerOf).find((one) => one !== undefined);
  if (found === undefined) throw none(account, name);
  return found;
}

const none = ({ region }: Account, name: string) =>
  new AwsProblem(
    "not-found",
    `There is no Application Load Balancer named ${name} in ${region}. Check the name, the region and the account, and start again with the right one.`,
  );

/** The account's Application Load Balancers, and the names of the others. Rejects with AwsProblem. */
export async function readBalancers(account: Account, signal: AbortSignal) {
  const pages = await everyPage(account, "elasticloadbalancing:DescribeLoadBalancers", {}, signal);
  const all = pages.flatMap(({ LoadBalancers = [] }) => LoadBalancers);
  return {
    balancers: all.flatMap((one) => balancerOf(one) ?? []),
    others: all
      .filter(({ Type }) => Type !== "application")
      .map(({ LoadBalancerName = "", LoadBalancerArn = "", DNSName = "", Type = "" }) => ({
        name: LoadBalancerName,
        arn: LoadBalancerArn,
        dnsName: DNSName,
        type: String(Type),
      })),
  };
}

/** The load balancer's target groups. Rejects with AwsProblem. */
export async function readGroups(account: Account, arn: string, signal: AbortSignal) {
  const question = { LoadBalancerArn: arn };
  const action = "elasticloadbalancing:DescribeTargetGroups";
  const pages = await everyPage(account, action, question, signal);
  return pages.flatMap(({ TargetGroups = [] }) => TargetGroups.map(groupOf));
}

/** Every target of the groups; the account's pace rations the calls. Rejects with AwsProblem. */
export async function readTargets(
  account: Account,
  groups: readonly Group[],
  signal: AbortSignal,
): Promise<readonly TargetState[]> {
  const action = "elasticloadbalancing:DescribeTargetHealth";
  const targets = groups.map(async ({ arn, name }) => {
    const answer = await account.ask(action, { TargetGroupArn: arn }, signal);
    return (answer.TargetHealthDescriptions ?? []).map((one) => targetOf(one, name));
  });
  return (await Promise.all(targets)).flat();
}

/** The load balancer's attributes by name. Rejects with AwsProblem. */
export async function readAttributes(account: Account, arn: string, signal: AbortSignal) {
  const action = "elasticloadbalancing:DescribeLoadBalancerAttributes";
  const { Attributes = [] } = await account.ask(action, { LoadBalancerArn: arn }, signal);
  const attributes = new Map(Attributes.map(({ Key = "", Value = "" }) => [Key, Value]));
  const idle = Number(attributes.get(idleTimeoutAttribute) ?? Number.NaN);
  return { attributes, idleTimeoutSeconds: Number.isFinite(idle) ? idle : null };
}

/** How long targets of each group may finish their requests after they are deregistered; of ten groups. Rejects with AwsProblem. */
export async function readDelays(
  account: Account,
  groups: readonly Group[],
  signal: AbortSignal,
): Promise<readonly { readonly group: string; readonly seconds: number }[]> {
  const action = "elasticloadbalancing:DescribeTargetGroupAttributes";
  const delays = groups.slice(0, 10).map(async ({ arn, name }) => {
    const { Attributes = [] } = await account.ask(action, { TargetGroupArn: arn }, signal);
    const delay = Attributes.find(({ Key }) => Key === "deregistration_delay.timeout_seconds");
    return { group: name, seconds: Number(delay?.Value) };
  });
  return (await Promise.all(delays)).filter(({ seconds }) => Number.isFinite(seconds));
}

/** The load balancer's listeners. Rejects with AwsProblem. */
export async function readListeners(
  account: Account,
  arn: string,
  signal: AbortSignal,
): Promise<readonly Listener[]> {
  const question = { LoadBalancerArn: arn };
  const action = "elasticloadbalancing:DescribeListeners";
  const pages = await everyPage(account, action, question, signal);
  return pages.flatMap(({ Listeners = [] }) =>
    Listeners.flatMap(({ ListenerArn: arn = "", Port: port, Protocol: protocol }) =>
      port === undefined || protocol === undefined ? [] : [{ arn, port, protocol }],
    ),
  );
}

type Described<A extends "LoadBalancers" | "TargetGroups" | "TargetHealth"> = NonNullable<
  {
    LoadBalancers: OutputOf<"elasticloadbalancing:DescribeLoadBalancers">["LoadBalancers"];
    TargetGroups: OutputOf<"elasticloadbalancing:DescribeTargetGroups">["TargetGroups"];
    TargetHealth: OutputOf<"elasticloadbalancing:DescribeTargetHealth">["TargetHealthDescriptions"];
  }[A]
>[number];

function balancerOf(described: Described<"LoadBalancers">): Balancer | undefined {
  const { LoadBalancerArn, LoadBalancerName, DNSName, Scheme, Type } = described;
  const { AvailabilityZones = [] } = described;
  if (LoadBalancerArn === undefined || LoadBalancerName === undefined) return undefined;
  if (Type !== "application") return undefined;
  return {
    arn: LoadBalancerArn,
    name: LoadBalancerName,
    dnsName: DNSName ?? "",
    internal: Scheme === "internal",
    zones: AvailabilityZones.flatMap(({ ZoneName }) => ZoneName ?? []),
  };
}

const groupOf = (described: Described<"TargetGroups">): Group => ({
  arn: described.TargetGroupArn ?? "",
  name: described.TargetGroupName ?? "",
  type: described.TargetType ?? "instance",
  protocol: described.Protocol ?? null,
  version: described.ProtocolVersion ?? null,
  healthCheckPath: described.HealthCheckPath ?? null,
});

const targetOf = (
  { Target, TargetHealth }: Described<"TargetHealth">,
  group: string,
): TargetState => ({
  group,
  id: Target?.Id ?? "",
  port: Target?.Port ?? null,
  state: TargetHealth?.State ?? "unavailable",
  reason: TargetHealth?.Reason ?? null,
});
