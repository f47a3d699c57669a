import { type Checks, type Flow, subjectName } from "#language";
import { ownValue } from "../language/own-value.ts";
import type { RunState } from "./state.ts";

/** The step of a visit: "retest" of "retest#2". */
export const stepOf = (visit: string): string => visit.split("#")[0] ?? visit;

/** A step's title; its name where the flow does not know it. */
export const stepTitle = (flow: Flow, step: string): string =>
  ownValue(flow.steps, step)?.title ?? step;

/** What a choice's button says; its name where the flow does not know it. */
export const choiceLabel = (flow: Flow, step: string, choice: string): string =>
  ownValue(ownValue(flow.steps, step)?.choices ?? {}, choice)?.label ?? choice;

/** What a follow-up asks for; its name where the flow does not know it. */
export function followUpText(flow: Flow, item: string): string {
  const lists = Object.values(flow.steps).map((step) => step.checklist ?? {});
  return lists.find((list) => Object.hasOwn(list, item))?.[item] ?? item;
}
export const hasFollowUp = (flow: Flow, item: string): boolean =>
  Object.values(flow.steps).some(({ checklist = {} }) => Object.hasOwn(checklist, item));

/** The follow-ups of the steps that were reached, and others that someone dealt with, each with what it asks for. */
export const followUpsOf = (
  flow: Flow,
  { visits, followUps }: Pick<RunState, "visits" | "followUps">,
): { readonly [item: string]: string } =>
  Object.fromEntries(
    Object.entries(flow.steps).flatMap(([name, { checklist = {} }]) => {
      const isReached = visits.some(({ step }) => step === name);
      return Object.entries(checklist).filter(
        ([item]) => isReached || Object.hasOwn(followUps, item),
      );
    }),
  );

/** Which of the follow-ups of the steps that were reached a probe can see done. */
export const checksOf = (
  flow: Flow,
  visits: readonly { readonly step: string }[],
): readonly Checks[] =>
  [...new Set(visits.map(({ step }) => step))].flatMap((step) => flow.steps[step]?.checks ?? []);

/** What the run is about: "orders (eu-west-1)"; empty for a flow without a subject. */
export const subjectNames = ({ subject }: Pick<RunState, "subject">): string =>
  subject === undefined ? "" : subjectName(subject);
