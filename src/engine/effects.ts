import type { Flow } from "#flow";
import type { Effect } from "./event.ts";
import { current } from "./fold.ts";
import type { DueEffect } from "./ports.ts";
import type { Run } from "./run.ts";

/** Seconds until a step that nobody touches reminds its driver, where the flow does not say. */
const defaultRemindSeconds = 900;

/**
 * The work that one event asks for, as data: always a repaint of the thread; for a visit that begins its look (or whose
 * look was given up and is retried) a probe; for a visit that was entered a reminder.
 */
export function effectsBetween(flow: Flow, before: Run | undefined, after: Run): readonly Effect[] {
  const was = before && current(before);
  const visit = current(after);
  const entered = was?.id !== visit.id;
  const retried = after.log.at(-1)?.kind === "retried";
  const begins = visit.state === "looking" && (entered || retried || was?.state !== "looking");
  const seconds = flow.steps[visit.step]?.remind ?? defaultRemindSeconds;
  return [
    { kind: "show" },
    ...(begins ? [{ kind: "probe", visit: visit.id } as const] : []),
    ...(entered && seconds > 0
      ? [{ kind: "remind", visit: visit.id, afterSeconds: seconds } as const]
      : []),
  ];
}

/** An effect as a row to queue at `now` (milliseconds). */
export function due(run: string, effect: Effect, now: number): DueEffect {
  switch (effect.kind) {
    case "show":
      return { run, key: "show", effect, due: now };
    case "probe":
      return { run, key: `probe ${effect.visit}`, effect, due: now };
    case "remind":
      return { run, key: `remind ${effect.visit}`, effect, due: now + effect.afterSeconds * 1000 };
    default:
      throw new Error(`Unknown effect: ${JSON.stringify(effect satisfies never)}`);
  }
}
