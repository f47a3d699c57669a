import type { Resolve, Resolved, Suggest } from "#language";
import type { Account } from "../aws/account.ts";
import { failureSentence } from "../aws/aws-problem.ts";
import type { Clock } from "../engine/ports.ts";
import { ownValue } from "../language/own-value.ts";
import type { LoadBalancerRef } from "./fields/field-builders.ts";
import { createInventory, type KnownBalancer } from "./inventory/inventory.ts";
import { keepFresh } from "./inventory/keep-fresh.ts";
import { suggest } from "./inventory/suggest.ts";
import { matchNames, similarNames } from "./probes/name-match.ts";

export interface ResolveParts {
  /** Every account and region where load balancers are looked for. */
  readonly accounts: readonly Account[];
  readonly clock: Clock;
}

export interface ResolveLoadBalancer extends Resolve<LoadBalancerRef> {
  /** What somebody who types may mean. */
  readonly suggest: Suggest;
  /** Lists the load balancers again and again until the signal ends, so that nobody need wait for it; a failure is left to those who ask. */
  readonly keepFresh: (signal: AbortSignal) => Promise<void>;
}

/**
 * Finds the Application Load Balancer that a name, an ARN, a DNS name or the beginning of a name means, in all accounts and regions.
 * Answers from an inventory that is read at most once a minute; "unread" when AWS does not answer before the signal ends.
 */
export function createResolve({ accounts, clock }: ResolveParts): ResolveLoadBalancer {
  const inventories = accounts.map((account) => createInventory(account, clock));
  const resolve: Resolve<LoadBalancerRef> = async (typed, signal) => {
    if (typed.length > longestName) return tooLong(typed, accounts);
    const wanted = tidyName(typed);
    const read = await Promise.allSettled(inventories.map((inventory) => inventory.read(signal)));
    const known = read.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    const failure = read.find((one) => one.status === "rejected");
    const found = matchNames(wanted, known.filter(isApplication));
    const [first] = found;
    // The beginning of a name may fit more load balancers where AWS did not answer: then it is asked back.
    const certain = failure === undefined || found.some((one) => isExact(wanted, one));
    if (first !== undefined && found.length === 1 && certain) {
      return { kind: "found", answer: refOf(first) };
    }
    if (found.length > 0) return { kind: "ambiguous", candidates: found.map(refOf), next: nextOne };
    const closed = inventories.flatMap((one) => one.trouble() ?? []);
    if (failure === undefined || isKnowable(wanted, closed, read))
      return { kind: "unknown", ...otherwise(wanted, known, accounts, closed), next };
    const last = inventories.flatMap((inventory) => inventory.last());
    const once = matchNames(wanted, last.filter(isApplication));
    if (once.length > 1) return { kind: "ambiguous", candidates: once.map(refOf), next: nextOne };
    const answer = guess(wanted, once[0], accounts[0]);
    return { kind: "unread", why: failureSentence(failure.reason), answer };
  };
  return Object.assign(resolve, {
    suggest: (typed: string, signal: AbortSignal) => suggest(inventories, tidyName(typed), signal),
    keepFresh: (signal: AbortSignal) => keepFresh(inventories, signal),
  });
}

type Closed = NonNullable<ReturnType<ReturnType<typeof createInventory>["trouble"]>>;

/**
 * Whether it can be said that there is no such name although some accounts were not read: they are closed to Handrail, which looking
 * again would not change, others were read, and what was typed does not say by itself where it is.
 */
function isKnowable(
  wanted: string,
  closed: readonly Closed[],
  read: readonly PromiseSettledResult<unknown>[],
): boolean {
  const failed = read.filter(({ status }) => status === "rejected").length;
  const isSteady = closed.every(({ problem }) => /^(?:denied|role)$/.test(problem.kind));
  const saysWhere = wanted.startsWith("arn:") || dnsName.test(wanted);
  return isSteady && failed === closed.length && failed < read.length && !saysWhere;
}

/** Characters; an ARN, the longest of the names, has fewer. */
const longestName = 300;

const tooLong = ({ length }: string, accounts: readonly Account[]): Resolved<LoadBalancerRef> => ({
  kind: "unknown",
  similar: [],
  looked: placesOf(accounts),
  next: `What was typed has ${length} characters, more than the ${longestName} that any name has. ${next}`,
});

const placesOf = (accounts: readonly Account[]): string =>
  accounts.map(({ name, region }) => `AWS account “${name}” in ${region}`).join(", ");

const nextOne = "Type the ARN of one.";
const next = "Check the name and the region, or type its ARN.";

/** As phones type it: spaces, a trailing dot, quotes, the scheme and path of a URL. */
export const tidyName = (typed: string) =>
  typed
    .trim()
    .replace(/^[“”"'`<]+|(?<![“”"'`>])[“”"'`>]+$/g, "")
    .replace(/^https?:\/\//i, "")
    .replace(/(\.amazonaws\.com(?:\.cn)?)(?!\.cn)[.:/].*/i, "$1");

const isApplication = ({ type }: KnownBalancer) => type === "application";

const isExact = (wanted: string, { name, arn, dnsName }: KnownBalancer) =>
  [name, arn, dnsName].some((one) => one.toLowerCase() === wanted.toLowerCase());

const refOf = ({ name, arn, region, account }: KnownBalancer): LoadBalancerRef => ({
  name,
  region,
  ...(account === undefined ? {} : { account }),
  arn,
});

function otherwise(
  wanted: string,
  known: readonly KnownBalancer[],
  accounts: readonly Account[],
  closed: readonly Closed[],
) {
  const places = placesOf(accounts);
  const applications = known.filter(isApplication);
  const other = known.find((one) => !isApplication(one) && isExact(wanted, one));
  const notRead = closed
    .map(({ name, problem }) => `; not in ${name}: ${problem.message}`)
    .join("");
  const looked =
    other === undefined
      ? `${applications.length} Application Load Balancers of ${places}`
      : `${places}, where ${other.name} is a ${ownValue(kinds, other.type) ?? other.type} and no Application Load Balancer`;
  return { similar: similarNames(wanted, applications).map(refOf), looked: looked + notRead };
}

const kinds: { readonly [type: string]: string } = {
  network: "Network Load Balancer",
  gateway: "Gateway Load Balancer",
};

/**
 * What a run can start with while AWS is silent: all that an ARN or a DNS name says, or what was last known of the one that fits. Of that the ARN is
 * left out, for it is another one once the load balancer was made anew.
 */
function guess(
  wanted: string,
  once: KnownBalancer | undefined,
  account: Account | undefined,
): LoadBalancerRef {
  const arn =
    /^arn:aws[\w-]*:elasticloadbalancing:([\w-]+):(\d*):loadbalancer\/app\/([^/]+)\//.exec(wanted);
  const [, region, , name] = arn ?? [];
  if (region !== undefined && name !== undefined) return { name, region, arn: wanted };
  const [, called, where] = dnsName.exec(wanted) ?? [];
  if (called !== undefined && where !== undefined) return { name: called, region: where };
  if (once === undefined) return { name: wanted, region: account?.region ?? "" };
  const { arn: _arn, ...ref } = refOf(once);
  return ref;
}

// internal-orders-alb-2093471865.eu-west-1.elb.amazonaws.com; no load balancer's own name begins with "internal-".
const dnsName =
  /^(?:dualstack\.)?(?:internal-)?([a-z0-9-]+)-\d+\.([\w-]+)\.elb\.amazonaws\.com(?:\.cn)?$/i;
