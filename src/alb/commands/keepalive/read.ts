import { createReading } from "../../configurations/in-time.ts";
import {
  balancerOf,
  type Judged,
  judge,
  type ReadingStanding,
} from "../../configurations/judge-reading.ts";
import { filesNamed } from "./files.ts";
import { secondsOf } from "./links.ts";
import { lineOf } from "./report.ts";

/** How `handrail keepalive read` is asked. */
export interface KeepaliveReadOptions {
  readonly idleTimeout?: string;
  readonly json?: true;
}

/** Prints the readings of these files, and says how the worst of them stands. Rejects with BadInput. */
export async function read(
  names: readonly string[],
  { json, idleTimeout }: KeepaliveReadOptions,
  out: (line: string) => void,
): Promise<Whole> {
  const readings = await createReading().read(await filesNamed(names));
  const balancer = balancerOf(readings, secondsOf("--idle-timeout", idleTimeout));
  const judged = judge(readings, balancer);
  if (json) out(JSON.stringify(readings, null, 2));
  else for (const one of judged) out(lineOf(one, balancer));
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
