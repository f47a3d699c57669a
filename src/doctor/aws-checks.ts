import type { AthenaSettings } from "../alb/probes/access-logs/ask-athena.ts";
import type { Account } from "../aws/account.ts";
import type { Action, InputOf, OutputOf } from "../aws/allow-list.ts";
import { AwsProblem } from "../aws/aws-problem.ts";
import { balancerRights } from "./balancer-rights.ts";
import { type CheckResult, type DoctorCheck, failure, ok, skipped, warning } from "./check.ts";
import { logRights } from "./log-rights.ts";
import { metricRights } from "./metric-rights.ts";
import type { Learnt, RightQuestion } from "./rights.ts";
import { runbookRights } from "./runbook-rights.ts";

/** Every right of Handrail's own, each question after those that it learns from. All of it costs less than a cent. */
const own: readonly RightQuestion[] = [...balancerRights, ...metricRights, ...logRights];

export interface AwsAround {
  readonly accounts: readonly Account[];
  readonly athena: AthenaSettings | undefined;
  /** The rights that the loaded runbooks ask for. */
  readonly stated: () => Promise<readonly string[]>;
  readonly clock: () => number;
  readonly signal?: AbortSignal;
}

/** Each right in each account and region, by a call that needs it. */
export const awsChecks = (around: AwsAround): readonly DoctorCheck[] =>
  around.accounts.map((account) => ({
    name: whereOf(account),
    look: () => rightsIn(account, around),
  }));

const whereOf = ({ name, region }: Account): string =>
  name === "default" ? region : `${name} ${region}`;

async function rightsIn(account: Account, around: AwsAround): Promise<readonly CheckResult[]> {
  const learnt: Learnt = {};
  const denied = new Set<Action>();
  const seen: CheckResult[] = [];
  for (const question of [...own, ...runbookRights(await others(around))]) {
    const answer = await ask(question, account, learnt, { ...around, denied });
    seen.push(answer);
    // What holds for one question then holds for all.
    if ("code" in answer && /^aws-(credentials|unreachable|role)$/.test(answer.code)) break;
  }
  return seen;
}

/** What the runbooks ask beside what Handrail asks itself. */
const others = async ({ stated }: AwsAround): Promise<readonly string[]> =>
  (await stated()).filter((right) => !own.some(({ action }) => action === right));

async function ask(
  { action, only, isMadeUp, ask }: RightQuestion,
  account: Account,
  learnt: Learnt,
  { athena, clock, signal, denied }: AwsAround & { readonly denied: Set<Action> },
): Promise<CheckResult> {
  const name = `${iamName(action)} in ${whereOf(account)}`;
  const send = <A extends Action>(what: A, input: InputOf<A>): Promise<OutputOf<A>> =>
    account.ask(what, input, signal);
  try {
    const lacks = await ask(send, learnt, { athena, now: clock() });
    if (lacks === undefined) return ok("allowed.", name);
    return skipped(denied.size > 0 ? "It needs what was denied above." : lacks, name);
  } catch (error) {
    if (!(error instanceof AwsProblem)) throw error;
    if (error.kind === "denied") denied.add(action);
    if (isMadeUp && error.kind === "other")
      return skipped("AWS refused the made-up name before it looked at the right.", name);
    return seenIn(error, only, name);
  }
}

function seenIn(
  { kind, message }: AwsProblem,
  only: string | undefined,
  name: string,
): CheckResult {
  switch (kind) {
    case "denied": {
      const without = only === undefined ? "" : ` Without it, ${only} cannot be read.`;
      return (only === undefined ? failure : warning)("aws-permission", message + without, name);
    }
    case "no-credentials":
    case "expired":
    case "clock":
      return failure("aws-credentials", message, name);
    case "role":
      return failure("aws-role", message, name);
    case "unreachable":
    case "timeout":
    case "endpoint":
      return failure("aws-unreachable", message, name);
    // Whoever may not ask is told so before anything else is looked at.
    case "not-found":
    case "other":
      return ok("allowed.", name);
    case "throttled":
    case "refused":
    case "cancelled":
      return warning("aws-call", message, name);
    default:
      return kind satisfies never;
  }
}

/** As a policy has it. */
const iamName = (action: Action): string =>
  action === "s3:ListObjectsV2" ? "s3:ListBucket" : action;
