import { defineConfig } from "vitest/config";

/** The tests that start whole processes and wait for real traffic: minutes, not seconds. */
export default defineConfig({
  test: {
    globalSetup: ["test/compile-cache.ts", "test/store/server/setup.ts", "test/e2e/setup.ts"],
    include: ["test/e2e/**/*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // A page on a busy machine takes its time.
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
  },
});
