import type { WebClient } from "@slack/web-api";
import { visibleLine } from "../../../language/texts/visible-text.ts";
import { HandrailError } from "../../../run/errors.ts";
import type { KeptFile, Noted } from "../../../run/state.ts";
import { runIn } from "../../delivery/posting/message-identity.ts";
import type { BotUser } from "../../delivery/posting/posts.ts";
import { codeOf } from "../../delivery/web-api/failures.ts";
import { cutText } from "../../messages/blocks/limits.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import { plainText } from "../commands/command-line.ts";

/** A message of Slack as far as a note is made of it: https://docs.slack.dev/reference/events/message */
export interface SlackMessage {
  readonly ts: string;
  /** The first message of its thread; its own ts where it stands alone. */
  readonly root: string;
  readonly text: string;
  /** A Slack id, or a name for whoever has no account here. */
  readonly author: string;
  readonly files: readonly KeptFile[];
  /** Its newest edit, as Slack counts time; absent before any. */
  readonly edited?: string;
  /** The run that Handrail sent it for. */
  readonly run?: string;
}

/** Reads one message. Rejects with a sentence where Slack does not show it. Needs the history scopes. */
export type ReadMessage = (channel: string, ts: string) => Promise<SlackMessage>;

export function createReadMessage(client: WebClient, botUser: BotUser): ReadMessage {
  const read = createReadPayload(client);
  return async (channel, ts) => {
    const { run, ...message } = messageIn(await read(channel, ts));
    // Any app can say that a message is of a run.
    const isOwn = run !== undefined && message.author === (await botUser());
    return isOwn ? { ...message, run } : message;
  };
}

/** The same as Slack delivers it. */
export type ReadPayload = (channel: string, ts: string) => Promise<object>;

export function createReadPayload(client: WebClient): ReadPayload {
  return async (channel, ts) => {
    try {
      const only = {
        oldest: ts,
        latest: ts,
        inclusive: true,
        limit: 2,
        include_all_metadata: true,
      };
      const answer = await client.conversations.replies({ channel, ts, ...only });
      const found = answer.messages?.find((message) => message.ts === ts);
      if (found !== undefined) return found;
    } catch (error) {
      if (codeOf(error) !== "thread_not_found") throw error;
    }
    throw new HandrailError("no-message", refusalTexts.messageUnseen);
  };
}

export function messageIn(payload: object): SlackMessage {
  const fields: Readonly<Record<string, unknown>> = { ...payload };
  const ts = textIn(fields.ts) ?? "";
  const run = runIn(fields.metadata);
  return {
    ts,
    root: textIn(fields.thread_ts) ?? ts,
    text: keptOf(textIn(fields.text) ?? ""),
    author: authorIn(fields),
    files: filesIn(fields.files),
    ...editIn(fields.edited),
    ...(run === undefined ? {} : { run }),
  };
}

/** What a note says of it; a note of a message in the run's own thread needs no second message there. */
export const notedOf = (channel: string, message: SlackMessage, isHere: boolean): Noted => ({
  text: message.text,
  from: {
    channel,
    ts: message.ts,
    author: message.author,
    ...(isHere ? { isHere: true } : {}),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
  },
  ...(message.files.length > 0 ? { files: message.files } : {}),
});

// Long enough for a paragraph, short enough for a message of one section.
const mostCharacters = 1_500;
const mostOfName = 200;
/** A message of Slack has at most so many: https://docs.slack.dev/reference/methods/chat.postMessage */
const longestMessage = 40_000;

/** As much of a message as the record keeps; what is left out is said to. */
function keptOf(said: string): string {
  const text = plainText(said.slice(0, longestMessage));
  if (text.length <= mostCharacters) return text;
  return `${cutText(text, mostCharacters)} [the record keeps the first ${mostCharacters} of ${text.length} characters; the rest is in the message]`;
}

/** Apps that post through a webhook have a name at most, which they choose: it is marked, so that it is nobody's id or name. */
function authorIn({ user, username, bot_profile: bot }: Readonly<Record<string, unknown>>) {
  const profile = typeof bot === "object" && bot !== null && "name" in bot ? bot.name : undefined;
  const name = visibleLine(textIn(username) ?? textIn(profile) ?? "");
  return textIn(user) ?? (name === "" ? "an app" : `${cutText(name, mostOfName)} (app)`);
}

function editIn(edited: unknown): Pick<SlackMessage, "edited"> {
  const ts =
    typeof edited === "object" && edited !== null && "ts" in edited ? edited.ts : undefined;
  return typeof ts === "string" ? { edited: ts } : {};
}

function filesIn(files: unknown): readonly KeptFile[] {
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown) => {
    if (typeof file !== "object" || file === null || !("id" in file)) return [];
    const { id, title, name, permalink }: Readonly<Record<string, unknown>> = { ...file };
    const called = textIn(name) ?? textIn(title) ?? "a file";
    return [
      { id: textIn(id) ?? "", name: cutText(called, mostOfName), link: textIn(permalink) ?? "" },
    ];
  });
}

const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
