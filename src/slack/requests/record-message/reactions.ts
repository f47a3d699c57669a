import type { Run } from "../../../run/run.ts";
import { noteOf } from "../../../run/slices/notes.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { keepingEmoji } from "../../messages/replies/notes.ts";
import type { RequestContext } from "../request-context.ts";
import type { ChangeEvent } from "../workspace-events.ts";
import { keepIn, recoverFrom, runsFor } from "./keep-message.ts";
import type { SlackMessage } from "./slack-message.ts";

/** A reaction that says something to the record: https://docs.slack.dev/reference/events/reaction_added */
export interface Reacted {
  readonly isAdded: boolean;
  readonly what: "note" | "decision";
  readonly person: string;
  readonly channel: string;
  readonly ts: string;
}

/** The reaction in an event; undefined for an emoji that means nothing here and for what is no message. */
export function reactedIn(event: ChangeEvent): Reacted | undefined {
  const { type, reaction, user, item } = event;
  if (typeof reaction !== "string" || typeof user !== "string" || !isMessage(item))
    return undefined;
  const what = new Map<string, Reacted["what"]>(Object.entries(keepingEmoji)).get(reaction);
  if (what === undefined) return undefined;
  const { channel, ts } = item;
  return { isAdded: type === "reaction_added", what, person: user, channel, ts };
}

/**
 * Keeps the message under which the emoji was put, in its thread's run or the only one that is open in the channel; taken away by
 * the same person, its note goes too. Undefined where no run is concerned: the emoji has other uses.
 */
export async function handleReaction(
  request: RequestContext,
  { isAdded, what, channel, ts }: Reacted,
): Promise<Reply | undefined> {
  const [any] = await request.own.rows({ channel, limit: 1 });
  if (any === undefined) return undefined;
  if (!isAdded) return takeBack(request, channel, ts);
  const message = await request.readMessage(channel, ts);
  const run = await runFor(request, channel, message);
  if (run === undefined) return undefined;
  const before = noteOf(run, channel, ts);
  if (before === undefined)
    return keepIn(request, run.id, message, { decision: what === "decision" });
  if (what === "note" || before.decision) return undefined;
  await request.act(run.id, { kind: "reviseNote", note: before.event, decision: true });
  return undefined;
}

async function takeBack({ requester, own, act }: RequestContext, channel: string, ts: string) {
  for (const { id } of await own.rows({ channel, limit: mostRuns })) {
    const run = await own.read(id).catch(recoverFrom("run-unreadable"));
    const note = run && noteOf(run, channel, ts);
    if (note?.by !== requester.person) continue;
    await act(id, { kind: "withdrawNote", note: note.event });
    return undefined;
  }
  return undefined;
}

const mostRuns = 20;

/** Nobody can be asked about an emoji: several runs are none. Those of one thread are as one, the newest first. */
async function runFor(
  request: RequestContext,
  channel: string,
  message: SlackMessage,
): Promise<Run | undefined> {
  const { own } = request;
  const [first, second] = await runsFor(request, channel, message);
  const inThread = async () => (await own.runsInThread(channel, message.root)).length > 0;
  const isOne = second === undefined || (await inThread());
  return first !== undefined && isOne ? own.read(first.id) : undefined;
}

const isMessage = (item: unknown): item is { readonly channel: string; readonly ts: string } =>
  typeof item === "object" &&
  item !== null &&
  "channel" in item &&
  typeof item.channel === "string" &&
  "ts" in item &&
  typeof item.ts === "string";
