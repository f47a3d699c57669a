import { describe, expect, test } from "vitest";
import type { Evidence } from "../../../bench/chaos/judge/finding.ts";
import { judge } from "../../../bench/chaos/judge/judge.ts";
import type { Shown } from "../../../bench/chaos/shown.ts";
import { did } from "../../engine/runs.ts";
import { small } from "../../flow/flows.ts";
import { story, wellEvidence } from "./evidence.ts";

const found = (evidence: Evidence) =>
  judge(evidence).findings.map(({ kind, key }) => ({ kind, key }));

const well = wellEvidence();
const { ledger, sight, told } = well;

const withLedger = (change: Partial<Evidence["ledger"]>): Evidence => ({
  ...well,
  ledger: { ...ledger, ...change },
});

const withMessages = (change: (messages: readonly Shown[]) => readonly Shown[]): Evidence => ({
  ...well,
  sight: { ...sight, messages: change(sight.messages) },
});

const waiting = { run: "r1", key: "show", due: 900, dead: false, leased: false, error: "" };

test("finds nothing where the store, the thread and what people were told agree", () => {
  expect(judge(well)).toEqual({ acknowledged: 7, findings: [] });
});

describe("an act that was acknowledged", () => {
  const noted = ledger.events.findIndex(({ event }) => event.kind === "noted");
  const note = told.find(({ wants }) => wants.kind === "noted");
  const without = ledger.events.filter((_, index) => index !== noted);

  test("is lost when the log has no record of it, by the text that was typed", () => {
    const other = ledger.events.map((entry) =>
      entry.event.kind === "noted" ? { ...entry, event: { ...entry.event, text: "x" } } : entry,
    );
    expect(found(withLedger({ events: other }))).toContainEqual({ kind: "lost", key: note?.id });
  });

  test("is lost when its id is remembered and its record is not there, even if it was refused", () => {
    const refused = told.map((one) => (one === note ? { ...one, refused: true } : one));
    expect(found({ ...withLedger({ events: without }), told: refused })).toContainEqual({
      kind: "lost",
      key: note?.id,
    });
  });

  test("is not lost when the person was told that it was refused", () => {
    const again = {
      id: "t9",
      by: "UBEN",
      wants: { kind: "joined" },
      sentAt: 1,
      answeredAt: 2,
    } as const;
    const evidence = { ...well, told: [...told, { ...again, acked: true, refused: true }] };
    expect(found(evidence)).toEqual([]);
    const promised = { ...well, told: [...told, { ...again, acked: true, refused: false }] };
    expect(found(promised)).toEqual([{ kind: "lost", key: "t9" }]);
  });

  test("is not lost when the rules refused it just then, though no word of it arrived", () => {
    const looked = told.find(({ wants }) => wants.kind === "lookedAgain");
    const visit = looked?.wants.visit ?? "";
    const late = {
      id: "t9",
      by: "UBEN",
      wants: { kind: "lookedAgain", visit },
      sentAt: 10_000,
      answeredAt: 10_001,
      acked: true,
      refused: false,
    } as const;
    const act = { kind: "lookAgain", visit } as const;
    const stale = { ...well, told: [...told, { ...late, ruled: { run: "r1", act } }] };
    expect(found(stale)).toEqual([]);
    const due = { kind: "note", text: "because 9 9" } as const;
    const free = { ...well, told: [...told, { ...late, ruled: { run: "r1", act: due } }] };
    expect(found(free)).toEqual([{ kind: "lost", key: "t9" }]);
  });

  test("is not lost when its driver took the run over again, and is when anyone else did", () => {
    const press = {
      id: "t9",
      wants: { kind: "tookOver", run: "r1" },
      ruled: { run: "r1", act: { kind: "takeOver" } },
      sentAt: 10_000,
      answeredAt: 10_001,
      acked: true,
      refused: false,
    } as const;
    const by = (person: string) => found({ ...well, told: [...told, { ...press, by: person }] });
    expect(by("UBEN")).toEqual([]);
    expect(by("UANA")).toEqual([{ kind: "lost", key: "t9" }]);
  });

  test("is not lost when the second of two presses was answered first, and refused", () => {
    const took = told.find(({ wants }) => wants.kind === "tookOver");
    const second = took && { ...took, id: "t9", answeredAt: took.answeredAt - 0.1, refused: true };
    expect(found({ ...well, told: second ? [...told, second] : [] })).toEqual([]);
  });

  test("need not be recorded when it was not acknowledged, and may be all the same", () => {
    const unheard = told.map((one) => ({ ...one, acked: false }));
    expect(judge({ ...well, told: unheard })).toEqual({ acknowledged: 0, findings: [] });
  });
});

test("a message that the thread misses or shows as it was is lost", () => {
  const key = "step/look#1";
  expect(found(withMessages((all) => all.filter((one) => one.key !== key)))).toEqual([
    { kind: "lost", key },
  ]);
  const stale = withMessages((all) =>
    all.map((one) => (one.key === key ? { ...one, text: "as it was" } : one)),
  );
  expect(found(stale)).toEqual([{ kind: "lost", key }]);
});

