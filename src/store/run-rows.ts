import type { Kysely } from "kysely";
import type { RunFilter } from "../engine/ports.ts";
import type { RunRow } from "../run/run.ts";
import { statement, statementByShape } from "./statement.ts";
import { forgottenFlow, type RunsTable, type Tables } from "./tables.ts";
import type { Queryable } from "./transaction.ts";

/** The row of a run, or undefined. */
export async function readRunRow(access: Queryable, id: string): Promise<RunRow | undefined> {
  const [found] = (await withId(access, { id })).rows;
  return found === undefined ? undefined : readRow(found);
}

const withId = statement((db, { id }: { readonly id: string }) =>
  db.selectFrom("runs").selectAll().where("id", "=", id).where("flow", "!=", forgottenFlow),
);

/** The runs that fit, newest first. */
export async function findRunRows(access: Queryable, where: RunFilter): Promise<readonly RunRow[]> {
  const { limit: _, ...equal } = where;
  const found = await newest(access, Object.keys(equal) as (keyof typeof equal)[], where);
  return found.rows.map(readRow);
}

const newest = statementByShape((names: readonly (keyof Omit<RunFilter, "limit">)[]) =>
  statement((db, given: RunFilter) =>
    db
      .selectFrom("runs")
      .selectAll()
      .where((is) => is.and(names.map((name) => is(name, "=", given[name] ?? ""))))
      .where("flow", "!=", forgottenFlow)
      .orderBy("started_at", "desc")
      .orderBy("id", "desc")
      .limit(given.limit),
  ),
);

/** The runs that live in a thread, or whose card is its root, newest first. */
export async function findRunsInThread(
  db: Kysely<Tables>,
  { channel, threadTs }: { readonly channel: string; readonly threadTs: string },
): Promise<readonly RunRow[]> {
  const found = await db
    .selectFrom("runs")
    .selectAll()
    .where("channel", "=", channel)
    .where((is) =>
      is.or([
        is("thread_ts", "=", threadTs),
        is.exists(
          is
            .selectFrom("messages")
            .select("messages.key")
            .whereRef("messages.run", "=", "runs.id")
            .where("messages.key", "=", "card")
            .where("messages.ts", "=", threadTs),
        ),
      ]),
    )
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return found.map(readRow);
}

/** A run as the `runs` table keeps it, at `revision`; whoever appends to its log writes the log's head. */
export function writeRow(run: RunRow, revision: number): Omit<RunsTable, "head"> {
  const { id, flow, version, subject, status, place, driver } = run;
  return {
    id,
    flow,
    version,
    subject,
    exclusive: run.exclusive ? 1 : 0,
    status,
    team: place.team,
    channel: place.channel,
    thread_ts: place.threadTs ?? null,
    driver,
    started_at: run.startedAt,
    revision,
  };
}

function readRow(found: Omit<RunsTable, "head">): RunRow {
  const { id, flow, version, subject, status, driver, revision, team, channel } = found;
  const thread = found.thread_ts === null ? {} : { threadTs: found.thread_ts };
  return {
    id,
    flow,
    version,
    subject,
    exclusive: found.exclusive === 1,
    status,
    place: { team, channel, ...thread },
    driver,
    startedAt: found.started_at,
    revision,
  };
}
