import { expect, test } from "vitest";
import { parsePath } from "../../../../src/alb/commands/keepalive/path.ts";

test("servers are read with when they close and how long they keep, nearest first", () => {
  const [nginx, node] = parsePath("nginx=75s/60s, node-20=65000ms");
  expect(nginx).toMatchObject({
    closes: { how: "read", seconds: 75 },
    keeps: { how: "read", seconds: 60 },
  });
  expect(node?.kind).toContain("Node.js http");
  expect(node?.closes).toMatchObject({ how: "read", seconds: 65 });
});

test.each([
  ["node-20=default", { how: "default" }],
  ["node-20", { how: "unknown" }],
  ["node-20=never", { how: "read", state: "never" }],
])("%s says what it says", (typed, closes) => {
  expect(parsePath(typed)[0]?.closes).toMatchObject(closes);
});

test.each([
  ["node-22", "v22"],
  ["node24", "v22"],
  ["node-16", "v18"],
  ["puma-8", ">= 7"],
  ["puma-5", "<= 6"],
])("%s is the server as it is from that version on", (typed, version) => {
  expect(parsePath(typed)[0]?.kind).toContain(version);
});

test.each([
  ["nod=5s", "may be several servers: node-"],
  ["ngnix=75s", "is no server that Handrail knows"],
  ["node-20=5s/60s", "has no server behind it"],
  ["nginx=soon", "cannot be used"],
  ["nginx=65000", "65000 ms"],
])("%s is refused with a sentence that helps", (typed, says) => {
  expect(() => parsePath(typed)).toThrow(says);
});
