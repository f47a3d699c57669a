import { beforeEach, expect, it } from "vitest";
import { turn } from "../../../lab/walk/knobs.ts";

let done: (readonly [string, number])[];
const noting = (what: string) => (amount: number) => void done.push([what, amount]);
const hop = {
  ...{ kind: "Node.js", called: "Node 24", keepAliveSeconds: 75, closesAfterSeconds: 76 },
  ...{ keepsSeconds: null, where: "server.js, line 12", line: "75 or 5" },
};
const incident = {
  hops: () => [hop],
  setKeepAlive: noting("keep-alive s"),
  setIdleTimeout: noting("idle s"),
  setTraffic: noting("requests/s"),
};
beforeEach(() => {
  done = [];
});

it.each([
  ["fix", ["keep-alive s", 75]],
  ["unfix", ["keep-alive s", 5]],
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

it("deploys where targets can be replaced, and says where they cannot", () => {
  let deploys = 0;
  const targets = {
    ...{ healthy: () => 4, all: () => 4, manners: () => ({ preStop: 0, grace: 1 }) },
    setManners: () => {},
    deploy: () => {
      deploys += 1;
    },
  };
  expect(turn({ ...incident, targets }, "deploy")).toContain("has begun");
  expect(deploys).toBe(1);
  expect(turn(incident, "deploy")).toContain("cannot be replaced");
});

it("leaves all other words to Slack", () => {
  expect(turn(incident, "hello")).toBeUndefined();
  expect(done).toEqual([]);
});
