import type { Accounts } from "../../aws/accounts.ts";
import { priceReading } from "../../aws/logs/cost.ts";
import { groupName } from "../../aws/logs/group.ts";
import type { SearchRow } from "../../aws/logs/search.ts";
import { fillFacts } from "../../language/texts/fill.ts";
import { moduleUrl, runInThread } from "../../threads/bounded.ts";
import { genericLook, recordingAccount } from "../generic-look.ts";
import type { DataReader } from "../reading/read.ts";
import { inSeconds } from "../shape-parts.ts";
import { bytesOf, cloudWatchLogs, fillInsightsQuery } from "./kind.ts";
import { examplesOf, type readableRows } from "./rows.ts";
import { searchWithin } from "./search-within.ts";

/** What searching logs takes. */
export interface LogsParts {
  readonly accounts: Accounts;
  readonly read: DataReader;
  /** Seconds between two looks at a running question; one when absent. */
  readonly pollSeconds?: number;
}

/** Searches the log group of a step once, and scans no more than the step allows. */
export const lookAtLogs = ({ accounts, read, pollSeconds = 1 }: LogsParts) =>
  genericLook(cloudWatchLogs, async (given) => {
    const { stated, answers } = given;
    const asked = {
      ...{
        query: fillInsightsQuery(stated.query, answers),
        cap: bytesOf(stated.most),
        pollSeconds,
      },
      ...{ name: groupName(fillFacts(stated.group, answers)), seconds: inSeconds(stated.over) },
    };
    const { account } = recordingAccount(given, accounts, [stated.group]);
    const found = await searchWithin(account, asked, given);
    if (typeof found === "string") return found;
    const outcome = await readRows(found.answer.rows);
    if (outcome.kind === "ended") return tooLong;
    const rows = outcome.value;
    const result = await read(rows, stated.read ?? {});
    if (result.kind === "unread") return result.says;
    const { matched, records: scanned, bytes } = found.answer;
    return {
      about: `${asked.name} over ${stated.over}`,
      values: { ...result.values, rows: rows.length, matched, scanned },
      source: `CloudWatch Logs Insights, ${account.region}`,
      details: examplesOf(rows),
      cost: [priceReading(bytes, found.estimate)],
    };
  });

/** Lines are foreign text: whatever they hold, striking their secrets ends. */
const readRows = runInThread<readonly SearchRow[], ReturnType<typeof readableRows>>({
  module: moduleUrl(import.meta.url, "./rows"),
  name: "readableRows" satisfies keyof typeof import("./rows.ts"),
});

const tooLong =
  "The lines that were found are longer than can be read in two seconds, so none was read. Have the runbook ask for fewer (limit), or for numbers (stats).";
