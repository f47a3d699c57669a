import { expect, it } from "vitest";
import { lookProgressLine } from "../../../../../src/slack/messages/thread/step/waiting-words.ts";

const at = (secondsLeft?: number) =>
  lookProgressLine({
    says: "Half",
    share: 0.5,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
  });

it("shows the share as a bar and a number", () => {
  expect(lookProgressLine({ says: "Begun.", share: 0 })).toBe("▱▱▱▱▱▱▱▱▱▱ 0 %. Begun.");
  expect(lookProgressLine({ says: "Done", share: 7 })).toBe("▰▰▰▰▰▰▰▰▰▰ 100 %. Done.");
  expect(lookProgressLine({ says: "Lost", share: Number.NaN })).toContain(" 0 %.");
});

it("says when it is ended at the latest until a rate tells how long it takes", () => {
  const asked = { says: "Asking", share: 0, secondsAtMost: 298 };
  expect(lookProgressLine(asked)).toContain("Asking. At most 5 minutes left.");
  expect(lookProgressLine({ ...asked, share: null })).toBe("Asking. At most 5 minutes left.");
  expect(lookProgressLine({ ...asked, secondsLeft: 7 })).toContain("Asking. About 7 s left.");
});

it("rounds what is left, for it is an estimate", () => {
  expect(at()).not.toContain("left");
  expect(at(0.4)).not.toContain("left");
  expect(at(6.2)).toContain("About 7 s left.");
  expect(at(42)).toContain("About 45 s left.");
  expect(at(200)).toContain("About 3 minutes left.");
  expect(at(9_000)).toContain("About 3 hours left.");
});
