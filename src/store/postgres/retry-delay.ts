import { DatabaseError } from "pg";

/** Transactions of one run may get in each other's way a few times; more often is a fault. */
const mostRaces = 10;
/** Waits, in milliseconds, until a database that was lost is asked again: a restart takes a second or so. */
const waits = [20, 50, 100, 200, 400, 800] as const;

/**
 * How long to wait until work that failed so may be tried again: at once when another transaction was quicker, a little
 * longer each time while the database is away, and never after anything else.
 */
export function retryDelayMs(thrown: unknown, trial: number): number | undefined {
  if (isRace(thrown)) return trial < mostRaces ? Math.random() * 5 * trial : undefined;
  return isLost(thrown) ? waits[trial - 1] : undefined;
}

/** A serialization failure, a deadlock, or a row that another transaction made unique first. */
function isRace(thrown: unknown): boolean {
  if (!(thrown instanceof DatabaseError)) return false;
  return (
    thrown.code === "40001" ||
    thrown.code === "40P01" ||
    (thrown.code === "23505" && ours.has(thrown.constraint ?? ""))
  );
}

/** The unique indexes that hold runs and workers apart. */
const ours: ReadonlySet<string> = new Set(["runs_one_open", "effects_one_lease"]);

/** Whether the connection broke or could not be made: the server stops, starts, or cannot be reached. */
export function isLost(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (thrown instanceof DatabaseError) return /^(08|57P0[1-3])/.test(thrown.code ?? "");
  if ("code" in thrown && network.has(String(thrown.code))) return true;
  return lostBySaying.test(thrown.message);
}

/** pg's words for a connection that the other side ended; "Connection terminated" alone is one that we broke off. */
const lostBySaying =
  /^Connection terminated unexpectedly|^Client has encountered a connection error/;

const network: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);
