import { watchStalls } from "../../src/threads/stalls.ts";

// Holds its event loop for so many milliseconds, says how long that was, and ends by itself.
const [holdMs, endAfterMs] = process.argv.slice(2).map(Number);
const stalls = watchStalls({ clock: Date.now, sayAfterMs: 400, endAfterMs: endAfterMs ?? 0 });
setTimeout(() => {
  const started = performance.now();
  while (performance.now() - started < (holdMs ?? 0));
  setTimeout(async () => {
    process.stdout.write(JSON.stringify(stalls.longest()));
    await stalls.stop();
  }, 500);
}, 1_000);
