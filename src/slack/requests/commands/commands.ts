import { type Flow, subjectField } from "#language";
import { BadInput, NotFound } from "../../../run/errors.ts";
import { readTyped } from "../../messages/forms/field-input.ts";
import { type StartForm, startForm } from "../../messages/forms/start.ts";
import { help } from "../../messages/replies/help.ts";
import { list } from "../../messages/replies/list.ts";
import type { PendingStart } from "../../messages/replies/pending-start.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import type { Reply } from "../../messages/replies/reply.ts";
import { offerStart } from "../../messages/replies/short-replies.ts";
import { openInChannel } from "../find-run.ts";
import { findPostmortem } from "../forms/postmortem-forms.ts";
import type { Desk } from "../request-parts.ts";
import type { Asker } from "../requester.ts";
import { resume } from "../resume.ts";
import { flowsAbout } from "../start/flows-named.ts";
import { begin } from "../start/start-run.ts";
import type { Wish } from "./command-line.ts";
import { onRun } from "./run-commands.ts";

/** Does what was typed. Undefined when the answer is to be seen elsewhere: a form, or the thread. */
export async function obey(desk: Desk, asker: Asker, wish: Wish): Promise<Reply | undefined> {
  switch (wish.kind) {
    case "nothing":
      return offerForm(desk, asker, {});
    case "help":
      return help(desk.command);
    case "unknown":
      return notUnderstood(desk, asker, wish);
    case "list":
      return listed(desk, asker);
    case "start":
      return startNamed(desk, asker, wish.flow, wish.subject);
    case "resume":
      return resume(desk, asker, wish.run);
    case "postmortem":
      return findPostmortem(desk, asker);
    default:
      return onRun(desk, asker, wish.kind, "text" in wish ? wish.text : "");
  }
}

const listed = async (desk: Desk, asker: Asker): Promise<Reply> =>
  list(desk.catalogue.flows, await openInChannel(desk, asker), desk.catalogue.broken);

/** The form that starts a run, where one can be opened; else a button that opens it. Before any other I/O. */
export async function offerForm(
  desk: Desk,
  asker: Asker,
  known: Pick<StartForm, "flow" | "subject" | "told">,
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
  const form = { flow: flow.id, ...(typedName === undefined ? {} : { subject: typedName }) };
  const named = typedName === undefined ? undefined : onlyNamed(desk, flow, typedName);
  if (named === undefined || asker.channel === undefined) return offerForm(desk, asker, form);
  const { channel, threadTs } = asker;
  return begin(desk, asker, {
    flow: flow.id,
    ...named,
    channel,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}

/** What the name says of the flow's subject, if nothing else must be asked before the start; undefined where it says nothing. */
function onlyNamed(
  { catalogue }: Desk,
  { inputs }: Flow,
  name: string,
): Pick<PendingStart, "facts" | "typed"> | undefined {
  // What a form begins with is a proposal: a person sees it before it counts.
  const asked = Object.entries(inputs).filter(([, field]) => field.optional !== true);
  const [key, field] = subjectField(inputs) ?? [];
  if (key === undefined || field === undefined || asked.some(([other]) => other !== key))
    return undefined;
  const form = catalogue.packs.fields.get(field.kind)?.form;
  const read = form?.kind === "input" ? readTyped(form, field, name) : undefined;
  if (read?.kind === "wrong" && name.length > longestName) throw new BadInput(read.says);
  if (read?.kind === "typed") return { facts: {}, typed: { [key]: read.typed } };
  return read?.kind === "answer" ? { facts: { [key]: read.answer } } : undefined;
}

/** Characters; a longer one is no slip of the hand that a form could mend. */
const longestName = 300;

/** What is neither a word nor a runbook may be the name of what a run is about. */
async function notUnderstood(
  desk: Desk,
  asker: Asker,
  { word, isAlone, meant }: Extract<Wish, { readonly kind: "unknown" }>,
): Promise<Reply | undefined> {
  const flows = isAlone ? await flowsAbout(desk, asker, word) : [];
  const [flow] = flows;
  if (flow !== undefined)
    return flows.length === 1
      ? startNamed(desk, asker, flow.id, word)
      : offerForm(desk, asker, { subject: word });
  if (meant === undefined) return help(desk.command, word);
  throw new NotFound(says.meant(word, `${desk.command} ${meant}`));
}
