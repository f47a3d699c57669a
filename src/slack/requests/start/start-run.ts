import { HandrailError, NotAllowed } from "../../../run/errors.ts";
import { alreadyOpen, openElsewhere } from "../../messages/replies/already-open.ts";
import { notInChannel } from "../../messages/replies/not-in-channel.ts";
import type { PendingStart } from "../../messages/replies/pending-start.ts";
import { says } from "../../messages/replies/refusal-sentences.ts";
import type { Reply } from "../../messages/replies/reply.ts";
import { pickSubject } from "../../messages/replies/which-one.ts";
import type { RequestParts } from "../request-parts.ts";
import type { Asker } from "../requester.ts";
import { type ResolvedTyped, resolveTyped } from "./resolve-subject.ts";

/**
 * Starts a run, or says what is still in the way, with buttons that go on from there. Undefined when the run is started:
 * its card is the answer.
 */
export async function begin(
  parts: RequestParts,
  asker: Asker,
  pending: PendingStart,
): Promise<Reply | undefined> {
  if (asker.isDirect) throw noRunHere();
  const { person, team, delivery } = asker;
  const place = { team, channel: pending.channel };
  const may = parts.engine.mayStart(person, place, pending.flow, delivery.signal);
  const [refused, membership, resolved] = await Promise.all([
    may.then(nothing, (error: unknown) => error),
    parts.memberships.check(pending.channel),
    resolvePending(parts, pending),
  ]);
  if (refused instanceof NotAllowed) throw refused;
  switch (membership) {
    case "direct":
      throw noRunHere();
    case "archived":
      throw new NotAllowed(says.archivedStart);
    case "canJoin":
    case "mustBeInvited":
      return notInChannel(pending, membership === "canJoin");
    case "in":
    case "unknown":
      // Where Handrail is not in the channel, it cannot know more, and what to do about that comes first.
      if (refused !== undefined) throw refused;
      return startResolved(parts, asker, pending, resolved);
    default:
      throw new Error(`Unknown membership: ${membership satisfies never}`);
  }
}

function resolvePending({ catalogue }: RequestParts, { flow, typed = {} }: PendingStart) {
  return resolveTyped(catalogue.packs.fields, catalogue.find(flow).inputs, typed);
}

async function startResolved(
  parts: RequestParts,
  asker: Asker,
  pending: PendingStart,
  resolved: ResolvedTyped,
): Promise<Reply | undefined> {
  switch (resolved.kind) {
    case "ambiguous":
    case "unknown":
      return pickSubject(resolved, pending);
    case "answers":
      return start(parts, asker, { ...pending, facts: { ...pending.facts, ...resolved.answers } });
    default:
      throw new Error(`Unknown resolution: ${JSON.stringify(resolved satisfies never)}`);
  }
}

async function start(
  parts: RequestParts,
  asker: Asker,
  pending: PendingStart,
): Promise<Reply | undefined> {
  const { channel, threadTs } = pending;
  const started = await parts.engine.start({
    flow: pending.flow,
    facts: pending.facts,
    place: { team: asker.team, channel, ...(threadTs === undefined ? {} : { threadTs }) },
    by: asker.person,
    ...(pending.anyway === undefined ? {} : { anyway: pending.anyway }),
    delivery: { ...asker.delivery, id: pending.nonce ?? asker.delivery.id },
  });
  if (started.kind === "started") return undefined;
  // Two clicks on "Start anyway" are two deliveries, but answer one question.
  const question = { ...withoutTyped(pending), nonce: `anyway ${asker.delivery.id}` };
  if (started.kind === "openElsewhere") return openElsewhere(question);
  const { run } = started;
  return alreadyOpen(run, question, await parts.linkTo(run));
}

const nothing = () => undefined;

/** What was typed is resolved by now, and must not be looked up a second time. */
function withoutTyped({ typed: _typed, ...pending }: PendingStart): PendingStart {
  return pending;
}

const noRunHere = () => new HandrailError("direct-message", says.noRunInDirect);
