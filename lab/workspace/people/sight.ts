import { identity } from "../identity.ts";
import { botName, type Manifest } from "../manifest.ts";
import { repliesOf } from "../message-json.ts";
import type { Author, FileRecord, Message } from "../model.ts";
import type { WorkspaceState } from "../state.ts";

/** A message as one person sees it. */
export interface SeenMessage extends Readonly<Message> {
  readonly authorName: string;
  /** "Only visible to you". */
  readonly isEphemeral: boolean;
  readonly replyCount: number;
  readonly files: readonly FileRecord[];
}

/** What a person sees in a channel, or in one thread of it, oldest first; nothing where they may not look. */
export function seenBy(
  state: WorkspaceState,
  manifest: Manifest,
  personId: string,
  channelId: string,
  threadTs: string | null,
): readonly SeenMessage[] {
  const channel = state.channel(channelId);
  if (!channel || (channel.isPrivate && !channel.members.includes(personId))) return [];
  return state
    .messagesFrom(channelId, threadTs ?? "")
    .filter(({ ephemeralFor }) => ephemeralFor === null || ephemeralFor === personId)
    .filter((message) => (threadTs === null ? isInChannel(message) : isInThread(message, threadTs)))
    .map((message) => seen(state, manifest, message));
}

/** The name under which an author is shown. */
function nameOf(state: WorkspaceState, manifest: Manifest, author: Author): string {
  if (author.id === identity.slackbotId) return "Slackbot";
  if (author.kind === "app") return author.name;
  if (author.id === identity.botUserId) return botName(manifest);
  return state.person(author.id)?.realName ?? author.id;
}

const isInChannel = (message: Message): boolean => message.threadTs === null || message.isBroadcast;

const isInThread = (message: Message, threadTs: string): boolean =>
  message.ts === threadTs || message.threadTs === threadTs;

const seen = (state: WorkspaceState, manifest: Manifest, message: Message): SeenMessage =>
  structuredClone({
    ...message,
    authorName: nameOf(state, manifest, message.author),
    isEphemeral: message.ephemeralFor !== null,
    replyCount: repliesOf(state, message.channelId, message.ts).length,
    files: message.fileIds.flatMap((id) => state.data.files[id] ?? []),
  });
