import { describeProbe, type Evidence, type Strength, signatureOf } from "#flow";
import flow from "../../../flows/alb-502-keepalive.ts";
import type { Act } from "../../../src/run/act.ts";
import { decideEvent } from "../../../src/run/decide.ts";
import type { Happening } from "../../../src/run/event.ts";
import { applyEvent, foldLog } from "../../../src/run/fold.ts";
import type { Run } from "../../../src/run/run.ts";
import { startOf } from "../../../src/run/slices/steps.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { fields, signatures } from "../../probes.ts";

export { flow };

/** 03:12 UTC; every event comes a minute after the one before. */
export const startedAt = Date.UTC(2026, 10, 23, 3, 12);

/** A run of the 502 flow that U0ANA just started. */
export const started = (place: Partial<Run["place"]> = {}): Run =>
  foldLog([
    {
      ...startOf(fields, flow, { loadBalancer: { name: "orders-alb", region: "eu-west-1" } }),
      at: startedAt,
      by: "U0ANA",
      run: "r1",
      place: { team: "T1", channel: "C1", ...place },
      anyway: false,
    },
  ]);

/** The run a minute later, after this happened. */
export const happened = (run: Run, happening: Happening, by = "handrail"): Run =>
  applyEvent(run, { at: startedAt + run.revision * 60_000, by, ...happening });

/** The run after someone did this. */
export const did = (run: Run, act: Act, by = "U0ANA"): Run =>
  happened(run, decideEvent(flow, run, act, { by, fields }), by);

/** The run after a probe came back to where it stands. */
export const observed = (run: Run, evidence: Partial<Evidence>): Run =>
  happened(run, {
    kind: "observed",
    visit: currentVisit(run).id,
    startedAt,
    evidence: { ...nothing, ...saidOf(run, evidence.strength), ...evidence },
  });

/** The run after someone took the way that the evidence recommends, or this one. */
export const chose = (run: Run, choice: string, reason?: string, by = "U0ANA"): Run =>
  did(
    run,
    { kind: "choose", visit: currentVisit(run).id, choice, ...(reason ? { reason } : {}) },
    by,
  );

/** What the probe of where the run stands says of its evidence. */
function saidOf(run: Run, strength?: Strength) {
  const signature = signatureOf(signatures, flow.steps[currentVisit(run).step]?.probe);
  if (signature === undefined) throw new Error("There is no probe here.");
  return { ...describeProbe(signature, strength), probe: `${signature.id}@1` };
}

const nothing = { finding: null, says: "", details: [], readings: [], numbers: {}, queries: [] };

/** The pattern was seen. */
export const diagnosed = (place: Partial<Run["place"]> = {}): Run =>
  observed(started(place), {
    finding: "inner-hop-race",
    strength: "possible",
    says: "12 of 240,000 requests failed (0.005 %), steady since 01:20.",
    readings: [
      {
        label: "502s",
        value: "12 of 240,000",
        threshold: "≤ 0.1 %",
        source: "HTTPCode_ELB_502_Count",
      },
    ],
    queries: ["aws cloudwatch get-metric-data --region eu-west-1"],
  });

export const path = (seconds: number) => [
  { kind: "nginx", closes: { how: "read", seconds, where: "nginx.conf:12" } } as const,
];

/** The backend was described, compared, changed, compared again and stated as rolled out. */
export function changed(): Run {
  const review = chose(diagnosed(), "inner-hop-race");
  const answered = did(review, {
    kind: "answer",
    visit: "reviewBackend#1",
    answers: { path: path(5) },
  });
  const short = observed(answered, {
    finding: "too-short",
    says: "nginx closes after 5 s, and the load balancer keeps 60 s.",
    settings: [{ name: "The load balancer's idle timeout", value: "60 s" }],
  });
  const align = observed(chose(short, "too-short"), { finding: "too-short", says: "Still 5 s." });
  const again = did(align, {
    kind: "answer",
    visit: "alignTimeouts#1",
    answers: { path: path(75) },
  });
  const fits = observed(again, {
    finding: "long-enough",
    says: "nginx closes after 75 s, and the load balancer keeps 50 s.",
    settings: [{ name: "The load balancer's idle timeout", value: "50 s" }],
  });
  return chose(fits, "rolledOutSo");
}

/** The whole way to the end. */
export function resolved(): Run {
  const retested = observed(changed(), {
    finding: "fixed",
    says: "0 of 90,000 requests failed since the change, 12 of 240,000 before.",
  });
  const prevent = chose(retested, "fixed");
  const taken = did(prevent, { kind: "takeFollowUp", item: "watch", owner: "U0BOB" }, "U0BOB");
  return chose(did(taken, { kind: "finishFollowUp", item: "path" }), "done");
}
