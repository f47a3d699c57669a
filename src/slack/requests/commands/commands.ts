import { type Flow, subjectField } from "#language";
import { postmortem } from "../../../postmortem/postmortem.ts";
import { BadInput, NotFound } from "../../../run/errors.ts";
import type { RunRow } from "../../../run/run.ts";
import { row as buttons, context, header } from "../../messages/blocks/blocks.ts";
import { linkLine } from "../../messages/blocks/escape.ts";
import { readTyped } from "../../messages/forms/field-input.ts";
import { type StartForm, startForm } from "../../messages/forms/start-form.ts";
import { type Reply, replyWith } from "../../messages/replies/ephemeral-reply.ts";
import { helpReply } from "../../messages/replies/help.ts";
import { paragraphs } from "../../messages/replies/postmortem.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import { runList } from "../../messages/replies/run-lists.ts";
import { offerStart } from "../../messages/replies/short-replies.ts";
import type { PendingStart } from "../../messages/replies/start-questions.ts";
import { publishRow } from "../../messages/thread/closing-messages.ts";
import { openInChannel, runsInThread } from "../find-run.ts";
import type { RequestContext } from "../request-context.ts";
import { resumeHere } from "../resume.ts";
import { flowsAbout } from "../start/resolve-subject.ts";
import { startRun } from "../start/start-run.ts";
import type { TypedCommand } from "./command-line.ts";
import { onRun } from "./run-commands.ts";

/** Does what was typed. Undefined when the answer is to be seen elsewhere: a form, or the thread. */
export async function runCommand(
  request: RequestContext,
  command: TypedCommand,
): Promise<Reply | undefined> {
  switch (command.kind) {
    case "nothing":
      return offerForm(request, {});
    case "help":
      return helpReply(request.command);
    case "unknown":
      return notUnderstood(request, command);
    case "list":
      return listed(request);
    case "start":
      return startNamed(request, command.flow, command.subject);
    case "resume":
      return resumeHere(request, command.run);
    case "postmortem":
      return findPostmortem(request);
    default:
      return onRun(request, command.kind, "text" in command ? command.text : "");
  }
}

const listed = async (request: RequestContext): Promise<Reply> =>
  runList(request.catalogue.flows, await openInChannel(request), request.catalogue.broken);

/** The form that starts a run, where one can be opened; else a button that opens it. Before any other I/O. */
export async function offerForm(
  request: RequestContext,
  known: Omit<StartForm, "channel">,
): Promise<Reply | undefined> {
  const { triggerId, channel, threadTs } = request.requester;
  if (triggerId === undefined) return offerStart(request.command);
  const start = {
    ...(channel === undefined ? {} : { channel }),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...known,
  };
  await request.open(startForm(request.catalogue.flows, start, request.forms));
  return undefined;
}

async function startNamed(
  request: RequestContext,
  typedFlow: string | undefined,
  typedName: string | undefined,
): Promise<Reply | undefined> {
  if (typedFlow === undefined) return offerForm(request, {});
  const flow = request.catalogue.find(typedFlow);
  const form = { flow: flow.id, ...(typedName === undefined ? {} : { subject: typedName }) };
  const named = typedName === undefined ? undefined : onlyNamed(request, flow, typedName);
  const { channel, threadTs } = request.requester;
  if (named === undefined || channel === undefined) return offerForm(request, form);
  return startRun(request, {
    flow: flow.id,
    ...named,
    channel,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}

/** What the name says of the flow's subject, if nothing else must be asked before the start; undefined where it says nothing. */
function onlyNamed(
  { catalogue }: RequestContext,
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
  request: RequestContext,
  { word, isAlone, meant }: Extract<TypedCommand, { readonly kind: "unknown" }>,
): Promise<Reply | undefined> {
  const flows = isAlone ? await flowsAbout(request, word) : [];
  const [flow] = flows;
  if (flow !== undefined)
    return flows.length === 1
      ? startNamed(request, flow.id, word)
      : offerForm(request, { subject: word });
  if (meant === undefined) return helpReply(request.command, word);
  throw new NotFound(refusalTexts.meant(word, `${request.command} ${meant}`));
}

const postmortemKey = "postmortem";

/**
 * What the record says: of the open run here, so far; else of the newest closed one, with the button that publishes its
 * summary. The requester's thread comes before their channel.
 */
async function findPostmortem(request: RequestContext): Promise<Reply> {
  const [inThread] = await runsInThread(request);
  const row = inThread ?? (await newestInChannel(request));
  if (row === undefined) throw new NotFound(refusalTexts.noPostmortem);
  const { run, flow } = await request.see(row.id, "postmortem");
  const { title, sections } = postmortem(flow, run, request.forms.own);
  if (run.ending === undefined)
    return replyWith([header(`${title}, so far`), ...paragraphs(sections)]);
  const link = (await request.linkTo(run, postmortemKey)) ?? (await request.linkTo(run));
  return replyWith([
    header(title),
    ...linkLine(link, "Open the thread").map(context),
    ...paragraphs(sections),
    ...buttons(publishRow(run)),
  ]);
}

async function newestInChannel(request: RequestContext): Promise<RunRow | undefined> {
  const { channel } = request.requester;
  if (channel === undefined) return undefined;
  const [open] = await openInChannel(request);
  const [closed] = await request.own.rows({ status: "closed", channel, limit: 1 });
  return open ?? closed;
}
