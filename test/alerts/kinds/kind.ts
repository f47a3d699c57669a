/** One sender of alerts: a message of it in Slack, what it sends over HTTP, and what is to be read of both. */
export interface Kind {
  readonly name: string;
  readonly message: { readonly [part: string]: unknown };
  readonly payload?: { readonly [part: string]: unknown };
  readonly source: string;
  /** Whether the message alone names the load balancer so that region and account follow. */
  readonly typed: string;
}

export const arn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-web/50dc6c495c0c9188";
export const dimension = "app/shop-web/50dc6c495c0c9188";
