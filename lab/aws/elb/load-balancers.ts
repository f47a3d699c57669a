import type { LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { listField } from "../call.ts";
import { AwsError } from "../errors.ts";
import type { LoadBalancerResource } from "../estate.ts";
import { findByArn, pageOfThings, type RegionInventory } from "./inventory.ts";

export function describeLoadBalancers(held: RegionInventory, fields: URLSearchParams) {
  const { items, NextMarker } = pageOfThings(chosen(held, fields), fields);
  return { LoadBalancers: items.map(shape), NextMarker };
}

export function describeLoadBalancerAttributes(held: RegionInventory, fields: URLSearchParams) {
  const wanted = [fields.get("LoadBalancerArn") ?? ""];
  const [found] = findByArn(held.loadBalancers, wanted, "LoadBalancerNotFound");
  return { Attributes: keysAndValues(found?.loadBalancer.attributes() ?? {}) };
}

/** The form in which AWS lists attributes and tags. */
export function keysAndValues(record: Readonly<Record<string, string>>) {
  return Object.entries(record).map(([Key, Value]) => ({ Key, Value }));
}

function chosen({ loadBalancers }: RegionInventory, fields: URLSearchParams) {
  const arns = listField(fields, "LoadBalancerArns");
  const names = listField(fields, "Names");
  if (arns.length > 0) return findByArn(loadBalancers, arns, "LoadBalancerNotFound");
  if (names.length === 0) return loadBalancers;
  return names.map((name) => {
    const found = loadBalancers.find(({ loadBalancer }) => loadBalancer.name === name);
    if (!found) throw new AwsError("LoadBalancerNotFound", `Load balancers '[${name}]' not found`);
    return found;
  });
}

function shape(named: { readonly loadBalancer: LoadBalancerResource; readonly arn: string }) {
  const { loadBalancer, arn } = named;
  return {
    LoadBalancerArn: arn,
    DNSName: loadBalancer.dnsName,
    CanonicalHostedZoneId: "Z215JYRZR1TBD5",
    CreatedTime: loadBalancer.createdAt,
    LoadBalancerName: loadBalancer.name,
    Scheme: loadBalancer.scheme,
    VpcId: "vpc-0lab0example0vpc0",
    State: { Code: "active" },
    Type: loadBalancer.kind,
    AvailabilityZones: loadBalancer.zones.map((ZoneName, place) => ({
      ZoneName,
      SubnetId: `subnet-0lab0example0${place}`,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: ["sg-0lab0example0web0"],
    IpAddressType: "ipv4",
  } satisfies LoadBalancer;
}
