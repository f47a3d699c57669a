import type { Evidence, LoadBalancerRef } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { reasonOf, unread, versioned } from "../../../aws/unreadable.ts";
import type { ProbeContext, Probes } from "../../../engine/ports.ts";
import { judgeBackend } from "../../backend-logs/judge.ts";
import type { Chart } from "../../diagnosis/chart.ts";
import { capOf, estimated, overCap, priceReading, shortly } from "./cost.ts";
import { type Found, findGroup, notFound } from "./group.ts";
import { chartIn, windowOf } from "./past.ts";
import { type Answer, search } from "./search.ts";

/** What the probe is made of. */
export interface BackendLogsParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  /** Seconds between two looks at a running question; one when absent. */
  readonly pollSeconds?: number;
}

/** The longest time, in seconds, that a question to the logs may take. */
export const backendSeconds = 300;

/**
 * The probe `backend.logs`: searches the log group that a responder names for broken connections, in the window of the newest look at
 * the metrics, and holds what it finds against the 502s. It scans no more than was allowed (fact mostScanned). It never rejects.
 */
export function backendLogs(parts: BackendLogsParts): Probes["backend.logs"] {
  return async (context): Promise<Evidence> => {
    const { run, signal } = context;
    const { account, queries } = recording(
      parts.accountFor(run.facts.loadBalancer as LoadBalancerRef),
    );
    const typed = typeof run.facts.logGroup === "string" ? run.facts.logGroup.trim() : "";
    if (typed === "") return unknown(nothingNamed);
    try {
      const found = await findGroup(account, typed, signal);
      if (found.group === null) return { ...unknown(notFound(typed, found, account)), queries };
      const asked = { ...found, chart: chartIn(run), cap: capOf(run.facts.mostScanned) };
      const evidence = await within(account, asked, context, parts.pollSeconds ?? 1);
      return { ...evidence, queries };
    } catch (error) {
      return unread("backend.logs", reasonOf(error), { queries });
    }
  };
}

const nothingNamed =
  "No log group was named, so the backend's log was not searched. Press “Update the answers” and name the one that these servers write to.";

const unknown = (says: string): Evidence => ({
  ...unread("backend.logs", says),
  finding: "unknown",
});

interface Asked {
  readonly group: NonNullable<Found["group"]>;
  readonly chart: Chart | null;
  /** Bytes. */
  readonly cap: number;
}

/** Asks only where the estimate is within what is allowed, and stops where the truth is above it. */
async function within(
  account: Account,
  { group, chart, cap }: Asked,
  context: ProbeContext,
  pollSeconds: number,
): Promise<Omit<Evidence, "queries">> {
  const window = windowOf(chart, context.run.facts.window, context.now());
  const bytes = estimated(group, window, context.now());
  const common = { group: group.name, cap, estimate: bytes };
  if (bytes !== null && bytes > cap) return overCap({ ...common, scanned: null });
  const report = (share: number, so: string) =>
    context.report({ says: `Searching ${group.name}: ${so}`, share });
  report(0, shortly(bytes, cap));
  const answer = await search(account, {
    ...{ group: group.name, window, cap, pollSeconds, signal: context.signal },
    onProgress: (scanned) =>
      report(Math.min(0.95, scanned / (bytes || cap)), shortly(scanned, cap, "scanned")),
  });
  if (answer.kind === "stopped") return overCap({ ...common, scanned: answer.bytes });
  return evidenceOf(group.name, chart, bytes, answer);
}

function evidenceOf(
  group: string,
  chart: Chart | null,
  estimate: number | null,
  { lines, isCut, records, bytes }: Answer & { readonly kind: "complete" },
): Omit<Evidence, "queries"> {
  const { hits, together, readings, ...judged } = judgeBackend({
    ...{ group, lines, isCut, scanned: records, chart },
  });
  return {
    probe: versioned("backend.logs"),
    ...judged,
    readings: [...readings, priceReading(bytes, estimate)],
    numbers: { lines: hits.length, scanned: records, bytes, together: together && { ...together } },
    facts: hits
      .slice(0, 500)
      .map(({ at, wording }) => ({ at, server: wording.server, says: wording.says })),
  };
}
