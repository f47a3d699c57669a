import type { Flow } from "#flow";
import { cause } from "./postmortem/cause.ts";
import { change } from "./postmortem/change.ts";
import { followUps } from "./postmortem/followUps.ts";
import { impact } from "./postmortem/impact.ts";
import { participants } from "./postmortem/participants.ts";
import { retests } from "./postmortem/retests.ts";
import { ruledOut } from "./postmortem/ruledOut.ts";
import { summary } from "./postmortem/summary.ts";
import { unknowns } from "./postmortem/unknowns.ts";
import type { Run } from "./run.ts";
import type { Sentence } from "./sentence.ts";
import { timeline } from "./timeline.ts";
import { subjectNames } from "./titles.ts";

export { toMarkdown } from "./postmortem/markdown.ts";

/** A postmortem as data: written from the run's records only. */
export interface Postmortem {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly name: SectionName;
  readonly title: string;
  /** Never empty: what is not known is stated as not known. */
  readonly sentences: readonly Sentence[];
}

export type SectionName =
  | "summary"
  | "impact"
  | "timeline"
  | "cause"
  | "ruledOut"
  | "change"
  | "retests"
  | "followUps"
  | "participants"
  | "unknowns";

/** The postmortem of a run, open or closed. Publishing it does not change it. */
export function postmortem(flow: Flow, run: Run): Postmortem {
  const about = subjectNames(flow, run.facts);
  const part = (name: SectionName, title: string, sentences: readonly Sentence[]): Section => ({
    name,
    title,
    sentences,
  });
  return {
    title: `Postmortem: ${flow.title}${about === "" ? "" : `, ${about}`}`,
    sections: [
      part("summary", "Summary", summary(flow, run)),
      part("impact", "Impact", impact(run)),
      part("cause", "Cause, and how sure it is", cause(flow, run)),
      part("ruledOut", "What was ruled out, and why", ruledOut(flow, run)),
      part("change", "What was changed", change(flow, run)),
      part("retests", "Retests", retests(run)),
      part("followUps", "Follow-ups", followUps(flow, run)),
      part("unknowns", "What is not known", unknowns(flow, run)),
      part("participants", "Who took part", participants(run)),
      part("timeline", "Timeline", entries(flow, run)),
    ],
  };
}

const entries = (flow: Flow, run: Run): readonly Sentence[] =>
  timeline(flow, run)
    .filter(({ event }) => run.log[event]?.kind !== "published")
    .map(({ at, says, event }) => ({ words: [{ time: at }, " ", ...says], events: [event] }));
