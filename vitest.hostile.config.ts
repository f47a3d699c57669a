import { defineConfig } from "vitest/config";

/** Attacks that take longer than a test should: a million texts over whatever reads text. */
export default defineConfig({
  test: {
    include: ["test/hostile/**/*.hostile.ts"],
    pool: "forks",
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
