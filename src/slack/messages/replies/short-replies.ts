import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, linkLine } from "../blocks/escape.ts";
import { type Reply, reply } from "./reply.ts";

/** One sentence that only the asker sees; mrkdwn. */
export const sentence = (text: string): Reply => reply([section(text)]);

export const noted = (link: string | undefined): Reply =>
  sentence(`Your note is in ${thread(link)}.`);

export const stopped = (link: string | undefined): Reply =>
  sentence(`The runbook is stopped. Its record stays in ${thread(link)}.`);

export const joined = (link: string | undefined): Reply =>
  sentence(`You joined. The run is in ${thread(link)}.`);

export const started = (channel: string): Reply =>
  sentence(`The runbook is started. Its card is in <#${channel}>.`);

/** Someone called the bot where no run is. */
export const offerStart = (command: string): Reply =>
  reply([
    section(
      `No runbook is open in this thread. Start one here, or type \`${escapeLine(command)} help\` to see what I understand.`,
    ),
    ...row([button("Start a runbook here", { act: "start" })]),
  ]);

const thread = (link: string | undefined): string =>
  (link === undefined ? [] : linkLine(link, "the run's thread"))[0] ?? "the run's thread";
