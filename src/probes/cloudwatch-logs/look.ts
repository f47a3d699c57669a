import { type Evidence, type GenericProbe, type ProbeSignature, unread } from "#language";
import { recording } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import { reasonOf } from "../../aws/failure-sentence.ts";
import { priceReading } from "../../aws/logs/cost.ts";
import { groupName } from "../../aws/logs/group.ts";
import type { Row } from "../../aws/logs/search.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import { filled } from "../../language/texts/fill.ts";
import { bounded, moduleBeside } from "../../threads/bounded.ts";
import { accountIn } from "../account-in.ts";
import { judged } from "../judge-finding.ts";
import type { Reader } from "../reading/read.ts";
import { secondsOf } from "../shape-parts.ts";
import { filledInsights } from "./fill.ts";
import { bytesOf, cloudWatchLogs } from "./kind.ts";
import { examplesOf, type rowsOf } from "./rows.ts";
import { type Searched, searchWithin } from "./search-within.ts";

/** What searching logs takes. */
export interface LogsParts {
  readonly accounts: Accounts;
  readonly read: Reader;
  /** Seconds between two looks at a running question; one when absent. */
  readonly pollSeconds?: number;
}

/** Searches the log group of a step once, and scans no more than the step allows. */
export function lookAtLogs({ accounts, read, pollSeconds = 1 }: LogsParts) {
  return async (
    signature: ProbeSignature,
    probe: GenericProbe,
    context: ProbeContext,
  ): Promise<Evidence> => {
    const stated = cloudWatchLogs.parse(probe);
    const { facts } = context.run;
    const asked = {
      ...{ query: filledInsights(stated.query, facts), cap: bytesOf(stated.most), pollSeconds },
      ...{ name: groupName(filled(stated.group, facts)), seconds: secondsOf(stated.over) },
    };
    const { account, queries } = recording(accountIn(accounts, stated, facts, [stated.group]));
    try {
      const found = await searchWithin(account, asked, context);
      if (typeof found === "string") return unread(signature, found, { queries });
      const about = `${asked.name} over ${stated.over}`;
      const from = { about, queries, source: `CloudWatch Logs Insights, ${account.region}` };
      return await evidenceOf(read, signature, probe, { ...from, ...found }, context);
    } catch (error) {
      return unread(signature, reasonOf(error), { queries });
    }
  };
}

/** Lines are foreign text: whatever they hold, striking their secrets ends. */
const readRows = bounded<readonly Row[], ReturnType<typeof rowsOf>>({
  module: moduleBeside(import.meta.url, "./rows"),
  name: "rowsOf",
});

const tooLong =
  "The lines that were found are longer than can be read in two seconds, so none was read. Have the runbook ask for fewer (limit), or for numbers (stats).";

interface SeenLogs extends Searched {
  readonly about: string;
  readonly source: string;
  readonly queries: readonly string[];
}

async function evidenceOf(
  read: Reader,
  signature: ProbeSignature,
  probe: GenericProbe,
  { answer, estimate, ...from }: SeenLogs,
  context: ProbeContext,
): Promise<Evidence> {
  const outcome = await readRows(answer.rows);
  if (outcome.kind === "ended") return unread(signature, tooLong, { queries: from.queries });
  const rows = outcome.value;
  const result = await read(rows, cloudWatchLogs.parse(probe).read ?? {});
  if (result.kind === "unread") return unread(signature, result.says, { queries: from.queries });
  const { matched, records: scanned, bytes } = answer;
  const values = { ...result.values, rows: rows.length, matched, scanned };
  const seen = { ...from, values, details: examplesOf(rows) };
  const evidence = judged(signature, probe, seen, context);
  const price = { ...priceReading(bytes, estimate), aside: true as const };
  return { ...evidence, readings: [...evidence.readings, price] };
}
