import { ACCOUNT_ID } from "../aws/account.ts";
import type { LoggedBalancer } from "../logs/line.ts";

export const region = "eu-central-1";
export const zones = ["eu-central-1a", "eu-central-1b"] as const;

/** The load balancer of every scenario, and its target group. */
export const balancer = { name: "shop-web", id: "50dc6c495c0c9188" } as const;
export const group = { name: "shop-web", id: "73e2d6bc24d8a067" } as const;

/** As it stands in its log lines. */
export const logged: LoggedBalancer = {
  ...{ account: ACCOUNT_ID, region, ...balancer, groupId: group.id },
  ...{ scheme: "https", host: "shop.example.com:443" },
};

const arn = (resource: string) =>
  `arn:aws:elasticloadbalancing:${region}:${ACCOUNT_ID}:${resource}`;
export const balancerArn = arn(`loadbalancer/app/${balancer.name}/${balancer.id}`);
export const groupArn = arn(`targetgroup/${group.name}/${group.id}`);
