import type { Flow, Json } from "#language";
import type { Run } from "../../../run/run.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";

/**
 * The load balancer that a run is about, in mrkdwn: "*orders-alb* (eu-west-1)"; undefined when the
 * flow asks for none.
 */
export function subjectOf(flow: Flow, run: Run): string | undefined {
  const answer = answerOf(flow, run);
  if (answer === undefined) return undefined;
  const region = textOf(answer, "region");
  return `*${textOf(answer, "name") ?? "?"}*${region ? ` (${region})` : ""}`;
}

/** The same with its account: "*orders-alb* in eu-west-1, account 123456789012". */
export function subjectInFull(flow: Flow, run: Run): string | undefined {
  const answer = answerOf(flow, run);
  if (answer === undefined) return undefined;
  const region = textOf(answer, "region");
  const account = textOf(answer, "account") ?? accountIn(textOf(answer, "arn"));
  return [
    `*${textOf(answer, "name") ?? "?"}*${region ? ` in ${region}` : ""}`,
    ...(account ? [`account ${account}`] : []),
  ].join(", ");
}

function answerOf(flow: Flow, run: Run): Json | undefined {
  const field = Object.entries(flow.inputs).find(([, { kind }]) => kind === "loadBalancer");
  return field && run.facts[field[0]];
}

// arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/…
const accountIn = (arn: string | undefined): string | undefined =>
  arn === undefined ? undefined : /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

function textOf(answer: Json, key: string): string | undefined {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return undefined;
  const value = (answer as { readonly [key: string]: Json })[key];
  return typeof value === "string" && value !== "" ? cut(escapeLine(value), 200) : undefined;
}
