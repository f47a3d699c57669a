import { useState } from "preact/hooks";
import { emojiNamed } from "../../../workspace/rendering/characters.ts";
import type { MessageSeen, Sight } from "../../wire.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Menu } from "../controls/menu.tsx";
import { type ControlSurface, SurfaceContext } from "../controls/surface.ts";
import icon from "../icon.svg";
import { goToPlace, hashOf } from "../state/place.ts";
import { useReader } from "../state/reader.ts";
import { useDo } from "../state/server.ts";
import { Moment, Mrkdwn } from "../text/mrkdwn.tsx";
import { File } from "./file.tsx";
import { Rewrite } from "./rewrite.tsx";

/** What a message is given; `isInThread` leaves the way to its thread out. */
interface MessageProps {
  readonly message: MessageSeen;
  readonly sight: Sight;
  readonly isInThread: boolean;
}

/** A message with everything that hangs on it. */
export function Message(props: MessageProps) {
  const { message, sight, isInThread } = props;
  const reader = useReader();
  const name = reader.userName(message.author.id);
  const [isEditing, setEditing] = useState(false);
  return (
    <article
      class={`message ${message.isEphemeral ? "is-ephemeral" : ""}`}
      aria-label={name}
      tabIndex={-1}
      data-ts={message.ts}
    >
      <Avatar author={message.author} name={name} />
      <div class="message-main">
        <Head {...props} name={name} edit={() => setEditing(true)} />
        {isEditing ? (
          <Rewrite message={message} done={() => setEditing(false)} />
        ) : (
          <Body message={message} />
        )}
        {message.files.map((file) => (
          <File key={file.id} file={file} />
        ))}
        <Reactions message={message} />
        {!isInThread && <Replies message={message} sight={sight} />}
      </div>
    </article>
  );
}

interface HeadProps extends MessageProps {
  readonly name: string;
  /** Begins to edit the message. */
  readonly edit: () => void;
}

function Head({ message, name, isInThread, ...rest }: HeadProps) {
  return (
    <header class="message-head">
      <strong>{name}</strong>
      {message.author.kind === "bot" && <span class="badge">app</span>}
      <span class="muted">
        <Moment seconds={Number(message.ts)} format="{time}" />
        {message.isEdited && " · edited"}
        {message.isEphemeral && " · only visible to you"}
        {message.isBroadcast && isInThread && " · also sent to the channel"}
      </span>
      <MessageMenu message={message} isInThread={isInThread} {...rest} />
    </header>
  );
}

function MessageMenu({ message, sight, isInThread, edit }: Omit<HeadProps, "name">) {
  const perform = useDo();
  if (message.isEphemeral || message.isTombstone) return null;
  const { channelId: channel, ts } = message;
  const thread = message.threadTs ?? ts;
  const reply = {
    label: "Reply in thread",
    pick: () => goToPlace({ kind: "thread", channel, thread }),
  };
  const reactions = ["pushpin", "ballot_box_with_check", "eyes"].map((name) => ({
    label: `React with ${emojiNamed(name)}`,
    pick: () => void perform({ kind: "react", channel, message: ts, name }),
  }));
  const shortcuts = sight.shortcuts.map(({ id, name }) => ({
    label: name,
    pick: () => void perform({ kind: "shortcut", id, channel, message: ts }),
  }));
  const own = [
    { label: "Edit message", pick: edit },
    {
      label: "Delete message",
      pick: () => void perform({ kind: "remove", channel, message: ts }),
    },
  ];
  const isOwn = message.author.id === sight.me;
  const items = [...(isInThread ? [] : [reply]), ...shortcuts, ...reactions];
  return <Menu label="More about this message" items={isOwn ? [...items, ...own] : items} />;
}

function Body({ message }: { readonly message: MessageSeen }) {
  const perform = useDo();
  const { channelId: channel, ts } = message;
  if (message.isTombstone) return <p class="muted">This message was deleted.</p>;
  if (message.blocks.length === 0) {
    return (
      <div class="prose">
        <Mrkdwn text={message.text} />
      </div>
    );
  }
  const press: ControlSurface["press"] = (which, entry) =>
    perform({ kind: "click", channel, message: ts, which, entry });
  return (
    <SurfaceContext value={{ press }}>
      <Blocks blocks={message.blocks} />
    </SurfaceContext>
  );
}

/** A small sign of who wrote; said by the name beside it. */
const Avatar = ({ author, name }: Pick<MessageSeen, "author"> & { readonly name: string }) =>
  author.kind === "bot" ? (
    <img class="avatar" src={icon} alt="" />
  ) : (
    <span class={`avatar avatar-${hueOf(name)}`} aria-hidden="true">
      {author.kind === "slackbot" ? "S" : name.slice(0, 1)}
    </span>
  );

const hueOf = (name: string): number => [...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 4;

/** The emoji under a message; a click adds one's own or takes it away. */
function Reactions({ message }: { readonly message: MessageSeen }) {
  const perform = useDo();
  const reader = useReader();
  const { reactions, channelId: channel, ts } = message;
  if (reactions.length === 0) return null;
  return (
    <ul class="reactions" aria-label="Reactions">
      {reactions.map(({ name, users }) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={users.includes(reader.me)}
            title={users.map((id) => reader.userName(id)).join(", ")}
            onClick={() => void perform({ kind: "react", channel, message: ts, name })}
          >
            {emojiNamed(name)} {users.length}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The way from a message of the channel to its thread. */
function Replies({ message, sight }: { message: MessageSeen; sight: Sight }) {
  const { channelId: channel, ts, threadTs } = message;
  const thread = threadTs ?? ts;
  const href = hashOf({ kind: "thread", channel, thread });
  if (threadTs !== null) {
    return (
      <a class="replies" href={href}>
        Open the thread
      </a>
    );
  }
  const replies = sight.messages.filter((one) => one.threadTs === ts && one.channelId === channel);
  const last = replies.at(-1);
  if (!last) return null;
  return (
    <a class="replies" href={href}>
      {replies.length} {replies.length === 1 ? "reply" : "replies"}
      <span class="muted">
        {" "}
        last at <Moment seconds={Number(last.ts)} format="{time}" />
      </span>
    </a>
  );
}
