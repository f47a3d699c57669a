import type { Flow } from "#language";
import type { Run } from "../../../run/run.ts";
import { button, context, header, linkButton, menu, row, section } from "../blocks/blocks.ts";
import { mention } from "../blocks/escape.ts";
import { keyedMessage, type PostMessage } from "../blocks/message.ts";
import { dayAndAgo, dayAndClock } from "../blocks/times.ts";
import { verdictSoFar } from "./evidence/verdict.ts";
import { goneBlocks } from "./notices.ts";
import { planBlock } from "./plan.ts";
import { restingLine, wakeButton } from "./reminders.ts";
import { endingLine, subjectInFull } from "./run-words.ts";
import { watchedLine } from "./step/watch-blocks.ts";
import type { ViewInputs } from "./view-inputs.ts";

/** The run at a glance: what is known, who drives, which steps are done, and the buttons that always apply. */
export const cardMessage = (
  flow: Flow,
  run: Run,
  { gone, decisionAt }: ViewInputs = {},
): PostMessage =>
  keyedMessage("card", "root", [
    header(flow.title),
    section(run.ending ? endingLine(flow, run, run.ending) : soFar(flow, run)),
    context(whoAndWhere(run)),
    planBlock(flow, run, gone !== undefined),
    ...(gone ? goneBlocks(run, gone) : waysOf(run, decisionAt)),
  ]);

const soFar = (flow: Flow, run: Run): string =>
  [
    verdictSoFar(run) ?? "Nothing is known yet. The thread has the next step.",
    restingLine(run),
    watchedLine(flow, run),
  ]
    .filter((line) => line !== undefined)
    .join("\n");

/** Slack counts the time since the start on by itself, so that no edit is spent on it. */
function whoAndWhere(run: Run): string {
  const subject = subjectInFull(run);
  const started = run.ending ? dayAndClock(run.startedAt) : dayAndAgo(run.startedAt);
  const drives = run.ending ? "drove" : "drives";
  return [
    ...(subject ? [`${subject}.`] : []),
    `${mention(run.driver)} ${drives}.`,
    `Started by ${mention(run.startedBy)} ${started}.`,
  ].join(" ");
}

const reopenButton = ({ id: run }: Run) => button("Open it again…", { act: "reopen", run });

const waysOf = (run: Run, decisionAt: string | undefined) =>
  run.ending ? row([reopenButton(run)]) : always(run, decisionAt);

const always = (run: Run, decisionAt: string | undefined) =>
  row(
    [
      ...(run.parked ? [wakeButton(run)] : []),
      ...(decisionAt === undefined || run.parked
        ? []
        : [linkButton("Go to the next step", decisionAt, "decision")]),
      button("Catch me up", { act: "catchUp", run: run.id }),
      button("Add a note", { act: "note", run: run.id }),
    ],
    menu({ run: run.id }, [
      { label: "Change the driver", act: "handOver" },
      ...(run.parked ? [] : [{ label: "Park", act: "park" } as const]),
      { label: "Stop", act: "stop" },
    ]),
  );
