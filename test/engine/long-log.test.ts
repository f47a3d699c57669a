import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Flow, Step } from "#flow";
import { createKnownRuns } from "../../src/engine/known-runs.ts";
import type { Store } from "../../src/engine/ports.ts";
import type { Happening, RunEvent } from "../../src/run/event.ts";
import { applyEvents, foldLog } from "../../src/run/fold.ts";
import { timeline } from "../../src/run/timeline.ts";
import { threadView } from "../../src/slack/messages/thread/thread-view.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { effort } from "../effort.ts";
import { small } from "../language/flows.ts";
import { change } from "../store/contract/samples.ts";
import { begun, evidence } from "./runs.ts";

const first = begun(small).log;
const step = fc.constantFrom("ask", "fix", "look");
const visit = fc.tuple(step, fc.integer({ min: 1, max: 3 })).map(([of, nth]) => `${of}#${nth}`);
const led = fc.record({
  kind: fc.constant("step" as const),
  step,
  state: fc.constantFrom("asking" as const, "looking" as const, "deciding" as const),
});
const text = fc.string({ maxLength: 8 });
const note = fc.integer({ min: 1, max: 12 });
const reason = fc.constant(null);
const answers = fc.constantFrom({}, { cause: "race" });
const said = fc.constant({});
const of = <Kind extends Happening["kind"]>(kind: Kind) => fc.constant(kind);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: of("chosen"), visit, choice: text, reason, answers, said, led }),
  fc.record({
    kind: of("chosen"),
    said,
    visit,
    choice: text,
    reason,
    answers,
    led,
    marks: fc.constant("change" as const),
  }),
  fc.record({ kind: of("answered"), visit, answers, said, led }),
  fc.record({ kind: of("wentBack"), visit, led }),
  fc.record({ kind: of("lookedAgain"), visit, led }),
  fc.record({
    kind: of("observed"),
    visit,
    startedAt: fc.constant(0),
    evidence: fc.constant(evidence("quiet")),
  }),
  fc.record({ kind: of("traced"), visit, trace: fc.constant({ says: "1 request", numbers: {} }) }),
  fc.record({ kind: of("noted"), text }),
  fc.record({ kind: of("noteRevised"), note, text }),
  fc.record({ kind: of("noteWithdrawn"), note }),
  fc.record({ kind: of("handedOver"), to: fc.constantFrom("UBO", "UCY") }),
  fc.record({ kind: of("parked"), until: fc.nat(), reason: text }),
  fc.record({ kind: of("unparked") }),
  fc.record({ kind: of("gaveUp"), work: text, why: text }),
  fc.record({ kind: of("retried") }),
  fc.record({ kind: of("followUpDone"), item: fc.constantFrom("docs", "__proto__") }),
  fc.record({ kind: of("reminded"), visit }),
);

const rest: fc.Arbitrary<readonly RunEvent[]> = fc
  .array(fc.tuple(happening, fc.constantFrom("UANA", "UBO", "handrail")), { maxLength: 40 })
  .map((all) => all.map(([happened, by], index) => ({ at: index + 1, by, ...happened })));

describe("a log of whatever events", () => {
  it("folds to the same run in one go and in two, and the first half stays as it was", () => {
    fc.assert(
      fc.property(rest, fc.nat(), (events, anywhere) => {
        const at = anywhere % (events.length + 1);
        const half = [...first, ...events.slice(0, at)];
        const before = foldLog(half);
        expect(applyEvents(before, events.slice(at))).toEqual(foldLog([...first, ...events]));
        expect(before).toEqual(foldLog(half));
      }),
    );
  });

  it("renders the same thread whether its run was remembered or read anew", () => {
    fc.assert(
      fc.property(rest, fc.nat(), (events, anywhere) => {
        const at = anywhere % (events.length + 1);
        const before = foldLog([...first, ...events.slice(0, at)]);
        threadView(small, before);
        const remembered = applyEvents(before, events.slice(at));
        const copied = structuredClone([...first, ...events]);
        expect(threadView(small, remembered)).toEqual(threadView(small, foldLog(copied)));
      }),
      { numRuns: 50 },
    );
  });
});

