import { BadInput, NotAllowed, NotFound } from "../../run/errors.ts";
import type { Run, RunRow } from "../../run/run.ts";
import type { Place } from "../../run/state.ts";
import type { Reply } from "../messages/replies/ephemeral-reply.ts";
import { refusalTexts } from "../messages/replies/refusal-sentences.ts";
import { whichToResume } from "../messages/replies/run-lists.ts";
import { goesOnHere } from "../messages/replies/short-replies.ts";
import type { RequestContext } from "./request-context.ts";
import type { Requester } from "./requester.ts";

/**
 * Takes a run to where this was typed: its thread is told anew there, and the old one says where it went. `typed` is the
 * beginning of the run's id; without it the runs that live elsewhere are named.
 */
export async function resumeHere(request: RequestContext, typed: string): Promise<Reply> {
  if (typed === "") return whichToResume(await openElsewhere(request), request.command);
  return bringRun(request, (await meant(request, typed)).id);
}

/** The same for the one run of this id. Where it lives already, what was given up is tried again. */
export async function bringRun(request: RequestContext, id: string): Promise<Reply> {
  const { team, threadTs, person, delivery } = request.requester;
  const to = {
    ...{ team, channel: here(request.requester) },
    ...(threadTs === undefined ? {} : { threadTs }),
  };
  const { run } = await request.see(id, "list");
  if (isSame(run.place, to)) return tryAgain(request, run);
  await request.engine.check(id, "rehome", person, { to, signal: delivery.signal });
  await enter(request, to.channel);
  const leave = await request.leaving(run);
  await request.act(id, { kind: "rehome", to, anew: true });
  leave(to);
  return goesOnHere(id);
}

function here({ channel, isDirect }: Requester): string {
  if (channel === undefined || isDirect) throw new NotAllowed(refusalTexts.noPlace);
  return channel;
}

const mostRuns = 200;

async function openElsewhere({
  requester,
  own,
  visible,
}: RequestContext): Promise<readonly RunRow[]> {
  const channel = here(requester);
  const open = await own.rows({ status: "open", limit: mostRuns });
  return visible(open.filter(({ place }) => place.channel !== channel));
}

async function meant({ own, visible, command }: RequestContext, typed: string): Promise<RunRow> {
  const rows = await own.rows({ limit: mostRuns });
  const beginning = rows.filter(({ id }) => id.toLowerCase().startsWith(typed.toLowerCase()));
  const fitting = await visible(beginning);
  const [row] = fitting;
  if (row === undefined) throw new NotFound(refusalTexts.noSuchRun(command));
  if (fitting.length > 1) throw new BadInput(refusalTexts.severalRuns);
  return row;
}

const isSame = (one: Place, other: Place): boolean =>
  one.channel === other.channel && (one.threadTs ?? "") === (other.threadTs ?? "");

/** Nothing moves, but what was given up here is tried again. */
async function tryAgain(request: RequestContext, { id, troubles }: Run): Promise<Reply> {
  const { requester, engine, own } = request;
  await engine.check(id, "retry", requester.person, requester.delivery);
  // A thread that was given up is not in the record, for the record is complete without it.
  if (troubles.length === 0) await own.repaint(id);
  else await request.act(id, { kind: "retry" });
  return goesOnHere(id);
}

/** Whoever types this in a public channel wants the bot there. */
async function enter({ memberships }: RequestContext, channel: string): Promise<void> {
  switch (await memberships.check(channel)) {
    case "canJoin":
      return memberships.join(channel);
    case "mustBeInvited":
      throw new NotAllowed(refusalTexts.noMember);
    case "archived":
      throw new NotAllowed(refusalTexts.archivedHere);
    case "direct":
      throw new NotAllowed(refusalTexts.noPlace);
    default:
  }
}
