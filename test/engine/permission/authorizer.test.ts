import { describe, expect, it } from "vitest";
import { type Act, actRules as known } from "../../../src/run/act.ts";
import { readingRights } from "../../../src/run/permission/rights.ts";
import { behind, slack } from "./authorizer-parts.ts";

/** One of each kind: a new act does not compile until it is here. */
const acts = {
  choose: { kind: "choose", visit: "ask#1", choice: "known" },
  confirm: { kind: "confirm", visit: "ask#1", proposal: 1 },
  withdrawProposal: { kind: "withdrawProposal", visit: "ask#1", proposal: 1 },
  answer: { kind: "answer", visit: "ask#1", answers: { cause: "race" } },
  answerAgain: { kind: "answerAgain", visit: "ask#1" },
  answerFound: { kind: "answerFound", visit: "ask#1" },
  lookAgain: { kind: "lookAgain", visit: "ask#1" },
  cancel: { kind: "cancel", visit: "ask#1" },
  back: { kind: "back", visit: "ask#1" },
  skip: { kind: "skip", visit: "ask#1", reason: "x" },
  watch: { kind: "watch", visit: "ask#1" },
  unwatch: { kind: "unwatch", visit: "ask#1" },
  hurry: { kind: "hurry", visit: "ask#1" },
  snooze: { kind: "snooze", visit: "ask#1", seconds: 60 },
  park: { kind: "park", seconds: 600, reason: "x" },
  unpark: { kind: "unpark" },
  moveOn: { kind: "moveOn", visit: "ask#1", version: 2 },
  note: { kind: "note", text: "x" },
  reviseNote: { kind: "reviseNote", note: 1, text: "y" },
  withdrawNote: { kind: "withdrawNote", note: 1 },
  rehome: { kind: "rehome", to: { team: "T1", channel: "C2" }, anew: true },
  handOver: { kind: "handOver", to: "UANA" },
  takeOver: { kind: "takeOver" },
  join: { kind: "join" },
  takeFollowUp: { kind: "takeFollowUp", item: "x", owner: "UANA" },
  dateFollowUp: { kind: "dateFollowUp", item: "x", due: "2026-12-01" },
  finishFollowUp: { kind: "finishFollowUp", item: "x" },
  reopenFollowUp: { kind: "reopenFollowUp", item: "x" },
  checkFollowUps: { kind: "checkFollowUps" },
  retry: { kind: "retry" },
  stop: { kind: "stop", reason: "x" },
  undo: { kind: "undo", event: 1 },
  reopen: { kind: "reopen", reason: "x" },
  edit: { kind: "edit", texts: {}, base: 1 },
  publish: { kind: "publish" },
} as const satisfies { readonly [Kind in Act["kind"]]: Act & { readonly kind: Kind } };

const nobody = ["UGUEST", "UOTHER", "UBOT", "UGONE"] as const;

describe.each([true, false])(
  "the engine's authorizer, where the channel is private: %s",
  (isPrivate) => {
    it.each(Object.values(acts))("lets only members $kind", async (act) => {
      const { engine, start, refused } = await behind(slack(isPrivate));
      const run = await start();
      const before = (await engine.read(run)).log;
      for (const person of [...nobody, "UBEN"])
        await expect(engine.act(run, act, person)).rejects.toMatchObject({ code: "not-allowed" });
      expect((await engine.read(run)).log).toEqual(before);
      expect(refused.map(({ person, deed }) => [person, deed])).toEqual(
        [...nobody, "UBEN"].map((person) => [person, act.kind]),
      );
      const asMember = await engine.act(run, act, "UANA").catch((error) => error);
      const isRefused = asMember instanceof Error && asMember.message.includes("(rule: members");
      expect(isRefused).toBe(false);
    });

    it.each(readingRights)(
      "shows %s to members, and to colleagues only where the channel is public",
      async (reading) => {
        const { engine, start } = await behind(slack(isPrivate));
        const run = await start();
        expect((await engine.see(run, reading, "UANA")).id).toBe(run);
        for (const person of nobody)
          await expect(engine.see(run, reading, person)).rejects.toMatchObject({
            code: "not-allowed",
          });
        const seen = engine.see(run, reading, "UBEN");
        if (isPrivate) await expect(seen).rejects.toMatchObject({ code: "not-allowed" });
        else expect((await seen).id).toBe(run);
      },
    );

    it("starts nothing for who is not in the channel", async () => {
      const { engine, start } = await behind(slack(isPrivate));
      await start();
      const request = { flow: "small", facts: {}, place: { team: "T1", channel: "C1" } };
      for (const by of [...nobody, "UBEN"])
        await expect(engine.start({ ...request, by })).rejects.toMatchObject({
          code: "not-allowed",
        });
      expect(await engine.rows({ limit: 9 })).toHaveLength(1);
    });
  },
);

