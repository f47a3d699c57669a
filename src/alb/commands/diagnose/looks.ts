import type { Answers, Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import type { Cost } from "../../../aws/cost.ts";
import type { MetricOptions } from "../../../aws/window.ts";
import type { ProbeContext } from "../../../engine/ports.ts";
import type { Run, Visit } from "../../../run/run.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { createProbes } from "../../probes/index.ts";
import type { ProbeId } from "../../probes/signatures.ts";
import type { Looks } from "./verdict.ts";

/** What to look at and how. */
export interface Asked {
  readonly account: Account;
  readonly loadBalancer: LoadBalancerRef;
  /** loadBalancer, window, path; logGroup and mostScanned where the backend's log is searched. */
  readonly facts: Answers;
  readonly options: MetricOptions & { readonly marginSeconds: number };
  readonly signal: AbortSignal;
  /** The access logs are left alone: reading them takes longer than all else, and S3 charges for it. */
  readonly withoutLogs?: boolean;
  /** Connections to the targets are held until they close, which takes as long as their idle timeout. */
  readonly measures?: boolean;
  /** Milliseconds since 1970; the system's when absent. */
  readonly now?: () => number;
}

/** Looks with the probes that a run uses, without a run. Never rejects. */
export async function look(asked: Asked): Promise<Looks & { readonly cost: Cost }> {
  const { account, cost } = recording(asked.account);
  const probes = createProbes({ accountFor: () => account, options: asked.options });
  const see = (id: ProbeId, before: readonly Evidence[] = []) =>
    probes[id].look(contextOf(asked, before));
  const [pattern, changes] = await Promise.all([see("alb.pattern"), see("alb.changes")]);
  const logs = asked.withoutLogs ? null : await see("alb.logs", [pattern]);
  const before = logs === null ? [pattern, changes] : [pattern, changes, logs];
  const { path, logGroup } = asked.facts;
  const known = path !== undefined;
  const backend = logGroup === undefined ? null : await see("backend.logs", [pattern]);
  const timeouts = known ? await see("alb.timeouts", before) : null;
  const measured = asked.measures ? await see("keepalive.measure", before) : null;
  return { pattern, changes, logs, backend, timeouts, measured, cost: cost() };
}

function contextOf(
  { facts, signal, now = Date.now }: Asked,
  before: readonly Evidence[],
): ProbeContext {
  return {
    run: { ...noRun, facts, visits: before.map(visitOf) },
    visit: "diagnose#1",
    facts: async () => undefined,
    now,
    report: () => {},
    leave: async () => {},
    signal,
  };
}

const visitOf = ({ facts: _, ...evidence }: Evidence): Visit => ({
  id: "diagnose#1",
  step: "diagnose",
  event: 0,
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
  said: {},
  visits: [],
  changes: [],
  followUps: {},
  notes: [],
  troubles: [],
  log: [],
};
