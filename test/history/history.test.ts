import { describe, expect, it } from "vitest";
import type { RunEvent } from "../../src/run/event.ts";
import { foldLog } from "../../src/run/fold.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { flowOf, history, pageOf } from "./logs.ts";

const kept = history();
const afresh = "if that is meant, run `npm run history` and read what changes";

describe.each(kept)("the log $name", ({ log, page }) => {
  it("is a run at each of its events", () => {
    for (const [index] of log.entries()) {
      const run = foldLog(log.slice(0, index + 1));
      expect(run.revision).toBe(index + 1);
      expect(run.visits.length).toBeGreaterThan(0);
    }
  });

  it("walks a version that is installed, and its thread is shown", () => {
    const run = foldLog(log);
    expect(flowOf(run)).toMatchObject({ id: run.flow, version: run.version });
    expect(Object.keys(flowOf(run).steps)).toEqual(
      expect.arrayContaining(run.visits.map(({ step }) => step)),
    );
    const keys = threadView(flowOf(run), run).map(({ key }) => key);
    expect(keys).toContain("card");
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("has the postmortem that it had", () => {
    expect(pageOf(log), afresh).toBe(page);
  });
});

it("keeps every kind of event that this version writes", () => {
  const found = new Set(kept.flatMap(({ log }) => log.map(({ kind }) => kind)));
  expect(Object.keys(kinds).filter((kind) => !found.has(kind as RunEvent["kind"]))).toEqual([]);
});

/** The compiler asks for a new kind here. */
const kinds: { readonly [Kind in RunEvent["kind"]]: true } = {
  started: true,
  answered: true,
  observed: true,
  traced: true,
  proposed: true,
  withdrew: true,
  chosen: true,
  skipped: true,
  cancelled: true,
  watched: true,
  hurried: true,
  unwatched: true,
  lookedAgain: true,
  wentBack: true,
  movedOn: true,
  noted: true,
  noteRevised: true,
  noteWithdrawn: true,
  rehomed: true,
  handedOver: true,
  tookOver: true,
  joined: true,
  followUpTaken: true,
  followUpDated: true,
  followUpDone: true,
  followUpReopened: true,
  checkAsked: true,
  checked: true,
  reminded: true,
  escalated: true,
  snoozed: true,
  parked: true,
  unparked: true,
  gaveUp: true,
  retried: true,
  stopped: true,
  edited: true,
  published: true,
  undone: true,
  reopened: true,
  struck: true,
};