it("has an answer for every act that there is", () => {
  expect(Object.keys(acts).sort()).toEqual(Object.keys(known).sort());
});

describe("a list of runs", () => {
  it("has those that somebody may see, and is refused to who may see none", async () => {
    const { engine, start } = await behind(slack(true));
    await start();
    const rows = await engine.rows({ limit: 9 });
    expect(await engine.visible(rows, "list", "UANA")).toHaveLength(1);
    expect(await engine.visible(rows, "list", "UBEN")).toEqual([]);
    await expect(engine.visible(rows, "list", "UGUEST")).rejects.toThrow("rule: guests");
  });

  it("says that it cannot be told, where Slack does not say", async () => {
    const silent = slack(true, { membership: async () => "unknown" });
    const { engine, store, start } = await behind(slack(true));
    await start();
    const rows = await store.rows({ limit: 9 });
    const other = await behind(silent);
    await expect(other.engine.visible(rows, "list", "UANA")).rejects.toThrow("try again");
    expect(await other.engine.glance(rows, "list", "UANA")).toEqual({ rows: [], isUnsure: true });
    expect(engine).toBeDefined();
  });
});

describe("taking a run elsewhere", () => {
  it("is refused out of a private channel, and done where that is allowed", async () => {
    const kept = await behind(slack(true));
    const run = await kept.start();
    await expect(kept.engine.act(run, acts.rehome, "UANA")).rejects.toThrow("rule: moves");
    const free = await behind(slack(true), { moves: true });
    const other = await free.start();
    expect((await free.engine.act(other, acts.rehome, "UANA")).run.place.channel).toBe("C2");
  });

  it("asks anew when the run went elsewhere meanwhile", async () => {
    const directory = slack(false);
    const { engine, start, recorder } = await behind({
      ...directory,
      membership: async (id, channel) => {
        if (id === "UANA" && channel === "C1" && isMoving) {
          isMoving = false;
          await engine.follow(run, acts.rehome, "handrail");
        }
        return channel === "C1" ? "in" : "out";
      },
    });
    let isMoving = false;
    const run = await start();
    isMoving = true;
    const note = engine.act(run, acts.note, "UANA");
    await expect(note).rejects.toMatchObject({ code: "not-checked" });
    expect((await recorder.read(run)).notes).toEqual([]);
    await expect(engine.act(run, acts.note, "UANA")).rejects.toMatchObject({ code: "not-allowed" });
  });
});

describe("the audit", () => {
  it("is told once of every act that is let in, and of everything that somebody reads", async () => {
    const { engine, start, allowed } = await behind(slack(false));
    const run = await start();
    const note = (text: string) => engine.act(run, { kind: "note", text }, "UANA");
    // Those who are second decide anew.
    await Promise.all(["one", "two", "three"].map(note));
    for (const reading of readingRights) await engine.see(run, reading, "UBEN");
    await engine.glance(await engine.rows({ limit: 9 }), "home", "UBEN");
    const where = { run, team: "T1", channel: "C1" };
    expect(allowed).toEqual([
      { person: "UANA", deed: "start", team: "T1", channel: "C1" },
      ...Array(3).fill({ person: "UANA", deed: "note", ...where }),
      ...readingRights.map((deed) => ({ person: "UBEN", deed, ...where })),
      { person: "UBEN", deed: "home", channels: ["C1"] },
    ]);
  });
});
