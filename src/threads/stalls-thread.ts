import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

// The other side of stalls.ts: hears the beats of the event loop, says when they stay away, and ends the process in the end.
const { beats, sayAfterMs, endAfterMs }: Watched = workerData;

interface Watched {
  readonly beats: Int32Array;
  readonly sayAfterMs: number;
  readonly endAfterMs: number;
}

/** A process that was stopped and goes on has missed one of these, not all of them. */
const sliceMs = Math.min(1_000, sayAfterMs / 2);

let heard = Atomics.load(beats, 0);
let silentMs = 0;
for (;;) {
  const waited = Atomics.wait(beats, 0, heard, sliceMs);
  heard = Atomics.load(beats, 0);
  const before = silentMs;
  silentMs = waited === "timed-out" ? silentMs + sliceMs : 0;
  if (before < sayAfterMs && silentMs >= sayAfterMs) say("warn", held);
  if (silentMs < endAfterMs) continue;
  say("error", ends);
  process.kill(process.pid, "SIGKILL");
}

function held(seconds: number): string {
  return `Handrail has answered nobody for ${seconds} s: something holds its event loop`;
}

function ends(seconds: number): string {
  return `Handrail ends, for something has held its event loop for ${seconds} s. Nothing recorded is lost; start it again`;
}

function say(level: string, words: (seconds: number) => string): void {
  const line = { at: new Date().toISOString(), level, says: words(silentMs / 1_000) };
  writeSync(2, `${JSON.stringify(line)}\n`);
}
