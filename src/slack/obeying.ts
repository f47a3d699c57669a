import type { Flow } from "#flow";
import { BadInput, NotFound, RunClosed } from "../engine/errors.ts";
import type { Asker } from "./asker.ts";
import type { Desk } from "./desk.ts";
import type { ActName } from "./messages/acts.ts";
import { openForm } from "./messages/forms/run.ts";
import { type StartForm, startForm } from "./messages/forms/start.ts";
import { help } from "./messages/help.ts";
import { list } from "./messages/list.ts";
import type { Reply } from "./messages/reply.ts";
import { status } from "./messages/status.ts";
import { findPostmortem } from "./postmortem.ts";
import { resume } from "./resuming.ts";
import { noted, offerStart, stopped } from "./short-replies.ts";
import { begin } from "./starting.ts";
import { askWhich, openInChannel, whichRun } from "./which-run.ts";
import type { Wish } from "./words.ts";

/** Does what was typed. Undefined when the answer is to be seen elsewhere: a form, or the thread. */
export async function obey(desk: Desk, asker: Asker, wish: Wish): Promise<Reply | undefined> {
  const { catalogue } = desk;
  switch (wish.kind) {
    case "nothing":
      return offerForm(desk, asker, {});
    case "help":
      return help(desk.command);
    case "unknown":
      return notUnderstood(desk, wish.word, wish.meant);
    case "list":
      return list(catalogue.flows, await openInChannel(desk, asker), catalogue.broken);
    case "start":
      return startNamed(desk, asker, wish.flow, wish.loadBalancer);
    case "status":
      return onRun(desk, asker, "status");
    case "note":
      return onRun(desk, asker, "note", wish.text);
    case "stop":
      return onRun(desk, asker, "stop", wish.reason);
    case "resume":
      return resume(desk, asker, wish.run);
    case "postmortem":
      return findPostmortem(desk, asker);
    default:
      throw new Error(`Unknown wish: ${JSON.stringify(wish satisfies never)}`);
  }
}

/** The form that starts a run, where one can be opened; else a button that opens it. Before any other I/O. */
export async function offerForm(
  desk: Desk,
  asker: Asker,
  known: Pick<StartForm, "flow" | "loadBalancer">,
): Promise<Reply | undefined> {
  const { triggerId, channel, threadTs } = asker;
  if (triggerId === undefined) return offerStart(desk.command);
  const start = {
    ...known,
    ...(channel === undefined ? {} : { channel }),
    ...(threadTs === undefined ? {} : { threadTs }),
  };
  await desk.modals.open(asker, startForm(desk.catalogue.flows, start, desk.forms));
  return undefined;
}

/** What a word that names a run does to it; the text may still be missing. */
export async function toRun(
  desk: Desk,
  asker: Asker,
  run: string,
  act: "status" | "note" | "stop",
  text: string,
): Promise<Reply | undefined> {
  if (act === "status") {
    const read = await desk.engine.read(run);
    const gone = desk.engine.goneOf(read);
    return status(desk.engine.flowOf(read), read, await desk.linkTo(read), gone);
  }
  if (text === "") return askText(desk, asker, run, act);
  const done = await desk.engine.act(
    run,
    act === "note" ? { kind: "note", text } : { kind: "stop", reason: text },
    asker.person,
    asker.delivery,
  );
  const link = await desk.linkTo(done.run);
  return act === "note" ? noted(link) : stopped(link);
}

async function onRun(
  desk: Desk,
  asker: Asker,
  act: ActName & ("status" | "note" | "stop"),
  text = "",
): Promise<Reply | undefined> {
  const which = await whichRun(desk, asker, act);
  if (which.kind === "ask") return askWhich(act, which.rows, text);
  return toRun(desk, asker, which.row.id, act, text);
}

async function askText(desk: Desk, asker: Asker, id: string, act: "note" | "stop") {
  const run = await desk.engine.read(id);
  if (act === "stop" && run.ending) throw new RunClosed("This runbook is closed already.");
  if (asker.triggerId === undefined) throw new BadInput(missing[act]);
  const form = openForm({ act, run: id }, desk.engine.flowOf(run), run, desk.forms);
  await desk.modals.open(asker, form);
  return undefined;
}

const missing = {
  note: "What shall be noted? Write it behind the word: note the deploy is rolled back.",
  stop: "Why does the runbook stop? Write it behind the word: stop this was a network outage.",
};

async function startNamed(
  desk: Desk,
  asker: Asker,
  typedFlow: string | undefined,
  typedName: string | undefined,
): Promise<Reply | undefined> {
  if (typedFlow === undefined) return offerForm(desk, asker, {});
  const flow = desk.catalogue.find(typedFlow);
  const field = onlyQuestion(flow);
  if (typedName === undefined || field === undefined || asker.channel === undefined) {
    const name = typedName === undefined ? {} : { loadBalancer: typedName };
    return offerForm(desk, asker, { flow: flow.id, ...name });
  }
  const { channel, threadTs } = asker;
  return begin(desk, asker, {
    flow: flow.id,
    facts: {},
    typed: { [field]: typedName },
    channel,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}

/** The flow's load balancer field, if nothing else must be asked before the start. */
function onlyQuestion(flow: Flow): string | undefined {
  const required = Object.entries(flow.inputs).filter(([, field]) => field.optional !== true);
  const asked = required.filter(([, field]) => !("initial" in field));
  const [only] = asked;
  return asked.length === 1 && only?.[1].kind === "loadBalancer" ? only[0] : undefined;
}

function notUnderstood(desk: Desk, word: string, meant: string | undefined): Reply {
  if (meant === undefined) return help(desk.command, word);
  throw new NotFound(`I do not know "${word}". Did you mean \`${desk.command} ${meant}\`?`);
}
