import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { createLogDelivery, type DeliveredFile, type DeliveryOptions } from "./delivery.ts";
import { type TurnsOptions, turns } from "./turns.ts";

/** A past that never happened, and how its log was delivered. */
export interface Backfill {
  readonly delivery: DeliveryOptions;
  readonly past: TurnsOptions;
}

/** Writes its files in a thread of their own, so that real traffic is not held up. Rejects when the signal ends it. */
export async function backfillInThread(
  made: Backfill,
  signal: AbortSignal,
): Promise<readonly DeliveredFile[]> {
  const thread = new Worker(new URL("./backfill-worker.ts", import.meta.url), { workerData: made });
  try {
    const [files] = await once(thread, "message", { signal });
    return files;
  } finally {
    await thread.terminate();
  }
}

/** The same, here and now. */
export async function backfill({ delivery, past }: Backfill): Promise<readonly DeliveredFile[]> {
  const { add, deliver, delivered } = createLogDelivery(delivery);
  for (const entry of turns(past)) add(entry);
  const end = past.from + past.bins.length * past.binSeconds;
  await deliver(Math.ceil(end / delivery.intervalSeconds) * delivery.intervalSeconds);
  return delivered();
}
