import type { Evidence, Flow } from "#flow";
import type { Act } from "../../src/run/act.ts";
import { decideEvent } from "../../src/run/decide.ts";
import type { Happening, RunEvent } from "../../src/run/event.ts";
import { applyEvent, foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { startOf } from "../../src/run/slices/steps.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { inputsOf } from "../language/flows.ts";
import { fields } from "../probes.ts";

export const loadBalancer = { name: "shop", region: "eu-west-1", arn: "arn:aws:shop" };

/** A run that has just begun, started by Ana at time 0. */
export const begun = (flow: Flow): Run =>
  foldLog([
    {
      ...startOf(fields, flow, inputsOf(flow)),
      at: 0,
      by: "UANA",
      run: "r1",
      place: { team: "T1", channel: "C1" },
      anyway: false,
    },
  ]);

/** What a probe would have seen. */
export const evidence = (finding: string | null): Omit<Evidence, "facts"> => ({
  probe: "alb.pattern@1",
  role: "diagnosis",
  finding,
  says: finding ? `It is ${finding}.` : "It is not known.",
  details: [],
  readings: [],
  numbers: {},
  queries: [],
});

/** The run after this happened, one millisecond later. */
export function after(run: Run, happening: Happening, by = "UANA"): Run {
  const event: RunEvent = { at: run.revision, by, ...happening };
  return applyEvent(run, event);
}

/** The run after someone did this. */
export const did = (flow: Flow, run: Run, act: Act, by = "UANA"): Run =>
  after(run, decideEvent(flow, run, act, { by, fields }), by);

/** The run after its present visit was observed. */
export const observed = (_flow: Flow, run: Run, finding: string | null): Run =>
  after(
    run,
    { kind: "observed", visit: currentVisit(run).id, startedAt: 0, evidence: evidence(finding) },
    "handrail",
  );
