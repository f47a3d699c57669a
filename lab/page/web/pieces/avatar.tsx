import type { MessageSeen } from "../../wire.ts";
import icon from "../icon.svg";

/** A small sign of who wrote; said by the name beside it. */
export const Avatar = ({
  author,
  name,
}: Pick<MessageSeen, "author"> & { readonly name: string }) =>
  author.kind === "bot" ? (
    <img class="avatar" src={icon} alt="" />
  ) : (
    <span class={`avatar avatar-${hueOf(name)}`} aria-hidden="true">
      {author.kind === "slackbot" ? "S" : name.slice(0, 1)}
    </span>
  );

const hueOf = (name: string): number => [...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 4;
