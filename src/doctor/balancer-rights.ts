import { type Learnt, type RightQuestion, rightQuestion } from "./rights.ts";

/** The rights without which no load balancer can be looked at. */
export const balancerRights: readonly RightQuestion[] = [
  rightQuestion(
    "elasticloadbalancing:DescribeLoadBalancers",
    () => ({ PageSize: 50 }),
    (learnt, { LoadBalancers = [] }) => {
      const first = LoadBalancers.find(({ Type }) => Type === "application");
      learnt.balancer = first?.LoadBalancerArn;
    },
  ),
  rightQuestion(
    "elasticloadbalancing:DescribeTargetGroups",
    () => ({ PageSize: 1 }),
    (learnt, { TargetGroups = [] }) => {
      learnt.group = TargetGroups[0]?.TargetGroupArn;
    },
  ),
  rightQuestion("elasticloadbalancing:DescribeTargetHealth", theGroup),
  rightQuestion(
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
  rightQuestion("elasticloadbalancing:DescribeTargetGroupAttributes", theGroup),
  rightQuestion(
    "elasticloadbalancing:DescribeListeners",
    theBalancer,
    (learnt, { Listeners = [] }) => {
      learnt.listener = Listeners[0]?.ListenerArn;
    },
  ),
  rightQuestion("elasticloadbalancing:DescribeRules", ({ listener }) =>
    listener === undefined ? "There is no listener here to ask about." : { ListenerArn: listener },
  ),
  rightQuestion("elasticloadbalancing:DescribeTags", ({ balancer }) =>
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
