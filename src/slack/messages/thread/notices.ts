import { section } from "../blocks/blocks.ts";
import { escapeLine } from "../blocks/escape.ts";
import { keyedMessage, type PostMessage } from "../blocks/message.ts";

/** What stands in place of a run's card, in the channel that the run left. */
export const movedCard = (key: string, channel: string): PostMessage =>
  keyedMessage(key, "root", [section(`This runbook goes on in <#${channel}>.`)]);

export const overheardKey = "overheard";

/** Why the thread stays as it is, although the run goes on. */
export const overheardNotice = (why: string): PostMessage =>
  keyedMessage(overheardKey, "thread", [
    section(
      escapeLine(
        `Nothing more of this run is shown here for now. ${why} What is found meanwhile is kept in the record.`,
      ),
    ),
  ]);
