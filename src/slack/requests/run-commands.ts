import type { Act } from "../../run/act.ts";
import { BadInput, RunClosed } from "../../run/errors.ts";
import type { ActName } from "../messages/blocks/buttons.ts";
import { openForm } from "../messages/forms/run.ts";
import { catchUpBlocks, catchUpModal } from "../messages/replies/catch-up.ts";
import { type Reply, reply } from "../messages/replies/reply.ts";
import { says } from "../messages/replies/says.ts";
import { noted, stopped } from "../messages/replies/short-replies.ts";
import { status } from "../messages/replies/status.ts";
import type { Desk } from "./desk.ts";
import { askWhich, whichRun } from "./find-run.ts";
import type { Asker } from "./requester.ts";

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
  if (text === "") return askText(desk, asker, run, act);
  const done = await desk.engine.act(run, typedAct[act](text), asker.person, asker.delivery);
  const link = await desk.linkTo(done.run);
  return act === "stop" ? stopped(link) : noted(link);
}

const typedAct = {
  note: (text): Act => ({ kind: "note", text }),
  decision: (text): Act => ({ kind: "note", text, decision: true }),
  stop: (reason): Act => ({ kind: "stop", reason }),
} as const satisfies { readonly [word: string]: (text: string) => Act };

/** What a word may ask of a run. */
type TypedAct = ActName & ("status" | "catchUp" | keyof typeof typedAct);

async function toRead(desk: Desk, asker: Asker, id: string, act: "status" | "catchUp") {
  const run = await desk.engine.see(id, act, asker.person);
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
  const run = await desk.engine.see(id, "form", asker.person);
  if (act === "stop" && run.ending) throw new RunClosed(says.closedAlready);
  if (asker.triggerId === undefined) throw new BadInput(says.missing[act]);
  const form = openForm({ act, run: id }, desk.engine.flowOf(run), run, desk.forms, asker.person);
  await desk.modals.open(asker, form);
  return undefined;
}
