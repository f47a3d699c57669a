import { AwsProblem } from "../../aws/aws-problem.ts";
import type { GapFamily, LogAnswers } from "../gaps/log-answers.ts";
import { type AnswerRow, readAnswerRows } from "./answers-from-rows.ts";
import {
  type AthenaPlace,
  athenaDollars,
  formatGigabytes,
  readLessAdvice,
  runStatement,
} from "./athena-query.ts";
import { type AthenaStretch, athenaStatement } from "./athena-statement.ts";
import { openSession, type Resources } from "./duckdb-session.ts";
import type { LogsReading } from "./read-logs.ts";
import { nearbySteps, sampledShare } from "./rows-around-failures.ts";
import type { Steps } from "./sql-dialect.ts";
import { gapSteps, logQuestions } from "./sql-questions.ts";

export interface AthenaOptions {
  /** "database.table". */
  readonly table: string;
  readonly stretch: AthenaStretch;
  /** Bytes that all queries together may read. */
  readonly mostBytes: number;
  /** For the gap test, which runs here. */
  readonly resources: Resources;
  readonly signal: AbortSignal;
  readonly onQuery?: (doing: AthenaProgress) => void;
}

export interface AthenaProgress {
  readonly number: number;
  readonly of: number;
  readonly scannedBytes: number;
}

/**
 * Asks Athena what `readLogs` asks DuckDB, a query after the other. The gap test runs here, over the rows around the failures.
 * Rejects with AwsProblem, RangeError for a name that is none, or the signal's reason.
 */
export async function readAthena(place: AthenaPlace, options: AthenaOptions): Promise<LogsReading> {
  const { table, stretch } = options;
  const requester = createAsker(place, options);
  const ask = (steps: Steps) => requester.ask(athenaStatement(steps, table, stretch));
  const rows = {
    statuses: await ask(logQuestions.statuses),
    signatures: await ask(logQuestions.signatures),
    minutes: await ask(logQuestions.minutes),
    urls: await ask(logQuestions.urls),
  };
  const answers = readAnswerRows({ ...rows, gaps: [] });
  const testedShare = sampledShare(answers.minutes);
  const fetched = answers.signatures.some(({ failingUrl }) => !failingUrl)
    ? await ask(nearbySteps(testedShare))
    : [];
  const gaps = readAnswerRows({ ...rows, gaps: await testedHere(fetched, options) }).gaps;
  return {
    answers: { ...answers, gaps: gaps.map((family) => wholeFamily(family, answers)) },
    ...{ malformed: { count: 0, examples: [] }, files: 0, bytes: requester.scanned(), unread: [] },
    athena: { table, workgroup: place.workgroup, ...requester.use(), testedShare },
  };
}

/** Four counts, and the rows of the gap test. */
const mostStatements = 5;

/** Asks a query after the other, and keeps what they read below what they may. */
function createAsker(place: AthenaPlace, { mostBytes, signal, onQuery }: AthenaOptions) {
  const queries: string[] = [];
  const bytes: number[] = [];
  const scanned = () => bytes.reduce((sum, one) => sum + one, 0);
  const report = (more: number) =>
    onQuery?.({
      number: queries.length + 1,
      of: mostStatements,
      scannedBytes: scanned() + more,
    });
  return {
    scanned,
    ask: async (sql: string): Promise<readonly AnswerRow[]> => {
      if (scanned() > mostBytes) throw new AwsProblem("refused", spent(scanned()));
      report(0);
      const limits = { mostBytes: mostBytes - scanned(), signal, onScanned: report };
      const answer = await runStatement(place, sql, limits);
      queries.push(answer.id);
      bytes.push(answer.scannedBytes);
      return answer.rows;
    },
    use: () => ({ queries, scannedBytes: scanned(), dollars: athenaDollars(bytes) }),
  };
}

const spent = (scanned: number) =>
  `Athena has read ${formatGigabytes(scanned)} GB, more than it may, before all questions were asked. ${readLessAdvice}`;

/** The gap test over rows that lack the URLs that always fail. */
async function testedHere(rows: readonly AnswerRow[], { resources, signal }: AthenaOptions) {
  const session = await openSession(resources, {}, signal);
  try {
    await session.add(rows);
    return await session.ask({ hopeless: "select url from requests where false", ...gapSteps });
  } finally {
    await session.close();
  }
}

/** Where only a share was tested, its failures stand for all of the family. */
function wholeFamily(family: GapFamily, { signatures }: LogAnswers): GapFamily {
  const before = signatures
    .filter(({ group, signature }) => group === family.group && signature === family.shape)
    .filter(({ failingUrl }) => !failingUrl)
    .reduce((sum, { count }) => sum + count, 0);
  return { ...family, evidence: { ...family.evidence, before } };
}
