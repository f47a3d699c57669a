import type { Delivery } from "../../../engine/engine.ts";
import type { Act } from "../../../run/act.ts";
import { HandrailError, NotChecked, StoreUnavailable } from "../../../run/errors.ts";
import { noteOf } from "../../../run/slices/notes.ts";
import type { Person } from "../../../run/visits.ts";
import type { AuthorizedRequests, HandlerDependencies } from "../request-context.ts";
import type { ChangeEvent } from "../workspace-events.ts";
import { recoverFrom } from "./keep-message.ts";
import { messageIn, notedOf, type SlackMessage } from "./slack-message.ts";

export type Following = Pick<HandlerDependencies, "engine" | "own">;

/**
 * Lets the record follow what becomes of a channel's messages: files that are shared in a run's thread are kept, and notes follow
 * their message when that is edited or deleted. Resolves when it is recorded; every other message is passed over.
 */
export async function handleMessageEvent(
  { engine, own }: Following,
  event: ChangeEvent,
  botUser: string,
  delivery: Delivery,
): Promise<void> {
  const { channel, subtype } = event;
  if (typeof channel !== "string") return;
  const recording =
    (act: AuthorizedRequests["act"]): Recording =>
    async (run, what, by) => {
      const once = { ...delivery, id: `${delivery.id} ${run}` };
      await act(run, what, by, once).catch(unlessRefused);
    };
  const about = { engine, own, channel, ask: recording(engine.act), record: recording(own.follow) };
  if (subtype === "file_share") return shared(about, messageIn(event), botUser);
  if (subtype === "message_changed") return edited(about, event, botUser);
  if (subtype === "message_deleted") return deleted(about, event);
}

interface About extends Following {
  readonly channel: string;
  /** What somebody does by sharing a file. */
  readonly ask: Recording;
  /** What became of a message that is in the record already. */
  readonly record: Recording;
}

type Recording = (run: string, act: Act, by: Person) => Promise<void>;

/** What the rules refuse would be refused again: Slack must not send it again. */
function unlessRefused(error: unknown): void {
  const isFinal = error instanceof HandrailError && !isForNow(error);
  if (!isFinal) throw error;
}

const isForNow = (error: HandrailError): boolean =>
  error instanceof StoreUnavailable || error instanceof NotChecked;

async function shared(about: About, message: SlackMessage, botUser: string): Promise<void> {
  const { own, channel, ask } = about;
  if (message.author === botUser || message.files.length === 0) return;
  const rows = await own.runsInThread(channel, message.root);
  const row = rows.find(({ status }) => status === "open") ?? rows[0];
  if (row === undefined) return;
  await ask(
    row.id,
    { kind: "note", secrets: "strike", ...notedOf(channel, message, true) },
    message.author,
  );
}

async function edited(about: About, event: ChangeEvent, botUser: string): Promise<void> {
  const [message, before] = [messageOf(event.message), messageOf(event.previous_message)];
  // Slack reports an edit also where a link was unfurled or a reply came.
  const isSame = message?.text === before?.text && sameFiles(message, before);
  if (message === undefined || isSame || message.author === botUser) return;
  const { text, files, edited: at } = message;
  const change = { text, files, ...(at === undefined ? {} : { edited: at }) };
  await forNotes(
    about,
    message,
    (note) => ({ kind: "reviseNote", note, ...change }),
    message.author,
  );
}

/** Who deleted it, Slack does not say. */
async function deleted(about: About, event: ChangeEvent): Promise<void> {
  const message = messageOf(event.previous_message);
  if (message === undefined) return;
  await forNotes(about, message, (note) => ({ kind: "withdrawNote", note }), "handrail");
}

/** Does something to each note that was made of the message, in its thread's runs and those open in the channel. */
async function forNotes(
  { own, channel, record }: About,
  { ts, root }: SlackMessage,
  act: (note: number) => Act,
  by: Person,
): Promise<void> {
  const inThread = await own.runsInThread(channel, root);
  const open = await own.rows({ status: "open", channel, limit: mostRuns });
  for (const id of new Set([...inThread, ...open].map((row) => row.id))) {
    // One whose record is damaged keeps no other from following.
    const run = await own.read(id).catch(recoverFrom("run-unreadable"));
    const note = run && noteOf(run, channel, ts);
    if (note !== undefined) await record(id, act(note.event), by);
  }
}

const mostRuns = 20;

const messageOf = (payload: unknown): SlackMessage | undefined =>
  typeof payload === "object" && payload !== null ? messageIn(payload) : undefined;

const namesOf = (message: SlackMessage | undefined): string =>
  (message?.files ?? []).map(({ id }) => id).join();

const sameFiles = (one: SlackMessage | undefined, other: SlackMessage | undefined): boolean =>
  namesOf(one) === namesOf(other);
