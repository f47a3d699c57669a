import type { Flow } from "#language";
import type { Run } from "../../../run/run.ts";
import { button, context, row, section } from "../blocks/blocks.ts";
import type { KnownHandle } from "../blocks/click-actions.ts";
import { escapeLine, escapeText, linkLine } from "../blocks/escape.ts";
import { type Reply, replySentence, replyWith } from "./ephemeral-reply.ts";
import { howToGoOn, runNamed, shortId } from "./run-lists.ts";

export const notedReply = (link: string | undefined): Reply =>
  replySentence(`Your note stands in ${thread(link)}.`);

export const endedAtStep = (act: "unwatch" | "cancel", link: string | undefined): Reply =>
  replySentence(
    `${act === "unwatch" ? "The watch is ended" : "The look ends now"}; the run goes on in ${thread(link)}.`,
  );

/** Which run would be closed, and the way to do it, for who cannot be shown a form at once. */
export const askStop = (flow: Flow, run: Run, handle: KnownHandle): Reply =>
  replyWith([
    section(`Shall ${runNamed(flow, run)} be stopped? Nothing is stopped yet.`),
    ...row([button("Stop it…", handle)]),
  ]);

export const joinedReply = (link: string | undefined): Reply =>
  replySentence(`You joined. The run goes on in ${thread(link)}.`);

export const startedReply = (channel: string): Reply =>
  replySentence(`The runbook is started. Its card is in <#${channel}>.`);

/** The run was taken here, or is tried again here. */
export const goesOnHere = (run: string): Reply =>
  replySentence(
    `Run \`${escapeLine(shortId(run))}\` goes on here. Its thread is brought up to date.`,
  );

/** Only the driver sees this, in the channel where the thread cannot be written. */
export const cannotBeShown = (why: string, command: string, run: string): Reply =>
  replyWith([
    section(`The thread of your runbook cannot be written. ${escapeText(why)}`),
    context(howToGoOn(command, run)),
  ]);

export const offerStart = (command: string): Reply =>
  replyWith([
    section(
      `No runbook is open in this thread. Start one here, or type \`${escapeLine(command)} help\` to see what I understand.`,
    ),
    ...row([button("Start a runbook here", { act: "start" })]),
  ]);

const thread = (link: string | undefined): string =>
  linkLine(link, "its thread")[0] ?? "its thread";
