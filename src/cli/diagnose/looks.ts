import type { Answers, Evidence, LoadBalancerRef, ProbeName } from "#flow";
import type { ProbeContext } from "../../engine/ports.ts";
import type { Run, Visit } from "../../engine/run.ts";
import { type Account, recording } from "../../probes/aws/account.ts";
import type { Cost } from "../../probes/aws/cost.ts";
import { createProbes } from "../../probes/index.ts";
import type { MetricOptions } from "../../probes/window.ts";
import type { Looks } from "./verdict.ts";

/** What to look at and how. */
export interface Asked {
  readonly account: Account;
  readonly loadBalancer: LoadBalancerRef;
  /** loadBalancer, window, path. */
  readonly facts: Answers;
  readonly options: MetricOptions & { readonly marginSeconds: number };
  readonly signal: AbortSignal;
}

/** Looks with the probes that a run uses, without a run. Never rejects. */
export async function look(asked: Asked): Promise<Looks & { readonly cost: Cost }> {
  const { account, cost } = recording(asked.account);
  const probes = createProbes({ accountFor: () => account, options: asked.options });
  const see = (name: ProbeName, before: readonly Evidence[] = []) =>
    probes[name](contextOf(asked, before));
  const [pattern, changes] = await Promise.all([see("alb.pattern"), see("alb.changes")]);
  const known = asked.facts.path !== undefined;
  const timeouts = known ? await see("alb.timeouts", [pattern, changes]) : null;
  return { pattern, changes, timeouts, cost: cost() };
}

function contextOf({ facts, signal }: Asked, before: readonly Evidence[]): ProbeContext {
  return {
    run: { ...noRun, facts, visits: before.map(visitOf) },
    visit: "diagnose#1",
    facts: async () => undefined,
    now: Date.now,
    report: () => {},
    leave: async () => {},
    signal,
  };
}

const visitOf = ({ facts: _, ...evidence }: Evidence): Visit => ({
  id: "diagnose#1",
  step: "diagnose",
  enteredAt: 0,
  state: "over",
  superseded: false,
  evidence,
});

/** Probes are handed a run; of this one only facts and visits say something. */
const noRun: Run = {
  id: "diagnose",
  flow: "diagnose",
  version: 1,
  place: { team: "", channel: "" },
  revision: 1,
  startedAt: 0,
  startedBy: "handrail",
  anyway: false,
  driver: "handrail",
  people: [],
  facts: {},
  visits: [],
  changes: [],
  followUps: {},
  notes: [],
  troubles: [],
  log: [],
};
