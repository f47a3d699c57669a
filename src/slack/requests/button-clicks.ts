import { HandrailError, NotFound, VersionGone } from "../../run/errors.ts";
import { codeOf } from "../delivery/failures.ts";
import {
  acts,
  type Clicked,
  handleOf,
  type KnownHandle,
  toAct,
} from "../messages/blocks/buttons.ts";
import { queriesModal } from "../messages/forms/queries.ts";
import { openForm } from "../messages/forms/run-forms.ts";
import { repickFlow } from "../messages/forms/start.ts";
import { toldIn } from "../messages/forms/told-by-alert.ts";
import { catchUpModal } from "../messages/replies/catch-up.ts";
import { outlineModal } from "../messages/replies/outline.ts";
import { type PendingStart, pendingStartOf } from "../messages/replies/pending-start.ts";
import { postmortemModal } from "../messages/replies/postmortem.ts";
import { says } from "../messages/replies/refusal-sentences.ts";
import type { Reply } from "../messages/replies/reply.ts";
import { waitingNote } from "../messages/replies/secret-offer.ts";
import { joined, noted, started } from "../messages/replies/short-replies.ts";
import { statusModal } from "../messages/replies/status.ts";
import { offerForm } from "./commands/commands.ts";
import { toRun } from "./commands/run-commands.ts";
import { keepIn } from "./record-message/keep-message.ts";
import type { RequestParts } from "./request-parts.ts";
import type { Asker } from "./requester.ts";
import { bring } from "./resume.ts";
import { begin } from "./start/start-run.ts";

/** What became of a click. */
export interface Clicking {
  /** Undefined when the answer is to be seen elsewhere: a form, or the thread. */
  readonly reply: Reply | undefined;
  /** The question that was clicked is answered; one that only opened something to read or fill stays. */
  readonly settles: boolean;
}

/** Does what a click asks for. */
export async function click(
  parts: RequestParts,
  asker: Asker,
  clicked: Clicked,
): Promise<Clicking> {
  const handle = handleOf(clicked);
  const way = acts[handle.act];
  if (typeof way === "function")
    return { reply: await record(parts, asker, handle), settles: true };
  switch (way) {
    case "open":
      return { reply: await open(parts, asker, handle), settles: false };
    case "read":
      return { reply: await read(parts, asker, handle), settles: false };
    case "keep":
      return { reply: await keepFrom(parts, asker, handle), settles: true };
    case "begin":
      return { reply: await beginFrom(parts, asker, handle), settles: true };
    case "bring":
      return { reply: await bring(parts, asker, runOf(handle)), settles: true };
    case "redraw":
      return { reply: await redraw(parts, asker, handle), settles: false };
    case "configure":
      await parts.configuring.click(asker, handle);
      return { reply: undefined, settles: false };
    default:
      throw new Error(`Unknown way: ${way satisfies never}`);
  }
}

async function record(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  const act = toAct(handle, asker.person);
  const { run } = await parts.engine.act(runOf(handle), act, asker.person, asker.delivery);
  // Whoever joins from a private message or a modal is not in the thread yet.
  const isElsewhere = asker.isPrivate || asker.view !== undefined;
  return act.kind === "join" && isElsewhere ? joined(await parts.linkTo(run)) : undefined;
}

async function open(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  if (handle.act === "start") {
    return offerForm(parts, asker, handle.item === undefined ? {} : { flow: handle.item });
  }
  if (handle.act === "fill")
    return offerForm(parts, { ...asker, ...under(asker, handle) }, filledBy(handle));
  const { act } = handle;
  const isTyped = act === "note" || act === "decision";
  if (isTyped && handle.item !== undefined) {
    return toRun(parts, asker, runOf(handle), act, handle.item);
  }
  const run = await parts.engine.see(runOf(handle), "form", asker.person, asker.delivery.signal);
  const gone = parts.engine.goneOf(run);
  if (gone && handle.act !== "stop") throw new VersionGone(gone.says);
  // Names are asked for where texts are edited, for a trigger lives three seconds.
  const names = act === "edit" ? { names: await parts.names.soon(run) } : {};
  const formParts = { ...parts.forms, ...names };
  const form = openForm(handle, parts.engine.flowOf(run), run, formParts, asker.person);
  await parts.modals.open(asker, form);
  return undefined;
}

function filledBy({ item = "" }: KnownHandle) {
  const told = toldIn(item);
  return told === undefined ? {} : { told };
}

