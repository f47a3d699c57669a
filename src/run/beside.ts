import type { Act } from "./act.ts";
import { BadInput } from "./errors.ts";
import type { Happening, Person } from "./event.ts";
import type { FollowUpAct } from "./follow-ups.ts";
import { decideNote } from "./notes.ts";
import type { Run } from "./run.ts";
import { decideEdit, isNewSince, publicationsOf } from "./texts.ts";

/** Acts that belong to no visit and to no time. */
export type Beside = Exclude<Act, { visit: string } | { kind: "park" | "unpark" } | FollowUpAct>;

/** What an act beside the steps makes happen. Throws what the person who asked must be told. */
export function beside(run: Run, act: Beside, by: Person): Happening {
  switch (act.kind) {
    case "note":
    case "reviseNote":
    case "withdrawNote":
      return decideNote(run, act);
    case "rehome":
      return rehome(run, act);
    case "handOver":
      return { kind: "handedOver", to: said(act.to, "to") };
    case "takeOver":
      return takeOver(run, by);
    case "join":
      return { kind: "joined" };
    case "retry":
      return retry(run);
    case "stop":
      return { kind: "stopped", reason: said(act.reason, "reason") };
    case "edit":
      return decideEdit(run, act);
    case "publish":
      return publish(run);
    default:
      throw new Error(`Unknown act: ${JSON.stringify(act satisfies never)}`);
  }
}

function rehome(run: Run, { to, anew }: Act & { kind: "rehome" }): Happening {
  if (to.channel === run.place.channel && to.threadTs === run.place.threadTs)
    throw new BadInput("This runbook lives here already.");
  return { kind: "rehomed", to, anew };
}

function takeOver(run: Run, by: Person): Happening {
  if (run.driver === by) throw new BadInput("You are driving this runbook already.");
  return { kind: "tookOver" };
}

function retry(run: Run): Happening {
  if (run.troubles.length === 0)
    throw new BadInput("Nothing was given up: there is nothing to try again.");
  return { kind: "retried" };
}

function publish(run: Run): Happening {
  if (!run.ending) throw new BadInput("The postmortem is written when the runbook is closed.");
  const last = publicationsOf(run).at(-1);
  if (last !== undefined && !isNewSince(run, last))
    throw new BadInput("The channel has this already: nothing was changed since it was published.");
  return { kind: "published" };
}

/** Words without the spaces around them. Throws BadInput for none. */
export function said(text: string, field: string): string {
  const words = text.trim();
  if (words === "") throw new BadInput("Write a few words, so that others can follow.", field);
  return words;
}
