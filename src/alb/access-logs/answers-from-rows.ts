import type { Controls, IdleWindow } from "../gaps/gap-test.ts";
import type {
  GapFamily,
  Lags,
  LogAnswers,
  MinuteCount,
  SignatureCount,
  StatusCount,
} from "../gaps/log-answers.ts";
import { lineSignatures, type Signature } from "../gaps/signatures.ts";
import type { UrlCount } from "../gaps/urls.ts";
import type { QuestionName } from "./sql-questions.ts";

/** A row of an answer by column, as DuckDB gives it or, all as text, Athena. */
export type AnswerRow = { readonly [column: string]: unknown };

export function readAnswerRows(
  rows: { readonly [name in QuestionName]: readonly AnswerRow[] },
): LogAnswers {
  // Neither engine gives groups in an order of their own.
  const statuses = rows.statuses.map(statusOf).sort(byStatus);
  const moments = rows.statuses.flatMap((row) => [
    numberIn(row, "first_at"),
    numberIn(row, "last_at"),
  ]);
  return {
    requests: statuses.reduce((sum, { count }) => sum + count, 0),
    first: moments.length === 0 ? null : Math.min(...moments) * 1_000,
    last: moments.length === 0 ? null : Math.max(...moments) * 1_000,
    statuses,
    signatures: rows.signatures.map(signatureRow),
    minutes: rows.minutes.map(minuteOf),
    urls: rows.urls.map(urlOf),
    gaps: familiesOf(rows.gaps),
  };
}

const statusOf = (row: AnswerRow): StatusCount => ({
  status: numberIn(row, "status"),
  targetStatus: present(row.target_status) ? numberIn(row, "target_status") : null,
  count: numberIn(row, "n"),
});

const byStatus = (one: StatusCount, other: StatusCount) =>
  one.status - other.status || (one.targetStatus ?? 0) - (other.targetStatus ?? 0);

const signatureRow = (row: AnswerRow): SignatureCount => ({
  group: String(row.grp),
  target: present(row.target) ? String(row.target) : null,
  signature: signatureNamed(row.signature),
  failingUrl: String(row.failing_url) === "true",
  count: numberIn(row, "n"),
  seconds: numbersIn(row, "p10", "p50", "p90"),
});

const minuteOf = (row: AnswerRow): MinuteCount => ({
  at: numberIn(row, "minute") * 60_000,
  ...numbersIn(row, "requests", "failures"),
});

const urlOf = (row: AnswerRow): UrlCount => ({
  url: String(row.url_text),
  ...numbersIn(row, "requests", "failures"),
});

/** One family of each target group and shape, whose rows are its windows. */
function familiesOf(rows: readonly AnswerRow[]): readonly GapFamily[] {
  const families = Map.groupBy(rows, ({ grp, shape }) => `${grp} ${shape}`);
  return [...families.values()].flatMap((windows) => {
    const [row] = windows;
    if (row === undefined) return [];
    return {
      group: String(row.grp),
      shape: signatureNamed(row.shape),
      evidence: {
        failures: numberIn(row, "near_failures"),
        thinned: numberIn(row, "thinned"),
        before: numberIn(row, "failures"),
        controls: numberIn(row, "near_controls"),
        perSecond: numberIn(row, "per_second"),
        windows: windows.filter(({ since }) => present(since)).map(windowOf),
      },
      lags: lagsOf(row),
    };
  });
}

/** "-12:3:1.5,…": the bin, counted from the clearest window, the failures with a response in it, the controls. */
function lagsOf(row: AnswerRow): Lags {
  const bins = (present(row.lags) ? String(row.lags) : "")
    .split(",")
    .map((bin) => bin.split(":").map(Number))
    .filter((bin) => bin.length === 3 && bin.every(Number.isFinite));
  const [first, last] = [bins[0]?.[0] ?? 0, bins.at(-1)?.[0] ?? -1];
  const failures = Array.from({ length: last - first + 1 }, () => 0);
  const controls = [...failures];
  for (const [spot = 0, failed = 0, control = 0] of bins) {
    failures[spot - first] = failed;
    controls[spot - first] = control;
  }
  const binSeconds = numberIn(row, "bin");
  return { binSeconds, from: numberIn(row, "origin") + first * binSeconds, failures, controls };
}

function windowOf(row: AnswerRow): IdleWindow {
  const near = controlsOf(row, "near");
  return {
    from: numberIn(row, "since"),
    to: numberIn(row, "until"),
    lags: numbersIn(row, "mean", "least", "most"),
    near,
    url: controlsOf(row, "url"),
    client: controlsOf(row, "client"),
    beside: { mean: numberIn(row, "beside"), windows: numberIn(row, "beside_windows") },
    rival: numberIn(row, "rival"),
    around: near.failures === 0 ? 0 : numberIn(row, "around") / near.failures,
  };
}

const controlsOf = (row: AnswerRow, kind: "near" | "url" | "client"): Controls => ({
  failures: numberIn(row, `${kind}_failures`),
  hits: numberIn(row, `${kind}_hits`),
  expected: numberIn(row, `${kind}_expected`),
  controls: numberIn(row, `${kind}_controls`),
});

const present = (value: unknown) => value !== null && value !== undefined && value !== "";

/** A count or a measure; 0 where there is none. */
function numberIn(row: AnswerRow, column: string): number {
  const value = Number(row[column] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

const numbersIn = <Column extends string>(row: AnswerRow, ...columns: readonly Column[]) =>
  Object.fromEntries(columns.map((column) => [column, numberIn(row, column)])) as {
    readonly [C in Column]: number;
  };

const signatureNamed = (value: unknown): Signature =>
  lineSignatures.find(({ name }) => name === value)?.name ?? "other";
