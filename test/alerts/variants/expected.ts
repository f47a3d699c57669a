import { arn, dimension } from "../kinds/kind.ts";

/** What is to be read, as far as it is stated; `typed` is what the form has for the load balancer, and `undefined` says that it is empty. */
export interface Expected {
  readonly source?: string | undefined;
  readonly state: "firing" | "resolved" | "unknown";
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly typed?: string | undefined;
  readonly [more: string]: unknown;
}

export const other = "app/cart/60dc6c495c0c9199";

/** The load balancer of all fixtures, as an alert that fires. */
export const one: Expected = {
  state: "firing",
  region: "eu-central-1",
  account: "123456789012",
  typed: arn,
};

/** The same in another partition. */
export const in2 = (partition: string, region: string, more: object = {}): Expected => ({
  ...one,
  region,
  typed: `arn:${partition}:elasticloadbalancing:${region}:123456789012:loadbalancer/${dimension}`,
  ...more,
});
