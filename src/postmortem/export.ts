import type { Flow } from "#language";
import { ownValue } from "../language/own-value.ts";
import { followUpsOf } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { FollowUp } from "../run/state.ts";
import type { Person } from "../run/visits.ts";
import { type PersonNames, sectionMarkdown } from "./markdown.ts";
import type { Postmortem } from "./section.ts";

/**
 * A postmortem as data for other tools: docs/postmortem.md describes it. Times are ISO 8601 in UTC; people are objects with an id
 * and, where it is known, a name.
 */
export function toExport(flow: Flow, run: Run, written: Postmortem, names: PersonNames = {}) {
  const person = (id: Person) => named(id, ownValue(names, id));
  const { ending } = run;
  return {
    format: "handrail-postmortem",
    version: 1,
    run: run.id,
    runbook: `${run.flow}@${run.version}`,
    title: written.title,
    subject: subjectOf(run),
    startedAt: iso(run.startedAt),
    closedAt: ending ? iso(ending.at) : null,
    outcome: ending?.outcome ?? null,
    driver: person(run.driver),
    impact: impactOf(run),
    followUps: Object.entries(followUpsOf(flow, run)).map(([item, text]) =>
      followUp(item, text, run.followUps[item] ?? {}, person),
    ),
    sections: written.sections.map((section) => ({
      name: section.name,
      title: section.title,
      markdown: sectionMarkdown(section, names),
      written: section.written
        ? { by: person(section.written.by), at: iso(section.written.at) }
        : null,
    })),
  };
}

const named = (id: Person, name: string | undefined) => ({ id, ...(name ? { name } : {}) });

type AsPerson = (id: Person) => { readonly id: Person; readonly name?: string | undefined };

const followUp = (
  item: string,
  text: string,
  { owner, due, doneAt, doneBy, checked }: FollowUp,
  person: AsPerson,
) => ({
  item,
  text,
  owner: owner === undefined ? null : person(owner),
  due: due ?? null,
  done: doneAt === undefined ? null : { at: iso(doneAt), by: person(doneBy ?? "handrail") },
  seen: checked ? { at: iso(checked.at), holds: checked.holds, says: checked.says } : null,
});

/** What the newest look counted, as numbers; null where none did. */
function impactOf({ visits }: Run) {
  const counted = visits.flatMap(({ superseded, evidence }) =>
    superseded || evidence?.impact === undefined || evidence.finding === null
      ? []
      : [evidence.impact],
  );
  const hit = counted.at(-1);
  if (hit === undefined) return null;
  const { requests, failures, how, from, to } = hit;
  const share = requests === 0 ? null : failures / requests;
  return { requests, failures, how, share, from: iso(from), to: iso(to) };
}

/** What the run was about: its name, where it is, and the key under which one run at a time is open. */
const subjectOf = ({ subject }: Run) =>
  subject === undefined
    ? null
    : { name: subject.name, where: subject.whereInFull ?? subject.where ?? null, key: subject.key };

const iso = (at: number): string => new Date(at).toISOString();
