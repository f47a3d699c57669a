import { expect, test } from "vitest";
import { parsePasted } from "../../../src/probes/paste/formats.ts";
import { lookAt } from "../stage.ts";

const pods = {
  kind: "paste",
  command: "kubectl get pods -l app={app}",
  as: "table",
  read: { broken: "length([?STATUS != 'Running'])" },
  findings: { broken: "broken > allowed", fine: "else" },
};
const table = `NAME        READY  STATUS            RESTARTS
shop-1      1/1    Running           0
shop-2      0/1    CrashLoopBackOff  12`;

test("reads the table that a person pasted and says which finding holds, with the command", async () => {
  const seen = await lookAt(pods, { app: "shop", output: table, allowed: 0 });
  expect(seen).toMatchObject({
    probe: expect.stringMatching(/^paste:\w{6}@1$/),
    finding: "broken",
    says: "Broken: 1, allowed 0.",
    details: [
      "What was pasted: broken = 1 and allowed = 0, so “broken > allowed” holds. Source: pasted by a responder.",
    ],
    queries: ["kubectl get pods -l app=shop"],
  });
  expect(seen.readings[0]).toMatchObject({
    label: "broken",
    value: "1",
    threshold: "broken > allowed",
  });
});

test("says what is wrong with what was pasted, and finds nothing in it", async () => {
  const seen = await lookAt(pods, { app: "shop", output: "error: no such resource", allowed: 0 });
  expect(seen).toMatchObject({ finding: null, says: expect.stringContaining("is no table") });
  const missing = await lookAt(
    { ...pods, read: { broken: "[0].NOPE" } },
    { output: table, allowed: 0 },
  );
  expect(missing).toMatchObject({
    finding: null,
    says: expect.stringContaining("broken is missing"),
  });
});

test("decides on one number, and refuses to guess among several", async () => {
  const number = { kind: "paste", as: "number", findings: { high: "value > 5", low: "else" } };
  expect(await lookAt(number, { output: "count\n-------\n 1,204\n" })).toMatchObject({
    finding: "high",
  });
  expect(await lookAt(number, { output: "3 of 12" })).toMatchObject({
    finding: null,
    says: expect.stringContaining("several numbers (3, 12)"),
  });
});

test.each([
  ["json", '$ aws sqs list-queues\n{"QueueUrls": ["a"]}\n', { QueueUrls: ["a"] }],
  ["table", "| id | state |\n|----|-------|\n| 7  | ok    |", [{ id: 7, state: "ok" }]],
  ["table", "id\tstate\n7\tok", [{ id: 7, state: "ok" }]],
  ["pairs", "status: ok\nlag=12\nrole  primary", { status: "ok", lag: 12, role: "primary" }],
  ["number", "\u001b[32m0.25\u001b[0m", { value: 0.25 }],
] as const)("reads %s", (as, text, data) => {
  expect(parsePasted(text, as)).toEqual({ kind: "data", data });
});
