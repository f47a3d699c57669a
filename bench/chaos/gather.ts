import type { Catalogue } from "../../src/engine/catalogue.ts";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { builtIn } from "../../src/postmortem/postmortem.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { createRendering } from "../../src/slack/delivery/showing/render-thread.ts";
import type { Clocks } from "./clocks.ts";
import type { Database } from "./database.ts";
import type { Diary } from "./diary.ts";
import type { Evidence, Judged } from "./judge/finding.ts";
import { type Ledger, readLedger } from "./ledger.ts";
import { readSight } from "./shown.ts";
import { flowsFolder, type World } from "./world.ts";

interface Scene {
  readonly world: World;
  readonly database: Database;
  readonly diary: Diary;
  readonly clocks: Pick<Clocks, "ours">;
}

/** Reads the store and the workspace when nobody writes to them any more. */
export async function gather({ world, database, diary, clocks }: Scene): Promise<Evidence> {
  const catalogue = await loadCatalogue(flowsFolder);
  const ledger = await readLedger(database.query, clocks.ours);
  const folded = ledger.runs.flatMap(({ id }) => foldedOf(ledger, id));
  const channels = new Map(folded.map(({ id, place }) => [id, place.channel]));
  const sight = readSight(world.workspace.data, (run) => channels.get(run));
  const now = Date.now();
  const judge = judging(ledger, catalogue, { sight, now });
  const runs = await Promise.all(folded.map(judge));
  return { told: diary.told(), ledger, sight, runs, now };
}

/** A log with a gap cannot be folded; the gap itself is found elsewhere. */
function foldedOf({ events }: Ledger, id: string): readonly Run[] {
  const log: readonly RunEvent[] = events.flatMap(({ run, event }) => (run === id ? [event] : []));
  const [first] = log;
  return first?.kind === "started" ? [foldLog(log)] : [];
}

/** What the thread must show, rendered as the bot does, with what the log does not hold as it is left in the end. */
function judging(
  { effects }: Ledger,
  { packs, version }: Catalogue,
  { sight, now }: Pick<Evidence, "sight" | "now">,
): (run: Run) => Promise<Judged> {
  const progressOf = (id: string) =>
    effects.find((one) => one.run === id && one.progress !== undefined)?.progress?.progress;
  const cardOf = (id: string) => sight.messages.find((one) => one.run === id && one.key === "card");
  const flowOf = (run: Run) => version(run.flow, run.version);
  const render = createRendering({
    ...{ packs, flowOf, template: builtIn, clock: () => now },
    goneOf: () => undefined,
    progress: async (id) => progressOf(id),
    names: { of: async () => ({}), soon: async () => ({}), one: async (person) => person },
    // Where Slack did not tell it, the card stands without.
    linkTo: async ({ id }) =>
      cardOf(id)?.controls.includes("link:decision") ? "https://slack.example/" : undefined,
  });
  return async (run) => ({ run, flow: flowOf(run), wanted: await render(run) });
}