describe("what replicas remember of runs", () => {
  it("is what the log says, whoever appended and however little room they have", async () => {
    const step = fc.record({ run: fc.constantFrom("r1", "r2"), reader: fc.nat(2), happening });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const store = await openSqlite({ path: ":memory:", clock: () => 0 });
        const rooms = [
          { runs: 9, events: 999 },
          { runs: 1, events: 999 },
          { runs: 9, events: 6 },
        ];
        const replicas = rooms.map((room) => createKnownRuns(store, room));
        for (const { run, reader, happening: happened } of steps) {
          const log = await store.load(run);
          const event = log.length === 0 ? { ...started, run } : { at: 5, by: "UANA", ...happened };
          await store.commit(change(run, log.length, { events: [event] }));
          expect(await replicas[reader]?.read(run)).toEqual(foldLog(await store.load(run)));
        }
        await store.close();
      }),
      { numRuns: 30 },
    );
  });

  it("does not go back when an older reading comes late", async () => {
    let log: readonly RunEvent[] = first;
    const store: Pick<Store, "load"> = { load: async (_run, after = 0) => log.slice(after) };
    const known = createKnownRuns(store);
    const newer = applyEvents(begun(small), [{ at: 1, by: "UBO", kind: "joined" }]);
    const late = known.read("r1");
    log = newer.log;
    known.know(newer);
    await late;
    expect(await known.read("r1")).toEqual(newer);
  });

  it("is what the log says also where the database went back in time, and on another way", async () => {
    const at = fc.nat();
    await fc.assert(
      fc.asyncProperty(rest, rest, at, at, async (events, others, readAt, backTo) => {
        let log = [...first, ...events].slice(0, 1 + (readAt % (events.length + 1)));
        const known = createKnownRuns({ load: async (_run, after = 0) => log.slice(after) });
        await known.read("r1");
        const later = others.map((event) => ({ ...event, at: event.at + 1_000 }));
        log = [...log.slice(0, backTo % (log.length + 1))];
        if (log.length > 0) log.push(...later);
        const now = log.length === 0 ? undefined : foldLog(log);
        expect(await known.read("r1")).toEqual(now);
        expect(await known.read("r1")).toEqual(now);
      }),
    );
  });
});

describe("a long log", () => {
  it.each([
    ["notes", (index: number): Happening => ({ kind: "noted", text: `${index}` })],
    [
      "traces",
      (): Happening => ({ kind: "traced", visit: "ask#1", trace: { says: "", numbers: {} } }),
    ],
    [
      "looks of one visit",
      (): Happening => ({
        kind: "observed",
        visit: "ask#1",
        startedAt: 0,
        evidence: evidence("quiet"),
      }),
    ],
    ["visits", (): Happening => ({ kind: "lookedAgain", visit: "ask#1", led: to("ask") })],
    [
      "ways there and back",
      (index: number): Happening =>
        index % 2 === 0
          ? { kind: "wentBack", visit: "ask#1", led: to("ask") }
          : { kind: "lookedAgain", visit: "ask#1", led: to("fix") },
    ],
    ["people", (): Happening => ({ kind: "joined" })],
  ] as const)("of %s takes time in proportion to its length", (_name, what) => {
    const log = [
      ...first,
      ...Array.from({ length: 100_000 }, (_, at): RunEvent => ({ at, by: `U${at}`, ...what(at) })),
    ];
    // Some 100 ms; a fold that copies the run for each event takes 10 s at least.
    expect(effort(() => foldLog(log), 1)).toBeLessThan(5_000);
  });

  it("is told in proportion to its length also where the words of a flow hold facts", () => {
    const { ask } = small.steps as { ask: Step };
    const asking = { ...ask, title: "Why {cause}?" };
    const flow: Flow = { ...small, steps: { ...small.steps, ask: asking } };
    const note = (at: number): RunEvent => ({ at, by: "UANA", kind: "noted", text: `${at}` });
    const run = foldLog([...first, ...Array.from({ length: 60_000 }, (_, at) => note(at))]);
    // Some 100 ms; reading the log anew for each event takes 20 s.
    expect(effort(() => timeline(flow, run), 1)).toBeLessThan(2_000);
  });

  it("is read from where a run was known", async () => {
    const asked: (number | undefined)[] = [];
    const log: readonly RunEvent[] = [
      ...first,
      { at: 1, by: "UANA", kind: "noted", text: "one" },
      { at: 2, by: "UANA", kind: "noted", text: "two" },
    ];
    const store: Pick<Store, "load"> = {
      load: async (_run, after) => {
        asked.push(after);
        return structuredClone(log.slice(after ?? 0));
      },
    };
    const known = createKnownRuns(store);
    await known.read("r1");
    await known.read("r1");
    expect(asked).toEqual([undefined, 2]);
  });
});

const started = first[0] as RunEvent & { readonly kind: "started" };
const to = (name: string) => ({ kind: "step", step: name, state: "deciding" }) as const;
