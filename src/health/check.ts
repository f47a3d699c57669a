import { raceDeadline } from "../deadline.ts";
import type { Clock, Store, StoreCondition } from "../engine/ports.ts";
import type { DueEffect } from "../run/effects.ts";
import type { Gauge } from "./registry.ts";

export interface HealthInputs {
  readonly transport: () => TransportSeen;
  /** What Slack refuses for good, as a sentence; undefined while it does not. */
  readonly refused: () => string | undefined;
  readonly store: Pick<Store, "condition">;
  readonly clock: Clock;
  /** The longest time, in milliseconds, that the event loop was held, and when that ended. */
  readonly stall: () => { readonly ms: number; readonly at?: number };
  /** How long the store may take; 2,000 ms unless told. */
  readonly patienceMs?: number;
}

interface TransportSeen {
  readonly kind: string;
  readonly open: number;
  readonly lastRequestAt?: number;
}

/** How Handrail is, without a word that a person typed. */
export interface HealthReport {
  readonly healthy: boolean;
  /** Whole sentences; empty when healthy. */
  readonly reasons: readonly string[];
  readonly slack: { readonly over: string; readonly open: number; readonly lastRequest?: string };
  readonly store: "writable" | "not writable";
  /** Seconds since the oldest work fell due that nobody does; 0 without any. */
  readonly oldestDueSeconds: number;
  /** Seconds that the event loop was held at most since the start, and when that ended. */
  readonly longestStall: { readonly seconds: number; readonly at?: string };
  /** Work that waits until Slack lets the app do more, by budget: how much, and since how many seconds the oldest; absent without any. */
  readonly held?: {
    readonly [budget: string]: { readonly waiting: number; readonly seconds: number };
  };
  /** Work that was given up, by kind. It stays until someone asks to try again, and makes nothing unhealthy. */
  readonly dead: { readonly [kind: string]: number };
}

// Longer than any back-off, so that it means that nobody works.
const mostDueSeconds = 120;

/** Looks at everything now. Never rejects. */
export async function checkHealth(checked: HealthInputs): Promise<HealthReport> {
  const { transport, refused, clock } = checked;
  const now = clock();
  const condition = await conditionIn(checked, now);
  const { kind, open, lastRequestAt } = transport();
  const oldestDueSeconds = Math.max(0, (now - (condition?.oldestDue ?? now)) / 1000);
  const reasons = [
    open === 0 ? "Slack cannot be heard: no connection is open." : undefined,
    refused(),
    condition === undefined ? "The database cannot be written." : undefined,
    oldestDueSeconds > mostDueSeconds ? overdue(oldestDueSeconds) : undefined,
  ].filter((reason) => reason !== undefined);
  const last =
    lastRequestAt === undefined ? {} : { lastRequest: new Date(lastRequestAt).toISOString() };
  return {
    healthy: reasons.length === 0,
    reasons,
    slack: { over: kind, open, ...last },
    store: condition === undefined ? "not writable" : "writable",
    oldestDueSeconds,
    longestStall: stallOf(checked.stall()),
    ...(condition?.held === undefined ? {} : { held: byBudget(condition.held, now) }),
    dead: byKind(condition?.dead ?? []),
  };
}

/** The numbers of a report, for /metrics. */
export const gaugesOf = (report: HealthReport): readonly Gauge[] => [
  gauge("handrail_healthy", "1 while nothing is wrong.", report.healthy ? 1 : 0),
  gauge("handrail_slack_connections", "Connections to Slack that are open.", report.slack.open),
  gauge(
    "handrail_last_request_timestamp_seconds",
    "When Slack last sent something; 0 before that.",
    report.slack.lastRequest === undefined ? 0 : Date.parse(report.slack.lastRequest) / 1000,
  ),
  gauge(
    "handrail_store_writable",
    "1 while the database can be written.",
    report.store === "writable" ? 1 : 0,
  ),
  gauge("handrail_oldest_due_seconds", oldestDue, report.oldestDueSeconds),
  gauge("handrail_longest_stall_seconds", longestStall, report.longestStall.seconds),
  gauge("handrail_held_effects", "Work that Slack's limits hold.", heldIn(report)),
  ...Object.keys(work).map((kind) => deadGauge(kind, report)),
];

const deadGauge = (kind: string, { dead }: HealthReport): Gauge => ({
  ...gauge("handrail_dead_effects", "Effects that were given up.", dead[kind] ?? 0),
  labels: { kind },
});

/** Every kind of work, so that each has its series from the start: an alert on one that is absent is never raised. */
const work = { show: 0, probe: 0, watch: 0, remind: 0, check: 0 } satisfies Record<
  DueEffect["effect"]["kind"],
  0
>;

const gauge = (name: string, help: string, value: number): Gauge => ({ name, help, value });

const conditionIn = ({ store, patienceMs = 2_000 }: HealthInputs, now: number) =>
  raceDeadline({ ms: patienceMs }, store.condition(now), nothing).catch(nothing);

const nothing = () => undefined;

const stallOf = ({ ms, at }: ReturnType<HealthInputs["stall"]>): HealthReport["longestStall"] => ({
  seconds: ms / 1000,
  ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
});

const overdue = (seconds: number): string =>
  `Work has been waiting for ${Math.floor(seconds / 60)} minutes, and nothing does it.`;

const oldestDue = "Age of the oldest due work that nobody does.";
const longestStall = "How long the event loop was held at most since the start.";

const heldIn = ({ held = {} }: HealthReport): number =>
  Object.values(held).reduce((sum, { waiting }) => sum + waiting, 0);

const byBudget = (
  held: NonNullable<StoreCondition["held"]>,
  now: number,
): NonNullable<HealthReport["held"]> =>
  Object.fromEntries(
    held.map(({ budget, waiting, since }) => [
      budget,
      { waiting, seconds: Math.max(0, (now - since) / 1000) },
    ]),
  );

/** A key begins with its effect's kind: "probe retest#2". */
function byKind(dead: StoreCondition["dead"]): HealthReport["dead"] {
  const counts: Record<string, number> = {};
  for (const { key } of dead) {
    const kind = key.split(" ")[0] ?? key;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
