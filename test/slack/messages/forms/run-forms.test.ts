import { describe, expect, it } from "vitest";
import type { KnownHandle } from "../../../../src/slack/messages/blocks/click-actions.ts";
import { openForm, readForm } from "../../../../src/slack/messages/forms/run-forms.ts";
import { changed, chose, diagnosed, flow, observed, started } from "../runs.ts";
import { errors, fill, ok, parts, problems } from "./filling.ts";

const reviewing = chose(diagnosed(), "inner-hop-race");
const other: KnownHandle = { act: "chooseOther", run: "r1", visit: "confirmPattern#1" };

const open = (handle: KnownHandle, run = reviewing) => openForm({ handle, flow, run, parts });
const read = (view: ReturnType<typeof open>, typed: Parameters<typeof fill>[1], run = reviewing) =>
  readForm({
    ...{ flow, run, parts, metadata: view.private_metadata ?? "" },
    values: fill(view, typed),
  });

describe("the form for the other fields", () => {
  const retest: KnownHandle = { act: "answer", run: "r1", visit: "retest#1" };

  it("reads every kind of answer and leaves out what stays empty", () => {
    const run = changed();
    const view = open(retest, run);
    expect(problems(view)).toEqual([]);
    const { act } = ok(
      read(view, { "field:count": "50", "field:pause": "500 ms", "field:url": "" }, run),
    );
    expect(act).toEqual({
      kind: "answer",
      visit: "retest#1",
      answers: { method: "HEAD", count: 50, pause: 0.5, rollout: 0 },
    });
  });

  it("says in the field what to type instead", () => {
    const run = changed();
    const wrong = errors(
      read(
        open(retest, run),
        { "field:count": "1e9", "field:pause": "soon", "field:url": "ftp://x" },
        run,
      ),
    );
    expect(wrong["field:count"]).toBe("Type a whole number from 1 to 500.");
    expect(wrong["field:pause"]).toContain("with its unit");
    expect(wrong["field:url"]).toContain("https://");
  });
});

describe("the form for whom somebody else takes it", () => {
  const run = chose(diagnosed(), "target-error", "Their log says so");
  const leave: KnownHandle = {
    ...{ act: "chooseOther", run: "r1", visit: "applicationFails#1", item: "leave" },
  };

  it("offers whoever pressed it first, so that one tap says who takes it", () => {
    const view = open(leave, run);
    expect(problems(view)).toEqual([]);
    expect(JSON.stringify(view.blocks)).toContain('"initial_user":"U0ANA"');
    const { act } = ok(read(view, {}, run));
    expect(act).toMatchObject({ choice: "leave", answers: { takenBy: "U0ANA" } });
  });
});

describe("the form for another choice", () => {
  it("offers all but the recommended one and asks why", () => {
    const view = open(other, diagnosed());
    expect(problems(view)).toEqual([]);
    expect(JSON.stringify(view.blocks)).not.toContain('"value":"inner-hop-race"');
    const missing = errors(read(view, { choice: "deploy" }, diagnosed()));
    expect(Object.keys(missing)).toEqual(["reason"]);
    const { act } = ok(read(view, { choice: "deploy", reason: "We deployed" }, diagnosed()));
    expect(act).toMatchObject({ kind: "choose", choice: "deploy", reason: "We deployed" });
  });

  it("asks for no reason where nothing is recommended", () => {
    const run = observed(started(), { finding: null, says: "Not read." });
    const { act } = ok(read(open(other, run), { choice: "deploy" }, run));
    expect(act).toEqual({
      kind: "choose",
      visit: "confirmPattern#1",
      choice: "deploy",
      answers: {},
    });
  });

  it("is not opened for a step that is over", () => {
    expect(() => open(other, reviewing)).toThrow(/already decided/);
  });
});

describe("the short forms", () => {
  const acts = [
    [{ act: "skip", run: "r1", visit: "reviewBackend#1" }, { reason: "No time" }, "skip"],
    [{ act: "note", run: "r1" }, { note: "Saw it" }, "note"],
    [{ act: "handOver", run: "r1" }, { to: "U0BOB" }, "handOver"],
    [{ act: "stop", run: "r1" }, { reason: "It was the network" }, "stop"],
  ] as const satisfies readonly (readonly [KnownHandle, { [id: string]: string }, string])[];

  for (const [handle, typed, kind] of acts) {
    it(`read what was typed: ${kind}`, () => {
      const view = open(handle);
      expect(problems(view)).toEqual([]);
      expect(ok(read(view, typed)).act).toMatchObject({ kind, ...renamed(typed) });
      expect(Object.keys(errors(read(view, {})))).toEqual(Object.keys(typed));
    });
  }

  const renamed = (typed: { readonly [id: string]: string }) =>
    "note" in typed ? { text: typed.note } : typed;
});
