import type { Question } from "./rights.ts";

/** The rights without which no load balancer can be looked at. */
export const balancerRights: readonly Question[] = [
  {
    action: "elasticloadbalancing:DescribeLoadBalancers",
    ask: async (ask, learnt) => {
      const { LoadBalancers = [] } = await ask("elasticloadbalancing:DescribeLoadBalancers", {
        PageSize: 50,
      });
      const first = LoadBalancers.find(({ Type }) => Type === "application");
      learnt.balancer = first?.LoadBalancerArn;
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeTargetGroups",
    ask: async (ask, learnt) => {
      const { TargetGroups = [] } = await ask("elasticloadbalancing:DescribeTargetGroups", {
        PageSize: 1,
      });
      learnt.group = TargetGroups[0]?.TargetGroupArn;
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeTargetHealth",
    ask: async (ask, { group }) => {
      if (group === undefined) return noGroup;
      await ask("elasticloadbalancing:DescribeTargetHealth", { TargetGroupArn: group });
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeLoadBalancerAttributes",
    ask: async (ask, learnt) => {
      if (learnt.balancer === undefined) return noBalancer;
      const { Attributes = [] } = await ask("elasticloadbalancing:DescribeLoadBalancerAttributes", {
        LoadBalancerArn: learnt.balancer,
      });
      const value = (name: string) =>
        Attributes.find(({ Key }) => Key === `access_logs.s3.${name}`)?.Value ?? "";
      if (value("enabled") !== "true") return undefined;
      learnt.bucket = value("bucket");
      const above = value("prefix") === "" ? "" : `${value("prefix")}/`;
      const account = learnt.balancer.split(":")[4] ?? "";
      learnt.prefix = `${above}AWSLogs/${account}/elasticloadbalancing/`;
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeTargetGroupAttributes",
    ask: async (ask, { group }) => {
      if (group === undefined) return noGroup;
      await ask("elasticloadbalancing:DescribeTargetGroupAttributes", { TargetGroupArn: group });
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeListeners",
    ask: async (ask, learnt) => {
      if (learnt.balancer === undefined) return noBalancer;
      const { Listeners = [] } = await ask("elasticloadbalancing:DescribeListeners", {
        LoadBalancerArn: learnt.balancer,
      });
      learnt.listener = Listeners[0]?.ListenerArn;
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeRules",
    ask: async (ask, { listener }) => {
      if (listener === undefined) return noListener;
      await ask("elasticloadbalancing:DescribeRules", { ListenerArn: listener });
      return undefined;
    },
  },
  {
    action: "elasticloadbalancing:DescribeTags",
    ask: async (ask, { balancer }) => {
      if (balancer === undefined) return noBalancer;
      await ask("elasticloadbalancing:DescribeTags", { ResourceArns: [balancer] });
      return undefined;
    },
  },
];

const noBalancer = "There is no load balancer here to ask about.";
const noGroup = "There is no target group here to ask about.";
const noListener = "There is no listener here to ask about.";
