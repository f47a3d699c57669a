import type { Account } from "../../../src/aws/account.ts";
import { AwsProblem } from "../../../src/aws/aws-problem.ts";

/** What was asked, and how many questions were under way at the same time at most. */
export interface Watched {
  readonly asked: string[];
  most: number;
}

/** Twelve accounts with 400 load balancers, the last of them closed; each question takes `wait`. */
export function company(wait: () => Promise<void>): {
  readonly accounts: readonly Account[];
  readonly watched: Watched;
} {
  const watched: Watched = { asked: [], most: 0 };
  let underWay = 0;
  const accounts = Array.from({ length: 12 }, (_, at): Account => {
    const id = String(100_000_000_000 + at);
    const ask = async (action: string, input: { readonly [name: string]: unknown }) => {
      watched.asked.push(`${id} ${action}`);
      underWay += 1;
      watched.most = Math.max(watched.most, underWay);
      await wait();
      underWay -= 1;
      if (at === 11) throw new AwsProblem("role", `Account team-11 was not read.`);
      return answers[action]?.({ at, id, input }) ?? {};
    };
    return { name: `team-${at}`, id, region: "eu-west-1", ask: ask as Account["ask"] };
  });
  return { accounts, watched };
}

interface Question {
  readonly at: number;
  readonly id: string;
  readonly input: { readonly [name: string]: unknown };
}

const answers: { readonly [action: string]: (question: Question) => object } = {
  "elasticloadbalancing:DescribeLoadBalancers": ({ at, id }) => ({
    LoadBalancers: Array.from({ length: 37 }, (_, number) => ({
      ...{ LoadBalancerName: nameOf(at, number), Type: "application" },
      LoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:${id}:loadbalancer/app/${nameOf(at, number)}/0123456789abcdef`,
      DNSName: `${nameOf(at, number)}-1.eu-west-1.elb.amazonaws.com`,
    })),
  }),
  "elasticloadbalancing:DescribeTags": ({ input }) => ({
    TagDescriptions: (input.ResourceArns as string[]).map((ResourceArn) => ({
      ResourceArn,
      Tags: [{ Key: "ingress.k8s.aws/stack", Value: `web/${ResourceArn.split("/")[2]}-ingress` }],
    })),
  }),
  "elasticloadbalancing:DescribeListeners": ({ input }) => ({
    Listeners: [{ ListenerArn: `${input.LoadBalancerArn}/l`, Port: 443, Protocol: "HTTPS" }],
  }),
  "elasticloadbalancing:DescribeRules": ({ input }) => ({
    Rules: [
      {
        Conditions: [
          {
            Field: "host-header",
            HostHeaderConfig: { Values: [`${String(input.ListenerArn).split("/")[2]}.example`] },
          },
        ],
      },
    ],
  }),
};

const nameOf = (at: number, number: number) => `svc-${at}-${number}`;
