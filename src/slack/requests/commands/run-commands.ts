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
import type { RequestParts } from "../request-parts.ts";
import type { Asker } from "../requester.ts";

/** Does what was typed to the run that is meant, or asks which one that is. */
export async function onRun(
  parts: RequestParts,
  asker: Asker,
  act: TypedAct,
  text = "",
): Promise<Reply | undefined> {
  const which = await whichRun(parts, asker, act);
  if (which.kind === "ask") return askWhich(act, which.rows, text);
  return toRun(parts, asker, which.row.id, act, text);
}

/** What a word that names a run does to it; the text may still be missing. */
export async function toRun(
  parts: RequestParts,
  asker: Asker,
  run: string,
  act: TypedAct,
  text: string,
): Promise<Reply | undefined> {
  if (act === "status" || act === "catchUp") return toRead(parts, asker, run, act);
  if (act === "unwatch" || act === "cancel") return endAtStep(parts, asker, run, act);
  if (act === "stop") return askWhetherToStop(parts, asker, run, text);
  if (text === "") return askText(parts, asker, run, act);
  const done = await parts.engine.act(run, typedAct[act](text), asker.person, asker.delivery);
  return noted(await parts.linkTo(done.run));
}

/** Ends the watch or the look of the step where the run stands. */
async function endAtStep(parts: RequestParts, asker: Asker, id: string, act: "unwatch" | "cancel") {
  const run = await parts.engine.see(id, "form", asker.person, asker.delivery.signal);
  const { id: visit } = current(run);
  await parts.engine.act(id, { kind: act, visit }, asker.person, asker.delivery);
  return endedAtStep(act, await parts.linkTo(run));
}

/** What closes a run is never done by a word that may have meant something else: its form names the run. */
async function askWhetherToStop(parts: RequestParts, asker: Asker, id: string, reason: string) {
  const run = await parts.engine.see(id, "form", asker.person, asker.delivery.signal);
  if (run.ending) throw new RunClosed(says.closedAlready);
  const flow = parts.engine.flowOf(run);
  const handle = { act: "stop", run: id, ...(reason === "" ? {} : { item: reason }) } as const;
  if (asker.triggerId === undefined) return askStop(flow, run, handle);
  await parts.modals.open(asker, openForm(handle, flow, run, parts.forms, asker.person));
  return undefined;
}

const typedAct = {
  note: (text): Act => ({ kind: "note", text }),
  decision: (text): Act => ({ kind: "note", text, decision: true }),
} as const satisfies { readonly [word: string]: (text: string) => Act };

/** What a word may ask of a run. */
type TypedAct = ActName &
  ("status" | "catchUp" | "unwatch" | "cancel" | "stop" | keyof typeof typedAct);

async function toRead(parts: RequestParts, asker: Asker, id: string, act: "status" | "catchUp") {
  const run = await parts.engine.see(id, act, asker.person, asker.delivery.signal);
  const [flow, gone] = [parts.engine.flowOf(run), parts.engine.goneOf(run)];
  const link = await parts.linkTo(run);
  if (act === "status") return status(flow, run, link, gone);
  const reader = { person: asker.person, link, gone };
  // A mention cannot open a modal.
  if (asker.triggerId === undefined) return reply(catchUpBlocks(flow, run, reader));
  await parts.modals.open(asker, catchUpModal(flow, run, reader));
  return undefined;
}

async function askText(parts: RequestParts, asker: Asker, id: string, act: keyof typeof typedAct) {
  const run = await parts.engine.see(id, "form", asker.person, asker.delivery.signal);
  if (asker.triggerId === undefined) throw new BadInput(says.missing[act]);
  const form = openForm({ act, run: id }, parts.engine.flowOf(run), run, parts.forms, asker.person);
  await parts.modals.open(asker, form);
  return undefined;
}
