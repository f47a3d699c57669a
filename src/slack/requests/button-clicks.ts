import type { ModalView } from "@slack/types";
import { HandrailError, NotFound } from "../../run/errors.ts";
import { codeOf } from "../delivery/web-api/failures.ts";
import {
  type Clicked,
  clickActions,
  decodeClick,
  type KnownHandle,
  toAct,
} from "../messages/blocks/click-actions.ts";
import { readAlertItem } from "../messages/forms/alert-answers.ts";
import { queriesModal } from "../messages/forms/queries-modal.ts";
import { repickFlow } from "../messages/forms/start-form.ts";
import type { Reply } from "../messages/replies/ephemeral-reply.ts";
import { waitingNote } from "../messages/replies/notes.ts";
import { outlineModal } from "../messages/replies/outline.ts";
import { postmortemModal } from "../messages/replies/postmortem.ts";
import { refusalTexts } from "../messages/replies/refusal-sentences.ts";
import { joinedReply, notedReply, startedReply } from "../messages/replies/short-replies.ts";
import { type PendingStart, pendingStartOf } from "../messages/replies/start-questions.ts";
import { offerForm } from "./commands/commands.ts";
import { openRunForm, standingModal, toRun } from "./commands/run-commands.ts";
import { handleConfigureClick } from "./configurations/configurations.ts";
import { keepIn } from "./record-message/keep-message.ts";
import type { RequestContext } from "./request-context.ts";
import type { Requester } from "./requester.ts";
import { bringRun } from "./resume.ts";
import { startRun } from "./start/start-run.ts";

export interface Clicking {
  /** Undefined when the answer is to be seen elsewhere: a form, or the thread. */
  readonly reply: Reply | undefined;
  /** The question that was clicked is answered; one that only opened something to read or fill stays. */
  readonly settles: boolean;
}

export async function handleClick(request: RequestContext, clicked: Clicked): Promise<Clicking> {
  const handle = decodeClick(clicked);
  const way = clickActions[handle.act];
  if (typeof way === "function") return { reply: await record(request, handle), settles: true };
  const { does, settles } = ways[way];
  return { reply: await does(request, handle), settles };
}

type Does = (request: RequestContext, handle: KnownHandle) => Promise<Reply | undefined>;

const ways: {
  readonly [Way in Extract<(typeof clickActions)[keyof typeof clickActions], string>]: {
    readonly does: Does;
    readonly settles: boolean;
  };
} = {
  open: { does: open, settles: false },
  read: { does: read, settles: false },
  keep: { does: keepFrom, settles: true },
  begin: { does: beginFrom, settles: true },
  bring: { does: (request, handle) => bringRun(request, runOf(handle)), settles: true },
  redraw: { does: redraw, settles: false },
  configure: { does: handleConfigureClick, settles: false },
};

async function record(request: RequestContext, handle: KnownHandle) {
  const { requester, linkTo } = request;
  const act = toAct(handle, requester.person);
  const run = await request.act(runOf(handle), act);
  // Whoever joins from a private message or a modal is not in the thread yet.
  const isElsewhere = requester.isPrivate || requester.view !== undefined;
  return act.kind === "join" && isElsewhere ? joinedReply(await linkTo(run)) : undefined;
}

async function open(request: RequestContext, handle: KnownHandle) {
  const { act, item } = handle;
  if (act === "start") return offerForm(request, item === undefined ? {} : { flow: item });
  if (act === "fill") {
    const told = readAlertItem(item ?? "");
    const filled = told === undefined ? {} : { told };
    return offerForm(request, { ...filled, ...under(request.requester, handle) });
  }
  if ((act === "note" || act === "decision") && item !== undefined)
    return toRun(request, runOf(handle), act, item);
  return openRunForm(request, { ...handle, run: runOf(handle) });
}

async function read(request: RequestContext, handle: KnownHandle): Promise<undefined> {
  await request.open(await modalOf(request, handle));
}

