import type { Act } from "../../../run/act.ts";
import { BadInput, RunClosed } from "../../../run/errors.ts";
import { current } from "../../../run/visits.ts";
import type { ActName } from "../../messages/blocks/buttons.ts";
import { openForm } from "../../messages/forms/run-forms.ts";
import { catchUpBlocks, catchUpModal } from "../../messages/replies/catch-up.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import { type Reply, reply } from "../../messages/replies/reply.ts";
import { askStop, endedAtStep, noted } from "../../messages/replies/short-replies.ts";
import { status } from "../../messages/replies/status.ts";
import { askWhich, whichRun } from "../find-run.ts";
import type { Desk } from "../request-parts.ts";
import type { Asker } from "../requester.ts";

/** Does what was typed to the run that is meant, or asks which one that is. */
export async function onRun(
  desk: Desk,
  asker: Asker,
  act: TypedAct,
  text = "",
): Promise<Reply | undefined> {
  const which = await whichRun(desk, asker, act);
  if (which.kind === "ask") return askWhich(act, which.rows, text);
  return toRun(desk, asker, which.row.id, act, text);
}

/** What a word that names a run does to it; the text may still be missing. */
export async function toRun(
  desk: Desk,
  asker: Asker,
  run: string,
  act: TypedAct,
  text: string,
): Promise<Reply | undefined> {
  if (act === "status" || act === "catchUp") return toRead(desk, asker, run, act);
  if (act === "unwatch" || act === "cancel") return endAtStep(desk, asker, run, act);
  if (act === "stop") return askWhetherToStop(desk, asker, run, text);
  if (text === "") return askText(desk, asker, run, act);
  const done = await desk.engine.act(run, typedAct[act](text), asker.person, asker.delivery);
  return noted(await desk.linkTo(done.run));
}

/** Ends the watch or the look of the step where the run stands. */
async function endAtStep(desk: Desk, asker: Asker, id: string, act: "unwatch" | "cancel") {
  const run = await desk.engine.see(id, "form", asker.person, asker.delivery.signal);
  const { id: visit } = current(run);
  await desk.engine.act(id, { kind: act, visit }, asker.person, asker.delivery);
  return endedAtStep(act, await desk.linkTo(run));
}

/** What closes a run is never done by a word that may have meant something else: its form names the run. */
async function askWhetherToStop(desk: Desk, asker: Asker, id: string, reason: string) {
  const run = await desk.engine.see(id, "form", asker.person, asker.delivery.signal);
  if (run.ending) throw new RunClosed(says.closedAlready);
  const flow = desk.engine.flowOf(run);
  const handle = { act: "stop", run: id, ...(reason === "" ? {} : { item: reason }) } as const;
  if (asker.triggerId === undefined) return askStop(flow, run, handle);
  await desk.modals.open(asker, openForm(handle, flow, run, desk.forms, asker.person));
  return undefined;
}

const typedAct = {
  note: (text): Act => ({ kind: "note", text }),
  decision: (text): Act => ({ kind: "note", text, decision: true }),
} as const satisfies { readonly [word: string]: (text: string) => Act };

/** What a word may ask of a run. */
type TypedAct = ActName &
  ("status" | "catchUp" | "unwatch" | "cancel" | "stop" | keyof typeof typedAct);

async function toRead(desk: Desk, asker: Asker, id: string, act: "status" | "catchUp") {
  const run = await desk.engine.see(id, act, asker.person, asker.delivery.signal);
  const [flow, gone] = [desk.engine.flowOf(run), desk.engine.goneOf(run)];
  const link = await desk.linkTo(run);
  if (act === "status") return status(flow, run, link, gone);
  const reader = { person: asker.person, link, gone };
  // A mention cannot open a modal.
  if (asker.triggerId === undefined) return reply(catchUpBlocks(flow, run, reader));
  await desk.modals.open(asker, catchUpModal(flow, run, reader));
  return undefined;
}

async function askText(desk: Desk, asker: Asker, id: string, act: keyof typeof typedAct) {
  const run = await desk.engine.see(id, "form", asker.person, asker.delivery.signal);
  if (asker.triggerId === undefined) throw new BadInput(says.missing[act]);
  const form = openForm({ act, run: id }, desk.engine.flowOf(run), run, desk.forms, asker.person);
  await desk.modals.open(asker, form);
  return undefined;
}
