import type { Flow } from "#flow";
import type { Person } from "../../engine/event.ts";
import type { Progress } from "../../engine/ports.ts";
import type { Run } from "../../engine/run.ts";
import type { Message } from "./message.ts";

/** What the run's log does not hold and the thread shows. */
export interface Extras {
  /** How far the probe that is out has come. */
  readonly progress?: { readonly visit: string; readonly progress: Progress };
  /** Names for the postmortem's file, where mentions mean nothing; ids stand in for missing ones. */
  readonly names?: { readonly [person: Person]: string };
}

/** The whole thread of a run as keyed messages, in the order in which they first appeared. Pure: same run, same thread. */
export function view(_flow: Flow, _run: Run, _extras: Extras = {}): readonly Message[] {
  return [];
}
