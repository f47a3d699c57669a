import { type Practised, practiceNamed, practices } from "../practised.ts";
import type { Practice } from "../walk/practice.ts";
import type { Workspace } from "../workspace/index.ts";
import type { PanelContent } from "./room.ts";
import { openScene, type PracticeScene } from "./scene.ts";
import type { Training } from "./wire.ts";

/** What the page shows now: a practice that may be exchanged for another while the page stays. */
export interface Stage {
  readonly workspace: () => Workspace;
  readonly incident: () => PanelContent;
  readonly training: () => Training;
  /** Prepares another incident, of the named scenario or one by chance; throws in words when that cannot be. */
  readonly choose: (name: string | null) => void;
  /** Tells what it was, and how the walk came to it. Rejects when the bot's record cannot be read. */
  readonly tell: () => Promise<void>;
  /** Something in the training changed, or another practice is on. */
  readonly onChange: (listener: () => void) => () => void;
}

/** A stage that lives as long as the page. */
export interface OpenStage extends Stage {
  /** Rejects when the bot of the practice that is on ends by itself; never resolves. */
  readonly ended: Promise<never>;
  readonly close: () => Promise<void>;
}

export interface StageParts {
  readonly first: Practice;
  readonly start: (scenario: Practised, progress: (sentence: string) => void) => Promise<Practice>;
  /** A number from 0 up to, not including, 1. */
  readonly chance?: () => number;
}

/** Opens a stage with a practice on it, which it closes when another takes its place. */
export function openStage({ first, start, chance = Math.random }: StageParts): OpenStage {
  const scene = openScene(first);
  const { training, tell, onChange, ended } = scene;
  const changer = createChanger(scene, async (scenario, isHidden) => {
    scene.leave();
    await scene.practice().close();
    const progress = (preparing: string) => scene.say({ preparing, trouble: null });
    scene.show(await start(scenario, progress), isHidden);
  });
  return {
    ...{ training, tell, onChange, ended },
    workspace: () => scene.practice().workspace,
    incident: () => scene.practice().incident,
    choose: (name) => changer.change(chosen(name, scene.practice(), chance), name === null),
    close: async () => {
      await changer.done();
      scene.leave();
      await scene.practice().close();
    },
  };
}

/** One exchange at a time; what goes wrong with it is shown. */
function createChanger(
  { say, training }: PracticeScene,
  exchange: (scenario: Practised, isHidden: boolean) => Promise<void>,
) {
  let changing = Promise.resolve();
  return {
    change: (scenario: Practised, isHidden: boolean) => {
      if (training().preparing !== null) throw new Error("Another incident is being prepared.");
      say({ preparing: "The incident before is being cleared away.", trouble: null });
      changing = exchange(scenario, isHidden).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        say({ preparing: null, trouble: `The incident could not be started. ${why}` });
      });
    },
    done: () => changing,
  };
}

function chosen(name: string | null, { scenario }: Practice, chance: () => number): Practised {
  if (name !== null) return practiceNamed(name);
  const others = practices().filter((one) => one.name !== scenario.name);
  return others[Math.floor(chance() * others.length)] ?? scenario;
}
