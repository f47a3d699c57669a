import type { KnownBlock } from "@slack/types";
import type { RunRow } from "../../../run/run.ts";
import { button, context, header, row, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText } from "../blocks/escape.ts";
import type { PostMessage } from "../blocks/message.ts";
import { type Reply, reply } from "./reply.ts";
import { runLine } from "./run-line.ts";

/** The beginning of a run's id, which is enough to type. */
export const shortId = (run: string): string => run.slice(0, 8);

/** The run was taken here, or is tried again here. */
export const goesOnHere = (id: string): Reply =>
  reply([section(`Run \`${escapeLine(id)}\` goes on here. Its thread is brought up to date.`)]);

// As many as fit on a phone.
const most = 10;

/** Which runs can be taken here, with a button and what to type instead. */
export function whichToResume(rows: readonly RunRow[], command: string): Reply {
  if (rows.length === 0) return reply([section("No runbook is open in another channel.")]);
  return reply([
    section("To take a runbook here, press its button or type its line:"),
    ...rows
      .slice(0, most)
      .flatMap((one) => [
        section(`${runLine(one)}\n${typed(command, one.id)}`),
        ...row([button("Go on here", { act: "resume", run: one.id })]),
      ]),
  ]);
}

/** What stands in place of a run's card, in the channel that the run left. */
export const wentTo = (key: string, channel: string): PostMessage => {
  const text = `This runbook goes on in <#${channel}>.`;
  return { kind: "post", key, where: "root", blocks: [section(text)], text };
};

/** A run that Slack does not let Handrail show, and why. */
export interface Unshown {
  readonly row: RunRow;
  readonly why: string;
}

/** At the top of App Home: runs whose threads cannot be written, why, and how to go on. */
export const unshownRuns = (unshown: readonly Unshown[], command: string): readonly KnownBlock[] =>
  unshown.length === 0
    ? []
    : [
        header("Runbooks whose thread cannot be written"),
        ...unshown
          .slice(0, most)
          .flatMap(({ row, why }) => [
            section(`${runLine(row)}\n${escapeText(why)}`),
            context(howToGoOn(command, row.id)),
          ]),
      ];

/** Only the driver sees this, in the channel where the thread cannot be written. */
export const cannotBeShown = (why: string, command: string, run: string): Reply =>
  reply([
    section(`The thread of your runbook cannot be written. ${escapeText(why)}`),
    context(howToGoOn(command, run)),
  ]);

const howToGoOn = (command: string, run: string): string =>
  `Nothing is lost. To go on in another channel, type there: ${typed(command, run)}. Typed in this one, it tries again.`;

const typed = (command: string, run: string): string =>
  `\`${escapeLine(command)} resume ${escapeLine(shortId(run))}\``;
