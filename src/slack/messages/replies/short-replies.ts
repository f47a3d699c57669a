import type { Flow } from "#language";
import type { Run } from "../../../run/run.ts";
import { button, row, section } from "../blocks/blocks.ts";
import type { KnownHandle } from "../blocks/buttons.ts";
import { escapeLine, linkLine } from "../blocks/escape.ts";
import { type Reply, reply } from "./reply.ts";
import { runNamed } from "./run-line.ts";

/** One sentence that only the asker sees; mrkdwn. */
export const sentence = (text: string): Reply => reply([section(text)]);

export const noted = (link: string | undefined): Reply =>
  sentence(`Your note stands in ${thread(link)}.`);

export const endedAtStep = (act: "unwatch" | "cancel", link: string | undefined): Reply =>
  sentence(
    `${act === "unwatch" ? "The watch is ended" : "The look ends now"}; the run goes on in ${thread(link)}.`,
  );

/** Which run would be closed, and the way to do it, for who cannot be shown a form at once. */
export const askStop = (flow: Flow, run: Run, handle: KnownHandle): Reply =>
  reply([
    section(`Shall ${runNamed(flow, run)} be stopped? Nothing is stopped yet.`),
    ...row([button("Stop it…", handle)]),
  ]);

export const joined = (link: string | undefined): Reply =>
  sentence(`You joined. The run goes on in ${thread(link)}.`);

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
  linkLine(link, "its thread")[0] ?? "its thread";
