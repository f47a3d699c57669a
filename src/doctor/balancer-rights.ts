import { type Learnt, type RightQuestion, right } from "./rights.ts";

/** The rights without which no load balancer can be looked at. */
export const balancerRights: readonly RightQuestion[] = [
  right(
    "elasticloadbalancing:DescribeLoadBalancers",
    () => ({ PageSize: 50 }),
    (learnt, { LoadBalancers = [] }) => {
      const first = LoadBalancers.find(({ Type }) => Type === "application");
      learnt.balancer = first?.LoadBalancerArn;
    },
  ),
  right(
    "elasticloadbalancing:DescribeTargetGroups",
    () => ({ PageSize: 1 }),
    (learnt, { TargetGroups = [] }) => {
      learnt.group = TargetGroups[0]?.TargetGroupArn;
    },
  ),
  right("elasticloadbalancing:DescribeTargetHealth", theGroup),
  right(
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    theBalancer,
    (learnt, { Attributes = [] }) => {
      const value = (name: string) =>
        Attributes.find(({ Key }) => Key === `access_logs.s3.${name}`)?.Value ?? "";
      if (value("enabled") !== "true") return;
      learnt.bucket = value("bucket");
      const above = value("prefix") === "" ? "" : `${value("prefix")}/`;
      const account = learnt.balancer?.split(":")[4] ?? "";
      learnt.prefix = `${above}AWSLogs/${account}/elasticloadbalancing/`;
    },
  ),
  right("elasticloadbalancing:DescribeTargetGroupAttributes", theGroup),
  right("elasticloadbalancing:DescribeListeners", theBalancer, (learnt, { Listeners = [] }) => {
    learnt.listener = Listeners[0]?.ListenerArn;
  }),
  right("elasticloadbalancing:DescribeRules", ({ listener }) =>
    listener === undefined ? "There is no listener here to ask about." : { ListenerArn: listener },
  ),
  right("elasticloadbalancing:DescribeTags", ({ balancer }) =>
    balancer === undefined ? noBalancer : { ResourceArns: [balancer] },
  ),
];

const noBalancer = "There is no load balancer here to ask about.";

function theBalancer({ balancer }: Learnt) {
  return balancer === undefined ? noBalancer : { LoadBalancerArn: balancer };
}

function theGroup({ group }: Learnt) {
  return group === undefined
    ? "There is no target group here to ask about."
    : { TargetGroupArn: group };
}
