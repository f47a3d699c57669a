import { agentsOfProxy, bounds, type Credentials } from "./account.ts";
import { AwsProblem, problemOf } from "./problems.ts";
import { loadSts } from "./sdks.ts";

/** Whose role is assumed, from where. */
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
}

/**
 * Gives the credentials of a role: assumed when they are first needed, kept for all who ask, and assumed anew five minutes before
 * they end. Rejects with AwsProblem; a failure is not kept. This is the one call besides the allowed commands: it reads nothing.
 */
export function assumeRole(assumed: AssumedRole): () => Promise<Credentials> {
  const { clock = Date.now } = assumed;
  let held: Promise<Credentials> | undefined;
  let endsAt = Number.POSITIVE_INFINITY;
  return () => {
    if (held !== undefined && clock() < endsAt - earlierMs) return held;
    endsAt = Number.POSITIVE_INFINITY;
    const asked = ask(assumed);
    held = asked;
    asked.then(
      ({ expiration }) => {
        endsAt = expiration?.getTime() ?? Number.POSITIVE_INFINITY;
      },
      () => {
        if (held === asked) held = undefined;
      },
    );
    return asked;
  };
}

const earlierMs = 5 * 60_000;

async function ask(assumed: AssumedRole): Promise<Credentials> {
  try {
    const { STSClient, AssumeRoleCommand } = await loadSts();
    const client = new STSClient(configOf(assumed));
    const { Credentials: given } = await client.send(
      new AssumeRoleCommand({
        ...{ RoleArn: assumed.role, RoleSessionName: "handrail", DurationSeconds: 3_600 },
        ...(assumed.externalId === undefined ? {} : { ExternalId: assumed.externalId }),
      }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken, Expiration } = given ?? {};
    return {
      ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  } catch (error) {
    throw refusedRole(error, assumed);
  }
}

const configOf = ({ region, profile, endpoint }: AssumedRole) => ({
  ...{ region, maxAttempts: 4 },
  requestHandler: { ...bounds, ...agentsOfProxy() },
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
