import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createRandom } from "../../lab/alb/random.ts";
import { environment } from "../../lab/bot.ts";
import { type Chronicle, createChronicle, type Line } from "./chronicle.ts";
import { type Clocks, createClocks } from "./clocks.ts";
import { type Database, openDatabase } from "./database.ts";
import { createDiary, type Diary } from "./diary.ts";
import type { Fleet } from "./fleet.ts";
import { startFleet } from "./fleet.ts";
import { gather } from "./gather.ts";
import type { Evidence } from "./judge/finding.ts";
import { judge, type Verdict } from "./judge/judge.ts";
import { killAll } from "./kills.ts";
import type { Options } from "./options.ts";
import { walk } from "./people/moves.ts";
import type { Walker } from "./people/walker.ts";
import { redeliver, settle } from "./settle.ts";
import { keepBad } from "./weather.ts";
import { flowsFolder, startWorld, type World } from "./world.ts";

/** What a chaos run came to. */
export interface Outcome extends Verdict {
  readonly kills: number;
  readonly faults: number;
  /** How often a bot ended without being killed. */
  readonly ends: number;
  /** Bots that had to be killed in the end because SIGTERM did not end them within 10 s. */
  readonly refusedToStop: number;
  /** What still went on when everything should have come to rest; empty when it did. */
  readonly restless: readonly string[];
  readonly surprises: readonly string[];
  readonly evidence: Evidence;
  readonly chronicle: readonly Line[];
}

/** Lets people walk runbooks while bots are killed and everything fails; then compares what they were told with what is there. */
export async function chaos(options: Options, progress: (says: string) => void): Promise<Outcome> {
  await using parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-chaos-")), remove);
  process.once("exit", () => remove(folder));
  const world = await startWorld(options.seed, parts);
  const database = await openDatabase(options, folder, parts);
  const diary = createDiary(options.seed);
  const clocks = createClocks(options.replicas, folder, options.clocks);
  const lived = await live(options, { world, database, folder, diary, clocks }, progress);
  const evidence = await gather({ world, database, diary, clocks });
  return {
    ...judge(evidence),
    ...lived,
    evidence,
  };
}

/** From the first bot's start until the last one's end. */
async function live(
  options: Options,
  { folder, ...scene }: Omit<Scene, "fleet" | "chronicle"> & { readonly folder: string },
  progress: (says: string) => void,
) {
  const { workspace } = scene.world;
  const chronicle = createChronicle();
  const where = { folder, environment: environmentOf(scene, folder) };
  const fleet = startFleet(options.replicas, where, scene.clocks, chronicle);
  try {
    await workspace
      .until(() => workspace.sockets.count() > 0, { timeoutMs: 60_000 })
      .catch((cause: unknown) => {
        const words = chronicle
          .lines()
          .slice(-10)
          .map(({ says }) => says);
        throw new Error(`No bot connects to Slack. They say:\n${words.join("\n")}`, { cause });
      });
    const storm = await rage(options, { ...scene, fleet, chronicle }, progress);
    scene.clocks.correct();
    progress("The faults have ended; everything comes to rest.");
    await redeliver(workspace, scene.diary);
    const restless = await settle(scene.world, scene.database);
    const refusedToStop = await fleet.stop();
    return { ...storm, restless, refusedToStop, ends: fleet.ends(), chronicle: chronicle.lines() };
  } finally {
    await fleet.stop();
  }
}

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

const environmentOf = (
  { world, database }: Pick<Scene, "world" | "database">,
  folder: string,
): NodeJS.ProcessEnv => ({
  ...environment({
    ...world.tokens,
    folder,
    slackApiUrl: world.workspace.apiUrl,
    awsEndpoint: world.account.endpoint,
    credentials: world.account.credentials,
    region: world.region,
    periodSeconds: 60,
    settleSeconds: 5,
  }),
  // One database, not two to choose from.
  HANDRAIL_DATABASE: undefined,
  HANDRAIL_FLOWS: flowsFolder,
  ...database.environment,
});

interface Scene {
  readonly world: World;
  readonly database: Database;
  readonly fleet: Fleet;
  readonly diary: Diary;
  readonly clocks: Clocks;
  readonly chronicle: Chronicle;
}

/** Everything at once, until the last kill. Each part has chance of its own, drawn from the seed. */
async function rage(options: Options, scene: Scene, progress: (says: string) => void) {
  const { world, fleet, diary, clocks } = scene;
  const over = new AbortController();
  const chance = (part: number) => createRandom(options.seed * 1_009 + part);
  const walks = walkers(world, diary, options, chance).map((one) => walk(one, over.signal));
  const bad = keepBad(scene, chance(1), over.signal);
  const again = keepRedelivering(world, diary, over.signal);
  const moments = { workspace: world.workspace, diary, random: chance(2), clocks };
  const kills = await killAll(options, fleet, moments, progress).finally(() => over.abort());
  const surprises = (await Promise.all(walks)).flat();
  const faults = await bad;
  await again;
  return { kills, faults, surprises };
}

function walkers(
  { workspace, people, incidents }: World,
  diary: Diary,
  { kills }: Options,
  chance: (part: number) => Walker["random"],
): readonly Walker[] {
  const moved = new Set<string>();
  const starts = { left: 10 + Math.ceil(kills / 8) };
  return people.map((person, index) => ({
    workspace,
    person,
    people,
    incidents,
    diary,
    starts,
    moved,
    random: chance(10 + index),
    aims: [],
    sayings: [],
    typing: undefined,
  }));
}

const betweenRedeliveriesMs = 4_000;

async function keepRedelivering({ workspace }: World, diary: Diary, signal: AbortSignal) {
  while (!signal.aborted) {
    await pause(betweenRedeliveriesMs, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await redeliver(workspace, diary);
  }
}
