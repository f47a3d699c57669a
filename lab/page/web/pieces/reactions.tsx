import type { MessageSeen } from "../../wire.ts";
import { useDo } from "../state/doing.ts";
import { useReader } from "../state/reader.ts";
import { emojiNamed } from "../text/emoji.ts";

/** The emoji under a message; a click adds one's own or takes it away. */
export function Reactions({ message }: { readonly message: MessageSeen }) {
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