test("a picture that the thread does not show is lost", () => {
  const key = "step/look#1";
  const pictured = withMessages((all) =>
    all.map((one) => (one.key === key ? { ...one, pictures: one.pictures + 1 } : one)),
  );
  expect(found(pictured)).toEqual([{ kind: "lost", key }]);
});

describe("a note that was made of a message", () => {
  const from = { channel: "C1", ts: "7.0", author: "UBEN" };
  const noted = did(small, story(), { kind: "note", text: "It is slow", from });
  const evidence = wellEvidence(noted);
  const saying = (said: readonly (readonly [string, string])[]) =>
    found({ ...evidence, sight: { ...evidence.sight, said: new Map(said) } });

  test("is lost when the message says something else by now, or is gone", () => {
    expect(saying([["C1 7.0", "It is slow"]])).toEqual([]);
    expect(saying([["C1 7.0", "It is fast"]])).toEqual([{ kind: "lost", key: "note" }]);
    expect(saying([])).toEqual([{ kind: "lost", key: "note" }]);
  });

  test("is not when it was taken out of the record", () => {
    const withdrawn = did(small, noted, { kind: "withdrawNote", note: noted.revision - 1 });
    expect(found(wellEvidence(withdrawn))).toEqual([]);
  });
});

describe("what is there twice", () => {
  test("is a record that nobody asked for", () => {
    const entry = ledger.events.find(({ event }) => event.kind === "tookOver");
    const revision = ledger.events.length + 1;
    const events = entry ? [...ledger.events, { ...entry, revision }] : [];
    const runs = ledger.runs.map((run) => ({ ...run, revision }));
    expect(found(withLedger({ events, runs }))).toEqual([{ kind: "duplicated", key: "tookOver" }]);
  });

  test("is a message with the same key of the same run", () => {
    const card = sight.messages.filter(({ key }) => key === "card");
    const twice = withMessages((all) => [...all, ...card.map((one) => ({ ...one, ts: "50.0" }))]);
    expect(found(twice)).toEqual([{ kind: "duplicated", key: "card" }]);
  });

  test("is the same file in the same thread", () => {
    const closed = wellEvidence(did(small, story(), { kind: "stop", reason: "it is over" }));
    expect(found(closed)).toEqual([]);
    const files = [...closed.sight.files, ...closed.sight.files];
    const key = closed.sight.files[0]?.name;
    expect(found({ ...closed, sight: { ...closed.sight, files } })).toEqual([
      { kind: "duplicated", key },
    ]);
  });
});

describe("what is stuck", () => {
  test("is work that is due, still held by a worker, or given up", () => {
    const stuck = (change: Partial<typeof waiting>) =>
      found(withLedger({ effects: [{ ...waiting, ...change }] }));
    expect(stuck({})).toEqual([{ kind: "stuck", key: "show" }]);
    expect(stuck({ due: 9_000, leased: true })).toEqual([{ kind: "stuck", key: "show" }]);
    expect(stuck({ due: 9_000, dead: true })).toEqual([{ kind: "stuck", key: "show" }]);
    expect(stuck({ due: 9_000 })).toEqual([]);
  });

  test("is a run whose message does not show where it stands", () => {
    const key = `step/${well.runs[0]?.run.visits.at(-1)?.id}`;
    const buttonless = withMessages((all) =>
      all.map((one) => (one.key === key ? { ...one, controls: [] } : one)),
    );
    expect(found(buttonless)).toEqual([{ kind: "stuck", key }]);
  });

  test("is a run whose look never ended", () => {
    const looking = did(small, story(), {
      kind: "lookAgain",
      visit: story().visits.at(-1)?.id ?? "",
    });
    const visit = looking.visits.at(-1)?.id;
    expect(found(wellEvidence(looking))).toEqual([{ kind: "stuck", key: `probe ${visit}` }]);
  });
});

describe("what is out of order", () => {
  test("is a message that was posted before one that comes before it", () => {
    const [card, ...rest] = sight.messages;
    const last = rest.at(-1);
    const early = withMessages((all) =>
      all.map((one) => (one.key === last?.key ? { ...one, ts: "1.5" } : one)),
    );
    expect(card?.ts).toBe("1.0");
    expect(found(early)).toEqual([{ kind: "outOfOrder", key: last?.key }]);
  });

  test("is not an announcement that comes late", () => {
    const announced = wellEvidence(did(small, story(), { kind: "stop", reason: "it is over" }));
    const messages = announced.sight.messages.map((one) =>
      one.key.startsWith("broadcast/") ? { ...one, ts: "90.0" } : one,
    );
    expect(messages.map(({ ts }) => ts)).toContain("90.0");
    expect(found({ ...announced, sight: { ...announced.sight, messages } })).toEqual([]);
  });

  test("is a log with a gap", () => {
    const events = ledger.events.map((entry, index) =>
      index === ledger.events.length - 1 ? { ...entry, revision: entry.revision + 1 } : entry,
    );
    expect(found(withLedger({ events }))).toEqual([{ kind: "outOfOrder", key: "log" }]);
  });
});
