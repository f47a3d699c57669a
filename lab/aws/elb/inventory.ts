import { AwsError } from "../errors.ts";
import type {
  ListenerResource,
  LoadBalancerResource,
  Names,
  TargetGroupResource,
} from "../estate.ts";
import { pageOf } from "../paging.ts";

/** What one region of the account holds, with the ARN of each thing. */
export interface RegionInventory {
  readonly loadBalancers: readonly Named<{ readonly loadBalancer: LoadBalancerResource }>[];
  readonly targetGroups: readonly Named<OfBalancer & { readonly group: TargetGroupResource }>[];
  readonly listeners: readonly Named<OfBalancer & { readonly listener: ListenerResource }>[];
}

export type Named<Thing> = Thing & { readonly arn: string };

/** A thing that belongs to a load balancer. */
export interface OfBalancer {
  readonly loadBalancer: LoadBalancerResource;
  readonly loadBalancerArn: string;
}

/** Lists what a region holds. */
export function inventory(
  estate: readonly LoadBalancerResource[],
  region: string,
  names: Names,
): RegionInventory {
  const loadBalancers = estate
    .filter((loadBalancer) => loadBalancer.region === region)
    .map((loadBalancer) => ({ loadBalancer, arn: names.loadBalancerArn(loadBalancer) }));
  const owners = loadBalancers.map(({ loadBalancer, arn }) => ({
    loadBalancer,
    loadBalancerArn: arn,
  }));
  return {
    loadBalancers,
    targetGroups: owners.flatMap((owner) =>
      owner.loadBalancer.targetGroups.map((group) => ({
        ...owner,
        group,
        arn: names.targetGroupArn(region, group),
      })),
    ),
    listeners: owners.flatMap((owner) =>
      owner.loadBalancer.listeners.map((listener) => ({
        ...owner,
        listener,
        arn: names.listenerArn(owner.loadBalancer, listener),
      })),
    ),
  };
}

/** The things with the given ARNs, in that order; all must exist, else `code` is thrown. */
export function findByArn<Thing extends { readonly arn: string }>(
  things: readonly Thing[],
  wanted: readonly string[],
  code: `${"LoadBalancer" | "TargetGroup" | "Listener"}NotFound`,
): readonly Thing[] {
  return wanted.map((arn) => {
    const thing = things.find((candidate) => candidate.arn === arn);
    if (!thing) throw new AwsError(code, NOT_FOUND[code]);
    return thing;
  });
}

const NOT_FOUND = {
  LoadBalancerNotFound: "One or more load balancers not found",
  TargetGroupNotFound: "One or more target groups not found",
  ListenerNotFound: "One or more listeners not found",
};

/** Cuts out the page that `Marker` and `PageSize` (1..400) ask for. */
export function pageOfThings<Item>(things: readonly Item[], fields: URLSearchParams) {
  const size = Number(fields.get("PageSize") ?? 400);
  if (!(size >= 1 && size <= 400))
    throw new AwsError("ValidationError", "The page size must be between 1 and 400");
  const { items, next } = pageOf(things, fields.get("Marker"), size, "ValidationError");
  return { items, NextMarker: next };
}
