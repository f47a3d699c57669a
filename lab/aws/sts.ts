import type { XmlValue } from "./xml.ts";

/** Answers GetCallerIdentity, which needs no permission. */
export function callerIdentity(accountId: string, principal: string): XmlValue {
  const role = principal.split("/").at(-1);
  return { Arn: principal, UserId: `AROALABEXAMPLEROLEID0:${role}`, Account: accountId };
}
