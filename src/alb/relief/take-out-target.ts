import { formatWhole } from "../../language/amounts.ts";
import { inRegion } from "../remedies/idle-timeout.ts";
import type { Relief, ReliefGroup, Situation } from "./situation.ts";

/** Taking out the one target that most failures are on, where access logs told and others can carry its load. */
export function takeOutTarget({ failing, groups }: Situation): readonly Relief[] {
  const all = failing.reduce((sum, { failures }) => sum + failures, 0);
  const [worst] = failing;
  if (worst === undefined || worst.failures < fewest || worst.failures < mostOf * all) return [];
  const group = groups.find(({ name }) => name === worst.group);
  const found = group === undefined ? null : whoIs(worst.target, group);
  if (group === undefined || found === null) return [];
  const { left, lookUp } = found;
  const line = (command: string) =>
    `aws elbv2 ${command}${inRegion(group.arn)} --target-group-arn ${group.arn} --targets Id=${found.id},Port=${found.port}`;
  const remedy = {
    title: `Take ${worst.target} out of ${group.name}`,
    safety: left === 0 ? ("unsafe" as const) : ("careful" as const),
    says: `${formatWhole(worst.failures)} of ${formatWhole(all)} failures are on it (access logs). ${carrying(left)}`,
    lines: [...lookUp, line("deregister-targets")],
    rollOut: "Open requests may finish until the deregistration delay is over.",
    costs: [
      "Its idle connections are closed, and autoscaling may bring a new target in its place.",
    ],
    undo: line("register-targets"),
    source: "ELB API, DeregisterTargets; access logs",
  };
  return [{ kind: "targets", remedy }];
}

/**
 * The target of an address as the access log has it, and how many healthy ones are left without it; null where it is gone. An
 * instance is registered by its id, which only EC2 knows by the address.
 */
function whoIs(target: string, { arn, targets }: ReliefGroup) {
  const [address = "", port = ""] = target.split(/:(?=\d+$)/);
  const isIt = ({ id, port: own }: ReliefGroup["targets"][number]) =>
    id === address && `${own}` === port;
  const healthy = targets.filter((one) => one.isHealthy && !isIt(one)).length;
  if (targets.some(isIt)) return { id: address, port, left: healthy, lookUp: [] };
  if (!targets.some(({ id }) => id.startsWith("i-"))) return null;
  const lookUp = `aws ec2 describe-instances${inRegion(arn)} --filters Name=private-ip-address,Values=${address} --query Reservations[].Instances[].InstanceId`;
  return { id: "<instance id>", port, left: Math.max(0, healthy - 1), lookUp: [lookUp] };
}

/** Fewer failures than this do not point at a target, nor does a smaller share. */
const fewest = 5;
const mostOf = 0.8;

const carrying = (left: number) =>
  left === 0
    ? "No healthy target would be left."
    : `${left === 1 ? "One healthy target is" : `${left} healthy targets are`} left, and each takes ${Math.round(100 / left)} % more: see whether they bear it.`;
