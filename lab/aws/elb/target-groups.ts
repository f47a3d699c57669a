import type {
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { listField } from "../call.ts";
import { AwsError } from "../errors.ts";
import type { TargetGroupResource, TargetResource } from "../estate.ts";
import { findByArn, pageOfThings, type RegionInventory } from "./inventory.ts";
import { keysAndValues } from "./load-balancers.ts";

export function describeTargetGroups(held: RegionInventory, fields: URLSearchParams) {
  const { items, NextMarker } = pageOfThings(chosen(held, fields), fields);
  const groups = items.map(({ group, arn, loadBalancerArn }) => shape(group, arn, loadBalancerArn));
  return { TargetGroups: groups, NextMarker };
}

export function describeTargetGroupAttributes(held: RegionInventory, fields: URLSearchParams) {
  return { Attributes: keysAndValues(oneGroup(held, fields)?.attributes() ?? {}) };
}

export function describeTargetHealth(held: RegionInventory, fields: URLSearchParams) {
  const targets = oneGroup(held, fields)?.targets() ?? [];
  return { TargetHealthDescriptions: targets.map(health) };
}

function oneGroup(held: RegionInventory, fields: URLSearchParams): TargetGroupResource | undefined {
  const wanted = [fields.get("TargetGroupArn") ?? ""];
  return findByArn(held.targetGroups, wanted, "TargetGroupNotFound")[0]?.group;
}

function chosen(held: RegionInventory, fields: URLSearchParams): RegionInventory["targetGroups"] {
  const arns = listField(fields, "TargetGroupArns");
  const names = listField(fields, "Names");
  const balancer = fields.get("LoadBalancerArn");
  if (arns.length > 0) return findByArn(held.targetGroups, arns, "TargetGroupNotFound");
  if (balancer) {
    findByArn(held.loadBalancers, [balancer], "LoadBalancerNotFound");
    return held.targetGroups.filter(({ loadBalancerArn }) => loadBalancerArn === balancer);
  }
  const known = held.targetGroups.filter(({ group }) => names.includes(group.name));
  if (known.length < names.length)
    throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
  return names.length === 0 ? held.targetGroups : known;
}

function shape(group: TargetGroupResource, arn: string, loadBalancerArn: string) {
  const named = { TargetGroupArn: arn, TargetGroupName: group.name };
  const owned = { LoadBalancerArns: [loadBalancerArn], TargetType: group.targetType };
  // A Lambda group has neither protocol nor port (API_TargetGroup).
  if (group.targetType === "lambda")
    return { ...named, ...owned, HealthCheckEnabled: false } satisfies TargetGroup;
  return {
    ...named,
    ...owned,
    Protocol: group.protocol,
    Port: group.port,
    VpcId: "vpc-0lab0example0vpc0",
    HealthCheckProtocol: group.protocol,
    HealthCheckPort: "traffic-port",
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    ...(group.protocol === "TCP"
      ? {}
      : { HealthCheckPath: group.healthCheckPath, Matcher: { HttpCode: "200" } }),
    ...(group.protocol === "TCP" ? {} : { ProtocolVersion: group.version ?? "HTTP1" }),
    IpAddressType: "ipv4",
  } satisfies TargetGroup;
}

function health({ id, port, zone, state, reason, description }: TargetResource) {
  return {
    Target: { Id: id, ...(port === undefined ? {} : { Port: port }), AvailabilityZone: zone },
    ...(port === undefined ? {} : { HealthCheckPort: String(port) }),
    TargetHealth: {
      State: state,
      ...(reason ? { Reason: reason } : {}),
      ...(description ? { Description: description } : {}),
    },
  } satisfies TargetHealthDescription;
}
