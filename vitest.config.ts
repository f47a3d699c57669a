import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/servers/**"],
    globalSetup: ["test/compile-cache.ts", "test/store/server/setup.ts"],
    pool: "forks",
    // A process for each of 300 files would spend most of its time on the same imports. So a file undoes what it does to its
    // process: sockets, timers, signals, the environment.
    isolate: false,
    // A quarter of the time is waiting, for processes and clocks: two workers more than there are cores leave none idle.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    // Far more than any test takes, so that a busy machine fails none.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A test that checks nothing is a mistake.
    expect: { requireAssertions: true, poll: { timeout: 50_000 } },
    restoreMocks: true,
    unstubEnvs: true,
  },
});
