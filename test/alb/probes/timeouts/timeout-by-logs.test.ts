import { expect, test } from "vitest";
import type { Json } from "#flow";
import { loggedTimeout } from "../../../../src/alb/probes/timeouts/timeout-by-logs.ts";
import { evidence } from "../../../engine/runs.ts";

const visit = (probe: string, numbers: { readonly [name: string]: Json }, superseded = false) => ({
  id: "readLogs#1",
  superseded,
  evidence: { ...evidence("keepalive-race"), probe, numbers },
});
const six = { inferredTimeout: { seconds: 6, low: 5.97, high: 6.01, group: "web" } };
const logs = visit("alb.logs@1", six);
const described = (serverClosesSeconds: number) =>
  visit("alb.timeouts@1", { links: [{ serverClosesSeconds }] });
const closes = (seconds: number) => ({ kind: "seconds", seconds }) as const;

test("the logs agree with a description within what timers are good for", () => {
  for (const seconds of [5.6, 6, 6.4]) {
    const logged = loggedTimeout(closes(seconds), [logs]);
    expect(logged).toMatchObject({ contradicts: false });
    expect(logged?.says).toBe("The access logs agree: the failures hit connections idle for 6 s.");
  }
  expect(loggedTimeout(closes(6), [logs])?.reading).toMatchObject({
    value: "6 s (from lags of 5.97 s to 6.01 s)",
    source: "gap test of the access logs",
  });
});

test("they contradict one that lies elsewhere, or never closes", () => {
  const logged = loggedTimeout(closes(75), [logs]);
  expect(logged?.contradicts).toBe(true);
  expect(logged?.says).toContain("closes after about 6 s, and not after 75 s as described");
  expect(loggedTimeout({ kind: "never" }, [logs])?.contradicts).toBe(true);
});

test("they tell a timeout that nobody knows", () => {
  const logged = loggedTimeout({ kind: "unknown" }, [logs]);
  expect(logged).toMatchObject({ contradicts: false });
  expect(logged?.says).toContain("closes after about 6 s");
});

test("they say nothing of a value that was set since, nor without a look that counts", () => {
  expect(loggedTimeout(closes(75), [logs, described(6)])).toBeNull();
  expect(loggedTimeout(closes(6), [logs, described(6)])).not.toBeNull();
  expect(loggedTimeout(closes(6), [])).toBeNull();
  expect(loggedTimeout(closes(6), [visit("alb.logs@1", six, true)])).toBeNull();
  expect(loggedTimeout(closes(6), [visit("alb.logs@1", { inferredTimeout: null })])).toBeNull();
});
