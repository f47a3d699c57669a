import type { Flow } from "#flow";
import { loadCatalogue } from "../../src/flows.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { fold } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";
import { undoable } from "../../src/run/slices/taking-back.ts";
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
  const folded = ledger.runs.flatMap(({ id }) => foldedOf(ledger, id));
  const channels = new Map(folded.map(({ id, place }) => [id, place.channel]));
  const sight = readSight(world.workspace.data, (run) => channels.get(run));
  const now = Date.now();
  const runs = folded.map((run) => judged(ledger, run, catalogue.version, { sight, now }));
  return { told: diary.told(), ledger, sight, runs, now };
}

/** A log with a gap cannot be folded; the gap itself is found elsewhere. */
function foldedOf({ events }: Ledger, id: string): readonly Run[] {
  const log: readonly RunEvent[] = events.flatMap(({ run, event }) => (run === id ? [event] : []));
  const [first] = log;
  return first?.kind === "started" ? [fold(log)] : [];
}

/** What the thread must show, with what the log does not hold: how far a look is, and for whom time and Slack leave a button. */
function judged(
  { effects }: Ledger,
  run: Run,
  version: (id: string, version: number) => Flow,
  { sight, now }: Pick<Evidence, "sight" | "now">,
): Judged {
  const flow = version(run.flow, run.version);
  const told = effects.find((one) => one.run === run.id && one.progress !== undefined)?.progress;
  const undo = undoable(run, now);
  const card = sight.messages.find((one) => one.run === run.id && one.key === "card");
  const isLinked = card?.controls.includes("link:decision");
  const extras = {
    ...(told === undefined ? {} : { progress: told }),
    ...(undo === undefined ? {} : { undo }),
    ...(isLinked ? { decisionAt: "https://slack.example/" } : {}),
  };
  return { run, flow, wanted: view(flow, run, extras) };
}
