import { identity } from "../workspace/identity.ts";
import type { Manifest, Message, View, Workspace } from "../workspace/index.ts";
import { botName } from "../workspace/manifest.ts";
import type { FileRecord } from "../workspace/model.ts";
import type { FileSeen, MessageSeen, Sight, ViewSeen } from "./wire.ts";

/** What a person sees of a workspace: their channels, and of ephemeral messages only their own. */
export function sightOf({ data, manifest }: Workspace, personId: string): Sight {
  const channels = data.channels.filter(({ members }) => members.includes(personId));
  const here = new Set(channels.map(({ id }) => id));
  const isSeen = ({ channelId, ephemeralFor }: Message) =>
    here.has(channelId) && (ephemeralFor === null || ephemeralFor === personId);
  return {
    me: personId,
    people: data.people,
    bot: { id: identity.botUserId, name: botName(manifest) },
    channels: channels.map(({ id, name, isPrivate, isArchived }) => ({
      id,
      name,
      isPrivate,
      isArchived,
    })),
    messages: data.messages.filter(isSeen).map((message) => messageSeen(message, data.files)),
    modal: viewSeen(data.views[data.modals[personId]?.at(-1) ?? ""]),
    home: viewSeen(data.views[data.homes[personId] ?? ""]),
    commands: commandsOf(manifest),
    shortcuts: shortcutsOf(manifest),
  };
}

function messageSeen(message: Message, files: Readonly<Record<string, FileRecord>>): MessageSeen {
  const { ts, channelId, author, threadTs, text, blocks, isBroadcast, isTombstone } = message;
  return {
    ts,
    channelId,
    author,
    threadTs,
    text,
    blocks,
    isBroadcast,
    isTombstone,
    isEdited: message.editedTs !== null,
    isEphemeral: message.ephemeralFor !== null,
    reactions: message.reactions,
    files: message.fileIds.flatMap((id) => files[id] ?? []).map(fileSeen),
  };
}

const fileSeen = ({ id, name, title, length, phase }: FileRecord): FileSeen => ({
  id,
  name,
  title,
  length,
  kind: kindOf(name),
  isReady: phase === "processed",
});

function kindOf(name: string): FileSeen["kind"] {
  if (/\.(png|jpe?g|gif)$/i.test(name)) return "picture";
  return /\.md$/i.test(name) ? "markdown" : "other";
}

function viewSeen(view: View | undefined): ViewSeen | null {
  if (!view) return null;
  const { id, hash, content, values, errors } = view;
  return { id, hash, content, values, errors };
}

const commandsOf = ({ features }: Manifest): Sight["commands"] =>
  (features?.slash_commands ?? []).map((declared) => ({
    command: declared.command,
    usage: declared.usage_hint ?? "",
    description: declared.description ?? "",
  }));

const shortcutsOf = ({ features }: Manifest): Sight["shortcuts"] =>
  (features?.shortcuts ?? [])
    .filter(({ type }) => type === "message")
    .map(({ callback_id: id, name }) => ({ id, name }));
