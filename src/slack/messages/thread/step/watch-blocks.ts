import type { KnownBlock } from "@slack/types";
import { defaultWatch, type Flow, type Pending, type Watch } from "#language";
import type { Progress } from "../../../../engine/ports.ts";
import { plural } from "../../../../language/amounts.ts";
import type { RunEvent } from "../../../../run/event.ts";
import { stepOf, stepTitle } from "../../../../run/labels.ts";
import { driverBefore } from "../../../../run/log-lookup.ts";
import type { Run } from "../../../../run/run.ts";
import { canBeWatched, isSettled } from "../../../../run/slices/watches.ts";
import { currentVisit, type Visit, type Watching } from "../../../../run/visits.ts";
import { button, context, menu, row, section } from "../../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../../blocks/escape.ts";
import { clockToken, dayAndClock } from "../../blocks/times.ts";
import { queriesButton } from "../evidence/evidence-blocks.ts";
import { headlineWithStrength } from "../evidence/verdict.ts";
import type { ViewInputs } from "../view-inputs.ts";
import { backAndSkip } from "./decision-blocks.ts";
import { lookProgressLine } from "./waiting-words.ts";

/** How far it is from being settled, and that Handrail can wait for it; nothing where there is nothing to watch. */
export function watchOffer(flow: Flow, run: Run, visit: Visit): readonly KnownBlock[] {
  if (!canBeWatched(flow, visit) || visit.watch || visit.proposal) return [];
  const { days = defaultWatch } = flow.steps[visit.step]?.watch ?? {};
  const { pending } = visit.evidence ?? {};
  const counted = pending && countedIn(pending);
  const says = `Handrail can look again by itself, for up to ${plural(days, "day")}, and calls ${mention(run.driver)} when it is settled.`;
  const when = counted?.expectedAt === undefined ? "" : ` ${expectation(counted, run.startedAt)}`;
  const lines = counted && hasCounted(counted) ? [lookProgressLine(counted)] : [];
  return [context([...lines, `${says}${when}`].join("\n"))];
}

/** What the watch has counted, in place of the ways on, which stay behind "Something else…". */
export function watchBlocks(
  run: Run,
  visit: Visit,
  watch: Watching,
  { progress }: ViewInputs,
): readonly KnownBlock[] {
  const seen = progress?.visit === visit.id ? progress.progress : undefined;
  const counted = seen ?? (visit.evidence?.pending && countedIn(visit.evidence.pending));
  const handle = { run: run.id, visit: visit.id };
  return [
    section([watchingLine(watch, counted), ...(counted ? lastLook(counted) : [])].join("\n")),
    ...row(
      [
        button("Look now", { act: "hurry", ...handle }),
        button("Stop watching", { act: "unwatch", ...handle }),
        ...queriesButton(run, visit),
      ],
      menu(handle, [
        { label: "Watch longer", act: "watch" },
        { label: "Something else…", act: "chooseOther" },
        ...backAndSkip(run),
      ]),
    ),
  ];
}

/** "*Watching* “Retest with fresh traffic” since 03:12, until tomorrow 03:12 at the latest." */
export function watchedLine(flow: Flow, run: Run): string | undefined {
  const { watch, step } = currentVisit(run);
  if (watch === undefined || run.ending) return undefined;
  return `*Watching* “${titleOf(flow, step)}” since ${clockToken(watch.since)}, until ${dayAndClock(watch.until)} at the latest.`;
}

/** Calls the driver: the watch has its answer, or is over without one. */
export function watchEnded(flow: Flow, run: Run, event: EndOfWatch, index: number): string {
  const driver = mention(driverBefore(run, index));
  const step = stepOf(event.visit);
  const what = `the watch of “${titleOf(flow, step)}”`;
  const title = `“${titleOf(flow, step)}”`;
  if (event.kind === "unwatched") return `${driver}, ${what} is over, and nothing is settled.`;
  const says = headlineWithStrength(event.evidence);
  const { finding } = event.evidence;
  if (finding === null)
    return `${driver}, ${what} ended, because nothing could be read five times in a row. ${says}`;
  return isSettled(flow.steps[step]?.watch ?? nothing, finding)
    ? `${driver}, ${title} is settled. ${says}`
    : `${driver}, the time for ${what} is over, and it is not settled. ${says}`;
}

/** An event by which Handrail ended a watch itself; whoever stops one needs no call. */
export type EndOfWatch = RunEvent & { readonly kind: "observed" | "unwatched" };

export const endsWatch = (event: RunEvent): event is EndOfWatch =>
  (event.kind === "observed" && event.settles === true) ||
  (event.kind === "unwatched" && event.by === "handrail");

/** What is known before the watch has looked itself. */
const countedIn = ({ says, share, expectedAt }: Pending): Progress => ({
  says,
  share,
  ...(expectedAt === null ? {} : { expectedAt }),
});

/** "Watching since 03:12, asked by @ana: 12,300 of 16,200 clean requests. Expected to be settled about 04:40." */
function watchingLine({ since, by }: Watching, counted: Progress | undefined): string {
  const begun = `*Watching since ${clockToken(since)}*, asked by ${mention(by)}.`;
  if (counted === undefined || counted.says === "") return begun;
  const { at = since } = counted;
  const lines = hasCounted(counted) || counted.at !== undefined ? [lookProgressLine(counted)] : [];
  return [begun, ...lines, expectation(counted, at)].join("\n");
}

/** Whether anything is counted: that nothing is says the verdict above. */
const hasCounted = ({ says, share, expectedAt }: Progress): boolean =>
  says !== "" && (share !== 0 || expectedAt === undefined);

/** Until anything is counted, no more can be told than when that begins. */
function expectation({ share, expectedAt }: Progress, from: number): string {
  if (expectedAt === undefined) return "When it will be settled cannot be told yet.";
  const what = share === 0 ? "The first counts are expected" : "It is expected to be settled";
  return `${what} about ${near(from, expectedAt)}.`;
}

function lastLook({ at, unread }: Progress): readonly string[] {
  if (unread) {
    const why = shortLine(unread.why, 300);
    return [
      `The newest ${unread.times === 1 ? "look" : `${unread.times} looks`} could not read anything: ${why}`,
    ];
  }
  return at === undefined ? [] : [`Last look: ${clockToken(at)}.`];
}

/** With its day when it is not soon. */
const near = (from: number, at: number): string =>
  at - from < 12 * 3_600_000 ? clockToken(at) : dayAndClock(at);

const nothing: Watch = { proof: "", until: [] };

const titleOf = (flow: Flow, step: string): string => escapeLine(stepTitle(flow, step));
