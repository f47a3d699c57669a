import type { Answers } from "#flow";
import type { Scene } from "../../../lab/alb/past.ts";
import type { Means } from "../../../src/alb/probes/define-probe.ts";
import { frameProbe } from "../../../src/alb/probes/frame-probe.ts";
import { albProbes, type ProbeId } from "../../../src/alb/probes/index.ts";
import { openAccount } from "../../../src/aws/account.ts";
import type { Look, Progress } from "../../../src/engine/ports.ts";
import type { Run } from "../../../src/run/run.ts";
import type { Trace, Visit } from "../../../src/run/visits.ts";
import { NOW, REGION, openAccount as startAccount } from "../../lab/aws/account.ts";
import { sending } from "./sending.ts";

export { MINUTE, NOW, REGION } from "../../lab/aws/account.ts";

/** CloudWatch as the practice account has it at the time of the tests. */
export const options = { metricPeriodSeconds: 60, metricSettleSeconds: 0 };

/** How a probe of the pack looks, in its frame. */
export function lookBy(
  id: ProbeId,
  means: Pick<Means, "accountFor"> &
    Partial<Pick<Means, "sending">> & { readonly options?: Partial<Means["options"]> },
): Look {
  const probe = albProbes.find((one) => one.id === id);
  if (probe === undefined) throw new Error(`There is no probe ${id}.`);
  const all = { ...options, marginSeconds: 10, ...means.options };
  return frameProbe(probe, { sending, ...means, options: all }).look;
}

/** A real practice account, and the bot's account that asks it. */
export async function stage(scene?: Scene, more: Parameters<typeof startAccount>[1] = {}) {
  const { account: practice } = await startAccount(scene, { settleSeconds: 0, ...more });
  const account = openAccount({
    name: "practice",
    region: REGION,
    endpoint: practice.endpoint,
    credentials: practice.credentials,
    callsPerSecond: { elasticloadbalancing: 1_000, cloudtrail: 1_000, logs: 1_000 },
  });
  return { practice, account, accountFor: () => account };
}

/** What a probe is handed in a run with these facts, and what it reported. */
export function contextOf(facts: Answers, more: Partial<Run> = {}, now = NOW) {
  const reports: Progress[] = [];
  const traces: Trace[] = [];
  const context = {
    run: runOf(facts, more),
    visit: "step#1",
    facts: async () => undefined,
    now: () => now,
    report: (progress: Progress) => void reports.push(progress),
    leave: async (trace: Trace) => void traces.push(trace),
    signal: AbortSignal.timeout(150_000),
  };
  return { context, reports, traces };
}

export const shopWeb = { loadBalancer: { name: "shop-web", region: REGION } };

/** A visit that is over, with this evidence. */
export const visitWith = (probe: string, numbers: NonNullable<Visit["evidence"]>["numbers"]) =>
  ({
    id: "earlier#1",
    step: "earlier",
    event: 0,
    enteredAt: NOW,
    state: "over",
    superseded: false,
    evidence: {
      probe,
      role: "diagnosis",
      finding: null,
      says: "",
      details: [],
      readings: [],
      numbers,
      queries: [],
    },
  }) satisfies Visit;

function runOf(facts: Answers, more: Partial<Run>): Run {
  const visit = {
    id: "step#1",
    step: "step",
    event: 0,
    enteredAt: NOW,
    state: "looking",
    superseded: false,
  } as const;
  return {
    id: "run",
    flow: "alb-502-keepalive",
    anyway: false,
    version: 1,
    place: { team: "T1", channel: "C1" },
    revision: 1,
    startedAt: NOW,
    startedBy: "U1",
    driver: "U1",
    people: ["U1"],
    facts,
    said: {},
    visits: [visit],
    changes: [],
    followUps: {},
    checking: false,
    texts: {},
    notes: [],
    troubles: [],
    log: [],
    ...more,
  };
}
