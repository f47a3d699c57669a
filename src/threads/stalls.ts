import { url } from "node:inspector";
import { Worker } from "node:worker_threads";
import { moduleUrl } from "./bounded.ts";

/** A time in which the event loop did nothing else; milliseconds, and when it ended. */
export interface Stall {
  readonly ms: number;
  readonly at?: number;
}

export interface Stalls {
  /** The longest since the watch began. */
  readonly longest: () => Stall;
  readonly stop: () => Promise<void>;
}

/** Milliseconds; `clock` says when. */
export interface StallLimits {
  readonly clock: () => number;
  /** After so long a line on standard error says that the loop is held; 5,000 unless told. */
  readonly sayAfterMs?: number;
  /** After so long the process is ended, for whoever supervises it to start it anew; 30,000 unless told. */
  readonly endAfterMs?: number;
}

/**
 * Watches the event loop from a thread, for a loop that is held can answer nobody, not even who asks for its health. The process is
 * ended by SIGKILL: nothing else reaches it then, and what was acknowledged is recorded.
 */
export function watchStalls(limits: StallLimits): Stalls {
  const { clock, sayAfterMs = 5_000, endAfterMs = 30_000 } = limits;
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(moduleUrl(import.meta.url, "./stalls-thread"), {
    // Whoever stands at a breakpoint holds the loop on purpose.
    workerData: { beats, sayAfterMs, endAfterMs: url() === undefined ? endAfterMs : Infinity },
    ...{ env: {}, execArgv: [] },
  });
  thread.unref();
  let [last, longest] = [performance.now(), { ms: 0 } as Stall];
  const beat = setInterval(() => {
    const now = performance.now();
    const ms = Math.round(now - last - beatMs);
    if (ms > longest.ms) longest = { ms, at: clock() };
    last = now;
    Atomics.add(beats, 0, 1);
    Atomics.notify(beats, 0);
  }, beatMs).unref();
  const stop = async () => {
    clearInterval(beat);
    await thread.terminate();
  };
  return { longest: () => longest, stop };
}

const beatMs = 100;
