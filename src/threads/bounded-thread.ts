import { parentPort, workerData } from "node:worker_threads";

// The other side of bounded.ts: calls the named function for each message, and says what came of it.
const { module, name }: { module: string; name: string } = workerData;
const work: (ask: unknown) => unknown = (await import(module))[name];

parentPort?.on("message", async (ask: unknown) => {
  try {
    parentPort?.postMessage({ kind: "done", value: await work(ask) });
  } catch (error) {
    parentPort?.postMessage({ kind: "threw", error });
  }
});
parentPort?.postMessage({ kind: "ready" });
