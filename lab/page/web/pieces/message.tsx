import { useState } from "preact/hooks";
import type { MessageSeen, Sight } from "../../wire.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Menu } from "../controls/menu.tsx";
import { type Surface, SurfaceContext } from "../controls/surface.ts";
import { useDo } from "../state/doing.ts";
import { go } from "../state/place.ts";
import { useReader } from "../state/reader.ts";
import { emojiNamed } from "../text/emoji.ts";
import { Moment, Mrkdwn } from "../text/mrkdwn.tsx";
import { Avatar } from "./avatar.tsx";
import { File } from "./file.tsx";
import { Reactions } from "./reactions.tsx";
import { Replies } from "./replies.tsx";
import { Rewrite } from "./rewrite.tsx";

/** What a message is given; `isInThread` leaves the way to its thread out. */
export interface MessageProps {
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
  const reply = { label: "Reply in thread", pick: () => go({ kind: "thread", channel, thread }) };
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
  const press: Surface["press"] = (which, entry) =>
    perform({ kind: "click", channel, message: ts, which, entry });
  return (
    <SurfaceContext value={{ press }}>
      <Blocks blocks={message.blocks} />
    </SurfaceContext>
  );
}
