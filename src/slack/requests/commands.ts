import type { Flow } from "#language";
import { NotFound } from "../../run/errors.ts";
import { type StartForm, startForm } from "../messages/forms/start.ts";
import { help } from "../messages/replies/help.ts";
import { list } from "../messages/replies/list.ts";
import type { Reply } from "../messages/replies/reply.ts";
import { says } from "../messages/replies/says.ts";
import { offerStart } from "../messages/replies/short-replies.ts";
import type { Wish } from "./command-line.ts";
import type { Desk } from "./desk.ts";
import { openInChannel } from "./find-run.ts";
import { findPostmortem } from "./postmortem-forms.ts";
import type { Asker } from "./requester.ts";
import { resume } from "./resume.ts";
import { onRun } from "./run-commands.ts";
import { begin } from "./start-run.ts";

/** Does what was typed. Undefined when the answer is to be seen elsewhere: a form, or the thread. */
export async function obey(desk: Desk, asker: Asker, wish: Wish): Promise<Reply | undefined> {
  switch (wish.kind) {
    case "nothing":
      return offerForm(desk, asker, {});
    case "help":
      return help(desk.command);
    case "unknown":
      return notUnderstood(desk, wish.word, wish.meant);
    case "list":
      return listed(desk, asker);
    case "start":
      return startNamed(desk, asker, wish.flow, wish.loadBalancer);
    case "status":
    case "catchUp":
      return onRun(desk, asker, wish.kind);
    case "note":
    case "decision":
      return onRun(desk, asker, wish.kind, wish.text);
    case "stop":
      return onRun(desk, asker, wish.kind, wish.reason);
    case "resume":
      return resume(desk, asker, wish.run);
    case "postmortem":
      return findPostmortem(desk, asker);
    default:
      throw new Error(`Unknown wish: ${JSON.stringify(wish satisfies never)}`);
  }
}

const listed = async (desk: Desk, asker: Asker): Promise<Reply> =>
  list(desk.catalogue.flows, await openInChannel(desk, asker), desk.catalogue.broken);

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
  throw new NotFound(says.meant(word, `${desk.command} ${meant}`));
}
