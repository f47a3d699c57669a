import { type Answers, type Evidence, unreadEvidence } from "#language";
import { type Account, type AskAws, recordingQuestions } from "../../../aws/account.ts";
import type { Cost } from "../../../aws/cost.ts";
import type { MetricOptions } from "../../../aws/metric-window.ts";
import type { ProbeContext } from "../../../engine/ports.ts";
import { type Run, untouched } from "../../../run/run.ts";
import type { Visit } from "../../../run/visits.ts";
import type { LoadBalancerRef } from "../../fields/field-builders.ts";
import { changes as changesProbe } from "../../probes/changes/probe.ts";
import { createProbes } from "../../probes/create-probes.ts";
import type { ProbeId } from "../../probes/index.ts";
import type { Looks } from "./verdict.ts";

export interface DiagnosisRequest {
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
  /** Hears what is known each time that more of it is: CloudTrail and access logs take longest. */
  readonly soFar?: (looks: Looks) => void;
}

/**
 * Looks with the probes that a run uses, without a run; each waits only for what it needs. Never rejects. All of it is about one
 * moment, so that no question is asked twice.
 */
export async function lookAtAll(asked: DiagnosisRequest): Promise<Looks & { readonly cost: Cost }> {
  const { account, cost } = recordingQuestions(asked.account);
  const shared = cachedAccount(account);
  const probes = createProbes({ accountFor: () => shared, options: asked.options });
  const began = (asked.now ?? Date.now)();
  const see: See = (id, before = []) =>
    probes[id].look(contextOf(asked, before, live.has(id) ? asked.now : () => began));
  const compare: Compare = async (before = []) =>
    asked.facts.path === undefined ? null : see("alb.timeouts", before);
  // What the comparison asks of AWS waits for nobody; it is judged beside what the others saw.
  void compare();
  const known = await seen(asked, see, compare);
  const { pattern, changes, logs } = known;
  const before = logs === null ? [pattern, changes] : [pattern, changes, logs];
  // AWS has told by now what this needs; only the judgement is made again.
  const timeouts = await compare(before);
  const measured = asked.measures ? await see("keepalive.measure", before) : null;
  return { ...known, timeouts, measured, cost: cost() };
}

type See = (id: ProbeId, before?: readonly Evidence[]) => Promise<Evidence>;
type Compare = (before?: readonly Evidence[]) => Promise<Evidence | null>;

/** What the looks saw that need no more than the metrics, and before each of them what is known so far. */
async function seen(asked: DiagnosisRequest, see: See, compare: Compare): Promise<Looks> {
  const { facts, withoutLogs = false, soFar = () => {} } = asked;
  const changing = see("alb.changes");
  const pattern = await see("alb.pattern");
  let known: Looks = { pattern, changes: notYet, logs: null, timeouts: null };
  soFar(known);
  const learn = async (learnt: Promise<Partial<Looks>>) => {
    const more = await learnt;
    known = { ...known, ...more };
    soFar(known);
  };
  await Promise.all([
    learn(compare([pattern]).then((timeouts) => ({ timeouts }))),
    learn(changing.then((changes) => ({ changes }))),
    withoutLogs || learn(see("alb.logs", [pattern]).then((logs) => ({ logs }))),
    facts.logGroup === undefined ||
      learn(see("backend.logs", [pattern]).then((backend) => ({ backend }))),
  ]);
  return known;
}

/** Looks that take minutes: the time goes on meanwhile. */
const live: ReadonlySet<ProbeId> = new Set(["alb.logs", "backend.logs", "keepalive.measure"]);

const notYet = unreadEvidence(changesProbe, "CloudTrail was not read yet.");

function contextOf(
  { facts, signal }: DiagnosisRequest,
  before: readonly Evidence[],
  now: () => number = Date.now,
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
  ...untouched,
};

/**
 * The account where each question that only describes is asked once: several looks of one diagnosis want the same. What was
 * refused is asked again.
 */
export function cachedAccount(account: Account): Account {
  const answers = new Map<string, Promise<unknown>>();
  const ask: AskAws = (action, input, signal) => {
    if (!describes.test(action)) return account.ask(action, input, signal);
    const key = `${action} ${JSON.stringify(input)}`;
    const known = answers.get(key);
    if (known !== undefined) return known as ReturnType<typeof account.ask<typeof action>>;
    const asked = account.ask(action, input, signal);
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
    return asked;
  };
  return { ...account, ask };
}

/** The others begin something, or tell how far it has come. */
const describes = /^elasticloadbalancing:|^cloudwatch:|^cloudtrail:/;
