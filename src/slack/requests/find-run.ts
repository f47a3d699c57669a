import { NotFound } from "../../run/errors.ts";
import type { RunRow } from "../../run/run.ts";
import type { ActName } from "../messages/blocks/click-actions.ts";
import { decodeHandle, encodeHandle } from "../messages/blocks/handle.ts";
import type { Reply } from "../messages/replies/ephemeral-reply.ts";
import { refusalTexts } from "../messages/replies/refusal-sentences.ts";
import { pickRun } from "../messages/replies/run-lists.ts";
import type { RequestContext } from "./request-context.ts";

/** The run that someone means, or those among which they must be asked; never none. */
export type WhichRun =
  | { readonly kind: "one"; readonly row: RunRow }
  | { readonly kind: "ask"; readonly rows: readonly RunRow[] };

const mostRuns = 20;

/**
 * The run of their thread, closed or open; in a thread without a run and outside of threads the open one of the channel.
 * What stops a run is not guessed from a thread that has none. Rejects with NotFound when nothing is open here.
 */
export async function whichRun(request: RequestContext, act: ActName): Promise<WhichRun> {
  const inThread = await runsInThread(request);
  const rows = inThread.length > 0 ? openElseNewest(inThread) : await openInChannel(request);
  const [row] = rows;
  if (row === undefined) throw new NotFound(refusalTexts.noOpenRun(request.command));
  const isGuess =
    act === "stop" && inThread.length === 0 && request.requester.threadTs !== undefined;
  return rows.length === 1 && !isGuess ? { kind: "one", row } : { kind: "ask", rows };
}

/** All runs of the thread that they asked in, newest first; none outside of threads. */
export async function runsInThread({
  requester,
  own,
  visible,
}: RequestContext): Promise<readonly RunRow[]> {
  const { channel, threadTs } = requester;
  if (channel === undefined || threadTs === undefined) return [];
  return visible(await own.runsInThread(channel, threadTs));
}

function openElseNewest(rows: readonly RunRow[]): readonly RunRow[] {
  const open = rows.filter(({ status }) => status === "open");
  return open.length > 0 ? open : rows.slice(0, 1);
}

export async function openInChannel({
  requester,
  own,
  visible,
}: RequestContext): Promise<readonly RunRow[]> {
  const { channel } = requester;
  if (channel === undefined) return [];
  return visible(await own.rows({ status: "open", channel, limit: mostRuns }));
}

// Slack keeps at most 2,000 characters in a button's value.
const mostCharacters = 2_000;

/** Asks which of these runs is meant; what was typed already travels in the buttons. */
export function askWhich(act: ActName, rows: readonly RunRow[], typed = ""): Reply {
  const reply = pickRun(act, rows);
  return typed === "" ? reply : { ...reply, blocks: carry(reply.blocks, typed) };
}

/** The same blocks, where each button's handle also holds `item`, if it fits. */
function carry<Part>(part: Part, item: string): Part {
  return JSON.parse(JSON.stringify(part), (name, value: unknown) => {
    if (name !== "value" || typeof value !== "string") return value;
    const carrying = encodeHandle({ ...decodeHandle(value), item });
    return carrying.length <= mostCharacters ? carrying : value;
  });
}
