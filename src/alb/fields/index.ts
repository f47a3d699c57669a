import type { FieldKind, Resolve, Suggest } from "#language";
import type { LoadBalancerRef } from "./field-builders.ts";
import { loadBalancerField } from "./load-balancer.ts";
import { serversField } from "./servers.ts";
import type { ReadConfigurations } from "./servers-found.ts";
import { targetGroupField } from "./target-group.ts";

/** What the kinds of this pack need of the world; without it flows can be read and checked, and nothing can be found. */
export interface AlbFieldsParts {
  readonly resolve?: Resolve<LoadBalancerRef>;
  readonly suggest?: Suggest;
  readonly readConfigurations?: ReadConfigurations;
}

export const createAlbFields = ({
  resolve = unasked,
  suggest,
  readConfigurations = async () => ({ servers: [], unread: [] }),
}: AlbFieldsParts = {}): readonly FieldKind[] => [
  loadBalancerField(resolve, suggest),
  targetGroupField,
  serversField(readConfigurations),
];

/** Where AWS is not asked, a name is taken for what it says. */
const unasked: Resolve<LoadBalancerRef> = async (name) => ({
  kind: "unread",
  why: "AWS is not asked here.",
  answer: { name, region: "" },
});
