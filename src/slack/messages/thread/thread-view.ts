import { type Flow, withFacts } from "#language";
import { flowAt } from "../../../run/flow-at.ts";
import type { Run } from "../../../run/run.ts";
import { inEachClock } from "../blocks/each-clock.ts";
import type { Message, SideMessage } from "../blocks/message.ts";
import { broadcasts } from "./broadcasts.ts";
import { cardMessage } from "./card.ts";
import { closingMessages } from "./closing-messages.ts";
import { sideMessages } from "./side-messages.ts";
import { repeatedLooksOf } from "./step/repeated-looks.ts";
import { stepMessage } from "./step/step-message.ts";
import type { ViewInputs } from "./view-inputs.ts";

export type { ViewInputs };

/** The whole thread of a run as keyed messages, in the order in which they first appeared. Pure: same run, same thread. */
export function threadView(written: Flow, run: Run, inputs: ViewInputs = {}): readonly Message[] {
  const flow = withFacts(written, run);
  const beside = [...broadcasts(flow, run), ...sideMessages(flow, run)];
  const steps = repeatedLooksOf(run).map(({ key, event, until, visit }) => ({
    event,
    message: stepMessage(flowAt(flow, run, until), run, visit, key, inputs),
  }));
  const all: readonly SideMessage[] = [...beside, ...steps, ...closingMessages(flow, run, inputs)];
  const ordered = all.toSorted((a, b) => a.event - b.event);
  const at = (event: number) => run.log[event]?.at ?? run.startedAt;
  return [
    inEachClock(cardMessage(flow, run, inputs), run.log.at(-1)?.at ?? run.startedAt),
    ...ordered.map(({ event, message }) => inEachClock(message, at(event))),
  ];
}
