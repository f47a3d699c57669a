import { type Kysely, sql } from "kysely";

/**
 * Runs with their log, the work that is due, what was posted, what Slack delivered and lets the app spend, requests of the bot's
 * own, and what was heard of alerts. Both databases read these statements as they stand.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const all = [runs, log, effects, messages, deliveries, budgets, traffic, alerts];
  for (const statement of all.join("").split(";\n"))
    if (statement.trim() !== "") await sql.raw(statement).execute(db);
}

const runs = `
create table runs (
  id text not null primary key, flow text not null, version integer not null, subject text not null,
  exclusive integer not null, status text not null, team text not null, channel text not null,
  thread_ts text, driver text not null, started_at bigint not null, revision integer not null,
  head text not null
);
create unique index runs_one_open on runs (flow, subject) where status = 'open' and exclusive = 1;
create index runs_newest on runs (started_at);
create index runs_channel on runs (channel);
`;

const log = `
create table events (
  run text not null references runs (id), revision integer not null, event text not null,
  previous text not null default '', salt text not null default '', struck text,
  constraint events_key primary key (run, revision)
);
create table facts (
  run text not null references runs (id), visit text not null, facts text not null,
  kept_at bigint not null default 0,
  constraint facts_key primary key (run, visit)
);
create index facts_kept_at on facts (kept_at);
`;

/** The indexes hold only what can be claimed. */
const effects = `
create table effects (
  run text not null references runs (id), key text not null, lane text not null, visit text,
  effect text not null, due bigint not null, held_until bigint not null, asked integer not null,
  turn integer not null, wanted integer not null, attempts integer not null, lease text,
  lease_until bigint, dead integer not null, error text, progress text,
  set_at bigint not null default 0, budget text, keep integer not null default 0,
  constraint effects_key primary key (run, key)
);
create index effects_free on effects (due, asked, turn, run) where dead = 0 and budget is null;
create index effects_held on effects (budget, keep, due, run) where dead = 0 and budget is not null;
create index effects_dead on effects (run, key) where dead = 1;
create index effects_set_at on effects (set_at);
create unique index effects_one_lease on effects (run, lane) where lease is not null;
`;

const messages = `
create table messages (
  run text not null references runs (id), key text not null, ts text not null, hash text not null,
  generation integer not null, file text,
  constraint messages_key primary key (run, key)
);
create index messages_ts on messages (ts);
`;

const deliveries = `
create table deliveries (id text not null primary key, run text not null, at bigint not null);
create index deliveries_at on deliveries (at);
`;

/** What Slack lets the app spend, over all processes: when the next call is free, and until when Slack asked to wait. */
const budgets = `
create table budgets (
  name text not null primary key, next bigint not null, paused_until bigint not null,
  set_at bigint not null default 0, every_ms bigint not null default 0,
  burst bigint not null default 0
);
`;

/** Who sends to a destination now, and how many requests went there within the hour. */
const traffic = `
create table traffic (
  lease text not null primary key, destination text not null, at bigint not null,
  requests integer not null, lease_until bigint
);
create unique index traffic_one_sends on traffic (destination) where lease_until is not null;
`;

/** The offers that stand, and the requests that were taken. */
const alerts = `
create table alerts (
  key text not null primary key, channel text not null, thread_ts text not null,
  heard bigint not null, over integer not null, revision integer not null
);
`;
