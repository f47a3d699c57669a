import type { Account } from "../../aws/account.ts";
import { readListeners } from "../balancer.ts";
import { readRuleHosts } from "../probes/traffic/listener-rule-hosts.ts";

/** What a load balancer is known by besides its names. */
export interface Details {
  /** Hosts of its listeners' rules. */
  readonly hosts: readonly string[];
  /** Values of its tags, such as the Ingress that it was made for: "shop/web". */
  readonly tags: readonly string[];
}

/**
 * Reads them for each of these load balancers, one call at a time, so that people's own looks come first; what is read is noted
 * as it comes. Rejects with AwsProblem.
 */
export async function readDetails(
  account: Account,
  arns: readonly string[],
  note: (arn: string, details: Partial<Details>) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let at = 0; at < arns.length; at += perCall) {
    const some = arns.slice(at, at + perCall);
    const action = "elasticloadbalancing:DescribeTags";
    const { TagDescriptions = [] } = await account.ask(action, { ResourceArns: some }, signal);
    for (const { ResourceArn = "", Tags = [] } of TagDescriptions)
      note(ResourceArn, { tags: Tags.flatMap(({ Value = "" }) => (Value === "" ? [] : Value)) });
  }
  for (const arn of arns) {
    const hosts: string[] = [];
    for (const listener of await readListeners(account, arn, signal))
      hosts.push(...(await readRuleHosts(account, listener, signal)));
    note(arn, { hosts: [...new Set(hosts)] });
  }
}

/** "You can specify up to 20 resources in a single call": ELBv2 API reference, DescribeTags. */
const perCall = 20;
