import type { ModalView } from "@slack/types";
import type { FieldKinds, Flow } from "#language";
import type { Act } from "../../../run/act.ts";
import { NotFound, StaleVisit } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import type { Person, Visit } from "../../../run/visits.ts";
import type { Handle } from "../blocks/handle.ts";

/** A form of a run: how it is opened, and what comes of it when somebody submits it. */
export interface RunForm {
  readonly open: (form: Opened) => ModalView;
  readonly read: (form: EnteredForm) => Submitted<FormAct>;
}

export interface Opened {
  readonly handle: Handle;
  readonly flow: Flow;
  readonly run: Run;
  readonly parts: FormParts & { readonly by: Person };
}

/** The same with what was entered; `metadata` is the form's private_metadata. */
export interface EnteredForm extends Opened {
  readonly metadata: string;
  readonly values: FormValues;
}

export type Submitted<Value> =
  | { readonly kind: "ok"; readonly value: Value }
  /** Another page follows: acknowledge with response_action "update" and this view. */
  | { readonly kind: "next"; readonly view: ModalView }
  /** Acknowledge with response_action "errors": a sentence by block id. */
  | { readonly kind: "errors"; readonly errors: { readonly [blockId: string]: string } };

export const formAccepted = (act: Act, typed: FormAct["typed"] = {}): Submitted<FormAct> => ({
  kind: "ok",
  value: { act, typed },
});

export const formRejected = (id: string, says: string): Submitted<never> => ({
  kind: "errors",
  errors: { [id]: says },
});

/** The visit that a form is about. Throws NotFound where the run has none such. */
export function visitFor({ visits }: Run, { visit }: Handle): Visit {
  const found = visits.find(({ id }) => id === visit);
  if (found === undefined) throw new NotFound("This run has no such step.");
  return found;
}

/** The same to be decided: nobody should type into a form that will be refused. Throws StaleVisit. */
export function openVisit(run: Run, handle: Handle): Visit {
  const visit = visitFor(run, handle);
  if (visit.left) throw new StaleVisit("This step is already decided.", visit);
  return visit;
}

/** `view.state.values` as Slack sends it, by block_id and action_id; only what the forms read. */
export interface FormValues {
  readonly [blockId: string]: { readonly [actionId: string]: FormValue };
}

export interface FormValue {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_conversation?: string | null;
  readonly files?: readonly GivenFile[] | null;
}

/** A file as a form or a button names it; what else is said of it there is not believed. */
export interface GivenFile {
  readonly id?: string | undefined;
  readonly name?: string | null | undefined;
}

/** A run's act, and what was typed in it that must be found in the world: to be resolved and added to its answers. */
export interface FormAct {
  readonly act: Act;
  readonly typed: { readonly [field: string]: string };
}

export interface FormParts {
  readonly fields: FieldKinds;
  /** Titles of the postmortem's sections that the team's template leaves to people; none when absent. */
  readonly own?: readonly string[];
  /** Who fills the form in: the first to be offered where somebody is picked. */
  readonly by?: Person;
  /** Names for texts that people edit, where mentions mean nothing. */
  readonly names?: { readonly [person: string]: string };
}

/** What was typed into an input, trimmed; empty when nothing was. */
export const typedIn = (values: FormValues, id: string): string =>
  (elementIn(values, id)?.value ?? "").trim();

export const pickedIn = (values: FormValues, id: string): string | undefined =>
  elementIn(values, id)?.selected_option?.value;

export const tickedIn = (values: FormValues, id: string): boolean =>
  (elementIn(values, id)?.selected_options ?? []).length > 0;

export const personIn = (values: FormValues, id: string): string | undefined =>
  elementIn(values, id)?.selected_user ?? undefined;

export const channelIn = (values: FormValues, id: string): string | undefined =>
  elementIn(values, id)?.selected_conversation ?? undefined;

const elementIn = (values: FormValues, id: string): FormValue | undefined =>
  Object.values(values[id] ?? {})[0];
