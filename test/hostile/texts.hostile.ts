import fc from "fast-check";
import { expect, test } from "vitest";
import { configurations, readers, slowest } from "./readers.ts";
import { hostileText } from "./texts.ts";

const all = Object.entries({ ...readers, ...configurations });
const each = Math.ceil(1_000_000 / all.length);
const batch = 10_000;

test.each(all)(`%s of ${each} generated texts takes less than 100 ms`, (_, read) => {
  const seed = Date.now();
  for (let done = 0; done < each; done += batch) {
    const { ms, text } = slowest(
      read,
      fc.sample(hostileText, { seed: seed + done, numRuns: batch }),
    );
    expect(ms, JSON.stringify(text)).toBeLessThan(100);
  }
});
