import { section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import type { PostMessage } from "../blocks/message.ts";

export const overheardKey = "overheard";

/** Why the thread stays as it is, although the run goes on. */
export function overheardNotice(why: string): PostMessage {
  const text = `Nothing more of this run is shown here for now. ${why} What is found meanwhile is kept in the record.`;
  return {
    kind: "post",
    key: overheardKey,
    where: "thread",
    text,
    blocks: [section(escapeLine(text))],
  };
}
