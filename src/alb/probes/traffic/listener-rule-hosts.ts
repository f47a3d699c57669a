import type { Account } from "../../../aws/account.ts";
import { everyPage } from "../../../aws/pages.ts";
import type { Listener } from "../../balancer.ts";

/** The hosts that the rules of a listener name, with their wildcards. Rejects with AwsProblem. */
export async function readRuleHosts(
  account: Account,
  { arn }: Listener,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const action = "elasticloadbalancing:DescribeRules";
  const pages = await everyPage(account, action, { ListenerArn: arn }, signal);
  const conditions = pages.flatMap(({ Rules = [] }) =>
    Rules.flatMap(({ Conditions = [] }) => Conditions),
  );
  return conditions
    .filter(({ Field }) => Field === "host-header")
    .flatMap(({ HostHeaderConfig, Values = [] }) => HostHeaderConfig?.Values ?? Values);
}

/**
 * Whether a host is one of these, upper or lower case: `*` stands for any number of characters and `?` for one, as in a rule
 * of a listener. Takes time in proportion to both lengths.
 */
export const isAmong = (host: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => fits(pattern.toLowerCase(), host.toLowerCase().replace(/\.$/, "")));

/** Remembers only the last star: an earlier one never has to take more. */
function fits(pattern: string, host: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < host.length; ) {
    if (at < pattern.length && (pattern[at] === "?" || pattern[at] === host[index])) {
      at += 1;
      index += 1;
    } else if (pattern[at] === "*") {
      star = at;
      resume = index;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
