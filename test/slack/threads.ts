import type { KnownBlock } from "@slack/types";
import { identity } from "../../lab/workspace/identity.ts";
import type { WebApiFault, Workspace, WorkspaceOptions } from "../../lab/workspace/index.ts";
import type { Budgets } from "../../src/engine/budgets.ts";
import type { Log, MessageStore, Show, Store } from "../../src/engine/ports.ts";
import { commitOf } from "../../src/engine/recorder.ts";
import { createDraw } from "../../src/pictures/draw.ts";
import { Postponed } from "../../src/run/errors.ts";
import type { RunEvent } from "../../src/run/event.ts";
import type { Run } from "../../src/run/run.ts";
import {
  createShowThread,
  type ThreadParts,
} from "../../src/slack/delivery/showing/show-thread.ts";
import { createClients } from "../../src/slack/delivery/web-api/web-clients.ts";
import type { FileMessage, Message, PostMessage } from "../../src/slack/messages/blocks/message.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { begun } from "../engine/runs.ts";
import { botToken, createClock, start } from "../lab/workspace/practice.ts";
import { small } from "../language/flows.ts";

/** A thread to show runs in: a real workspace, a real store, and a rendering that the test states. */
export interface Thread {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly run: Run;
  /** Has the run stand elsewhere from now on. */
  readonly move: (to: Partial<Run>) => void;
  /** Has the run live in an existing thread. */
  readonly startIn: (threadTs: string) => void;
  readonly clock: ReturnType<typeof createClock>;
  /** Lines that were logged. */
  readonly lines: readonly string[];
  /** Shows these messages, once. */
  readonly show: (...messages: readonly Message[]) => Promise<void>;
  /** Shows them again and again, as the worker does, moving the clock as it is asked to wait; says how often. */
  readonly showUntilDone: (...messages: readonly Message[]) => Promise<number>;
  /** Forgets all that only memory holds, as a crash does. */
  readonly crash: () => void;
  /** Dies after the next post or edit arrived and before that is stored. */
  readonly dieAfterPost: () => void;
  /** Loses the lease before the post with this number (from 1). */
  readonly loseLeaseAt: (post: number) => void;
  readonly fault: (method: string, fault: WebApiFault, times?: number) => void;
  /** Texts in the channel, and in the thread of the first message there. */
  readonly channel: () => readonly string[];
  readonly thread: () => readonly string[];
  readonly close: () => Promise<void>;
}

export const channelId = "C0INC";

export interface ThreadOptions extends Partial<WorkspaceOptions> {
  /** Whether posts and edits wait for their turn; they do not unless told. */
  readonly budget?: "kept";
}

/** Lets through whatever is wanted. */
export const boundless: Budgets = { spend: async () => 0, exhaust: async () => {} };

export async function createThread(options: ThreadOptions = {}): Promise<Thread> {
  const clock = createClock();
  const { budget, ...others } = options;
  const workspace = await start({ clock: clock.now, ...others });
  const store = await openSqlite({ path: ":memory:", clock: clock.now });
  const lines: string[] = [];
  const wanted: { now: readonly Message[] } = { now: [] };
  const place = { team: "T0PRACTICE", channel: channelId };
  let run: Run = { ...begun(small), startedAt: clock.now(), place };
  await keep(store, run);
  let dies = false;
  const put: MessageStore["put"] = async (id, row, known) => {
    if (dies && row.ts !== "" && row.hash !== "") throw new Error("Killed.");
    return store.messages.put(id, row, known);
  };
  const messages = { all: store.messages.all, put };
  const budgets = budget === "kept" ? store.budgets : boundless;
  const kept = { messages, budgets, clock: clock.now, steady: clock.now };
  const fresh = () => createShowFor(workspace, kept, lines, () => wanted.now);
  let show = fresh();
  let leaseEnds = Number.POSITIVE_INFINITY;
  let asked = 0;
  const stillMine = async () => {
    asked += 1;
    return asked < leaseEnds;
  };
  const once = (...messages: readonly Message[]) => {
    wanted.now = messages;
    return show(run, stillMine);
  };
  const sees = (threadTs: string | null) =>
    workspace
      .as("U0ADA")
      .sees(channelId, threadTs)
      .map(({ text }) => text);
  return {
    workspace,
    store,
    run,
    move: (to) => {
      run = { ...run, ...to };
    },
    startIn: (threadTs) => {
      run = { ...run, place: { ...place, threadTs } };
    },
    clock,
    lines,
    show: once,
    showUntilDone: (...messages) => untilDone(() => once(...messages), clock.advance),
    crash: () => {
      dies = false;
      show = fresh();
    },
    dieAfterPost: () => {
      dies = true;
    },
    loseLeaseAt: (post) => {
      leaseEnds = asked + post;
    },
    fault: workspace.faults.next,
    channel: () => sees(null),
    thread: () => sees(workspace.as("U0ADA").sees(channelId)[0]?.ts ?? ""),
    close: async () => {
      await store.close();
      await workspace.close();
    },
  };
}

/** What was sent is kept beside a run that the store knows. */
const keep = (store: Store, run: Run) =>
  store.commit(commitOf(small, undefined, run, beginning(run), {}));

function beginning({ log: [first] }: Run): RunEvent {
  if (first === undefined) throw new Error("The run has not begun.");
  return first;
}

function createShowFor(
  workspace: Workspace,
  kept: Pick<ThreadParts, "messages" | "budgets" | "clock" | "steady">,
  lines: string[],
  wanted: () => readonly Message[],
): Show {
  const line = (says: string, more?: unknown) => {
    lines.push(`${says} ${JSON.stringify(more)}`);
  };
  const log: Log = { info: line, warn: line, error: line };
  const { worker } = createClients({ botToken, slackApiUrl: workspace.apiUrl, log });
  const render = async () => wanted();
  return createShowThread({
    ...{ ...kept, client: worker, render, log, draw: createDraw() },
    botUser: async () => identity.botUserId,
    mayShow: async () => true,
  });
}

async function untilDone(show: () => Promise<void>, advance: (ms: number) => void) {
  for (let times = 1; times <= 20; times += 1) {
    try {
      await show();
      return times;
    } catch (error) {
      advance(error instanceof Postponed ? error.waitMs : 1_000);
    }
  }
  throw new Error("The thread was never done.");
}

/** A message as the rendering would have it, with a button under it. */
export const post = (
  key: string,
  text: string,
  where: PostMessage["where"] = key === "card" ? "root" : "thread",
): PostMessage => ({ kind: "post", key, where, text, blocks: blocksOf(key, text) });

export const file = (key: string, content: string): FileMessage => ({
  kind: "file",
  key,
  filename: `${key}.md`,
  title: key,
  content,
});

const blocksOf = (key: string, text: string): readonly KnownBlock[] => [
  { type: "section", text: { type: "mrkdwn", text } },
  {
    type: "actions",
    elements: [
      { type: "button", action_id: `go:${key}`, text: { type: "plain_text", text: "Go on" } },
    ],
  },
];
