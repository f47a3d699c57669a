import type { KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import { flowDrawing } from "../../../language/flow-picture.ts";
import { stepTitle } from "../../../run/labels.ts";
import type { Run, RunRow } from "../../../run/run.ts";
import { currentVisit, type Person } from "../../../run/visits.ts";
import { button, context, header, linkButton, row, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText, mention, shortLine, shortText } from "../blocks/escape.ts";
import { toMrkdwn } from "../blocks/sentences.ts";
import { agoToken, dayAndAgo } from "../blocks/times.ts";
import { pictureBlock } from "../thread/evidence/picture.ts";
import { firstSentence } from "../thread/evidence/verdict.ts";
import { endingInShort, subjectInBold } from "../thread/run-words.ts";
import { waitingLine } from "../thread/step/waiting-words.ts";
import { runLine, type Unshown, unshownRuns } from "./run-lists.ts";

/** A run with the flow that it walks and the link to its card, once that is posted. */
export interface HomeRun {
  readonly run: Run;
  readonly row: RunRow;
  readonly flow: Flow;
  readonly link?: string | undefined;
}

export interface HomeParts {
  readonly person: Person;
  readonly open: readonly HomeRun[];
  /** Closed lately, the newest first. */
  readonly closed: readonly HomeRun[];
  readonly flows: readonly Flow[];
  readonly unshown: readonly Unshown[];
  readonly unreadable?: readonly Unshown[];
  readonly wellbeing: Wellbeing;
  /** Slack did not say of all channels whether the person is in them. */
  readonly isUnsure?: boolean;
  readonly command: string;
}

// Three blocks each; a Home tab takes 100.
const mostFlows = 15;

/** App Home: what needs attention, the runs of this person and of others, and what can be started. */
export function homeView(parts: HomeParts): readonly KnownBlock[] {
  const { person, open, closed, flows, unshown, wellbeing, command } = parts;
  const isMine = ({ run }: HomeRun) => run.people.includes(person) || run.driver === person;
  const mine = open.filter(isMine);
  const others = open.filter((one) => !isMine(one));
  return [
    ...troubles(wellbeing),
    ...unshownRuns(unshown, command),
    ...titled("Runbooks whose record is damaged", (parts.unreadable ?? []).map(damaged)),
    ...titled("Yours", mine.flatMap(shown((one) => openRun(one, person)))),
    ...titled("Open", others.flatMap(shown((one) => openRun(one, person)))),
    ...noneOpen(parts),
    ...titled("Closed lately", closed.flatMap(shown(closedRun))),
    ...titled("Runbooks", flows.slice(0, mostFlows).flatMap(runbook)),
    context(`In a channel, type \`${escapeLine(command)}\`. In a thread, mention me.`),
    ...allWell(wellbeing),
  ];
}

/** A run whose record holds what it should not is named, and empties nobody's page. */
const shown =
  (draw: (one: HomeRun) => readonly KnownBlock[]) =>
  (one: HomeRun): readonly KnownBlock[] => {
    try {
      return draw(one);
    } catch {
      return [damaged({ row: one.row, why: unshowable })];
    }
  };

const unshowable =
  "Its record is damaged and cannot be shown here. Nothing was changed, and all other runs go on.";

const damaged = ({ row: one, why }: Unshown): KnownBlock =>
  section(`${runLine(one)}\n${escapeText(why)}`);

/** Runs of private channels stay unseen by whoever is not in them. */
function noneOpen({ open, isUnsure }: HomeParts): readonly KnownBlock[] {
  if (isUnsure) return [context(unsure)];
  return open.length === 0 ? [header("Open"), section("No runbook is open.")] : [];
}

const unsure =
  "Slack did not say of all channels whether you are in them, so some runbooks may be missing. Open this page again in a minute.";

const titled = (title: string, blocks: readonly KnownBlock[]): readonly KnownBlock[] =>
  blocks.length === 0 ? [] : [header(title), ...blocks];

function openRun({ run, flow, link }: HomeRun, person: Person): readonly KnownBlock[] {
  const visit = currentVisit(run);
  const step = escapeLine(stepTitle(flow, visit.step));
  const says = [
    nameOf(flow, run),
    `Now: *${step}*. ${toMrkdwn(waitingLine(visit))}`,
    `${mention(run.driver)} drives. Started ${dayAndAgo(run.startedAt)}.`,
  ];
  const isIn = run.people.includes(person);
  return [
    section(says.join("\n")),
    ...row([
      ...(link === undefined ? [] : [linkButton("Open", link, run.id)]),
      button("Catch me up", { act: "catchUp", run: run.id }),
      ...(isIn ? [] : [button("Join", { act: "join", run: run.id })]),
    ]),
  ];
}

function closedRun({ run, flow, link }: HomeRun): readonly KnownBlock[] {
  const how = run.ending ? endingInShort(flow, run, run.ending) : "";
  const open = link === undefined ? {} : { accessory: linkButton("Open", link, run.id) };
  return [{ ...section(`${nameOf(flow, run)}\n${how}`), ...open }];
}

function nameOf(flow: Flow, run: Run): string {
  const subject = subjectInBold(run);
  return `*${shortLine(flow.title, 150)}*${subject ? `: ${subject}` : ""}`;
}

function runbook(flow: Flow): readonly KnownBlock[] {
  const about = shortText(firstSentence(flow.about.introduction), 300);
  return [
    section(`*${shortLine(flow.title, 150)}*\n${about}`),
    pictureBlock(flowDrawing(flow)),
    ...row([
      button("Start", { act: "start", item: flow.id }, "primary"),
      button("Show the steps", { act: "outline", item: flow.id }),
    ]),
  ];
}

export interface Wellbeing {
  /** Whole sentences on what is wrong with Handrail itself; empty while nothing is. */
  readonly reasons: readonly string[];
  /** Work that was given up, by kind, until someone asks to try again. */
  readonly dead: { readonly [kind: string]: number };
  /** How what is looked at answered last, by its name; milliseconds since the epoch. */
  readonly looks: {
    readonly at: string;
    readonly answeredAt?: number;
    readonly problem?: { readonly at: number; readonly says: string };
  };
}

/** What is wrong, to stand at the top of App Home; nothing while all is well. */
function troubles({ reasons, dead, looks }: Wellbeing): readonly KnownBlock[] {
  const count = Object.values(dead).reduce((sum, one) => sum + one, 0);
  const lines = [
    ...reasons.map(escapeText),
    ...(looks.problem
      ? [
          `${looks.at} did not answer ${agoToken(looks.problem.at)}. ${escapeText(looks.problem.says)}`,
        ]
      : []),
    ...(count === 0 ? [] : [givenUp(count)]),
  ];
  return lines.length === 0 ? [] : [header("What needs attention"), ...lines.map(section)];
}

function allWell({ reasons, looks }: Wellbeing): readonly KnownBlock[] {
  if (reasons.length > 0 || looks.problem) return [];
  const answered =
    looks.answeredAt === undefined
      ? `${looks.at} was not asked yet`
      : `${looks.at} answered ${agoToken(looks.answeredAt)}`;
  return [context(`All is well: Slack is connected, ${answered}, and the record can be written.`)];
}

const givenUp = (count: number): string =>
  count === 1
    ? "One piece of work was given up. Its thread says why, with a button to try again."
    : `${count} pieces of work were given up. Their threads say why, with a button to try again.`;
