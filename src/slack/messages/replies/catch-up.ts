import type { KnownBlock, ModalView } from "@slack/types";
import type { Flow } from "#language";
import type { Gone } from "../../../engine/catalogue.ts";
import { postmortem } from "../../../postmortem/postmortem.ts";
import { catchUp } from "../../../run/catch-up.ts";
import type { Run } from "../../../run/run.ts";
import type { TimelineEntry } from "../../../run/timeline.ts";
import type { Person } from "../../../run/visits.ts";
import { button, context, header, row, section } from "../blocks/blocks.ts";
import { inOwnClock } from "../blocks/each-clock.ts";
import { toMrkdwn } from "../blocks/sentences.ts";
import { clockToken, dayAndClock } from "../blocks/times.ts";
import { modal } from "../forms/modal.ts";
import { decisionLine } from "./notes.ts";
import { statusBlocks } from "./status-reply.ts";

export interface CatchUpReader {
  readonly person: Person;
  readonly link?: string | undefined;
  readonly gone?: Gone | undefined;
}

// What a person reads in a minute.
const mostNews = 15;

/** All that somebody who comes back, or comes new, must know, to be read in a minute. */
export const catchUpModal = (flow: Flow, run: Run, reader: CatchUpReader): ModalView =>
  modal("Catch me up", catchUpBlocks(flow, run, reader), {});

/** The same where no modal can be opened. */
export function catchUpBlocks(flow: Flow, run: Run, reader: CatchUpReader): readonly KnownBlock[] {
  const { person, link, gone } = reader;
  const { since, news, earlier, decisions } = catchUp(flow, run, person, mostNews);
  return inOwnClock(run, [
    ...statusBlocks(flow, run, link, gone),
    ...ruledOut(flow, run),
    ...listed("Decided", decisions.map(decisionLine)),
    header(since === undefined ? "What happened so far" : "Since you were last here"),
    ...(since === undefined ? [] : [context(`You were last active here ${dayAndClock(since)}.`)]),
    ...happened(news, earlier),
    ...(run.people.includes(person) || run.ending ? [] : joining(run)),
  ]);
}

function happened(news: readonly TimelineEntry[], earlier: number): readonly KnownBlock[] {
  if (news.length === 0) return [section("Nothing that changes where things stand.")];
  const more = earlier === 0 ? [] : [context(`${earlierInWords(earlier)} in the thread.`)];
  return [...more, ...news.map(({ at, says }) => section(`${clockToken(at)} ${toMrkdwn(says)}`))];
}

const earlierInWords = (count: number): string =>
  count === 1 ? "One earlier entry stands" : `${count} earlier entries stand`;

function ruledOut(flow: Flow, run: Run): readonly KnownBlock[] {
  const part = postmortem(flow, run).sections.find(({ name }) => name === "ruledOut");
  const seen = run.log.some(({ kind }) => kind === "observed");
  return seen && part
    ? listed(
        "Ruled out",
        part.sentences.map(({ words }) => toMrkdwn(words)),
      )
    : [];
}

const mostListed = 5;

function listed(title: string, lines: readonly string[]): readonly KnownBlock[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostListed).map((line) => `• ${line}`);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more`] : [];
  return [section([`*${title}*`, ...shown, ...more].join("\n"))];
}

const joining = (run: Run): readonly KnownBlock[] => [
  ...row([button("Join", { act: "join", run: run.id }, "primary")]),
];
