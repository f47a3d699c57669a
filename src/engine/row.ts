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

/** What a run is about: the ARN of its load balancer, or its name while AWS could not be asked; empty for flows without one. */
export function subjectOf(flow: Flow, facts: Answers): string {
  const named = Object.entries(flow.inputs).find(([, field]) => field.kind === "loadBalancer");
  const answer = named && facts[named[0]];
  return textAt(answer, "arn") ?? textAt(answer, "name") ?? "";
}

function textAt(json: Json | undefined, key: string): string | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const value = Object.entries(json).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
