import type { FieldKind, Resolve } from "#language";
import type { LoadBalancerRef } from "./builders.ts";
import { loadBalancerField } from "./load-balancer.ts";
import { serversField } from "./servers.ts";
import { targetGroupField } from "./target-group.ts";

/** The kinds of fields of this pack; without `resolve`, names of load balancers can be asked for and not be found. */
export const createAlbFields = (resolve?: Resolve<LoadBalancerRef>): readonly FieldKind[] => [
  loadBalancerField(resolve),
  targetGroupField,
  serversField,
];
