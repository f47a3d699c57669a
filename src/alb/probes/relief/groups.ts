import type { Account } from "../../../aws/account.ts";
import { failureSentence } from "../../../aws/aws-problem.ts";
import type { ReliefGroup } from "../../relief/situation.ts";
import { type GatheredGroup, groupsRead } from "../timeouts/gather.ts";

/** The groups with their targets and whether those are healthy; group after group, because the calls are rationed. Never rejects. */
export async function groupsWithTargets(
  account: Account,
  gathered: readonly GatheredGroup[],
  signal: AbortSignal,
): Promise<{ readonly groups: readonly ReliefGroup[]; readonly unread: readonly string[] }> {
  const groups: ReliefGroup[] = [];
  const unread: string[] = [];
  for (const group of gathered.slice(0, groupsRead)) {
    if (group.arn === null || group.targetType === "lambda") continue;
    try {
      groups.push({
        ...group,
        arn: group.arn,
        targets: await targetsOf(account, group.arn, signal),
      });
    } catch (error) {
      unread.push(failureSentence(error));
    }
  }
  return { groups, unread: [...new Set(unread)] };
}

async function targetsOf(account: Account, arn: string, signal: AbortSignal) {
  const action = "elasticloadbalancing:DescribeTargetHealth";
  const { TargetHealthDescriptions = [] } = await account.ask(
    action,
    { TargetGroupArn: arn },
    signal,
  );
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? "",
    port: Target?.Port ?? null,
    isHealthy: TargetHealth?.State === "healthy",
  }));
}
