import { describe, expect, it } from "vitest";
import { RunUnreadable } from "../../src/run/errors.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { foldLog } from "../../src/run/fold.ts";
import { type Run, rowOf } from "../../src/run/run.ts";
import { createRendering } from "../../src/slack/delivery/showing/render-thread.ts";
import { type HomeRun, homeView } from "../../src/slack/messages/replies/home.ts";
import { packs } from "../probes.ts";
import { changed, flow, resolved, started } from "./messages/runs.ts";

/** What a hand or a disk may leave where something else stood; undefined: nothing. */
const wrong = [null, 7, "x", [], {}, undefined];

/** Every event with one of its parts, however deep, replaced. */
function* mutations(part: unknown): Generator<unknown> {
  if (typeof part !== "object" || part === null) return;
  for (const [name, inner] of Object.entries(part)) {
    for (const left of wrong) yield replaced(part, name, left);
    for (const left of mutations(inner)) yield replaced(part, name, left);
  }
}

function replaced(part: object, name: string, left: unknown): unknown {
  if (Array.isArray(part)) return part.map((one, at) => (String(at) === name ? left : one));
  return JSON.parse(JSON.stringify({ ...part, [name]: left }));
}

/** Runs whose log is JSON, but not what it should be, and can still be folded. */
const damaged = (log: readonly RunEvent[]): readonly Run[] =>
  log.flatMap((event, at) =>
    [...mutations(event)].flatMap((left) => {
      const { kind, at: time, by } = left as RunEvent;
      const isRead = [kind, by].every((one) => typeof one === "string");
      if (!isRead || typeof time !== "number") return [];
      try {
        return [foldLog([...log.slice(0, at), left as RunEvent, ...log.slice(at + 1)])];
      } catch {
        return [];
      }
    }),
  );

const listed = (run: Run, of: Run): HomeRun => ({ run, row: rowOf(of), flow });
const around = { person: "U1", command: "/runbook", flows: [flow], unshown: [] };
const drawn = (open: readonly HomeRun[], closed: readonly HomeRun[]) =>
  JSON.stringify(
    homeView({
      ...around,
      open,
      closed,
      wellbeing: { reasons: [], dead: {}, looks: { at: "AWS" } },
    }),
  );

describe.each([
  ["that began", started()],
  ["that waits for a change", changed()],
  ["that is closed", resolved()],
])("a run %s, with a part of its record that is not what it should be", (_which, good) => {
  it("empties nobody's App Home: all other runs stand there", () => {
    const bad = damaged(good.log);
    expect(bad.length).toBeGreaterThan(50);
    for (const run of bad) {
      const both = [listed(run, good), listed(good, good)];
      const page = good.ending ? drawn([], both) : drawn(both, []);
      expect(page).toContain(good.ending ? "Closed lately" : "Catch me up");
    }
  });
});

it("is shown, or said to be unreadable and not tried again and again", async () => {
  const render = createRendering({
    ...{ flowOf: () => flow, goneOf: () => undefined, packs, clock: () => 0 },
    ...{ progress: async () => undefined, linkTo: async () => undefined },
    names: { of: async () => new Map(), soon: async () => new Map() } as never,
    template: { sections: [], own: [] } as never,
  });
  const failures = damaged(started().log).map((run) =>
    render(run).then(
      () => "shown",
      (error) => (error instanceof RunUnreadable ? "unreadable" : error),
    ),
  );
  expect(new Set(await Promise.all(failures))).toEqual(new Set(["shown", "unreadable"]));
});
