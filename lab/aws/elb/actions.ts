import { AwsError } from "../errors.ts";
import type { Names } from "../estate.ts";
import type { XmlValue } from "../xml.ts";
import type { RegionInventory } from "./inventory.ts";
import { describeListeners, describeRules } from "./listeners.ts";
import { describeLoadBalancerAttributes, describeLoadBalancers } from "./load-balancers.ts";
import { describeTags } from "./tags.ts";
import {
  describeTargetGroupAttributes,
  describeTargetGroups,
  describeTargetHealth,
} from "./target-groups.ts";

type Answer = (held: RegionInventory, fields: URLSearchParams, names: Names) => XmlValue;

/** Answers an action of Elastic Load Balancing v2; there is none that changes anything. */
export function answerLoadBalancing(
  action: string,
  held: RegionInventory,
  fields: URLSearchParams,
  names: Names,
): XmlValue {
  const answer = ACTIONS.get(action);
  if (!answer)
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${action} for version 2015-12-01`,
    );
  return answer(held, fields, names);
}

const ACTIONS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["DescribeListeners", describeListeners],
  ["DescribeLoadBalancerAttributes", describeLoadBalancerAttributes],
  ["DescribeLoadBalancers", describeLoadBalancers],
  ["DescribeRules", describeRules],
  ["DescribeTags", describeTags],
  ["DescribeTargetGroupAttributes", describeTargetGroupAttributes],
  ["DescribeTargetGroups", describeTargetGroups],
  ["DescribeTargetHealth", describeTargetHealth],
]);
