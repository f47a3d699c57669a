import { describe, expect, it } from "vitest";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import { catchUp } from "../../src/run/catch-up.ts";
import type { Run } from "../../src/run/run.ts";
import { timeline } from "../../src/run/timeline.ts";
import { begun, did } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

const from = { channel: "C1", ts: "17.001", author: "UBOB" };
const start = begun(small);
const kept = did(small, start, { kind: "note", text: "Latency is back to normal", from });
const note = kept.notes[0]?.event ?? -1;

const told = (run: Run): string =>
  timeline(small, run)
    .map(({ says }) => says.map((word) => (typeof word === "string" ? word : "·")).join(""))
    .join("\n");

describe("a note that was made of a message", () => {
  it("names its author beside whoever kept it", () => {
    expect(timeline(small, kept).at(-1)?.says).toEqual([
      { person: "UANA" },
      " kept what ",
      { person: "UBOB" },
      " wrote",
      ": “Latency is back to normal”",
      ".",
    ]);
  });

  it("is kept once", () => {
    expect(() => did(small, kept, { kind: "note", text: "Again", from })).toThrow(
      "in the record already",
    );
  });

  it("follows the message when that is edited", () => {
    const edited = did(small, kept, { kind: "reviseNote", note, text: "It is back" }, "UBOB");
    expect(told(edited)).toContain("“It is back”");
    expect(told(edited)).not.toContain("back to normal");
  });

  it("says nothing any more when the message is deleted, nor does the postmortem", () => {
    const gone = did(small, kept, { kind: "withdrawNote", note }, "UBOB");
    const page = toMarkdown(postmortem(small, gone));
    for (const text of [told(gone), page]) expect(text).not.toContain("Latency");
    expect(() => did(small, gone, { kind: "withdrawNote", note })).toThrow("already");
  });

  it("can be kept anew after it was taken out", () => {
    const gone = did(small, kept, { kind: "withdrawNote", note });
    const again = did(small, gone, { kind: "note", text: "Latency again", from });
    expect(told(again)).toContain("“Latency again”");
  });

  it("may hold nothing but files", () => {
    const files = [{ id: "F1", name: "graph.png", link: "https://x.slack.com/F1" }];
    const run = did(small, start, { kind: "note", text: "", from, files });
    expect(told(run)).toContain("wrote, with graph.png");
    expect(() => did(small, start, { kind: "note", text: " " })).toThrow("Write a few words");
  });

  it("becomes a decision once", () => {
    const run = did(small, kept, { kind: "reviseNote", note, decision: true });
    expect(told(run)).toContain("kept what · decided");
    expect(() => did(small, run, { kind: "reviseNote", note, decision: true })).toThrow("already");
  });
});

describe("catching up", () => {
  const busy = [1, 2, 3].reduce(
    (run, n) => did(small, run, { kind: "note", text: `Note ${n}` }, "UBOB"),
    did(small, start, { kind: "note", text: "Roll back", decision: true }),
  );

  it("tells what others did since one was last here", () => {
    const { since, news, earlier } = catchUp(small, busy, "UANA", 2);
    expect(since).toBe(1);
    expect(news.map(({ by }) => by)).toEqual(["UBOB", "UBOB"]);
    expect(earlier).toBe(1);
  });

  it("tells everything that mattered to who was never here", () => {
    const joined = did(small, busy, { kind: "join" }, "UCARA");
    const { since, news } = catchUp(small, joined, "UDAN", 20);
    expect(since).toBeUndefined();
    expect(news).toHaveLength(5);
  });

  it("lists the decisions that still stand", () => {
    expect(catchUp(small, busy, "UBOB", 9).decisions.map(({ text }) => text)).toEqual([
      "Roll back",
    ]);
  });
});
