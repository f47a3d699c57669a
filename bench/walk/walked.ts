import { practiceNamed } from "../../lab/practised.ts";
import { type EventRead, readLastRun } from "../../lab/training/handrail.ts";
import { quick, type Start, walkByItself } from "../../lab/walk/auto.ts";
import { type Practice, startPractice } from "../../lab/walk/practice.ts";
import type { Workspace } from "../../lab/workspace/index.ts";
import { throughSns } from "../../test/alerts/kinds/cloudwatch.ts";
import { type Counted, counting } from "./hand.ts";

/** What one walk took, from the alert in the channel to the published postmortem. */
export interface Walked extends Counted {
  readonly channelMessages: number;
  readonly threadMessages: number;
  readonly calls: number;
  readonly edits: number;
  readonly uploads: number;
  readonly kilobytes: number;
  readonly secondsToVerdict: number;
  /** Until it is proven or the run is closed for another team. */
  readonly secondsToEnd: number;
}

/** Walks a scenario with what is recommended only. Rejects with what it waited for. */
export async function walked(scenario: string): Promise<Walked> {
  const practice = await startPractice(practiceNamed(scenario), () => {}, quick);
  try {
    const { workspace, counted } = counting(practice.workspace);
    const began = { at: 0 };
    const fromAlert: Start = async ({ workspace: seen, channel, person }) => {
      const { ts } = await seen.fromApp(channel, throughSns.message);
      began.at = Date.now();
      return seen.as(person).openShortcut("start_here", channel, ts);
    };
    await walkByItself({ ...practice, workspace }, print, fromAlert);
    const log = await readLastRun(practice.folder);
    return {
      ...counted,
      ...messagesIn(practice),
      ...traffic(practice.workspace),
      ...times(log, began.at),
    };
  } finally {
    await practice.close();
  }
}

/** HANDRAIL_BENCH_PRINT=on shows the walk as it goes. */
const print = (text: string) => {
  if (process.env.HANDRAIL_BENCH_PRINT) process.stderr.write(`${text}\n`);
};

/** The app's own that are still there: an alert is not its message. */
function messagesIn({ workspace, channel }: Practice) {
  const own = workspace.data.messages.filter(
    (one) =>
      one.channelId === channel &&
      one.author.id === workspace.botUserId &&
      one.ephemeralFor === null &&
      !one.isTombstone,
  );
  return {
    channelMessages: own.filter((one) => one.threadTs === null || one.isBroadcast).length,
    threadMessages: own.filter((one) => one.threadTs !== null && !one.isBroadcast).length,
  };
}

function traffic(workspace: Workspace) {
  const calls = workspace.calls().filter(({ method }) => method !== "upload");
  const files = Object.values(workspace.data.files);
  const sent = calls.reduce((sum, { args }) => sum + JSON.stringify(args).length, 0);
  const uploaded = files.reduce((sum, { length }) => sum + length, 0);
  return {
    calls: calls.length,
    edits: calls.filter(({ method }) => method === "chat.update").length,
    uploads: workspace.calls("upload").length,
    kilobytes: Math.round((sent + uploaded) / 1_024),
  };
}

function times(log: readonly EventRead[], began: number) {
  const seconds = (fits: (event: EventRead) => boolean) =>
    Math.round(((log.find(fits)?.at ?? Number.NaN) - began) / 100) / 10;
  const end = ({ led, evidence }: EventRead) =>
    led?.kind === "end" || evidence?.finding === "fixed";
  return {
    secondsToVerdict: seconds(({ evidence }) => typeof evidence?.finding === "string"),
    secondsToEnd: seconds(end),
  };
}