async function read(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  if (handle.act === "outline") {
    const { catalogue } = parts;
    const flow = catalogue.find(handle.item ?? "");
    await parts.modals.open(asker, outlineModal(flow, catalogue.packs.signatures));
    return undefined;
  }
  const reading = readingOf(handle);
  const run = await parts.engine.see(runOf(handle), reading, asker.person, asker.delivery.signal);
  if (reading === "evidence") {
    const visit = run.visits.find(({ id }) => id === handle.visit);
    if (visit === undefined) throw new NotFound(says.noStep);
    await parts.modals.open(asker, queriesModal(visit, parts.engine.flowOf(run).steps[visit.step]));
    return undefined;
  }
  const [flow, gone] = [parts.engine.flowOf(run), parts.engine.goneOf(run)];
  if (reading === "postmortem") {
    await parts.modals.open(asker, postmortemModal(flow, run, parts.forms.own ?? []));
    return undefined;
  }
  const link = await parts.linkTo(run);
  const modal =
    reading === "catchUp"
      ? catchUpModal(flow, run, { person: asker.person, link, gone })
      : statusModal(flow, run, link, gone);
  await parts.modals.open(asker, modal);
  return undefined;
}

/** Which run a message belongs to was asked; the message is read again, for a button holds no text. */
async function keepFrom(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  const { channel = "" } = asker;
  if (handle.act !== "keep") return keepSecret(parts, asker, handle);
  const message = await parts.readMessage(channel, handle.item ?? "");
  return keepIn(parts, asker, runOf(handle), message);
}

/** What looked like a secret is struck or kept, as whoever noted it says. */
async function keepSecret(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  const { decision, ...note } = waitingNote(handle.item ?? "");
  const secrets = handle.act === "keepSecret" ? "keep" : "strike";
  const how = { secrets, ...(decision ? { decision } : {}) } as const;
  if ("ts" in note) {
    const message = await parts.readMessage(asker.channel ?? "", note.ts);
    return keepIn(parts, asker, runOf(handle), message, how);
  }
  const act = { kind: "note", text: note.text, ...how } as const;
  const done = await parts.engine.act(runOf(handle), act, asker.person, asker.delivery);
  return noted(await parts.linkTo(done.run));
}

async function beginFrom(parts: RequestParts, asker: Asker, handle: KnownHandle) {
  const pending = pendingStartOf(handle);
  if (pending === undefined) throw new NotFound(says.nothingToStart);
  if (handle.act === "letMeIn") await letIn(parts, asker, pending);
  const anyway = handle.act === "startAnyway" ? { anyway: true } : {};
  const reply = await begin(parts, asker, { ...under(asker, handle), ...pending, ...anyway });
  // In a modal the question must give way to an answer; elsewhere the card is the answer.
  return reply ?? (asker.view === undefined ? undefined : started(pending.channel));
}

/** What everybody is offered in a message of its own is started in the thread of that message. */
function under(
  { threadTs, messageTs }: Asker,
  { act }: KnownHandle,
): Pick<PendingStart, "threadTs"> {
  const ts = act === "startOffered" || act === "fill" ? (threadTs ?? messageTs) : undefined;
  return ts === undefined ? {} : { threadTs: ts };
}

async function letIn(parts: RequestParts, asker: Asker, pending: PendingStart): Promise<void> {
  const { person, team, delivery } = asker;
  const { channel, flow } = pending;
  await parts.engine.mayStart(person, { team, channel }, flow, delivery.signal);
  try {
    await parts.memberships.join(channel);
  } catch (cause) {
    throw new HandrailError("not-joined", says.notLetIn(codeOf(cause) ?? "no answer"), { cause });
  }
}

/** The start form for another flow. Without the view's hash, for of two quick picks the later one must win. */
async function redraw(parts: RequestParts, { view }: Asker, handle: KnownHandle) {
  if (view === undefined) throw new NotFound(says.formClosed);
  const { flows } = parts.catalogue;
  const redrawn = repickFlow(view.metadata, flows, handle.item ?? "", parts.forms);
  await parts.modals.update(view.id, redrawn);
  return undefined;
}

function readingOf({ act }: KnownHandle): "evidence" | "catchUp" | "postmortem" | "status" {
  if (act === "queries") return "evidence";
  if (act === "readPostmortem") return "postmortem";
  return act === "catchUp" ? "catchUp" : "status";
}

function runOf({ run }: KnownHandle): string {
  if (run === undefined) throw new NotFound(says.noRun);
  return run;
}
