import type { Action, Listener, Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { listField } from "../call.ts";
import { AwsError } from "../errors.ts";
import type { HostRule, LoadBalancerResource, Names } from "../estate.ts";
import { findByArn, pageOfThings, type RegionInventory } from "./inventory.ts";

type OwnListener = RegionInventory["listeners"][number];

export function describeListeners(held: RegionInventory, fields: URLSearchParams, names: Names) {
  const { items, NextMarker } = pageOfThings(chosen(held, fields), fields);
  return { Listeners: items.map((item) => shape(item, names)), NextMarker };
}

/** Answers DescribeRules for one listener; the default rule comes last, as from AWS. */
export function describeRules(held: RegionInventory, fields: URLSearchParams, names: Names) {
  const wanted = [fields.get("ListenerArn") ?? ""];
  const listeners = findByArn(held.listeners, wanted, "ListenerNotFound");
  const { items, NextMarker } = pageOfThings(
    listeners.flatMap((item) => rules(item, names)),
    fields,
  );
  return { Rules: items, NextMarker };
}

function chosen(held: RegionInventory, fields: URLSearchParams): readonly OwnListener[] {
  const balancer = fields.get("LoadBalancerArn");
  const arns = listField(fields, "ListenerArns");
  if (arns.length > 0) return findByArn(held.listeners, arns, "ListenerNotFound");
  if (!balancer)
    throw new AwsError("ValidationError", "Either listener ARNs or a load balancer ARN is needed");
  findByArn(held.loadBalancers, [balancer], "LoadBalancerNotFound");
  return held.listeners.filter(({ loadBalancerArn }) => loadBalancerArn === balancer);
}

function shape({ listener, arn, loadBalancer, loadBalancerArn }: OwnListener, names: Names) {
  return {
    ListenerArn: arn,
    LoadBalancerArn: loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    DefaultActions: [forward(loadBalancer, listener.forwardTo, names)],
  } satisfies Listener;
}

function rules({ listener, arn, loadBalancer }: OwnListener, names: Names) {
  const base = arn.replace(":listener/", ":listener-rule/");
  const forHosts = (listener.rules ?? []).map((rule) => hostRule(rule, base, loadBalancer, names));
  const last = {
    RuleArn: `${base}/${listener.id}`,
    Priority: "default",
    Conditions: [],
    Actions: [forward(loadBalancer, listener.forwardTo, names)],
    IsDefault: true,
  };
  return [...forHosts, last];
}

function hostRule(rule: HostRule, base: string, owner: LoadBalancerResource, names: Names) {
  const hosts = { Field: "host-header", Values: [rule.host] };
  return {
    RuleArn: `${base}/${rule.id}`,
    Priority: String(rule.priority),
    Conditions: [{ ...hosts, HostHeaderConfig: { Values: [rule.host] } }],
    Actions: [forward(owner, rule.forwardTo, names)],
    IsDefault: false,
  } satisfies Rule;
}

function forward(owner: LoadBalancerResource, name: string, names: Names) {
  const group = owner.targetGroups.find((candidate) => candidate.name === name);
  if (!group) throw new Error(`Load balancer ${owner.name} has no target group ${name}.`);
  const TargetGroupArn = names.targetGroupArn(owner.region, group);
  return {
    Type: "forward",
    TargetGroupArn,
    Order: 1,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  } satisfies Action;
}
