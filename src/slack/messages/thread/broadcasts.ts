import type { Flow } from "#language";
import { runAsOf } from "../../../postmortem/postmortem.ts";
import type { RunEvent } from "../../../run/event.ts";
import { visitOf } from "../../../run/log-lookup.ts";
import type { Run } from "../../../run/run.ts";
import { type Closing, closingsOf } from "../../../run/slices/taking-back.ts";
import { section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { keyedMessage, type SideMessage } from "../blocks/message.ts";
import { reopenedLine } from "./closing-messages.ts";
import { headlineWithStrength, type VerdictChange, verdicts } from "./evidence/verdict.ts";
import { escalationBlocks } from "./reminders.ts";
import { endingLine, subjectInBold } from "./run-words.ts";
import { endsWatch, watchEnded } from "./step/watch-blocks.ts";

/**
 * What the channel sees, each a post of its own: the start where the card is a reply, what keeps its newest line true, the close.
 * With the published summary never more than five, unless what was said changed; a proof that is no line of its own is told in the
 * newest one's place.
 */
export function broadcasts(flow: Flow, run: Run): readonly SideMessage[] {
  return [
    ...(run.place.threadTs === undefined
      ? []
      : [brought(run, run.startedAt, "start", start(flow, run))]),
    ...named(announcements(flow, run)).map(({ name, one }) =>
      brought(run, one.at, name, told(flow, run, one)),
    ),
    ...closingsOf(run).flatMap((one, place) => closed(flow, run, one, place)),
  ];
}

/** "changed", "changed/2": later ones never rename an earlier one. */
const named = (all: readonly Announcement[]) =>
  all.map((one, place) => {
    const nth = all.slice(0, place + 1).filter(({ kind }) => kind === one.kind).length;
    return { one, name: nth === 1 ? one.kind : `${one.kind}/${nth}` };
  });

/** A broadcast cannot be edited: what did not last is told by another one. */
function closed(flow: Flow, run: Run, { event, opened }: Closing, place: number) {
  const nth = place === 0 ? "" : `/${place + 1}`;
  const then = runAsOf(run, event);
  const told = then.ending ? `${about(flow, run)}: ${endingLine(flow, then, then.ending)}` : "";
  return [
    { event, message: broadcast(`close${nth}`, told) },
    ...(opened === undefined
      ? []
      : [
          {
            event: opened.index,
            message: broadcast(
              `open${nth}`,
              `${about(flow, run)} is open again. ${reopenedLine(opened.event)}`,
            ),
          },
        ]),
  ];
}

const broadcast = (name: string, mrkdwn: string) =>
  keyedMessage(`broadcast/${name}`, "broadcast", [section(mrkdwn)]);

function brought(run: Run, at: number, name: string, mrkdwn: string): SideMessage {
  const event = Math.max(
    0,
    run.log.findLastIndex((one) => one.at <= at),
  );
  return { event, message: broadcast(name, mrkdwn) };
}

function told(flow: Flow, run: Run, one: Announcement): string {
  const proof = one.proof === undefined ? undefined : run.log[one.proof];
  if (proof?.kind === "observed")
    return `${about(flow, run)}: ${headlineWithStrength(proof.evidence)}${itWas(one)}`;
  if ("event" in one) return `${about(flow, run)}: ${said(flow, run, one.event)}`;
  const { says } = one.verdict;
  if (one.kind === "verdict") return `${about(flow, run)}: ${says}`;
  return `The verdict for ${about(flow, run)} ${one.kind === "changed" ? "changed" : "is surer now"}. ${says}`;
}

/** What the line said until it was proven, without what stands out. */
const itWas = (one: Announcement): string =>
  "verdict" in one ? `\nIt was: ${one.verdict.says.split("\n")[0]?.replaceAll("*", "") ?? ""}` : "";

function said(flow: Flow, run: Run, index: number): string {
  const event = run.log[index];
  if (event?.kind === "escalated") return escalationBlocks(flow, run, event, index);
  if (event?.kind === "observed" && !event.settles) return headlineWithStrength(event.evidence);
  return event && endsWatch(event) ? watchEnded(flow, run, event, index) : "";
}

const about = (flow: Flow, run: Run): string => subjectInBold(run) ?? `*${escapeLine(flow.title)}*`;

const start = (flow: Flow, run: Run): string =>
  `${mention(run.startedBy)} started the runbook *${escapeLine(flow.title)}* for ${about(flow, run)}. It runs in this thread.`;

/** What the channel is told between a run's start and its close. */
export type Announcement =
  /** The first verdict, one that differs, and the same once it is shown. */
  | {
      readonly kind: "verdict" | "changed" | "surer";
      readonly at: number;
      readonly verdict: VerdictChange;
      readonly proof?: number;
    }
  /**
   * A step that nobody touches, what proves the fix, and what shows that it still fails; `event` is the index in the log, and
   * `proof` that of a proof which takes the place of what was said here.
   */
  | {
      readonly kind: "escalated" | "failing";
      readonly at: number;
      readonly event: number;
      readonly proof?: number;
    }
  | {
      readonly kind: "proven";
      readonly at: number;
      readonly event: number;
      /** A watch calls somebody for it. */
      readonly isCalled: boolean;
      readonly proof?: number;
    };

/** With the start, the close and the published summary that makes the five which a channel bears while nothing changes. */
const most = 2;

/**
 * What makes the channel's newest line the newest truth: the first two of the first verdict, a step that nobody touches and a proof
 * that was watched for, and whatever changes what was said. Any other proof is told in the newest line's place; the rest stays in
 * the thread.
 */
export function announcements(flow: Flow, run: Run): readonly Announcement[] {
  const event = run.log.findIndex(({ kind }) => kind === "escalated");
  const escalated = run.log[event];
  const all: readonly Announcement[] = [
    ...(escalated ? [{ kind: "escalated", at: escalated.at, event } as const] : []),
    ...ofOutcomes(flow, run),
    ...ofVerdicts(verdicts(flow, run)),
  ];
  const told: Announcement[] = [];
  for (const one of all.toSorted(byTime)) {
    const newest = told.at(-1);
    if (isOwnLine(one, told)) told.push(one);
    else if (one.kind === "proven" && newest !== undefined)
      told[told.length - 1] = { ...newest, proof: one.event };
  }
  return told;
}

/** Whether it is worth a message: a proof that somebody waits for, or that takes back that it still fails. */
function isOwnLine(one: Announcement, told: readonly Announcement[]): boolean {
  if (one.kind !== "proven") return told.length < most || one.kind !== "escalated";
  return told.some(({ kind }) => kind === "failing") || (one.isCalled && told.length < most);
}

const byTime = (one: Announcement, other: Announcement): number => one.at - other.at;

type OfVerdict = Extract<Announcement, { readonly verdict: VerdictChange }>;
type Proven = Extract<Announcement, { readonly kind: "proven" }>;
type OfOutcome = Proven | (Omit<Proven, "kind" | "isCalled"> & { readonly kind: "failing" });

/** Each verdict that says more than the one that was told before it. */
function ofVerdicts(all: readonly VerdictChange[]): readonly OfVerdict[] {
  const told: OfVerdict[] = [];
  for (const verdict of all) {
    const last = told.at(-1)?.verdict;
    const kind = last === undefined ? "verdict" : differs(last, verdict);
    if (kind) told.push({ kind, at: verdict.at, verdict });
  }
  return told;
}

function differs(
  last: VerdictChange,
  { word, strength }: VerdictChange,
): "changed" | "surer" | undefined {
  if (word !== last.word) return "changed";
  return strength === "shown" && last.strength !== "shown" ? "surer" : undefined;
}

/** Any proof and any sight of what still fails; each once, until the other comes. */
function ofOutcomes(flow: Flow, run: Run): readonly OfOutcome[] {
  const told: OfOutcome[] = [];
  for (const [event, one] of run.log.entries()) {
    const kind = outcome(flow, run, one);
    if (kind === null || kind === told.at(-1)?.kind) continue;
    told.push(kind === "failing" ? { kind, at: one.at, event } : proven(one, event));
  }
  return told;
}

const proven = (one: RunEvent, event: number): Proven => {
  const isCalled = one.kind === "observed" && one.settles === true;
  return { kind: "proven", at: one.at, event, isCalled };
};

function outcome(flow: Flow, run: Run, event: RunEvent): OfOutcome["kind"] | null {
  if (event.kind !== "observed") return null;
  const watch = flow.steps[visitOf(run, event.visit)?.step ?? ""]?.watch;
  const { finding } = event.evidence;
  if (watch === undefined || finding === null) return null;
  if (finding === watch.proof) return "proven";
  return watch.until.includes(finding) ? "failing" : null;
}
