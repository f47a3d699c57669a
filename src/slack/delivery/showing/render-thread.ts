import { type Flow, type Packs, signatureOf } from "#language";
import type { Gone } from "../../../engine/catalogue.ts";
import type { Clock, Progress } from "../../../engine/ports.ts";
import type { Template } from "../../../postmortem/postmortem.ts";
import { RunUnreadable } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import { newestUndoable } from "../../../run/slices/taking-back.ts";
import type { Message } from "../../messages/blocks/message.ts";
import { filesField } from "../../messages/forms/configuration-form.ts";
import { newestKey } from "../../messages/thread/step/repeated-looks.ts";
import { threadView, type ViewInputs } from "../../messages/thread/thread-view.ts";
import type { LinkTo } from "../posting/message-rows.ts";
import type { NameBook } from "../web-api/people-names.ts";

/** Renders a run with what its log does not hold: the progress of a probe that is out or of a watch, and names for the postmortem. */
export function createRendering(parts: {
  readonly flowOf: (run: Run) => Flow;
  readonly goneOf: (run: Run) => Gone | undefined;
  readonly progress: (run: string, visit: string) => Promise<Progress | undefined>;
  readonly packs: Packs;
  readonly names: NameBook;
  readonly linkTo: LinkTo;
  readonly template: Template;
  readonly clock: Clock;
}): (run: Run) => Promise<readonly Message[]> {
  const { flowOf, goneOf, progress, packs, names, linkTo, template, clock } = parts;
  return async (run) => {
    const visit = run.visits.at(-1);
    const isOut = visit?.state === "looking" || visit?.watch !== undefined;
    const seen = isOut ? await progress(run.id, visit.id) : undefined;
    const flow = madeOf(run, () => flowOf(run));
    const { probe, ask = {} } = flow.steps[visit?.step ?? ""] ?? {};
    const signature = signatureOf(packs.signatures, probe);
    const inputs: ViewInputs = {
      // What can be taken back by now, and where the step stands that waits.
      undo: newestUndoable(run, clock()),
      decisionAt: run.ending ? undefined : await linkTo(run, newestKey(run)),
      isToldByFiles: filesField(ask, packs) !== undefined,
      doing: signature?.doing,
      command:
        typeof probe === "object" ? signature?.generic?.command?.(probe, run.facts) : undefined,
      gone: goneOf(run),
      progress: visit && seen && { visit: visit.id, progress: seen },
      ...(run.ending === undefined ? {} : { names: await names.of(run), template }),
    };
    return madeOf(run, () => threadView(flow, run, inputs));
  };
}

/** Throws RunUnreadable where the run holds what nobody can make words of: trying again would not help. */
function madeOf<Made>(run: Run, make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    throw new RunUnreadable(run.id, "what it holds cannot be shown", { cause });
  }
}
