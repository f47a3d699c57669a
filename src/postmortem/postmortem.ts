import { type Flow, withFacts } from "#language";
import { formatDuration } from "../language/amounts.ts";
import { foldLog } from "../run/fold.ts";
import { subjectNames } from "../run/labels.ts";
import { ownName, titleOf } from "../run/postmortem-sections.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import { textsOf } from "../run/slices/postmortem.ts";
import { timeline } from "../run/timeline.ts";
import { causeSection } from "./cause-section.ts";
import { changeSection } from "./change-section.ts";
import { followUpsSection } from "./follow-ups-section.ts";
import { impactSection } from "./impact-section.ts";
import { absenceSentence, isStory, sentence } from "./records.ts";
import { retests } from "./retests.ts";
import { ruledOutSection } from "./ruled-out-section.ts";
import type { Postmortem, Section } from "./section.ts";
import { summarySection } from "./summary-section.ts";
import type { FactName } from "./template.ts";
import { unknownsSection } from "./unknowns-section.ts";

export type { SectionName } from "../run/postmortem-sections.ts";
export { toExport } from "./export.ts";
export { type PersonNames, toMarkdown } from "./markdown.ts";
export { builtIn, type Template } from "./template.ts";

/** The postmortem of a run, open or closed; `own` are the titles of the sections that its team writes by hand. */
export function postmortem(written: Flow, run: Run, own: readonly string[] = []): Postmortem {
  const flow = withFacts(written, run);
  const about = subjectNames(run);
  const title = `Postmortem: ${flow.title}${about === "" ? "" : `, ${about}`}`;
  const texts = textsOf(run);
  const part = (name: Section["name"], sentences: readonly Sentence[]): Section => {
    const written = texts[name];
    return { name, title: titleOf(name), sentences, ...(written ? { written } : {}) };
  };
  const sections = [
    part("summary", summarySection(flow, run)),
    part("impact", impactSection(flow, run)),
    part("cause", causeSection(flow, run)),
    part("ruledOut", ruledOutSection(flow, run)),
    part("change", changeSection(flow, run)),
    part("retests", retests(run)),
    ...own.map((one) => part(ownName(one), absenceSentence(run, "Nobody has written this yet."))),
    part("followUps", followUpsSection(flow, run)),
    part("unknowns", unknownsSection(flow, run)),
    part("participants", participants(run)),
    part("timeline", entries(flow, run)),
  ];
  return { title, sections, facts: factsOf(flow, run, title) };
}

/** A run as it stood after the event with this index: what was published then. */
export const runAsOf = ({ log }: Run, event: number): Run => foldLog(log.slice(0, event + 1));

const entries = (flow: Flow, run: Run): readonly Sentence[] =>
  timeline(flow, run)
    .filter(({ event }) => isStory(run.log[event]))
    .map(({ at, says, event }) => ({ words: [{ time: at }, " ", ...says], events: [event] }));

export function factsOf(
  flow: Flow,
  run: Run,
  title: string,
): { readonly [Name in FactName]: readonly Word[] } {
  const { ending, startedAt } = run;
  const stillOpen = ["not closed yet"];
  return {
    title: [title],
    runbook: [`${flow.title} (${run.flow}, version ${run.version})`],
    subject: [subjectNames(run) || "no subject"],
    run: [run.id],
    started: [{ time: startedAt, day: true }],
    closed: ending ? [{ time: ending.at, day: true }] : stillOpen,
    duration: ending ? [formatDuration(ending.at - startedAt)] : stillOpen,
    outcome: ending ? [outcomes[ending.outcome]] : stillOpen,
    driver: [{ person: run.driver }],
    origin: [originOf(run)],
  };
}

const outcomes = {
  resolved: "resolved",
  elsewhere: "handled elsewhere",
  open: "closed, not settled",
  stopped: "stopped",
} as const;

const originOf = (run: Run): string =>
  Object.keys(textsOf(run)).length === 0
    ? "Every sentence comes from the recorded log of the run. Times are UTC."
    : "Every sentence comes from the recorded log of the run, but for what people wrote under their names. Times are UTC.";

const participants = (run: Run): readonly Sentence[] =>
  run.people.flatMap((person) => {
    const events = run.log.flatMap((event, index) =>
      event.by === person && isStory(event) ? [index] : [],
    );
    // Who only edited or published came after the story.
    if (events.length === 0) return [];
    const acts = `${events.length} recorded action${events.length === 1 ? "" : "s"}`;
    const role = [
      ...(person === run.startedBy ? ["started the run"] : []),
      ...(person === run.driver ? [run.ending ? "drove at the close" : "drives"] : []),
      acts,
    ];
    return [sentence([{ person }, `: ${role.join(", ")}.`], ...events)];
  });
