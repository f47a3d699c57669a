import type { Command } from "commander";
import { noRegion, type Terminal } from "./terminal.ts";

/** `handrail flows policy`: what a role must permit for the runbooks that are loaded, or for those that are named. */
export function addFlowPolicy(flows: Command, { out, config }: Terminal): void {
  flows
    .command("policy [flow...]")
    .description("the IAM policy that permits what these runbooks ask of AWS, and nothing else")
    .action(async (ids: readonly string[]) => {
      const { shippedPacks, loadCatalogue } = await import("../load-catalogue.ts");
      const { policyFor } = await import("../iam-policy.ts");
      const catalogue = await loadCatalogue((await config(noRegion)).flows);
      const chosen = ids.length === 0 ? catalogue.flows : ids.map((id) => catalogue.find(id));
      out(JSON.stringify(policyFor(chosen, shippedPacks.signatures), null, 2));
    });
}
