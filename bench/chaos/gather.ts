import type { Flow } from "#flow";
import { loadCatalogue } from "../../src/flows.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { fold } from "../../src/run/fold.ts";
import { view } from "../../src/slack/messages/thread/view.ts";
import type { Database } from "./database.ts";
import type { Diary } from "./diary.ts";
import type { Evidence, Judged } from "./judge/finding.ts";
import { type Ledger, readLedger } from "./ledger.ts";
import { readSight } from "./shown.ts";
import { flowsFolder, type World } from "./world.ts";

/** Reads the store and the workspace when nobody writes to them any more. */
export async function gather(world: World, { query }: Database, diary: Diary): Promise<Evidence> {
  const catalogue = await loadCatalogue(flowsFolder);
  const ledger = await readLedger(query);
  const runs = ledger.runs.flatMap(({ id }) => judged(ledger, id, catalogue.version));
  const channels = new Map(runs.map(({ run }) => [run.id, run.place.channel]));
  return {
    told: diary.told(),
    ledger,
    sight: readSight(world.workspace.data, (run) => channels.get(run)),
    runs,
    now: Date.now(),
  };
}

/** A log with a gap cannot be folded; the gap itself is found elsewhere. */
function judged(
  { events, effects }: Ledger,
  id: string,
  version: (id: string, version: number) => Flow,
): readonly Judged[] {
  const log: readonly RunEvent[] = events.flatMap(({ run, event }) => (run === id ? [event] : []));
  const [first] = log;
  if (first?.kind !== "started") return [];
  const flow = version(first.flow, first.version);
  const run = fold(log);
  const told = effects.find((one) => one.run === id && one.progress !== undefined)?.progress;
  return [{ run, flow, wanted: view(flow, run, told ? { progress: told } : {}) }];
}
