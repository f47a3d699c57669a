import type { Flow } from "#language";
import type { Run } from "../../../run/run.ts";
import type { Message } from "../blocks/message.ts";
import { broadcasts } from "./broadcasts.ts";
import { card } from "./card.ts";
import { closing } from "./closing.ts";
import type { Extras } from "./extras.ts";
import { asides, type Brought } from "./side-messages.ts";
import { stepMessage } from "./step.ts";

export type { Extras };

/**
 * The whole thread of a run as keyed messages, in the order in which they first appeared. Pure:
 * same run, same thread.
 */
export function view(flow: Flow, run: Run, extras: Extras = {}): readonly Message[] {
  const beside = [...broadcasts(flow, run), ...asides(flow, run)];
  const steps = run.visits.map((visit) => ({
    event: visit.event,
    message: stepMessage(flow, run, visit, extras),
  }));
  const all: readonly Brought[] = [...beside, ...steps, ...closing(flow, run, extras)];
  const ordered = all.toSorted((a, b) => a.event - b.event);
  return [card(flow, run, extras), ...ordered.map(({ message }) => message)];
}
