import {
  chosenIdleTimeout,
  type Judged,
  judgeReadings,
  type ReadingStanding,
} from "../../configurations/judge-reading.ts";
import { createReading } from "../../configurations/time-limit.ts";
import { readNamedFiles } from "./files.ts";
import { secondsOption } from "./links.ts";
import { idleReadingLine } from "./report.ts";

/** How `handrail keepalive read` is asked. */
export interface KeepaliveReadOptions {
  readonly idleTimeout?: string;
  readonly json?: true;
}

/** Prints the readings of these files, and says how the worst of them stands. Rejects with BadInput. */
export async function printReadings(
  names: readonly string[],
  { json, idleTimeout }: KeepaliveReadOptions,
  out: (line: string) => void,
): Promise<Whole> {
  const readings = await createReading().read(await readNamedFiles(names));
  const balancer = chosenIdleTimeout(readings, secondsOption("--idle-timeout", idleTimeout));
  const judged = judgeReadings(readings, balancer);
  if (json) out(JSON.stringify(readings, null, 2));
  else for (const one of judged) out(idleReadingLine(one, balancer));
  return worst(judged);
}

/** How the files stand as a whole; what says nothing of a server's own timeout clears none. */
export type Whole = Exclude<ReadingStanding, "beside">;

/** Too short is worst, then a tie, then what is not known; beside a file that was not understood nothing is proven. */
function worst(judged: readonly Judged[]): Whole {
  const standings = new Set<ReadingStanding>(judged.map(({ standing }) => standing));
  const order: readonly Whole[] = ["too-short", "tie", "unknown", "unproven", "long-enough"];
  const found = order.find((standing) => standings.has(standing)) ?? "unrecognised";
  return found === "long-enough" && standings.has("unrecognised") ? "unproven" : found;
}
