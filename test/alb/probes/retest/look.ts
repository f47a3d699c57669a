import { createServer, type Server } from "node:http";
import { drawPast, type Scene } from "../../../../lab/alb/past.ts";
import { steadyTrickle } from "../../../../lab/alb/scenes.ts";
import { spread } from "../../../../lab/alb/spread.ts";
import { shopBalancers } from "../../../../lab/aws/shop.ts";
import type { Sending } from "../../../../src/alb/probes/retest/plan.ts";
import type { Progress } from "../../../../src/engine/ports.ts";
import { LookStopped } from "../../../../src/run/errors.ts";
import type { Run } from "../../../../src/run/run.ts";
import { sending } from "../sending.ts";
import { contextOf, lookBy, MINUTE, NOW, options, REGION, shopWeb, stage } from "../stage.ts";

export const changedAt = NOW - 60 * MINUTE;
export const fixed = steadyTrickle({ from: NOW - 600 * MINUTE, to: changedAt, share: 2e-4 });
export const unfixed = steadyTrickle({ from: NOW - 600 * MINUTE, share: 2e-4 });
export const facts = { ...shopWeb, count: 3, pause: 0 };

/** What stands behind the load balancer's address: it answers with this status and Server header. */
export interface Site {
  readonly server: Server;
  readonly answers: { status: number; serverHeader: string };
  readonly close: () => Promise<void>;
}

export async function openSite(): Promise<Site> {
  const answers = { status: 200, serverHeader: "shop" };
  const server = createServer((_, response) => {
    const { status, serverHeader } = answers;
    response.writeHead(status, serverHeader === "" ? {} : { server: serverHeader }).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { server, answers, close };
}

/** Other than a marked change an hour ago, the usual load, and everything allowed. */
export interface Around {
  readonly run?: Partial<Run>;
  /** How many times the usual traffic. */
  readonly load?: (at: number) => number;
  /** Someone stops the look once so many requests were answered. */
  readonly stopAfter?: number;
  readonly sending?: Partial<Sending>;
  readonly denied?: readonly `${"cloudwatch" | "elasticloadbalancing"}:${string}`[];
}

/** What the retest sees of the scene, in a practice account. */
export async function look(site: Site, scene: Scene, around: Around = {}) {
  const { run = {}, load = () => 1, denied = [], stopAfter } = around;
  const loadBalancers = balancersOf(site, scene, load);
  const { practice, accountFor } = await stage(scene, { loadBalancers });
  for (const action of denied) practice.faults.deny(action);
  const { context, reports, traces } = contextOf(facts, { changes: [changedAt], ...run });
  const stopping = new AbortController();
  const report = (progress: Progress) => {
    context.report(progress);
    if (reports.length === stopAfter) stopping.abort(new LookStopped("The look was stopped."));
  };
  const signal = AbortSignal.any([context.signal, stopping.signal]);
  const probe = lookBy("alb.retest", {
    accountFor,
    options,
    sending: { ...sending, ...around.sending },
  });
  const evidence = await probe({ ...context, report, signal });
  const metricQuestions = practice
    .calls()
    .filter(({ action }) => action === "GetMetricData").length;
  return { evidence, reports, traces, metricQuestions };
}

/** The shop, whose load balancer listens where the site's server does. */
function balancersOf({ server }: Site, scene: Scene, load: (at: number) => number) {
  const address = server.address();
  const usual = {
    newConnectionsPerSecond: 10,
    openConnections: 50,
    responseSeconds: spread(0.02),
    hosts: 2,
  };
  const draw = (from: number, to: number) =>
    drawPast({
      ...{ binSeconds: 60, zones: ["eu-central-1a"], seed: 3, scene },
      usual: { ...usual, requestsPerSecond: 100 * load(from) },
      from,
      to,
    });
  const before = draw(NOW - 300 * MINUTE, changedAt);
  const after = draw(changedAt, NOW);
  const metrics = {
    counts: (from: number, to: number, zone?: string) =>
      (from < changedAt ? before : after).counts(from, to, zone),
  };
  return shopBalancers({
    region: REGION,
    zones: ["eu-central-1a"],
    port: address !== null && typeof address === "object" ? address.port : 0,
    idleMs: () => 60_000,
    backendPort: 3000,
    healthy: () => true,
    metrics,
    calm: metrics,
  });
}

/** The requests counted since the change. */
export function countAfter(numbers: { readonly [name: string]: unknown }): number {
  const { after } = numbers;
  return after !== null && typeof after === "object" && "n" in after ? Number(after.n) : Number.NaN;
}
