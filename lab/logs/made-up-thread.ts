import { parentPort, workerData } from "node:worker_threads";
import { writeMadeUp } from "./made-up.ts";

// Begun by makeUp.
parentPort?.postMessage(await writeMadeUp(workerData));
