import { defineConfig } from "vitest/config";

/** Attacks that take longer than a test should: a million texts over whatever reads text, the bot as a process, and each column. */
export default defineConfig({
  test: {
    include: ["test/hostile/**/*.hostile.ts"],
    globalSetup: ["test/store/server/setup.ts"],
    pool: "forks",
    // The attacked bot must answer in time, which a million texts beside it would hinder.
    fileParallelism: false,
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
