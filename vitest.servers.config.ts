import { defineConfig } from "vitest/config";

/** The tests that start real servers from Debian and npm, and wait for their timers: over a minute, all at once. */
export default defineConfig({
  test: {
    include: ["test/servers/**/*.test.ts"],
    pool: "forks",
    maxConcurrency: 100,
    testTimeout: 150_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
