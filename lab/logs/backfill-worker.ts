import { parentPort, workerData } from "node:worker_threads";
import { backfill } from "./backfill.ts";

// Begun by makeUp.
parentPort?.postMessage(await backfill(workerData));
