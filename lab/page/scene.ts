import { flowOf, practices } from "../practised.ts";
import { type Debrief, debrief } from "../training/debrief.ts";
import { readFlow, readLastRun } from "../training/handrail.ts";
import type { Practice } from "../walk/practice.ts";
import type { Workspace } from "../workspace/index.ts";
import { createListeners } from "./listeners.ts";
import type { Training } from "./wire.ts";

/** The practice that is on, and what is told of it. */
export interface PracticeScene {
  readonly practice: () => Practice;
  readonly training: () => Training;
  /** Puts a practice on; a hidden cause is told when its run is over. */
  readonly show: (practice: Practice, isHidden: boolean) => void;
  /** Leaves the bot that is on alone: it will be ended. */
  readonly leave: () => void;
  /** What is done meanwhile, or why it could not be. */
  readonly say: (said: Pick<Training, "preparing" | "trouble">) => void;
  /** Tells what it was. Rejects when the bot's record cannot be read. */
  readonly tell: () => Promise<void>;
  readonly onChange: (listener: () => void) => () => void;
  /** Rejects when the bot that is on ends by itself; never resolves. */
  readonly ended: Promise<never>;
}

interface State {
  readonly practice: Practice;
  readonly isHidden: boolean;
  readonly preparing: string | null;
  readonly trouble: string | null;
  readonly isTold: boolean;
  readonly debrief: Debrief | null;
}

export function openScene(first: Practice): PracticeScene {
  const listeners = createListeners();
  const bots = watchBots();
  let state = begun(first, false);
  const set = (more: Partial<State>) => {
    state = { ...state, ...more };
    listeners.tell();
  };
  const tell = () => telling(state.practice, set);
  bots.watch(first);
  return {
    practice: () => state.practice,
    training: () => trainingOf(state),
    show: (practice, isHidden) => {
      bots.watch(practice);
      set(begun(practice, isHidden));
      const isOn = () => state.practice === practice && state.isHidden;
      if (isHidden) onceClosed(practice.workspace, () => (isOn() ? tell() : undefined));
    },
    leave: () => bots.watch(null),
    say: set,
    tell,
    onChange: listeners.add,
    ended: bots.ended,
  };
}

/** What it was is told at once; the record of the walk takes a second to read. */
async function telling(practice: Practice, set: (more: Partial<State>) => void): Promise<void> {
  set({ isTold: true, isHidden: false });
  try {
    set({ debrief: await debriefOf(practice) });
  } catch (error) {
    set({ isTold: false });
    throw error;
  }
}

const begun = (practice: Practice, isHidden: boolean): State => ({
  ...{ practice, isHidden },
  ...{ preparing: null, trouble: null, isTold: false, debrief: null },
});

/** Calls once the postmortem's file is there, which a run leaves when it is closed. */
function onceClosed(workspace: Workspace, then: () => Promise<void> | undefined): void {
  const stop = workspace.onChange(() => {
    const files = Object.values(workspace.data.files);
    if (!files.some(({ name, phase }) => name.startsWith("postmortem") && phase === "processed"))
      return;
    stop();
    // The button tells it too, and says what is wrong.
    then()?.catch(() => {});
  });
}

/** Follows one bot at a time: the end of the one that is followed is the end of all. */
function watchBots() {
  let followed: Practice | null = null;
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    fail = reject;
  });
  ended.catch(() => {});
  const watch = (practice: Practice | null) => {
    followed = practice;
    practice?.botEnded.catch((error: unknown) => {
      if (followed === practice) fail(error);
    });
  };
  return { ended, watch };
}

function trainingOf(state: State): Training {
  const { practice, isHidden, preparing, trouble, isTold, debrief: told } = state;
  const { scenario, incident } = practice;
  const { name, title, report } = scenario;
  return {
    report,
    command: incident.starts,
    honesty: incident.honesty,
    scenario: isHidden ? null : { name, title },
    scenarios: practices().map((one) => ({ name: one.name, title: one.title })),
    ...{ preparing, trouble },
    truth: isTold ? { title, says: scenario.truth.says } : null,
    debrief: told,
  };
}

async function debriefOf({ scenario, folder }: Practice): Promise<Debrief> {
  const [log, flow] = await Promise.all([readLastRun(folder), readFlow(folder, flowOf(scenario))]);
  return debrief(scenario, log, flow);
}
