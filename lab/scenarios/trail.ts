import type { TrailActor, TrailEvent } from "../aws/cloudtrail/record.ts";
import type { Actor, Call } from "./scenario.ts";

/** A call as CloudTrail records it. */
export const trailEvent = ({ by, ...call }: Call): TrailEvent => ({ ...call, by: actors[by] });

const actors: { readonly [actor in Actor]: TrailActor } = {
  alice: { kind: "role", name: "shop-admin", session: "alice" },
  pipeline: { kind: "role", name: "shop-deploy", session: "release-pipeline" },
  autoscaling: {
    kind: "service",
    role: "AWSServiceRoleForAutoScaling",
    service: "autoscaling.amazonaws.com",
  },
};
