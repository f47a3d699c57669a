import type { Gone } from "../../../engine/catalogue.ts";
import type { Progress } from "../../../engine/ports.ts";
import type { PersonNames, Template } from "../../../postmortem/postmortem.ts";

/** What the run's log does not hold and the thread shows. */
export interface ViewInputs {
  /** Files can tell what the step where the run stands asks. */
  readonly isToldByFiles?: boolean | undefined;
  readonly progress?: { readonly visit: string; readonly progress: Progress } | undefined;
  /** What the probe that is out does: "Reading an hour of metrics". */
  readonly doing?: string | undefined;
  /** What a person runs by hand to answer the step that asks. */
  readonly command?: string | undefined;
  /** Index of the event that can still be taken back. */
  readonly undo?: number | undefined;
  readonly decisionAt?: string | undefined;
  /** The version that the run walks is not installed. */
  readonly gone?: Gone | undefined;
  /** Names for the postmortem's file, where mentions mean nothing; ids stand in for missing ones. */
  readonly names?: PersonNames | undefined;
  /** How the team wants its postmortems; the built-in way when absent. */
  readonly template?: Template | undefined;
}
