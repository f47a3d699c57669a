import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import { type Flow, subjectField } from "#language";
import { section } from "../blocks/blocks.ts";
import { decodeForm } from "../blocks/click-actions.ts";
import { shortText } from "../blocks/escape.ts";
import { encodeMetadata, keptIn } from "../blocks/handle.ts";
import type { PendingStart } from "../replies/start-questions.ts";
import {
  type AlertAnswers,
  alertAnswersFor,
  readAlertAnswers,
  shrinkToKeep,
  sortByAlert,
} from "./alert-answers.ts";
import { input, modal, oneOfInput, option } from "./modal.ts";
import { type Filled, type Questions, questionsView, readQuestions } from "./question-pages.ts";
import {
  channelIn,
  type FormParts,
  type FormValues,
  formRejected,
  type Submitted,
} from "./submitted-form.ts";

/** Where the start form was opened and what is already known. */
export interface StartForm {
  /** The picked flow's id; the only flow is picked by itself. */
  readonly flow?: string;
  /** Absent where there is no channel yet (App Home): the form then asks for it. */
  readonly channel?: string;
  readonly threadTs?: string;
  readonly subject?: string;
  readonly told?: AlertAnswers;
}

export function startForm(flows: readonly Flow[], start: StartForm, parts: FormParts): ModalView {
  const wanted = start.flow ?? start.told?.flow;
  const picked =
    flows.find(({ id }) => id === wanted) ?? (flows.length === 1 ? flows[0] : undefined);
  if (picked) return questionsView(questionsOf(flows, picked, start, parts));
  const metadata = encodeMetadata({ act: "start" }, keptOf(start)) ?? "";
  const blocks = [...alertLine(start), ...pickFlow(sortByAlert(flows, start.told), undefined)];
  return modal("Start a runbook", blocks, { submit: "Start", metadata });
}

/** The same form for another flow: for views.update after pickFlow. */
export const repickFlow = (
  metadata: string,
  flows: readonly Flow[],
  picked: string,
  parts: FormParts,
): ModalView => startForm(flows, { ...startIn(metadata), flow: picked }, parts);

/** Reads the submitted start form. What was typed and must be found in the world stands in `typed`. */
export function readStartForm(
  metadata: string,
  values: FormValues,
  flows: readonly Flow[],
  parts: FormParts,
): Submitted<PendingStart> {
  const start = startIn(metadata);
  const flow = flows.find(({ id }) => id === decodeForm(metadata).item);
  if (!flow) return formRejected(pickFlowId, "Please pick a runbook.");
  const channel = start.channel ?? channelIn(values, channelId);
  if (!channel) return formRejected(channelId, "Please pick a channel.");
  const questions = questionsOf(flows, flow, { ...start, channel }, parts);
  const read = readQuestions(questions, { metadata, values });
  if (read.kind !== "ok") return read;
  const thread = start.threadTs === undefined ? {} : { threadTs: start.threadTs };
  const { answers: facts, typed } = read.value;
  return { kind: "ok", value: { flow: flow.id, facts, typed, channel, ...thread } };
}

const pickFlowId = "pickFlow";
const channelId = "channel";

function questionsOf(
  flows: readonly Flow[],
  flow: Flow,
  start: StartForm,
  parts: FormParts,
): Questions {
  const about = section(shortText(flow.about.introduction, 600));
  const { channel, subject, told } = start;
  return {
    fields: flow.inputs,
    known: {},
    typed: { ...alertAnswersFor(told, flow), ...typedFor(flow, subject) },
    title: "Start a runbook",
    submit: "Start",
    handle: { act: "start", item: flow.id },
    parts,
    kept: keptOf(start),
    before: [
      ...alertLine(start),
      ...pickFlow(sortByAlert(flows, told), flow.id),
      about,
      ...(channel === undefined ? [whichChannel()] : []),
    ],
  };
}

const keptOf = ({ channel, threadTs, subject, told }: StartForm) => ({
  ...(channel === undefined ? {} : { channel }),
  ...(threadTs === undefined ? {} : { threadTs }),
  ...(subject === undefined ? {} : { subject: subject.slice(0, 300) }),
  ...(told === undefined ? {} : { told: shrinkToKeep(told) }),
});

const alertLine = ({ told }: StartForm) => (told === undefined ? [] : [section(told.says)]);

/** The menu of flows; none for a single one. Picking another redraws the form. */
function pickFlow(flows: readonly Flow[], picked: string | undefined): readonly KnownBlock[] {
  if (flows.length < 2 && picked !== undefined) return [];
  const options = flows.map(({ id, title }) => option(title, id));
  const menu: InputBlock = oneOfInput(pickFlowId, "Which runbook?", options, { initial: picked });
  return [{ ...menu, dispatch_action: true }];
}

const whichChannel = (): InputBlock =>
  input(
    channelId,
    "In which channel?",
    {
      type: "conversations_select",
      action_id: channelId,
      default_to_current_conversation: true,
      filter: { include: ["public", "private"], exclude_bot_users: true },
    },
    { hint: "The thread of the run will be there." },
  );

function typedFor({ inputs }: Flow, typed: string | undefined): Filled["typed"] {
  const [name] = subjectField(inputs) ?? [];
  return name === undefined || typed === undefined ? {} : { [name]: typed };
}

function startIn(metadata: string): StartForm {
  const kept = keptIn(metadata);
  const text = (name: string) => {
    const value = kept[name];
    return typeof value === "string" ? { [name]: value } : {};
  };
  const told = readAlertAnswers(kept.told);
  return {
    ...{ ...text("channel"), ...text("threadTs"), ...text("subject") },
    ...(told === undefined ? {} : { told }),
  };
}
