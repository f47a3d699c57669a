import type { Answers, LoadBalancerRef } from "#language";
import type { Resolved, ResolveLoadBalancer } from "../../engine/ports.ts";
import { HandrailError } from "../../run/errors.ts";
import { says } from "../messages/replies/says.ts";

/** What was typed for load balancers, by field. */
export type Typed = { readonly [field: string]: string };

export type ResolvedTyped =
  | { readonly kind: "answers"; readonly answers: Answers }
  | {
      readonly kind: "ambiguous";
      readonly field: string;
      readonly typed: string;
      readonly candidates: readonly LoadBalancerRef[];
    }
  | {
      readonly kind: "unknown";
      readonly field: string;
      readonly typed: string;
      readonly similar: readonly LoadBalancerRef[];
      readonly looked: string;
    };

/** AWS must answer within this, for the run starts within 2 s of the click. */
const patienceMs = 1_200;

/** Finds out what each typed name means. A name that could not be looked up stands as typed: the first probe says why. */
export async function resolveTyped(
  resolve: ResolveLoadBalancer,
  typed: Typed,
): Promise<ResolvedTyped> {
  const answers: { [field: string]: LoadBalancerRef } = {};
  for (const [field, name] of Object.entries(typed)) {
    const resolved = await inTime(resolve, name);
    switch (resolved.kind) {
      case "found":
      case "unread":
        answers[field] = resolved.loadBalancer;
        break;
      case "ambiguous":
      case "unknown":
        return { ...resolved, field, typed: name };
      default:
        throw new Error(`Unknown resolution: ${JSON.stringify(resolved satisfies never)}`);
    }
  }
  return { kind: "answers", answers };
}

/** The port answers "unread" when its signal fires; one that does not even do that must not hold up the answer. */
async function inTime(resolve: ResolveLoadBalancer, name: string): Promise<Resolved> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const lastTimer = setTimeout(() => reject(noAnswer()), patienceMs + 200);
  try {
    return await Promise.race([resolve(name, late.signal), silence]);
  } finally {
    clearTimeout(timer);
    clearTimeout(lastTimer);
  }
}

const noAnswer = () => new HandrailError("aws-silent", says.awsSilent);
