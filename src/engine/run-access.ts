import { NotChecked, NotFound } from "../run/errors.ts";
import type { Deed, ReadingRight } from "../run/permission/rights.ts";
import type { Run, RunRow } from "../run/run.ts";
import type { Place } from "../run/state.ts";
import type { Person } from "../run/visits.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Store } from "./ports.ts";
import { noSuchRun, type Recorder } from "./recorder.ts";

/** Runs, for people who want to read something of them; `signal` ends the request's time. */
export interface RunAccess {
  /** Whether somebody may do or read this; `to` is where a run would go. Rejects with NotFound, NotAllowed, NotChecked. */
  check(run: string, deed: Deed, by: Person, more?: Checking): Promise<Place>;
  /** The run, for somebody who wants to read this of it. Rejects with NotFound, NotAllowed, NotChecked. */
  see(run: string, reading: ReadingRight, by: Person, signal?: AbortSignal): Promise<Run>;
  /** Those of these rows that somebody may see. Rejects with NotAllowed, and with NotChecked where that is not known of any. */
  visible(
    rows: readonly RunRow[],
    reading: ReadingRight,
    by: Person,
    signal?: AbortSignal,
  ): Promise<readonly RunRow[]>;
  /** The same, with what is known; `isUnsure` when some may be missing. */
  glance(
    rows: readonly RunRow[],
    reading: ReadingRight,
    by: Person,
    signal?: AbortSignal,
  ): Promise<Glanced>;
}

export interface Checking {
  readonly to?: Place;
  readonly signal?: AbortSignal | undefined;
}

export interface Glanced {
  readonly rows: readonly RunRow[];
  readonly isUnsure: boolean;
}

export interface AccessParts {
  readonly recorder: Pick<Recorder, "read">;
  readonly store: Pick<Store, "row">;
  readonly authorizer: Authorizer;
}

export function createAccess(parts: AccessParts): RunAccess {
  const { authorizer } = parts;
  const glance: RunAccess["glance"] = (rows, reading, by, signal) =>
    authorizer.among(by, reading, rows, signal);
  return {
    glance,
    check: (run, deed, by, more) => check(parts, run, deed, by, more),
    see: async (id, reading, by, signal) => {
      const place = await check(parts, id, reading, by, { signal });
      const run = await parts.recorder.read(id);
      refuseIfMoved(run, place);
      return run;
    },
    visible: async (all, reading, by, signal) => {
      const { rows, isUnsure } = await glance(all, reading, by, signal);
      if (rows.length === 0 && isUnsure) throw new NotChecked(channelsUnknown);
      return rows;
    },
  };
}

/** Where a run lives, and of which flow it is. Rejects with NotFound. */
export async function findRunRow(store: Pick<Store, "row">, id: string): Promise<RunRow> {
  const row = await store.row(id);
  if (row === undefined) throw new NotFound(noSuchRun);
  return row;
}

/** Throws NotChecked for a run that went elsewhere since it was asked who may be there. */
export function refuseIfMoved({ place }: Run, { channel }: Place): void {
  if (place.channel !== channel) throw new NotChecked(movedNow);
}

async function check(
  { store, authorizer }: AccessParts,
  run: string,
  deed: Deed,
  person: Person,
  { to, signal }: Checking = {},
): Promise<Place> {
  const { place, flow } = await findRunRow(store, run);
  const going = to === undefined ? {} : { to };
  const permit = await authorizer.ask({ person, deed, place, run, flow, ...going }, signal);
  permit();
  return place;
}

const channelsUnknown = "Slack did not say in time which channels you are in. Please try again.";
const movedNow =
  "This runbook just went to another channel. Nothing was recorded: please try again.";
