import type { Json } from "#language";
import type { Progress } from "../engine/ports.ts";
import { parseJson } from "../parse-json.ts";
import type { Effect } from "../run/effects.ts";
import { RunUnreadable } from "../run/errors.ts";
import type { RunEvent } from "../run/event.ts";

/** The effect of a row; undefined when what stands there is damaged. A kind that is not known may be a newer version's. */
export function readEffect(text: string): Effect | undefined {
  const effect = objectIn(text);
  if (effect === undefined || typeof effect.kind !== "string") return undefined;
  if (ofVisit.has(effect.kind) && typeof effect.visit !== "string") return undefined;
  return effect as unknown as Effect;
}

/** The event of a row. Throws RunUnreadable, which names it, when what stands there is damaged. */
export function readEvent(run: string, revision: number, text: string): RunEvent {
  const event = objectIn(text);
  const isWhole =
    typeof event?.kind === "string" && typeof event.at === "number" && typeof event.by === "string";
  if (!isWhole) throw new RunUnreadable(run, `its event ${revision} is damaged`);
  return event as unknown as RunEvent;
}

/** How far work has come; undefined for "null" and for what is damaged. */
export function readProgress(text: string): Progress | undefined {
  const progress = objectIn(text);
  const isWhole =
    typeof progress?.says === "string" &&
    (typeof progress.share === "number" || progress.share === null);
  return isWhole ? (progress as unknown as Progress) : undefined;
}

/** The JSON of a column that a run can do without; undefined when it is damaged. */
export function readJson(text: string): Json | undefined {
  return parseJson(text) as Json | undefined;
}

/** Whether an event is all that is left of a run that was forgotten. */
export function isTombstone(event: string): boolean {
  return objectIn(event)?.kind === "forgotten";
}

const ofVisit: ReadonlySet<string> = new Set(["probe", "watch", "remind"]);

function objectIn(text: string): { readonly [name: string]: unknown } | undefined {
  const value: unknown = readJson(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value }
    : undefined;
}
