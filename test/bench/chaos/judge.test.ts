import { describe, expect, test } from "vitest";
import type { Evidence } from "../../../bench/chaos/judge/finding.ts";
import { judge } from "../../../bench/chaos/judge/judge.ts";
import type { Shown } from "../../../bench/chaos/shown.ts";
import { repeatedLooksOf } from "../../../src/slack/messages/thread/step/repeated-looks.ts";
import { did, observed } from "../../engine/runs.ts";
import { small } from "../../language/flows.ts";
import { story, wellEvidence } from "./evidence.ts";

const found = (evidence: Evidence) =>
  judge(evidence).findings.map(({ kind, key }) => ({ kind, key }));

const well = wellEvidence();
const { ledger, sight } = well;

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

test("a record is of the act that the store remembers for its run, whatever the bot's clock says", () => {
  const hour = 3_600_000;
  const told = well.told.map((one) => ({
    ...one,
    sentAt: one.sentAt + hour,
    answeredAt: one.answeredAt + hour,
  }));
  expect(found({ ...well, told })).toEqual([]);
  const elsewhere = new Map([...ledger.deliveries].map(([id]) => [id, "r2"]));
  expect(found(withLedger({ deliveries: elsewhere }))).not.toEqual([]);
});

test("of several acts that fit a record, each record has one, in whichever order they are looked at", () => {
  const [first] = well.told.filter(({ wants }) => wants.kind === "noted");
  if (first === undefined) throw new Error("Nobody noted anything.");
  const { text, ...vague } = first.wants;
  const noted = did(small, story(), { kind: "note", text: "because 1 2" });
  const evidence = wellEvidence(noted);
  const told = evidence.told.map((one) => (one.id === first.id ? { ...one, wants: vague } : one));
  expect(text).toBe("because 1 1");
  expect(found({ ...evidence, told })).toEqual([]);
  expect(found({ ...evidence, told: told.toReversed() })).toEqual([]);
});

test("a message that the thread misses or shows as it was is lost", () => {
  const key = "step/ask#1";
  expect(found(withMessages((all) => all.filter((one) => one.key !== key)))).toEqual([
    { kind: "lost", key },
  ]);
  const stale = withMessages((all) =>
    all.map((one) => (one.key === key ? { ...one, text: "as it was" } : one)),
  );
  expect(found(stale)).toEqual([{ kind: "lost", key }]);
});

test("a picture that the thread does not show is missed", () => {
  const key = "step/look#1";
  const pictured = withMessages((all) =>
    all.map((one) => (one.key === key ? { ...one, pictures: one.pictures + 1 } : one)),
  );
  expect(found(pictured)).toEqual([{ kind: "stuck", key }]);
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

  test("is not when Slack could not tell of the edit", () => {
    const edit = {
      id: "e9 r1",
      by: "UBEN",
      about: "C1 7.0",
      wants: { kind: "noteRevised", run: "r1", text: "It is fast" },
      sentAt: 10_000,
      answeredAt: 10_001,
      refused: false,
    } as const;
    const edited = (acked: boolean): Evidence => ({
      ...evidence,
      told: [...evidence.told, { ...edit, acked }],
      sight: { ...evidence.sight, said: new Map([["C1 7.0", "It is fast"]]) },
    });
    expect(found(edited(false))).toEqual([]);
    expect(found(edited(true))).toContainEqual({ kind: "lost", key: "e9 r1" });
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

  test("is a second look of one visit", () => {
    const again = wellEvidence(observed(small, story(), "quiet"));
    expect(found(again)).toEqual([{ kind: "duplicated", key: "observed" }]);
  });

  test("is a message with the same key of the same run", () => {
    const card = sight.messages.filter(({ key }) => key === "card");
    const twice = withMessages((all) => [...all, ...card.map((one) => ({ ...one, ts: "50.0" }))]);
    expect(found(twice)).toEqual([{ kind: "duplicated", key: "card" }]);
  });

  test("is the same file in the same thread", () => {
    const over = did(small, story(), { kind: "stop", reason: "it is over" });
    const closed = wellEvidence(did(small, over, { kind: "publish" }));
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
    const [judged] = well.runs;
    const key = judged && repeatedLooksOf(judged.run).at(-1)?.key;
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
