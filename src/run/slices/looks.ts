import type { Evidence } from "#language";
import type { ComparisonDrawing, Drawing } from "../../language/picture.ts";
import { BadInput } from "../errors.ts";
import { changeVisit, enterStep, leaveVisit, type RunDraft } from "../fold-draft.ts";
import { stepWord, withoutFullStop } from "../sentence.ts";
import type { Happened, RunState } from "../state.ts";
import { type ToStep, toAnswered, toStep } from "../transitions.ts";
import { currentVisit, type Trace, type Visit } from "../visits.ts";
import { type ActContext, type Slice, visitOfAct } from "./slice.ts";

export type LookAct =
  | { readonly kind: "lookAgain"; readonly visit: string }
  /** Ends the look of a visit; its evidence says what was seen until then. */
  | { readonly kind: "cancel"; readonly visit: string };

export type LookEvent =
  | {
      readonly kind: "observed";
      readonly visit: string;
      readonly startedAt: number;
      /** Without its bulky `facts`, which are stored beside the log. */
      readonly evidence: Omit<Evidence, "facts">;
      /** A watch saw it, and ended with it. */
      readonly settles?: true;
    }
  | { readonly kind: "traced"; readonly visit: string; readonly trace: Trace }
  /** Someone stopped the look of a visit; what it saw until then comes as "observed". */
  | { readonly kind: "cancelled"; readonly visit: string }
  | { readonly kind: "lookedAgain"; readonly visit: string; readonly led: ToStep };

/** What probes see at a visit, and what they do to the world meanwhile. */
export const looksSlice: Slice<LookAct, LookEvent> = {
  acts: {
    lookAgain: { right: "drive", decide: lookAgain },
    cancel: { right: "drive", decide: cancel },
  },
  events: {
    observed: {
      fold: observed,
      says: ({ visit, evidence }, { flow }) => [
        ` looked at ${stepWord(flow, visit)} and saw: ${withoutFullStop(evidence.says)}`,
      ],
    },
    traced: {
      isMinor: true,
      fold: (draft, { visit, trace }) =>
        changeVisit(draft, visit, ({ traces = [] }) => ({ traces: draft.append(traces, trace) })),
      says: ({ visit, trace }, { flow }) => [
        ` announced at ${stepWord(flow, visit)}: ${withoutFullStop(trace.says)}`,
      ],
    },
    cancelled: {
      isMinor: true,
      fold: (draft, { visit, by, at }) =>
        changeVisit(draft, visit, () => ({ cancelled: { by, at } })),
      says: ({ visit }, { flow }) => [` stopped the look at ${stepWord(flow, visit)}`],
    },
    lookedAgain: {
      wakes: true,
      isMinor: true,
      fold(draft, event) {
        const { said } = currentVisit(draft);
        leaveVisit(draft, event, { how: "lookedAgain" });
        enterStep(draft, event.led, event, said);
      },
      says: ({ visit }, { flow }) => [` asked to look again at ${stepWord(flow, visit)}`],
    },
  },
};

/** What the evidence of a visit looks like, with the changes marked; nothing where there is nothing to see. */
export function picturesOf(
  { changes }: Pick<RunState, "changes">,
  { evidence }: Visit,
): readonly Drawing[] {
  const drawn = evidence?.picture;
  if (drawn === undefined) return [];
  const isOverTime = drawn.kind === "failures" || drawn.kind === "series";
  return [isOverTime ? { ...drawn, changes } : drawn];
}

/** Before and after as the newest look that compared them saw it; undefined where none did. */
export function newestComparison(
  run: Pick<RunState, "changes" | "visits">,
): ComparisonDrawing | undefined {
  const drawn = run.visits
    .filter(({ superseded }) => !superseded)
    .flatMap((visit) => picturesOf(run, visit));
  return drawn.findLast((one): one is ComparisonDrawing => one.kind === "comparison");
}

/** What this visit was told still holds for another look. */
function lookAgain(asked: ActContext<LookAct & { kind: "lookAgain" }>): LookEvent {
  const { id, step, state } = visitOfAct(asked);
  const led = state === "asking" ? toStep(asked.flow, step) : toAnswered(asked.flow, step);
  return { kind: "lookedAgain", visit: id, led };
}

function cancel(asked: ActContext<LookAct & { kind: "cancel" }>): LookEvent {
  const { id, state, cancelled } = visitOfAct(asked);
  if (state !== "looking") throw new BadInput("Handrail is not looking: there is nothing to stop.");
  if (cancelled) throw new BadInput("This look is being stopped already.");
  return { kind: "cancelled", visit: id };
}

function observed(draft: RunDraft, event: Happened<LookEvent & { kind: "observed" }>): void {
  const { visit, evidence, settles } = event;
  changeVisit(draft, visit, ({ earlier: older = [], evidence: newest }) => {
    const earlier = newest === undefined ? older : draft.append(older, newest);
    return {
      state: "deciding",
      evidence,
      ...(earlier.length > 0 ? { earlier } : {}),
      ...(settles ? { watch: undefined } : {}),
    };
  });
}
