import { agentsOfProxy, type Credentials, requestTimeouts } from "./account.ts";
import { AwsProblem, problemOf } from "./aws-problem.ts";
import { checkAwsAnswers } from "./check-answers.ts";
import { loadSts } from "./sdks.ts";

export interface AssumedRole {
  /** What people call the account. */
  readonly name: string;
  /** The role's ARN. */
  readonly role: string;
  readonly externalId?: string | undefined;
  /** The region whose STS is asked. */
  readonly region: string;
  /** Whose credentials assume it; the default chain's when absent. */
  readonly profile?: string;
  readonly endpoint?: string;
  readonly clock?: () => number;
  /** Never jumps, in milliseconds from anywhere; it may stand still while the machine sleeps. */
  readonly steady?: () => number;
}

/**
 * Gives the credentials of a role: assumed when they are first needed, kept for all who ask, and assumed anew five minutes before
 * they end. Rejects with AwsProblem; a failure is not kept. This is the one call besides the allowed commands: it reads nothing.
 */
export function assumeRole(assumed: AssumedRole): () => Promise<Credentials> {
  const { clock = Date.now, steady = () => performance.now() } = assumed;
  let held: Promise<Credentials> | undefined;
  let isGood = () => true;
  return () => {
    if (held !== undefined && isGood()) return held;
    const [asked, at, since] = [ask(assumed), clock(), steady()];
    held = asked;
    // Whatever the clock is set to: AWS counts from when it gave them.
    isGood = () => Math.max(Math.abs(clock() - at), steady() - since) < lastsMs - earlierMs;
    asked.catch(() => {
      if (held === asked) held = undefined;
    });
    return asked;
  };
}

const lastsMs = 60 * 60_000;
const earlierMs = 5 * 60_000;

async function ask(assumed: AssumedRole): Promise<Credentials> {
  try {
    const { STSClient, AssumeRoleCommand } = await loadSts();
    const client = new STSClient(configOf(assumed));
    client.middlewareStack.add(checkAwsAnswers as never, { step: "deserialize", priority: "low" });
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({
        ...{ RoleArn: assumed.role, RoleSessionName: "handrail", DurationSeconds: lastsMs / 1_000 },
        ...(assumed.externalId === undefined ? {} : { ExternalId: assumed.externalId }),
      }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = given ?? {};
    return {
      ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
      // The SDK would keep them by the machine's clock; so it asks here each time.
      expiration: new Date(0),
    };
  } catch (error) {
    throw refusedRole(error, assumed);
  }
}

const configOf = ({ region, profile, endpoint }: AssumedRole) => ({
  ...{ region, maxAttempts: 4 },
  requestHandler: { ...requestTimeouts, ...agentsOfProxy() },
  ...(profile === undefined ? {} : { profile }),
  ...(endpoint === undefined ? {} : { endpoint }),
});

function refusedRole(error: unknown, { name, role, region }: AssumedRole): AwsProblem {
  const problem = problemOf(error, { action: "sts:AssumeRole", region });
  if (problem.kind !== "denied" && problem.kind !== "other") return problem;
  const why = error instanceof Error ? error.message.slice(0, 200).replace(/\.$/, "") : "no reason";
  return new AwsProblem(
    "role",
    `Account ${name} was not read: its role ${role} could not be assumed (${why}). Check that the role is there, that it trusts the role Handrail runs as, with the external id of handrail.yaml, and that sts:AssumeRole on it is allowed to Handrail.`,
    { cause: error },
  );
}
