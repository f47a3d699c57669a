import { isObject, textIn } from "./json.ts";

/**
 * Who made a call, by name: a user, a role with the name of its session, or the AWS service that acted through a role. From
 * CloudTrail's userIdentity element, of which nothing else is kept: it also holds access keys.
 */
export function actorOf(identity: unknown): string {
  if (!isObject(identity)) return "someone";
  const service = textIn(identity, "invokedBy");
  const user = textIn(identity, "userName");
  const role = roleOf(identity.sessionContext);
  const session = sessionOf(textIn(identity, "arn"));
  if (service !== undefined)
    return role === undefined ? service : `${service} through the role ${role}`;
  if (role !== undefined) return session === undefined ? role : `${role} (${session})`;
  if (textIn(identity, "type") === "Root") return "the account's root user";
  return user ?? session ?? "someone";
}

function roleOf(context: unknown): string | undefined {
  const issuer = isObject(context) ? context.sessionIssuer : undefined;
  return isObject(issuer) ? textIn(issuer, "userName") : undefined;
}

/** "arn:aws:sts::123456789012:assumed-role/deployer/alice" is a session named alice. */
const sessionOf = (arn: string | undefined) => /:assumed-role\/[^/]+\/(.+)/.exec(arn ?? "")?.[1];
