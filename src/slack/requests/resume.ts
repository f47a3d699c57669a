import { BadInput, NotAllowed, NotFound } from "../../run/errors.ts";
import type { Run, RunRow } from "../../run/run.ts";
import type { Place } from "../../run/state.ts";
import { goesOnHere, shortId, whichToResume } from "../messages/replies/moved-run.ts";
import { says } from "../messages/replies/refusal-sentences.ts";
import type { Reply } from "../messages/replies/reply.ts";
import type { RequestParts } from "./request-parts.ts";
import type { Asker } from "./requester.ts";

/**
 * Takes a run to where this was typed: its thread is told anew there, and the old one says where it went. `typed` is the
 * beginning of the run's id; without it the runs that live elsewhere are named.
 */
export async function resume(parts: RequestParts, asker: Asker, typed: string): Promise<Reply> {
  if (typed === "") return whichToResume(await openElsewhere(parts, asker), parts.command);
  return bring(parts, asker, (await meant(parts, asker, typed)).id);
}

/** The same for the one run of this id. Where it lives already, what was given up is tried again. */
export async function bring(parts: RequestParts, asker: Asker, id: string): Promise<Reply> {
  const { team, threadTs, person, delivery } = asker;
  const to = { team, channel: here(asker), ...(threadTs === undefined ? {} : { threadTs }) };
  const run = await parts.engine.see(id, "list", person, delivery.signal);
  if (isSame(run.place, to)) return tryAgain(parts, asker, run);
  await parts.engine.check(id, "rehome", person, { to, signal: delivery.signal });
  await enter(parts, to.channel);
  const leave = await parts.leaving(run);
  await parts.engine.act(id, { kind: "rehome", to, anew: true }, person, delivery);
  leave(to);
  return goesOnHere(shortId(id));
}

function here({ channel, isDirect }: Asker): string {
  if (channel === undefined || isDirect) throw new NotAllowed(says.noPlace);
  return channel;
}

const mostRuns = 200;

async function openElsewhere(parts: RequestParts, asker: Asker): Promise<readonly RunRow[]> {
  const channel = here(asker);
  const open = await parts.own.rows({ status: "open", limit: mostRuns });
  const elsewhere = open.filter(({ place }) => place.channel !== channel);
  return parts.engine.visible(elsewhere, "list", asker.person, asker.delivery.signal);
}

async function meant({ engine, own, command }: RequestParts, asker: Asker, typed: string) {
  const rows = await own.rows({ limit: mostRuns });
  const beginning = rows.filter(({ id }) => id.toLowerCase().startsWith(typed.toLowerCase()));
  const fitting = await engine.visible(beginning, "list", asker.person, asker.delivery.signal);
  const [row] = fitting;
  if (row === undefined) throw new NotFound(says.noSuchRun(command));
  if (fitting.length > 1) throw new BadInput(says.severalRuns);
  return row;
}

const isSame = (one: Place, other: Place): boolean =>
  one.channel === other.channel && (one.threadTs ?? "") === (other.threadTs ?? "");

/** Nothing moves, but what was given up here is tried again. */
async function tryAgain(parts: RequestParts, asker: Asker, { id, troubles }: Run): Promise<Reply> {
  const { engine, own } = parts;
  await engine.check(id, "retry", asker.person, asker.delivery);
  // A thread that was given up is not in the record, for the record is complete without it.
  if (troubles.length === 0) await own.repaint(id);
  else await engine.act(id, { kind: "retry" }, asker.person, asker.delivery);
  return goesOnHere(shortId(id));
}

/** Whoever types this in a public channel wants the bot there. */
async function enter({ memberships }: RequestParts, channel: string): Promise<void> {
  switch (await memberships.check(channel)) {
    case "canJoin":
      return memberships.join(channel);
    case "mustBeInvited":
      throw new NotAllowed(says.noMember);
    case "archived":
      throw new NotAllowed(says.archivedHere);
    case "direct":
      throw new NotAllowed(says.noPlace);
    default:
  }
}
