import type { ScenarioBriefing, WalkChoice } from "../scenarios/scenario.ts";
import type { EventRead, FlowRead } from "./handrail.ts";

/** What is told after a training: the truth, and how the walk came to it. */
export interface Debrief {
  readonly title: string;
  readonly says: string;
  readonly hint: string;
  /** Seconds from the start of the run until the cause was named; null when it was not. */
  readonly secondsToVerdict: number | null;
  /** The end that the run came to, null while it is open, and the right one; in words. */
  readonly end: {
    readonly reached: string | null;
    readonly right: string;
    readonly isRight: boolean;
  };
  readonly wrongTurns: readonly WrongTurn[];
  /** Probes that tell the cause and never looked, each with what it would have said. */
  readonly unread: readonly { readonly probe: string; readonly says: string }[];
}

/** A choice that led away from the truth, in words, with the one that would not have. */
export interface WrongTurn {
  readonly at: number;
  readonly step: string;
  readonly chosen: string;
  readonly better: string;
  readonly isUndone: boolean;
}

/** Holds a run's log against what is really so. Pure; an empty log is a run that never began. */
export function debrief(
  { truth, title, hint }: ScenarioBriefing,
  log: readonly EventRead[],
  flow: FlowRead,
): Debrief {
  const reached = log.find(({ led }) => led?.kind === "end")?.led?.end ?? null;
  const stopped = log.some(({ kind }) => kind === "stopped");
  return {
    ...{ title, hint, says: truth.says },
    secondsToVerdict: verdictAfter(truth.walk, log, flow),
    end: {
      reached:
        reached === null ? (stopped ? "Stopped" : null) : (flow.ends[reached]?.title ?? reached),
      right: flow.ends[truth.end]?.title ?? truth.end,
      isRight: reached === truth.end,
    },
    wrongTurns: log.flatMap((event, place) =>
      wrongTurn(event, log.slice(place + 1), truth.walk, flow),
    ),
    unread: unreadIn(truth.evidence, log),
  };
}

function verdictAfter(walk: readonly WalkChoice[], log: readonly EventRead[], flow: FlowRead) {
  const settling = walk.find(({ settles }) => settles) ?? walk[0];
  const [started] = log;
  if (settling === undefined || started === undefined) return null;
  const settled = log.find(
    (event) =>
      isTaken(event) &&
      stepOf(event) === settling.step &&
      leadsAlike(flow, settling.step, event.choice ?? "", settling.choice),
  );
  return settled === undefined ? null : Math.round((settled.at - started.at) / 1_000);
}

function wrongTurn(
  event: EventRead,
  after: readonly EventRead[],
  walk: readonly WalkChoice[],
  flow: FlowRead,
): readonly WrongTurn[] {
  const [step, chosen] = [stepOf(event), event.choice];
  const right = walk
    .filter((stride) => stride.step === step)
    .flatMap(({ choice, also = [] }) => [choice, ...also]);
  const [better] = right;
  if (!isTaken(event) || step === undefined || chosen === undefined) return [];
  if (better === undefined || isNeutral(flow, step, chosen)) return [];
  if (right.some((choice) => leadsAlike(flow, step, chosen, choice))) return [];
  const choices = flow.steps[step]?.choices ?? {};
  const next = after.find(({ kind }) => moving.has(kind));
  return [
    {
      at: event.at,
      step: flow.steps[step]?.title ?? step,
      chosen: choices[chosen]?.label ?? chosen,
      better: choices[better]?.label ?? better,
      isUndone: next?.kind === "wentBack",
    },
  ];
}

const moving: ReadonlySet<string> = new Set(["chosen", "skipped", "wentBack", "stopped"]);

const isTaken = ({ kind }: EventRead): boolean => kind === "chosen" || kind === "skipped";

/** A visit is named after its step: "retest#2". */
const stepOf = ({ visit }: EventRead): string | undefined => visit?.split("#", 1)[0];

/** What relieves first, and what only looks again, leads nowhere else. */
function isNeutral(flow: FlowRead, step: string, choice: string): boolean {
  const known = flow.steps[step]?.choices[choice];
  const to = known?.to;
  return known?.beside === true || (typeof to === "object" && to.again === step);
}

function leadsAlike(flow: FlowRead, step: string, one: string, other: string): boolean {
  const choices = flow.steps[step]?.choices ?? {};
  return one === other || JSON.stringify(choices[one]?.to) === JSON.stringify(choices[other]?.to);
}

function unreadIn(evidence: Readonly<Record<string, string>>, log: readonly EventRead[]) {
  const read = log.flatMap(({ evidence: seen }) =>
    seen === undefined || seen.finding === null ? [] : (seen.probe.split("@", 1)[0] ?? []),
  );
  return Object.entries(evidence)
    .filter(([probe]) => !read.includes(probe))
    .map(([probe, says]) => ({ probe, says }));
}
