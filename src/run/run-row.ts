import type { Answers, Flow, Json } from "#language";
import type { Person, Place } from "./event.ts";
import type { Run } from "./run.ts";

/** What the store must be able to say of a run without folding its log. */
export interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly version: number;
  /** What the run is about, for "one open run for a flow and load balancer". */
  readonly subject: string;
  /** False when someone chose "Start anyway": it does not block another start. */
  readonly exclusive: boolean;
  readonly status: "open" | "closed";
  readonly place: Place;
  readonly driver: Person;
  readonly startedAt: number;
  readonly revision: number;
}

/** Other subjects that stand for the same: this one, or all that begin so. */
export type Alike = { readonly is: string } | { readonly begins: string };

/** What the store keeps of a run for lists and for "one open run for a flow and load balancer". */
export function rowOf(flow: Flow, run: Run): RunRow {
  const subject = subjectOf(flow, run.facts);
  return {
    id: run.id,
    flow: run.flow,
    version: run.version,
    subject,
    exclusive: !run.anyway && subject !== "",
    status: run.ending ? "closed" : "open",
    place: run.place,
    driver: run.driver,
    startedAt: run.startedAt,
    revision: run.revision,
  };
}

/**
 * What a run is about, as one key: "orders-alb (eu-west-1, 123456789012)", without the account where neither an ARN nor AWS told
 * it; small letters, because phones begin with a capital. Empty for flows without a load balancer.
 */
export function subjectOf(flow: Flow, facts: Answers): string {
  const named = Object.entries(flow.inputs).find(([, field]) => field.kind === "loadBalancer");
  const answer = named && facts[named[0]];
  const arn = textAt(answer, "arn");
  const inArn = (arn && balancerArn.exec(arn)?.groups) || {};
  if (arn !== undefined && inArn.region === undefined) return arn;
  const name = (inArn.name ?? textAt(answer, "name") ?? "").trim().toLowerCase();
  const region = inArn.region ?? textAt(answer, "region") ?? "";
  const account = inArn.account || textAt(answer, "account") || "";
  const where = [region, account].filter((part) => part !== "").join(accountAfter);
  return name === "" || region === "" ? name : `${name} (${where})`;
}

/**
 * Subjects that may be the same load balancer, of which more or less is known: a run that began while AWS was silent knows no
 * account. Undefined where there are none.
 */
export function alikeOf(subject: string): Alike | undefined {
  const { bare, account } =
    /^(?<bare>.+ \([^,()]+)(?<account>, [^,()]+)?\)$/.exec(subject)?.groups ?? {};
  if (bare === undefined) return undefined;
  return account === undefined ? { begins: `${bare}${accountAfter}` } : { is: `${bare})` };
}

const accountAfter = ", ";

// …:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders-alb/50dc6c495c0c9188
const balancerArn =
  /^arn:aws[\w-]*:elasticloadbalancing:(?<region>[\w-]+):(?<account>\d*):loadbalancer\/(?:app|net|gwy)\/(?<name>[^/]+)\//;

function textAt(json: Json | undefined, key: string): string | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const value = Object.entries(json).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
