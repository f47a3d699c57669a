import { expect, it } from "vitest";
import { BadWords, help, readOptions } from "../../../bench/chaos/options.ts";

it("says each word that it takes", () => {
  const spoken = Object.keys(readOptions([])).map((word) => `--${word}`);
  expect(spoken.filter((word) => !help.includes(word))).toEqual([]);
});

it.each([["--kill"], ["--kills", "many"], ["--store", "mysql"], ["--replicas", "2"]])(
  "takes no other: %s %s",
  (...words) => {
    expect(() => readOptions(words)).toThrow(BadWords);
  },
);
