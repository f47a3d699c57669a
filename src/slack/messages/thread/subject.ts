import type { Subject } from "#language";
import type { Run } from "../../../run/run.ts";
import { shortLine } from "../blocks/escape.ts";

/** What a run is about, in mrkdwn: "*orders* (eu-west-1)"; undefined when its flow has no subject. */
export const subjectOf = ({ subject }: Run): string | undefined =>
  subject && inMrkdwn(subject, subject.where);

/** The same with all that is known: "*orders* (eu-west-1, account 123456789012)". */
export const subjectInFull = ({ subject }: Run): string | undefined =>
  subject && inMrkdwn(subject, subject.whereInFull ?? subject.where);

function inMrkdwn({ name }: Subject, where: string | undefined): string {
  const shown = (text: string) => shortLine(text, 200);
  return `*${shown(name)}*${where === undefined ? "" : ` (${shown(where)})`}`;
}
