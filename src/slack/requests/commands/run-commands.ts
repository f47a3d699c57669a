import type { ModalView } from "@slack/types";
import type { Act } from "../../../run/act.ts";
import { BadInput, RunClosed, VersionGone } from "../../../run/errors.ts";
import { currentVisit } from "../../../run/visits.ts";
import type { ActName, KnownHandle } from "../../messages/blocks/click-actions.ts";
import { openForm } from "../../messages/forms/run-forms.ts";
import { catchUpBlocks, catchUpModal } from "../../messages/replies/catch-up.ts";
import { type Reply, replyWith } from "../../messages/replies/ephemeral-reply.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import { askStop, endedAtStep, notedReply } from "../../messages/replies/short-replies.ts";
import { statusModal, statusReply } from "../../messages/replies/status-reply.ts";
import { askWhich, whichRun } from "../find-run.ts";
import type { RequestContext, RunWithFlow } from "../request-context.ts";

/** Does what was typed to the run that is meant, or asks which one that is. */
export async function onRun(
  request: RequestContext,
  act: TypedAct,
  text = "",
): Promise<Reply | undefined> {
  const which = await whichRun(request, act);
  if (which.kind === "ask") return askWhich(act, which.rows, text);
  return toRun(request, which.row.id, act, text);
}

/** What a word that names a run does to it; the text may still be missing. */
export async function toRun(
  request: RequestContext,
  run: string,
  act: TypedAct,
  text: string,
): Promise<Reply | undefined> {
  switch (act) {
    case "status":
    case "catchUp":
      return tell(request, run, act);
    case "unwatch":
    case "cancel":
      return endAtStep(request, run, act);
    case "stop":
      return askWhetherToStop(request, run, text);
    default:
      return note(request, run, act, text);
  }
}

type TypedAct = ActName &
  ("status" | "catchUp" | "unwatch" | "cancel" | "stop" | keyof typeof notes);

const notes = {
  note: (text): Act => ({ kind: "note", text }),
  decision: (text): Act => ({ kind: "note", text, decision: true }),
} as const satisfies { readonly [word: string]: (text: string) => Act };

async function note(request: RequestContext, id: string, act: keyof typeof notes, text: string) {
  if (text !== "") return notedReply(await request.linkTo(await request.act(id, notes[act](text))));
  const { triggerId } = request.requester;
  if (triggerId !== undefined) return openRunForm(request, { act, run: id });
  await request.see(id, "form");
  throw new BadInput(refusalTexts.missing[act]);
}

async function endAtStep(request: RequestContext, id: string, act: "unwatch" | "cancel") {
  const { run } = await request.see(id, "form");
  await request.act(id, { kind: act, visit: currentVisit(run).id });
  return endedAtStep(act, await request.linkTo(run));
}

/** What closes a run is never done by a word that may have meant something else: its form names the run. */
async function askWhetherToStop(request: RequestContext, id: string, reason: string) {
  const seen = await request.see(id, "form");
  if (seen.run.ending) throw new RunClosed(refusalTexts.closedAlready);
  const handle = { act: "stop", run: id, ...(reason === "" ? {} : { item: reason }) } as const;
  if (request.requester.triggerId === undefined) return askStop(seen.flow, seen.run, handle);
  return openFormOf(request, handle, seen);
}

export const openRunForm = async (
  request: RequestContext,
  handle: KnownHandle & { readonly run: string },
): Promise<undefined> => openFormOf(request, handle, await request.see(handle.run, "form"));

/** Where the run's version is gone, only the one that stops it. */
async function openFormOf(
  request: RequestContext,
  handle: KnownHandle,
  { run, flow, gone }: RunWithFlow,
): Promise<undefined> {
  const { requester, forms } = request;
  if (gone && handle.act !== "stop") throw new VersionGone(gone.says);
  // Names are asked for where texts are edited, for a trigger lives three seconds.
  const names = handle.act === "edit" ? { names: await request.names.soon(run) } : {};
  const parts = { ...forms, ...names, by: requester.person };
  await request.open(openForm({ handle, flow, run, parts }));
}

/** Where a run stands; at length as a modal, where one can be opened. */
async function tell(request: RequestContext, id: string, what: "status" | "catchUp") {
  const { person, triggerId } = request.requester;
  if (what === "catchUp" && triggerId !== undefined) {
    await request.open(await standingModal(request, id, what));
    return undefined;
  }
  const { run, flow, gone } = await request.see(id, what);
  const link = await request.linkTo(run);
  if (what === "status") return statusReply(flow, run, link, gone);
  return replyWith(catchUpBlocks(flow, run, { person, link, gone }));
}

/** The same as a modal. */
export async function standingModal(
  request: RequestContext,
  id: string,
  what: "status" | "catchUp",
): Promise<ModalView> {
  const { run, flow, gone } = await request.see(id, what);
  const link = await request.linkTo(run);
  const { person } = request.requester;
  return what === "catchUp"
    ? catchUpModal(flow, run, { person, link, gone })
    : statusModal(flow, run, link, gone);
}
