import {
  defineField,
  type FieldKind,
  type Json,
  type Resolve,
  type Subject,
  type Suggest,
} from "#language";
import type { LoadBalancerRef } from "./field-builders.ts";
import { balancerFromAlert } from "./from-alert.ts";

/** A load balancer, which `resolve` finds by what was typed. */
export const loadBalancerField = (
  resolve?: Resolve<LoadBalancerRef>,
  suggest?: Suggest,
): FieldKind =>
  defineField<LoadBalancerRef>({
    kind: "loadBalancer",
    called: { one: "load balancer", many: "load balancers" },
    fits: isNamed,
    expected: () => "Write its name or its ARN.",
    words: ({ name, region }) => [region === "" ? name : `${name} (${region})`],
    form: {
      kind: "input",
      input: () => ({ kind: "text", most: 300, hint: "Its name or its ARN." }),
      initial: ({ name, arn }) => arn ?? name,
      read: (typed) => ({ kind: "typed", typed }),
    },
    ...(resolve === undefined ? {} : { resolve }),
    ...(suggest === undefined ? {} : { suggest }),
    fromAlert: balancerFromAlert,
    subject: subjectOf,
  });

function isNamed(answer: Json): boolean {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return false;
  const { name, region }: { readonly [part: string]: unknown } = { ...answer };
  return typeof name === "string" && name.trim() !== "" && typeof region === "string";
}

/**
 * One key for a load balancer, however it was named: "orders-alb (eu-west-1, 123456789012)", without the account where neither
 * an ARN nor AWS told it; small letters, because phones begin with a capital.
 */
function subjectOf({ name, region, account = "", arn }: LoadBalancerRef): Subject {
  const inArn = (arn && balancerArn.exec(arn)?.groups) || {};
  const where = inArn.region ?? region;
  const owner = inArn.account || account;
  const full = [where, ...(owner === "" ? [] : [`account ${owner}`])].join(", ");
  const isOdd = arn !== undefined && inArn.region === undefined;
  return {
    ...(isOdd ? { key: arn } : keyOf((inArn.name ?? name).trim().toLowerCase(), where, owner)),
    name: name.trim(),
    ...(where === "" ? {} : { where, whereInFull: full }),
  };
}

/** Of a run that began while AWS was silent no account is known: it may be any of that name and region, and the other way round. */
function keyOf(name: string, region: string, account: string): Pick<Subject, "key" | "alike"> {
  if (name === "" || region === "") return { key: name };
  const [bare, begins] = [`${name} (${region})`, `${name} (${region}, `];
  return account === ""
    ? { key: bare, alike: { begins } }
    : { key: `${begins}${account})`, alike: { is: bare } };
}

// …:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders-alb/50dc6c495c0c9188
const balancerArn =
  /^arn:aws[\w-]*:elasticloadbalancing:(?<region>[\w-]+):(?<account>\d*):loadbalancer\/(?:app|net|gwy)\/(?<name>[^/]+)\//;
