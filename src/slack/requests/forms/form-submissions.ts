import type { ViewResponseAction } from "@slack/bolt";
import type { Answers, Fields, Flow, Json } from "#language";
import type { Act } from "../../../run/act.ts";
import { BadInput } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import { longestText, tooLongText } from "../../../run/text-lengths.ts";
import { decodeForm } from "../../messages/blocks/click-actions.ts";
import { readForm } from "../../messages/forms/run-forms.ts";
import { readStartForm } from "../../messages/forms/start-form.ts";
import type { FormValues, Submitted } from "../../messages/forms/submitted-form.ts";
import { type Reply, replyModal, replySentence } from "../../messages/replies/ephemeral-reply.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import { candidateName, type Unclear } from "../../messages/replies/start-questions.ts";
import { submitConfiguration } from "../configurations/configurations.ts";
import type { RequestContext } from "../request-context.ts";
import { resolveTyped } from "../start/resolve-subject.ts";
import { startRun } from "../start/start-run.ts";

/** What goes back with the acknowledgement of a form; undefined closes it. */
export type ViewAnswer = ViewResponseAction | undefined;

export async function handleSubmission(
  request: RequestContext,
  values: FormValues,
): Promise<ViewAnswer> {
  const long = tooLongIn(values);
  if (long !== undefined) return { response_action: "errors", errors: long };
  const metadata = request.requester.view?.metadata ?? "";
  const handle = decodeForm(metadata);
  try {
    if (handle.act === "start") return await submitStart(request, metadata, values);
    if (handle.act === "readConfig")
      return unfinished(await submitConfiguration(request, handle, values));
    return await submitAct(request, handle.run ?? "", metadata, values);
  } catch (error) {
    if (!(error instanceof BadInput) || error.field === undefined) throw error;
    return fieldError(error.field, values, error.message);
  }
}

/** What is longer than any input lets one type, by block: Slack holds people to that, and nothing of ours has to believe it. */
function tooLongIn(values: FormValues): { readonly [block: string]: string } | undefined {
  for (const [block, elements] of Object.entries(values)) {
    const length = Math.max(0, ...Object.values(elements).map(({ value }) => value?.length ?? 0));
    if (length > longestText) return { [block]: tooLongText(length, longestText) };
  }
  return undefined;
}

/** The sentence on top of the form, whose answers are kept below it. */
export const pushModal = (reply: Reply): ViewAnswer => ({
  response_action: "push",
  view: replyModal(reply),
});

async function submitStart(request: RequestContext, metadata: string, values: FormValues) {
  const submitted = readStartForm(metadata, values, request.catalogue.flows, request.forms);
  if (submitted.kind !== "ok") return unfinished(submitted);
  const reply = await startRun(request, submitted.value);
  return reply === undefined ? undefined : pushModal(reply);
}

async function submitAct(
  request: RequestContext,
  id: string,
  metadata: string,
  values: FormValues,
): Promise<ViewAnswer> {
  const { requester, forms } = request;
  const { run, flow } = await request.see(id, "form");
  const parts = { ...forms, by: requester.person };
  const submitted = readForm({ flow, run, parts, metadata, values });
  if (submitted.kind !== "ok") return unfinished(submitted);
  const { act, typed } = submitted.value;
  const fields = asksOf(flow, run, act);
  const resolved = await resolveTyped(forms.fields, fields, typed);
  if (resolved.kind !== "answers") throw new BadInput(notOne(resolved), resolved.field);
  const named = await namesIn(request, fields, act);
  const answers = { ...named, ...resolved.answers };
  await request.act(id, withAnswers(act, answers));
  return undefined;
}

/** Whoever was picked, by name: the record is read where ids mean nothing. */
async function namesIn({ names }: RequestContext, fields: Fields, act: Act): Promise<Answers> {
  if (act.kind !== "answer" && act.kind !== "choose") return {};
  const named = Object.entries(act.answers ?? {}).flatMap(([name, answer]) =>
    fields[name]?.kind === "person" && typeof answer === "string" ? [{ name, answer }] : [],
  );
  const all = named.map(async ({ name, answer }) => [name, await names.one(answer)] as const);
  return Object.fromEntries(await Promise.all(all));
}

const unfinished = (submitted: Exclude<Submitted<unknown>, { kind: "ok" }>): ViewAnswer =>
  submitted.kind === "next"
    ? { response_action: "update", view: submitted.view }
    : { response_action: "errors", errors: { ...submitted.errors } };

const withAnswers = (act: Act, answers: Answers): Act =>
  act.kind === "answer" || act.kind === "choose"
    ? { ...act, answers: { ...act.answers, ...answers } }
    : act;

/** The sentence at the field it is about, where the form has it; else on top of the form. */
function fieldError(field: string, values: FormValues, why: string): ViewAnswer {
  const block = Object.keys(values).find((id) => id.split(/[^\w-]/).includes(field));
  return block === undefined
    ? pushModal(replySentence(why))
    : { response_action: "errors", errors: { [block]: why } };
}

const namesOf = ({ of }: Unclear, answers: readonly Json[]): readonly string[] =>
  answers.map((answer) => candidateName(of, answer));

/** What a form asked that this act answers. */
function asksOf(flow: Flow, { visits }: Run, act: Act): Fields {
  if (act.kind !== "answer" && act.kind !== "choose") return {};
  const step = flow.steps[visits.find(({ id }) => id === act.visit)?.step ?? ""];
  return (act.kind === "answer" ? step?.ask : step?.choices[act.choice]?.ask) ?? {};
}

const notOne = (resolved: Unclear): string =>
  resolved.kind === "ambiguous"
    ? refusalTexts.several(
        resolved.of.called.many,
        namesOf(resolved, resolved.candidates),
        resolved.next,
      )
    : refusalTexts.none(
        resolved.of.called.one,
        resolved.looked,
        namesOf(resolved, resolved.similar),
      );
