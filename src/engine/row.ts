import type { Answers, Flow, Json } from "#flow";
import type { RunRow } from "./ports.ts";
import type { Run } from "./run.ts";

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
 * What a run is about, as one key: "orders-alb (eu-west-1)", whether AWS told the load balancer's ARN or only its name was typed while
 * AWS was silent; small letters, because phones begin with a capital. Empty for flows without one.
 */
export function subjectOf(flow: Flow, facts: Answers): string {
  const named = Object.entries(flow.inputs).find(([, field]) => field.kind === "loadBalancer");
  const answer = named && facts[named[0]];
  const arn = textAt(answer, "arn");
  const [, inArn, nameInArn] = (arn && balancerArn.exec(arn)) ?? [];
  if (arn !== undefined && inArn === undefined) return arn;
  const name = (nameInArn ?? textAt(answer, "name") ?? "").trim().toLowerCase();
  const region = inArn ?? textAt(answer, "region") ?? "";
  return name === "" || region === "" ? name : `${name} (${region})`;
}

// …:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/orders-alb/50dc6c495c0c9188
const balancerArn =
  /^arn:aws[\w-]*:elasticloadbalancing:([\w-]+):\d*:loadbalancer\/(?:app|net|gwy)\/([^/]+)\//;

function textAt(json: Json | undefined, key: string): string | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const value = Object.entries(json).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
