import type { AwsCall, Received } from "./call.ts";
import { AwsError } from "./errors.ts";
import type { LoadBalancerResource } from "./estate.ts";
import type { Keys } from "./signature.ts";
import type { XmlValue } from "./xml.ts";

/** Another account of the organisation, which is reached by assuming its role. */
export interface Member {
  /** Twelve digits. */
  readonly id: string;
  /** The ARN of its role. */
  readonly role: string;
  /** What its trust policy asks for. */
  readonly externalId?: string;
  readonly loadBalancers: readonly LoadBalancerResource[];
  /** Its trust policy lets nobody in. */
  readonly isClosed?: boolean;
}

/** Who assumed which role. */
export interface Members {
  /** Answers sts:AssumeRole as AWS does. Source: STS API reference, AssumeRole. */
  readonly assume: (call: AwsCall, now: number) => XmlValue;
  /** The secrets of the sessions. */
  readonly keys: () => Keys;
  /** Whose account a key opens; undefined for the first account's own. Refuses a session's key without its token. */
  readonly of: (accessKeyId: string, received: Received) => Member | undefined;
}

/** The sessions of these accounts; an hour each. */
export function createMembers(members: readonly Member[] = []): Members {
  const sessions = new Map<string, Member>();
  return {
    assume: ({ fields }, now) => {
      const member = trusting(members, fields);
      const key = `ASIALABEXAMPLE${String(sessions.size).padStart(6, "0")}`;
      sessions.set(key, member);
      const session = `${member.role.split("/").at(-1)}/${fields.get("RoleSessionName")}`;
      return {
        Credentials: {
          ...{ AccessKeyId: key, SecretAccessKey: secretOf(key), SessionToken: tokenOf(key) },
          Expiration: new Date(now + 3_600_000).toISOString(),
        },
        AssumedRoleUser: { Arn: `arn:aws:sts::${member.id}:assumed-role/${session}` },
      };
    },
    keys: () => Object.fromEntries([...sessions.keys()].map((key) => [key, secretOf(key)])),
    of: (key, { headers }) => {
      const member = sessions.get(key);
      if (member !== undefined && headers["x-amz-security-token"] !== tokenOf(key))
        throw badToken();
      return member;
    },
  };
}

function trusting(members: readonly Member[], fields: URLSearchParams): Member {
  const role = fields.get("RoleArn") ?? "";
  const member = members.find((one) => one.role === role);
  const given = fields.get("ExternalId") ?? undefined;
  if (member === undefined || member.isClosed || member.externalId !== given)
    throw notTrusted(role);
  return member;
}

const secretOf = (key: string): string => `lab-example-session-secret-of-${key}`;
const tokenOf = (key: string): string => `lab-example-session-token-of-${key}`;

const notTrusted = (role: string): AwsError =>
  new AwsError(
    "AccessDenied",
    `User: arn:aws:sts::123456789012:assumed-role/handrail/practice is not authorized to perform: sts:AssumeRole on resource: ${role}`,
    403,
  );

const badToken = (): AwsError =>
  new AwsError(
    "InvalidClientTokenId",
    "The security token included in the request is invalid.",
    403,
  );

/** Answers GetCallerIdentity, which needs no permission. */
export function callerIdentity(accountId: string, principal: string): XmlValue {
  const role = principal.split("/").at(-1);
  return { Arn: principal, UserId: `AROALABEXAMPLEROLEID0:${role}`, Account: accountId };
}
