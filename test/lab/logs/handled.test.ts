import { expect, it } from "vitest";
import { handledEntry } from "../../../lab/logs/practice.ts";

const handled = {
  ...{ node: "198.51.100.11", target: "127.0.0.1:3000", client: "127.0.0.1:41000" },
  ...{ method: "GET", url: "/", agent: undefined },
  ...{ arrivedAt: 1_000, sentAt: 1_012, endedAt: 1_042 },
};
const logged = (ending: Parameters<typeof handledEntry>[1]) => {
  const { times, status, targetStatus } = handledEntry("web", ending, handled);
  return [times.map((time) => Math.round(time * 1_000)), status, targetStatus];
};

it("logs each ending as AWS documents it", () => {
  const answered = { kind: "answered", status: 404, seconds: 0.02 } as const;
  expect(logged(answered)).toEqual([[12, 20, 10], 404, 404]);
  expect(logged({ kind: "closed" })).toEqual([[12, 30, -1_000], 502, null]);
  expect(logged({ kind: "refused" })).toEqual([[-1_000, -1_000, -1_000], 502, null]);
  expect(logged({ kind: "silent" })).toEqual([[12, -1_000, -1_000], 504, null]);
  expect(logged({ kind: "abandoned" })).toEqual([[-1_000, -1_000, -1_000], 460, null]);
});
