import type { Account } from "../../aws/account.ts";
import { bytesWithPrice, estimatedBytes, scanEstimate } from "../../aws/logs/cost.ts";
import { type LogGroup, readGroup } from "../../aws/logs/group.ts";
import { runInsightsQuery, type SearchResult } from "../../aws/logs/search.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import { formatBytes } from "../../language/amounts.ts";

export interface LogSearch {
  readonly name: string;
  readonly query: string;
  readonly seconds: number;
  /** Bytes. */
  readonly cap: number;
  readonly pollSeconds: number;
}

export interface Searched {
  readonly answer: SearchResult & { readonly kind: "complete" };
  /** Bytes; null where AWS does not say what the group holds. */
  readonly estimate: number | null;
}

/** Asks only where the estimate is within what is allowed, and stops where the truth is above it; a sentence says which. */
export async function searchWithin(
  account: Account,
  { name, seconds, ...asked }: LogSearch,
  context: Pick<ProbeContext, "now" | "report" | "signal">,
): Promise<Searched | string> {
  const now = context.now();
  const window = { from: now - seconds * 1_000, to: now };
  const group = await readGroup(account, name, context.signal);
  if (group === null) return noGroup(name, account);
  const estimate = estimatedBytes(group, window, now);
  if (estimate !== null && estimate > asked.cap) return tooMuch(group, estimate, asked.cap);
  const report = (share: number, so: string) =>
    context.report({ says: `Searching ${name}: ${so}`, share });
  report(0, scanEstimate(estimate, asked.cap));
  const answer = await runInsightsQuery(account, {
    ...{ ...asked, group: name, window, signal: context.signal },
    onProgress: (scanned) =>
      report(
        Math.min(0.95, scanned / (estimate || asked.cap)),
        scanEstimate(scanned, asked.cap, "scanned"),
      ),
  });
  return answer.kind === "stopped"
    ? `The search of ${name} was stopped after ${bytesWithPrice(answer.bytes)}, because the runbook allows ${formatBytes(asked.cap)}. Have it search a shorter time, or allow more (most).`
    : { answer, estimate };
}

const noGroup = (name: string, { region }: Account): string =>
  `There is no log group ${name} in ${region}. Check the name, the region and the account.`;

const tooMuch = ({ name }: LogGroup, estimate: number, cap: number): string =>
  `${name} was not searched: about ${bytesWithPrice(estimate)} lie in this time, and the runbook allows ${formatBytes(cap)}. Have it search a shorter time, or allow more (most).`;
