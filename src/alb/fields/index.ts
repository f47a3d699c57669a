import type { FieldKind, Resolve, Suggest } from "#language";
import { parseDuration } from "../links/durations.ts";
import { readMeasurement } from "../links/measure-command.ts";
import { serverKinds } from "../links/servers.ts";
import type { LoadBalancerRef } from "./field-builders.ts";
import { loadBalancerField } from "./load-balancer.ts";
import { serversField } from "./servers.ts";
import type { ServersParts } from "./servers-parts.ts";
import { targetGroupField } from "./target-group.ts";

/** What the kinds of this pack need of the world; without it flows can be read and checked, and nothing can be found. */
export interface AlbFieldsParts extends Partial<ServersParts> {
  readonly resolve?: Resolve<LoadBalancerRef>;
  readonly suggest?: Suggest;
}

/** The kinds of fields of this pack. */
export const createAlbFields = ({
  resolve = unasked,
  suggest,
  ...parts
}: AlbFieldsParts = {}): readonly FieldKind[] => [
  loadBalancerField(resolve, suggest),
  targetGroupField,
  serversField({
    serverKinds,
    parseDuration,
    readMeasurement,
    readConfigurations: async () => ({ servers: [], unread: [] }),
    ...parts,
  }),
];

/** Where AWS is not asked, a name is taken for what it says. */
const unasked: Resolve<LoadBalancerRef> = async (name) => ({
  kind: "unread",
  why: "AWS is not asked here.",
  answer: { name, region: "" },
});
