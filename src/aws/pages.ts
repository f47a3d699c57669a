import type { Account } from "./account.ts";
import type { Action, InputOf, OutputOf } from "./allowed.ts";

/** All pages of a Describe command of Elastic Load Balancing, in order. Rejects with AwsProblem. */
export async function everyPage<A extends Paged>(
  account: Account,
  action: A,
  input: InputOf<A>,
  signal: AbortSignal,
): Promise<readonly OutputOf<A>[]> {
  const pages: OutputOf<A>[] = [];
  let marker: string | undefined;
  do {
    const page = await account.ask(
      action,
      marker === undefined ? input : { ...input, Marker: marker },
      signal,
    );
    pages.push(page);
    marker = (page as { readonly NextMarker?: string }).NextMarker;
  } while (marker !== undefined && marker !== "");
  return pages;
}

type Paged = Extract<
  Action,
  | "elasticloadbalancing:DescribeLoadBalancers"
  | "elasticloadbalancing:DescribeTargetGroups"
  | "elasticloadbalancing:DescribeListeners"
  | "elasticloadbalancing:DescribeRules"
>;
