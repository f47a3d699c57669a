import { HandrailError } from "../../../run/errors.ts";
import { type RunRow, rowOf } from "../../../run/run.ts";
import type { RequestParts } from "../request.ts";
import type { SlackMessage } from "./slack-message.ts";

/** What is looked at. */
export type Belonging = Pick<RequestParts, "engine" | "own" | "readMessage">;

/**
 * The runs that a message may belong to: those of its thread, or the one that its thread was of before that went to another
 * channel; else those that are open in the channel. More than one is to be asked about.
 */
export async function runsFor(
  parts: Belonging,
  channel: string,
  message: SlackMessage,
): Promise<readonly RunRow[]> {
  const inThread = await parts.own.runsInThread(channel, message.root);
  const open = inThread.filter(({ status }) => status === "open");
  if (inThread.length > 0) return open.length > 0 ? open : inThread.slice(0, 1);
  const before = await runBefore(parts, channel, message);
  return before ? [before] : parts.own.rows({ status: "open", channel, limit: mostRuns });
}

const mostRuns = 20;

/** The run whose card is still the root of the thread, though the run lives elsewhere by now. */
async function runBefore(parts: Belonging, channel: string, { root, ts }: SlackMessage) {
  if (root === ts) return undefined;
  const card = await parts.readMessage(channel, root).catch(unless("no-message"));
  const run = card?.run && (await parts.own.read(card.run).catch(unless("not-found")));
  return run ? rowOf(run) : undefined;
}

/** For a failure that leaves nothing to be found; all others are thrown on. */
export const unless = (code: string) => (error: unknown) => {
  if (error instanceof HandrailError && error.code === code) return undefined;
  throw error;
};
