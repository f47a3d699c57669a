import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { estimated, priceReading, shortly } from "../../../aws/logs/cost.ts";
import type { LogGroup } from "../../../aws/logs/group.ts";
import { type Answer, search } from "../../../aws/logs/search.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import { bounded, moduleBeside, type Outcome } from "../../../threads/bounded.ts";
import type { BackendObservation, JudgedBackend } from "../../backend-logs/judge.ts";
import { backendQuery, mostLines } from "../../backend-logs/query.ts";
import type { Chart } from "../../diagnosis/chart.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { saidBy, unread } from "../signatures.ts";
import { capOf, overCap } from "./cost.ts";
import { findGroup, notFound } from "./group.ts";
import { linesIn } from "./lines.ts";
import { chartIn, windowOf } from "./past.ts";

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
export function backendLogs(parts: BackendLogsParts): Look {
  const judge = bounded<BackendObservation, JudgedBackend>(judging);
  return async (context): Promise<Evidence> => {
    const { run, signal } = context;
    const { account, queries } = recording(
      parts.accountFor(run.facts.loadBalancer as LoadBalancerRef),
    );
    const typed = typeof run.facts.logGroup === "string" ? run.facts.logGroup.trim() : "";
    if (typed === "") return unknown(nothingNamed);
    try {
      const { group, ...found } = await findGroup(account, typed, signal);
      if (group === null) return { ...unknown(notFound(typed, found, account)), queries };
      const asked = { group, chart: chartIn(run), cap: capOf(run.facts.mostScanned) };
      const { pollSeconds = 1 } = parts;
      const evidence = await within({ account, judge, pollSeconds }, asked, context);
      return { ...evidence, queries };
    } catch (error) {
      return unread("backend.logs", reasonOf(error), { queries });
    }
  };
}

/** Lines are foreign text: whatever they hold, judging them ends. */
const judging = {
  module: moduleBeside(import.meta.url, "../../backend-logs/judge"),
  name: "judgeBackend",
};

const nothingNamed =
  "No log group was named, so the backend's log was not searched. Press “Update the answers” and name the one that these servers write to.";

const unknown = (says: string): Evidence => ({
  ...unread("backend.logs", says),
  finding: "unknown",
});

interface Asked {
  readonly group: LogGroup;
  readonly chart: Chart | null;
  /** Bytes. */
  readonly cap: number;
}

interface Means {
  readonly account: Account;
  readonly judge: (observed: BackendObservation) => Promise<Outcome<JudgedBackend>>;
  readonly pollSeconds: number;
}

/** Asks only where the estimate is within what is allowed, and stops where the truth is above it. */
async function within(
  { account, judge, pollSeconds }: Means,
  { group, chart, cap }: Asked,
  context: ProbeContext,
): Promise<Omit<Evidence, "queries">> {
  const window = windowOf(chart, context.run.facts.window, context.now());
  const bytes = estimated(group, window, context.now());
  const common = { group: group.name, cap, estimate: bytes };
  if (bytes !== null && bytes > cap) return overCap({ ...common, scanned: null });
  const report = (share: number, so: string) =>
    context.report({ says: `Searching ${group.name}: ${so}`, share });
  report(0, shortly(bytes, cap));
  const answer = await search(account, {
    ...{ group: group.name, window, query: backendQuery, cap, pollSeconds },
    signal: context.signal,
    onProgress: (scanned) =>
      report(Math.min(0.95, scanned / (bytes || cap)), shortly(scanned, cap, "scanned")),
  });
  if (answer.kind === "stopped") return overCap({ ...common, scanned: answer.bytes });
  const { rows, records } = answer;
  const isCut = rows.length >= mostLines;
  const observed = { group: group.name, lines: linesIn(rows), isCut, scanned: records, chart };
  const judged = await judge(observed);
  if (judged.kind === "ended") return unread("backend.logs", tooLong(group.name));
  return evidenceOf(judged.value, bytes, answer);
}

const tooLong = (group: string) =>
  `The lines that were found in ${group} take too long to read (more than 2 s), so nothing was concluded from them. Search a shorter window, or another log group.`;

function evidenceOf(
  { hits, together, readings, ...judged }: JudgedBackend,
  estimate: number | null,
  { records, bytes }: Answer & { readonly kind: "complete" },
): Omit<Evidence, "queries"> {
  return {
    ...saidBy("backend.logs"),
    ...judged,
    readings: [...readings, priceReading(bytes, estimate)],
    numbers: { lines: hits.length, scanned: records, bytes, together: together && { ...together } },
    facts: hits
      .slice(0, 500)
      .map(({ at, wording }) => ({ at, server: wording.server, says: wording.says })),
  };
}
