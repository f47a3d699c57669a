import { describe, expect, test } from "vitest";
import type { Evidence } from "../../../bench/chaos/judge/finding.ts";
import { judge } from "../../../bench/chaos/judge/judge.ts";
import { wellEvidence } from "./evidence.ts";

const found = (evidence: Evidence) =>
  judge(evidence).findings.map(({ kind, key }) => ({ kind, key }));

const well = wellEvidence();
const { ledger, told } = well;

const withLedger = (change: Partial<Evidence["ledger"]>): Evidence => ({
  ...well,
  ledger: { ...ledger, ...change },
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

  test("is not lost when the run did not live where it was said", () => {
    const said = (channel: string) =>
      ({
        id: "t9",
        by: "UBEN",
        wants: { kind: "noted", run: "r1", text: "because 9 9" },
        ruled: { run: "r1", act: { kind: "join" }, channel },
        sentAt: 10_000,
        answeredAt: 10_001,
        acked: true,
        refused: false,
      }) as const;
    expect(found({ ...well, told: [...told, said("C2")] })).toEqual([]);
    expect(found({ ...well, told: [...told, said("C1")] })).toEqual([{ kind: "lost", key: "t9" }]);
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
