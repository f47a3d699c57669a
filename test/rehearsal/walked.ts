import type { Flow } from "#flow";
import type { Catalogue } from "../../src/engine/catalogue.ts";
import { judgeEvidence } from "../../src/probes/judge-finding.ts";
import { createWalker, toldFinding, toldProbes } from "../../src/rehearsal/walker.ts";
import type { Run } from "../../src/run/run.ts";

const read: Record<string, object> = {
  backlog: { last: 4200 },
  throttles: { throttled: { sum: 0 }, failed: { sum: 30 }, called: { sum: 60 } },
};

/** A run of the example that went to the owner, because the function fails. */
export async function walkedOnce(catalogue: Catalogue, flow: Flow): Promise<Run> {
  const probes = toldProbes(catalogue, async (probe, context) => {
    const step = context.run.visits.at(-1)?.step ?? "";
    const values = { ...read[step] };
    if (context.asks === undefined) return toldFinding(probe, null);
    const seen = { about: "CloudWatch", values, source: "CloudWatch", queries: [] };
    return judgeEvidence(probe, context.asks.probe, seen, context);
  });
  const walker = await createWalker({ catalogue, flow, probes, from: 0 });
  await walker.start({ queue: "orders", lambda: "mailer", agreed: 300 });
  await walker.choose("too-old", {});
  await walker.choose("failing", {});
  const run = await walker.choose("taken", { who: "Mia" });
  await walker.close();
  return run;
}
