import type { Flow, Json } from "#flow";
import type { Run } from "../../engine/run.ts";
import { escapeLine } from "./escape.ts";
import { cut } from "./limits.ts";

/**
 * The load balancer that a run is about, in mrkdwn: "*orders-alb* (eu-west-1)"; undefined when the
 * flow asks for none.
 */
export function subjectOf(flow: Flow, run: Run): string | undefined {
  const field = Object.entries(flow.inputs).find(([, { kind }]) => kind === "loadBalancer");
  const answer = field && run.facts[field[0]];
  if (answer === undefined) return undefined;
  const name = textOf(answer, "name");
  const region = textOf(answer, "region");
  return `*${name ?? "?"}*${region ? ` (${region})` : ""}`;
}

function textOf(answer: Json, key: string): string | undefined {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return undefined;
  const value = (answer as { readonly [key: string]: Json })[key];
  return typeof value === "string" && value !== "" ? cut(escapeLine(value), 200) : undefined;
}
