import type { Flow } from "#language";
import { answersInWords } from "./answers-in-words.ts";
import type { Person, RunEvent, Said } from "./event.ts";
import { flowAt } from "./known-at.ts";
import { choiceLabel, stepOf, stepTitle, subjectNames } from "./labels.ts";
import type { Run } from "./run.ts";
import type { Word } from "./sentence.ts";
import { sectionsInWords } from "./texts.ts";
import { isOfFollowUp, saidOfFollowUp } from "./timeline/follow-up.ts";
import { saidOfNote } from "./timeline/note.ts";
import type { WatchEvent } from "./watch.ts";

/** One line of a run's timeline. */
export interface Entry {
  readonly at: number;
  readonly by: Person;
  /** A whole sentence, the person who did it included. */
  readonly says: readonly Word[];
  /** Index of the event in the run's log. */
  readonly event: number;
}

/** Everything that happened in a run, oldest first, one sentence an event. */
export const timeline = (flow: Flow, run: Run): readonly Entry[] =>
  run.log.map((event, index) => ({
    at: event.at,
    by: event.by,
    says: [{ person: event.by }, ...said(flowAt(flow, run, index), run, event, index), "."],
    event: index,
  }));

function said(flow: Flow, run: Run, event: RunEvent, index: number): readonly Word[] {
  switch (event.kind) {
    case "started":
      return [` started “${flow.title}”${about(run)}`];
    case "answered":
      return [` answered at ${at(flow, event.visit)}${answers(event)}`];
    case "observed":
    case "traced":
    case "cancelled":
    case "lookedAgain":
      return saidOfLook(flow, event);
    case "chosen":
    case "proposed":
    case "withdrew":
      return saidOfPick(flow, event);
    case "skipped":
      return [` skipped ${at(flow, event.visit)}${because(event.reason)}`];
    case "wentBack":
      return [` went back from ${at(flow, event.visit)}`];
    case "movedOn":
      return [` went on with version ${event.version} of the runbook`];
    case "stopped":
      return [` stopped the run${because(event.reason)}`];
    default:
      return saidBeside(flow, run, event, index);
  }
}

type OfLook = Extract<
  RunEvent,
  { readonly kind: "observed" | "traced" | "cancelled" | "lookedAgain" }
>;

function saidOfLook(flow: Flow, event: OfLook): readonly Word[] {
  switch (event.kind) {
    case "observed":
      return [` looked at ${at(flow, event.visit)} and saw: ${bare(event.evidence.says)}`];
    case "traced":
      return [` announced at ${at(flow, event.visit)}: ${bare(event.trace.says)}`];
    case "cancelled":
      return [` stopped the look at ${at(flow, event.visit)}`];
    case "lookedAgain":
      return [` asked to look again at ${at(flow, event.visit)}`];
    default:
      throw new Error(`Unknown event: ${JSON.stringify(event satisfies never)}`);
  }
}

type Timed = Extract<
  RunEvent,
  {
    readonly kind:
      | "reminded"
      | "escalated"
      | "snoozed"
      | "parked"
      | "unparked"
      | "struck"
      | WatchEvent["kind"];
  }
>;

type Beside = Exclude<
  RunEvent,
  {
    readonly kind:
      | "started"
      | "stopped"
      | "answered"
      | "observed"
      | "traced"
      | "chosen"
      | "proposed"
      | "withdrew"
      | "skipped"
      | "cancelled"
      | "lookedAgain"
      | "wentBack"
      | "movedOn";
  }
>;

function saidBeside(flow: Flow, run: Run, event: Beside, index: number): readonly Word[] {
  switch (event.kind) {
    case "noted":
    case "noteRevised":
    case "noteWithdrawn":
      return saidOfNote(run, event, index);
    case "rehomed":
      return [event.anew ? " took the run to another place" : " learnt the channel's new id"];
    case "handedOver":
      return [" handed over to ", { person: event.to }];
    case "tookOver":
      return [" took over"];
    case "joined":
      return [" joined"];
    case "gaveUp":
      return [` gave up “${event.work}” after several tries: ${bare(event.why)}`];
    case "retried":
      return [" asked to try again what was given up"];
    case "published":
      return [" published the postmortem"];
    case "edited":
      return [` wrote ${sectionsInWords(Object.keys(event.texts))} of the postmortem anew`];
    default:
      return isOfFollowUp(event) ? saidOfFollowUp(flow, event) : saidOfTime(flow, event);
  }
}

function saidOfTime(flow: Flow, event: Timed): readonly Word[] {
  switch (event.kind) {
    case "reminded":
      return [` reminded the driver of ${at(flow, event.visit)}`];
    case "escalated":
      return [` told the others that ${at(flow, event.visit)} is waiting`];
    case "snoozed":
      return [` asked for no reminder for ${lasting(event.seconds)}`];
    case "parked":
      return [" parked the run until ", { time: event.until, day: true }, because(event.reason)];
    case "unparked":
      return [" woke the run"];
    case "watched":
      return [
        ` had Handrail watch ${at(flow, event.visit)} until `,
        { time: event.until, day: true },
      ];
    case "hurried":
      return [` asked the watch of ${at(flow, event.visit)} for a look at once`];
    case "unwatched":
      return [` ended the watch of ${at(flow, event.visit)}`];
    case "struck":
      return [" struck words from the record"];
    default:
      return saidByNewer(event);
  }
}

/** Replicas are replaced one by one, and may be put back: a record that a newer one wrote is told as far as it is known. */
const saidByNewer = (_: never): readonly Word[] => [
  " did something that only a newer version of Handrail can tell",
];

function about(run: Run): string {
  const names = subjectNames(run);
  return names === "" ? "" : ` for ${names}`;
}

function answers({ said }: Extract<RunEvent, { readonly said: Said }>): string {
  const words = answersInWords(said);
  return words.length === 0 ? "" : `: ${words.join("; ")}`;
}

function saidOfPick(
  flow: Flow,
  event: Extract<RunEvent, { readonly kind: "chosen" | "proposed" | "withdrew" }>,
): readonly Word[] {
  const where = at(flow, event.visit);
  if (event.kind === "withdrew") return [` took back what was picked at ${where}`];
  const [what, why] = [`${way(flow, event)} at ${where}${told(event)}`, because(event.reason)];
  if (event.kind === "proposed") return [` picked ${what}${why}`];
  if (event.proposedBy === undefined) return [` chose ${what}${why}`];
  return [` confirmed ${what}, which `, { person: event.proposedBy }, ` had picked${why}`];
}

/** What the choice asked, as it was answered. */
function told({ said }: { readonly said: Said }): string {
  const words = answersInWords(said);
  return words.length === 0 ? "" : ` (${words.join("; ")})`;
}

const way = (flow: Flow, { visit, choice }: { readonly visit: string; readonly choice: string }) =>
  `“${choiceLabel(flow, stepOf(visit), choice)}”`;

const at = (flow: Flow, visit: string): string => `“${stepTitle(flow, stepOf(visit))}”`;

const because = (reason: string | null): string =>
  reason === null ? "" : `, with the reason: ${bare(reason)}`;

const lasting = (seconds: number): string =>
  seconds < 5_400 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;

/** Without the full stop that the sentence around it brings. */
const bare = (text: string): string => text.trim().replace(/\.$/, "");
