import { beforeEach, expect, it } from "vitest";
import { turn } from "../../../lab/walk/knobs.ts";

let done: (readonly [string, number])[];
const noting = (what: string) => (amount: number) => void done.push([what, amount]);
const incident = {
  backend: { setKeepAlive: noting("keep-alive ms") },
  setIdleTimeout: noting("idle s"),
  setTraffic: noting("requests/s"),
};
beforeEach(() => {
  done = [];
});

it.each([
  ["fix", ["keep-alive ms", 75_000]],
  ["unfix", ["keep-alive ms", 5_000]],
  ["idle 30", ["idle s", 30]],
  ["load 600", ["requests/s", 600]],
] as const)("does what “%s” says", (typed, expected) => {
  expect(turn(incident, typed)).toContain(String(expected[1]));
  expect(done).toEqual([expected]);
});

it.each(["idle", "idle x", "idle -3", "load 99999"])(
  "asks for a number instead of “%s”",
  (typed) => {
    expect(turn(incident, typed)).toMatch(/^Type a number from/);
    expect(done).toEqual([]);
  },
);

it("leaves all other words to Slack", () => {
  expect(turn(incident, "hello")).toBeUndefined();
  expect(done).toEqual([]);
});