async function modalOf(request: RequestContext, handle: KnownHandle): Promise<ModalView> {
  const { catalogue, forms } = request;
  switch (handle.act) {
    case "outline":
      return outlineModal(catalogue.find(handle.item ?? ""), catalogue.packs.signatures);
    case "queries": {
      const { run, flow } = await request.see(runOf(handle), "evidence");
      const visit = run.visits.find(({ id }) => id === handle.visit);
      if (visit === undefined) throw new NotFound(refusalTexts.noStep);
      return queriesModal(visit, flow.steps[visit.step]);
    }
    case "readPostmortem": {
      const { run, flow } = await request.see(runOf(handle), "postmortem");
      return postmortemModal(flow, run, forms.own ?? []);
    }
    default:
      return standingModal(request, runOf(handle), handle.act === "catchUp" ? "catchUp" : "status");
  }
}

/** Which run a message belongs to was asked; the message is read again, for a button holds no text. */
async function keepFrom(request: RequestContext, handle: KnownHandle) {
  if (handle.act !== "keep") return keepSecret(request, handle);
  const message = await request.readMessage(request.requester.channel ?? "", handle.item ?? "");
  return keepIn(request, runOf(handle), message);
}

/** What looked like a secret is struck or kept, as whoever noted it says. */
async function keepSecret(request: RequestContext, handle: KnownHandle) {
  const { decision, ...note } = waitingNote(handle.item ?? "");
  const secrets = handle.act === "keepSecret" ? "keep" : "strike";
  const how = { secrets, ...(decision ? { decision } : {}) } as const;
  if ("ts" in note) {
    const message = await request.readMessage(request.requester.channel ?? "", note.ts);
    return keepIn(request, runOf(handle), message, how);
  }
  const run = await request.act(runOf(handle), { kind: "note", text: note.text, ...how });
  return notedReply(await request.linkTo(run));
}

async function beginFrom(request: RequestContext, handle: KnownHandle) {
  const { requester } = request;
  const pending = pendingStartOf(handle);
  if (pending === undefined) throw new NotFound(refusalTexts.nothingToStart);
  if (handle.act === "letMeIn") await letIn(request, pending);
  const anyway = handle.act === "startAnyway" ? { anyway: true } : {};
  const reply = await startRun(request, { ...under(requester, handle), ...pending, ...anyway });
  // In a modal the question must give way to an answer; elsewhere the card is the answer.
  return reply ?? (requester.view === undefined ? undefined : startedReply(pending.channel));
}

/** What everybody is offered in a message of its own is started in the thread of that message. */
function under(
  { threadTs, messageTs }: Requester,
  { act }: KnownHandle,
): Pick<PendingStart, "threadTs"> {
  const ts = act === "startOffered" || act === "fill" ? (threadTs ?? messageTs) : undefined;
  return ts === undefined ? {} : { threadTs: ts };
}

async function letIn(request: RequestContext, { channel, flow }: PendingStart): Promise<void> {
  await request.mayStart(channel, flow);
  try {
    await request.memberships.join(channel);
  } catch (cause) {
    throw new HandrailError("not-joined", refusalTexts.notLetIn(codeOf(cause) ?? "no answer"), {
      cause,
    });
  }
}

/** The start form for another flow. Without the view's hash, for of two quick picks the later one must win. */
async function redraw(request: RequestContext, handle: KnownHandle): Promise<undefined> {
  const {
    requester: { view },
    catalogue,
    forms,
    modals,
  } = request;
  if (view === undefined) throw new NotFound(refusalTexts.formClosed);
  const redrawn = repickFlow(view.metadata, catalogue.flows, handle.item ?? "", forms);
  await modals.update(view.id, redrawn);
}

function runOf({ run }: KnownHandle): string {
  if (run === undefined) throw new NotFound(refusalTexts.noRun);
  return run;
}
