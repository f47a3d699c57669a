import { HandrailError, NotAllowed } from "../../../run/errors.ts";
import type { Reply } from "../../messages/replies/ephemeral-reply.ts";
import { refusalTexts } from "../../messages/replies/refusal-sentences.ts";
import {
  alreadyOpen,
  notInChannel,
  openElsewhere,
  type PendingStart,
  pickSubject,
} from "../../messages/replies/start-questions.ts";
import type { RequestContext } from "../request-context.ts";
import { type ResolvedTyped, resolveTyped } from "./resolve-subject.ts";

/**
 * Starts a run, or says what is still in the way, with buttons that go on from there. Undefined when the run is started:
 * its card is the answer.
 */
export async function startRun(
  request: RequestContext,
  pending: PendingStart,
): Promise<Reply | undefined> {
  if (request.requester.isDirect) throw noRunHere();
  const { flow, channel, typed = {} } = pending;
  const { catalogue, memberships, mayStart } = request;
  const [refused, membership, resolved] = await Promise.all([
    mayStart(channel, flow).catch((error: unknown) => error),
    memberships.check(channel),
    resolveTyped(catalogue.packs.fields, catalogue.find(flow).inputs, typed),
  ]);
  if (refused instanceof NotAllowed) throw refused;
  switch (membership) {
    case "direct":
      throw noRunHere();
    case "archived":
      throw new NotAllowed(refusalTexts.archivedStart);
    case "canJoin":
    case "mustBeInvited":
      return notInChannel(pending, membership === "canJoin");
    case "in":
    case "unknown":
      // Where Handrail is not in the channel, it cannot know more, and what to do about that comes first.
      if (refused !== undefined) throw refused;
      return startResolved(request, pending, resolved);
    default:
      throw new Error(`Unknown membership: ${membership satisfies never}`);
  }
}

async function startResolved(
  request: RequestContext,
  pending: PendingStart,
  resolved: ResolvedTyped,
): Promise<Reply | undefined> {
  switch (resolved.kind) {
    case "ambiguous":
    case "unknown":
      return pickSubject(resolved, pending);
    case "answers":
      return start(request, { ...pending, facts: { ...pending.facts, ...resolved.answers } });
    default:
      throw new Error(`Unknown resolution: ${JSON.stringify(resolved satisfies never)}`);
  }
}

async function start(request: RequestContext, pending: PendingStart): Promise<Reply | undefined> {
  const { requester, engine, linkTo } = request;
  const { channel, threadTs } = pending;
  const started = await engine.start({
    flow: pending.flow,
    facts: pending.facts,
    place: { team: requester.team, channel, ...(threadTs === undefined ? {} : { threadTs }) },
    by: requester.person,
    ...(pending.anyway === undefined ? {} : { anyway: pending.anyway }),
    delivery: { ...requester.delivery, id: pending.nonce ?? requester.delivery.id },
  });
  if (started.kind === "started") return undefined;
  // Two clicks on "Start anyway" are two deliveries, but answer one question.
  const question = { ...withoutTyped(pending), nonce: `anyway ${requester.delivery.id}` };
  if (started.kind === "openElsewhere") return openElsewhere(question);
  const { run } = started;
  return alreadyOpen(run, question, await linkTo(run));
}

/** What was typed is resolved by now, and must not be looked up a second time. */
function withoutTyped({ typed: _typed, ...pending }: PendingStart): PendingStart {
  return pending;
}

const noRunHere = () => new HandrailError("direct-message", refusalTexts.noRunInDirect);
