import { type Alert, type Flow, flowsFor, inputsFromAlert, subjectField } from "#language";
import type { Catalogue } from "../../../engine/catalogue.ts";
import {
  type AlertAnswers,
  alertAnswersFor,
  type ToldStart,
} from "../../messages/forms/alert-answers.ts";
import { readTyped } from "../../messages/forms/field-input.ts";
import { alertSays, type OfferedStart } from "../../messages/replies/alert-offer.ts";
import type { PendingStart } from "../../messages/replies/start-questions.ts";

/** What a start needs to know of the flows and of how they are asked. */
export interface Starting {
  readonly catalogue: Catalogue;
  readonly command: string;
}

/** What an alert tells of a start; undefined where it is no alert and tells nothing. */
export function answersFromAlert(starting: Starting, alert: Alert): AlertAnswers | undefined {
  const { flows, packs } = starting.catalogue;
  const { line, first } = meantBy(starting, alert);
  const starts = [...new Set([...first, ...flows])]
    .map((flow): ToldStart => {
      const told = inputsFromAlert(flow, alert, packs.fields);
      return { flow: flow.id, typed: { ...told, ...(flow === line?.flow ? line.typed : {}) } };
    })
    .filter(({ flow, typed }) => isAny(typed) || first.some(({ id }) => id === flow));
  if (alert.source === undefined && starts.length === 0) return undefined;
  const [flow] = first;
  const isRead = starts.some(({ typed }) => isAny(typed));
  return {
    says: alertSays(alert, isRead),
    starts,
    ...(flow === undefined ? {} : { flow: flow.id }),
  };
}

/** The flows that the alert is for, as starts that need one more tap; undefined facts where something must still be asked. */
export function startsFrom(
  starting: Starting,
  alert: Alert,
  place: Pick<PendingStart, "channel" | "threadTs">,
): readonly OfferedStart[] {
  const told = answersFromAlert(starting, alert);
  return meantBy(starting, alert).first.map((flow) => {
    const given = givenBy(starting.catalogue.packs.fields, flow, alertAnswersFor(told, flow));
    return { flow, pending: given && { flow: flow.id, ...given, ...place } };
  });
}

/** The flows that an alert is for, the one that its own text names first. */
function meantBy({ catalogue: { flows }, command }: Starting, alert: Alert) {
  const line = runbookLine(alert.text, command, flows);
  const named = line === undefined ? [] : [line.flow];
  return { line, first: [...new Set([...named, ...flowsFor(flows, alert)])] };
}

/** What was told, read as if it had been typed; undefined where it does not answer all that must be answered. */
function givenBy(
  kinds: Starting["catalogue"]["packs"]["fields"],
  { inputs }: Flow,
  told: ToldStart["typed"],
): Pick<PendingStart, "facts" | "typed"> | undefined {
  const facts: { [field: string]: PendingStart["facts"][string] } = {};
  const typed: { [field: string]: string } = {};
  for (const [name, field] of Object.entries(inputs)) {
    const form = kinds.get(field.kind)?.form;
    const text = told[name];
    const read =
      text === undefined || form?.kind !== "input" ? undefined : readTyped(form, field, text);
    if (read?.kind === "answer") facts[name] = read.answer;
    else if (read?.kind === "typed") typed[name] = read.typed;
    else if (field.optional !== true && field.initial === undefined) return undefined;
  }
  return { facts, typed };
}

const isAny = (typed: ToldStart["typed"]): boolean => Object.keys(typed).length > 0;

/** Which runbook an alert's own text names, and for what. */
export interface RunbookLine {
  readonly flow: Flow;
  readonly typed: { readonly [field: string]: string };
}

/**
 * Finds "/runbook <flow> <subject>" in a text, as `handrail flows link` prints it for an alarm's description; a subject of several
 * words stands in quotes. Undefined where there is none, or none of these flows.
 */
export function runbookLine(
  text: string,
  command: string,
  flows: readonly Flow[],
): RunbookLine | undefined {
  const at = text.indexOf(`${command} `);
  if (at < 0) return undefined;
  const [line = ""] = text.slice(at + command.length, at + 500).split("\n", 1);
  const [, id, quoted, word] = /^ +([\w-]+)(?: +(?:"([^"]+)"|([^\s"]+)))?/.exec(line) ?? [];
  const flow = flows.find((one) => one.id.toLowerCase() === id?.toLowerCase());
  if (flow === undefined) return undefined;
  const [field] = subjectField(flow.inputs) ?? [];
  const subject = quoted ?? word?.replace(/[.,;)]$/, "");
  return { flow, typed: field === undefined || subject === undefined ? {} : { [field]: subject } };
}
