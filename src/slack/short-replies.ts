import type { KnownBlock } from "@slack/types";
import { encodeHandle, type Handle } from "./ids.ts";
import type { Reply } from "./messages/reply.ts";

/** One sentence that only the asker sees; mrkdwn. */
export const sentence = (text: string): Reply => ({
  text,
  blocks: [{ type: "section", text: { type: "mrkdwn", text } }],
});

export const noted = (link: string | undefined): Reply =>
  sentence(`Your note is in ${thread(link)}.`);

export const stopped = (link: string | undefined): Reply =>
  sentence(`The runbook is stopped; its record stays in ${thread(link)}.`);

export const joined = (link: string | undefined): Reply =>
  sentence(`You joined. The run is in ${thread(link)}.`);

export const started = (): Reply => sentence("The runbook is started. Its card is in the channel.");

/** The postmortem of a closed run, with the button that puts its summary into the channel. */
export const postmortemAt = (title: string, run: string, link: string | undefined): Reply =>
  withButton(
    `The postmortem of ${title} is in ${thread(link)}.`,
    { act: "publish", run },
    "Publish the summary here",
  );

/** Someone called the bot where no run is. */
export const offerStart = (command: string): Reply =>
  withButton(
    `No runbook is open in this thread. Start one here, or type \`${command} help\` to see what I understand.`,
    { act: "start" },
    "Start a runbook here",
  );

function withButton(text: string, handle: Handle, label: string): Reply {
  const actions: KnownBlock = {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: handle.act,
        text: { type: "plain_text", text: label },
        value: encodeHandle(handle),
      },
    ],
  };
  const { blocks } = sentence(text);
  return { text, blocks: [...blocks, actions] };
}

const thread = (link: string | undefined): string =>
  link === undefined ? "the run's thread" : `<${link}|the run's thread>`;
