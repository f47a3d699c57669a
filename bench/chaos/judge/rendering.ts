import { controlsOf } from "../../../lab/workspace/people/controls.ts";
import type { Run } from "../../../src/run/run.ts";
import { richContent } from "../../../src/slack/delivery/posting/message-identity.ts";
import type { Message } from "../../../src/slack/messages/blocks/message.ts";
import { repeatedLooksOf } from "../../../src/slack/messages/thread/step/repeated-looks.ts";
import { picturesIn, type Sight } from "../shown.ts";

/** The card and the message of the visit where the run stands: what a person needs to go on. */
export const isCurrent = (run: Run, { key }: Message): boolean =>
  key === "card" || key === repeatedLooksOf(run).at(-1)?.key;

/** Whether Slack shows a message with its newest words, buttons and pictures. Broadcasts are never edited: being there is enough. */
export function isShown({ messages, files }: Sight, run: Run, message: Message): boolean {
  if (message.kind === "file")
    return files.some((file) => file.run === run.id && file.name === message.filename);
  const seen = messages.find((one) => one.run === run.id && one.key === message.key);
  if (seen === undefined) return false;
  if (message.where === "broadcast" || message.where === "channel") return true;
  const { text, blocks } = richContent(message);
  const controls = controlsOf(blocks.map((block) => ({ ...block }))).map(
    ({ actionId }) => actionId,
  );
  return (
    seen.text === text &&
    seen.controls.join() === controls.join() &&
    seen.pictures === picturesIn(blocks)
  );
}

/** What stands there instead, for the story. */
export const textOf = ({ messages }: Sight, run: Run, key: string): string =>
  messages.find((one) => one.run === run.id && one.key === key)?.text ?? "nothing";
