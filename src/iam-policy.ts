import { type Flow, probeId, type Signatures } from "#language";
import { fieldRights, probeRights } from "./alb/iam-rights.ts";
import { allowed } from "./aws/allow-list.ts";
import { iamPolicy } from "./aws/iam.ts";
import { askedFields } from "./language/fields/asked-facts.ts";

/** The IAM policy that permits what these flows ask of AWS, and nothing else. */
export function policyFor(flows: readonly Flow[], signatures: Signatures) {
  const rights = new Set(flowsRights(flows, signatures));
  return iamPolicy(allowed.filter((action) => rights.has(action)));
}

/** What these flows ask of AWS, as the list of allowed commands names it. */
export const flowsRights = (flows: readonly Flow[], signatures: Signatures): readonly string[] =>
  flows.flatMap((flow) => [...ofFields(flow), ...ofSteps(flow, signatures)]);

const ofFields = (flow: Flow): readonly string[] =>
  Object.values(askedFields(flow)).flatMap(({ kind }) => fieldRights[kind] ?? []);

function ofSteps({ steps }: Flow, signatures: Signatures): readonly string[] {
  return Object.values(steps).flatMap(({ probe, checks }) => {
    const named = probe === undefined ? [] : (probeRights[probeId(probe)] ?? []);
    const ticked = checks === undefined ? [] : (probeRights[checks.probe] ?? []);
    const stated =
      typeof probe === "object" ? signatures.get(probe.kind)?.generic?.rights?.(probe) : undefined;
    return [...named, ...ticked, ...(stated ?? [])];
  });
}
