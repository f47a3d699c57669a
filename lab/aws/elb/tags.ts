import { listField } from "../call.ts";
import { AwsError } from "../errors.ts";
import { findByArn, type RegionInventory } from "./inventory.ts";
import { keysAndValues } from "./load-balancers.ts";

/** Answers DescribeTags, for at most 20 load balancers, target groups and listeners. */
export function describeTags(held: RegionInventory, fields: URLSearchParams) {
  const arns = listField(fields, "ResourceArns");
  if (arns.length === 0 || arns.length > 20)
    throw new AwsError(
      "ValidationError",
      "Between 1 and 20 resource ARNs can be described at once",
    );
  return { TagDescriptions: arns.map((arn) => ({ ResourceArn: arn, Tags: tags(held, arn) })) };
}

function tags(held: RegionInventory, arn: string) {
  if (arn.includes(":targetgroup/")) {
    const [found] = findByArn(held.targetGroups, [arn], "TargetGroupNotFound");
    return keysAndValues(found?.group.tags ?? {});
  }
  if (arn.includes(":listener/")) {
    findByArn(held.listeners, [arn], "ListenerNotFound");
    return [];
  }
  const [found] = findByArn(held.loadBalancers, [arn], "LoadBalancerNotFound");
  return keysAndValues(found?.loadBalancer.tags ?? {});
}
