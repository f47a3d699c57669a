import { expect, it } from "vitest";
import { iamPolicy } from "../../src/aws/iam.ts";
import { partitions } from "../../src/aws/regions.ts";

it.each(partitions)("names no other partition in the policy for %s", (partition) => {
  const arns = iamPolicy(undefined, partition).Statement.flatMap(({ Resource }) => Resource);
  const named = arns.filter((arn) => arn !== "*").map((arn) => arn.split(":")[1]);
  expect(named.length).toBeGreaterThan(3);
  expect(new Set(named)).toEqual(new Set([partition]));
});
