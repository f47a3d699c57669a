import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { setTimeout as pauseFor } from "node:timers/promises";
import type { ProbeContext } from "../../../engine/ports.ts";
import { formatWhole } from "../../../language/amounts.ts";
import { type FreshRequest, type RetestOutcome, sendRequest } from "../retest/request.ts";
import { countOutcomes } from "../retest/requests.ts";

/** Bursts of requests, one after the other, so that connections which one burst used are idle for just so long at the next. */
export interface WavePlan extends Omit<FreshRequest, "address" | "agent"> {
  readonly addresses: readonly string[];
  /** Requests in a burst. */
  readonly burst: number;
  readonly waves: number;
  readonly idleSeconds: number;
}

/** What was sent and what became of it; milliseconds since the epoch. */
export interface SentWaves {
  readonly from: number;
  readonly to: number;
  readonly aimed: readonly RetestOutcome[];
  /** The first burst, and those that came after half the time: what a burst does without the aim. */
  readonly unaimed: readonly RetestOutcome[];
  readonly cutShort: boolean;
  /** Requests that were begun, those without an outcome too. */
  readonly sent: number;
}

/** Whether a burst, the first one being 0, meets connections that are idle for as long as is aimed at: two of three do. */
export const isAimed = (wave: number): boolean => wave % 3 !== 0;

/** Seconds that all bursts take, without their answers. */
export const burstsSeconds = ({
  waves,
  idleSeconds,
}: Pick<WavePlan, "waves" | "idleSeconds">): number =>
  Array.from({ length: Math.max(0, waves - 1) }, (_, index) =>
    waitOf(index + 1, idleSeconds),
  ).reduce((all, one) => all + one, 0);

/** Sends the bursts, reporting after each, until all are sent or the signal ends it. Never rejects. */
export async function sendWaves(
  plan: WavePlan,
  { signal, report, now }: Pick<ProbeContext, "signal" | "report" | "now">,
): Promise<SentWaves> {
  const agents = plan.addresses.map(() => agentFor(plan));
  const sent: Record<"aimed" | "unaimed", RetestOutcome[]> = { aimed: [], unaimed: [] };
  const from = now();
  let [wave, next] = [0, performance.now()];
  let sentCount = 0;
  for (; wave < plan.waves; wave++) {
    await pauseFor(Math.max(0, next - performance.now()), undefined, { signal }).catch(ended);
    if (signal.aborted) break;
    const began = performance.now();
    const outcomes = await burst(plan, agents, signal);
    sentCount += outcomes.length;
    sent[isAimed(wave) ? "aimed" : "unaimed"].push(...outcomes.map(({ outcome }) => outcome));
    // Idleness begins with the end of an answer.
    next = began + waitOf(wave + 1, plan.idleSeconds) * 1_000 + median(outcomes) - leadOf(wave + 1);
    report(progressOf(plan, wave + 1, sent.aimed));
  }
  for (const agent of agents) agent.destroy();
  return { from, to: now(), ...sent, cutShort: wave < plan.waves, sent: sentCount };
}

/**
 * How long before the close a burst begins, in milliseconds, in turn: the load balancer needs time of its own before it uses a
 * connection, and nobody knows how much.
 */
const leadOf = (wave: number): number => leads[wave % leads.length] ?? 0;
const leads = [25, 2, 12, 35, 18] as const;
/** A burst comes no faster than this, in milliseconds for each request, and lasts at least as long as timers are uncertain. */
const betweenMs = 0.6;
const leastBurstMs = 40;

const waitOf = (wave: number, idleSeconds: number): number =>
  isAimed(wave) ? idleSeconds : idleSeconds / 2;

const agentFor = ({ url, burst: maxSockets }: WavePlan): Agent =>
  new (url.protocol === "https:" ? SecureAgent : Agent)({ keepAlive: true, maxSockets });

interface Answered {
  readonly outcome: RetestOutcome;
  readonly ms: number;
}

async function burst(
  plan: WavePlan,
  agents: readonly Agent[],
  signal: AbortSignal,
): Promise<readonly Answered[]> {
  const between = Math.max(betweenMs, leastBurstMs / plan.burst);
  const began = performance.now();
  const asked: Promise<Answered>[] = [];
  for (let index = 0; index < plan.burst && !signal.aborted; index++) {
    const early = began + index * between - performance.now();
    if (early >= 1) await pauseFor(early, undefined, { signal }).catch(ended);
    asked.push(timed(plan, agents, index, signal));
  }
  return Promise.all(asked);
}

async function timed(
  plan: WavePlan,
  agents: readonly Agent[],
  index: number,
  signal: AbortSignal,
): Promise<Answered> {
  const which = index % plan.addresses.length;
  const [address = "", agent] = [plan.addresses[which], agents[which]];
  const began = performance.now();
  const outcome = await sendRequest({ ...plan, address, ...(agent ? { agent } : {}) }, signal);
  return { outcome, ms: performance.now() - began };
}

const median = (answered: readonly Answered[]): number =>
  answered.map(({ ms }) => ms).sort((one, other) => one - other)[answered.length >> 1] ?? 0;

function progressOf(
  { waves, burst: size, idleSeconds }: WavePlan,
  sent: number,
  aimed: RetestOutcome[],
) {
  const { failures } = countOutcomes(aimed);
  return {
    says: `${formatWhole(sent * size)} of ${formatWhole(waves * size)} requests sent, ${formatWhole(failures)} caught`,
    share: sent / waves,
    secondsLeft: Math.round(
      burstsSeconds({ waves, idleSeconds }) - burstsSeconds({ waves: sent, idleSeconds }),
    ),
  };
}

/** The signal ended the pause; the loop sees it. */
const ended = () => undefined;
