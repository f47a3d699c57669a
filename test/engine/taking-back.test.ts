import { describe, expect, it } from "vitest";
import { type Flow, go } from "#flow";
import { createAuthorizer } from "../../src/engine/authorizer.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Directory } from "../../src/engine/permission-facts.ts";
import { type Act, actRules } from "../../src/run/act.ts";
import { type Rules, usualRules } from "../../src/run/permission/rules.ts";
import type { Run } from "../../src/run/run.ts";
import type { Right } from "../../src/run/slices/slice.ts";
import { newestUndoable } from "../../src/run/slices/taking-back.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { small } from "../language/flows.ts";
import { bench } from "./parts.ts";

const full = { isOfTeam: true, isGuest: false, isBot: false, isDeactivated: false };
const flow: Flow = {
  ...small,
  start: "fix",
  steps: {
    fix: {
      title: "Fix",
      say: "Fix it.",
      choices: {
        applied: go("after", "Applied", { marks: "change" }),
        proven: go("after", "Proven", { marks: "change", confirm: "confirmer" }),
        fine: go("done", "Fine"),
        fineForTwo: go("done", "Fine for two", { confirm: "another" }),
      },
      skip: "fine",
    },
    after: { title: "After", say: "Wait.", choices: { fine: go("done", "Fine") }, skip: "fine" },
  },
};

/** UBEN is in no group of the rules. */
async function where(rules: Partial<Rules>, isShared = () => false) {
  const directory: Directory = {
    person: async () => full,
    membership: async () => "in",
    channel: async () => ({ isPrivate: false, isShared: isShared() }),
    inGroup: async (person) => person !== "UBEN",
  };
  const audit = { allowed: () => {}, refused: () => {} };
  const authorizer = createAuthorizer({ directory, audit, rules: { ...usualRules, ...rules } });
  const { engine, start, now } = await bench({ authorizer, flows: [flow] });
  return { engine, now, run: await start() };
}

const leftTo = (right: Right): Partial<Rules> => ({
  only: [{ name: "leads", [right]: ["S0LEADS"] }],
});

const does = async (engine: Engine, run: string, act: Act, by = "UANA") =>
  (await engine.act(run, act, by)).run;

async function chooses(engine: Engine, id: string, choice: string): Promise<Run> {
  const visit = currentVisit(await engine.read(id)).id;
  const run = await does(engine, id, { kind: "choose", visit, choice }, "UCAL");
  const { proposal } = currentVisit(run);
  if (proposal === undefined) return run;
  return does(engine, id, { kind: "confirm", visit, proposal: proposal.event });
}

/** What is weighty, by the act that did it, and how it comes to that. */
const weighty = [
  ["stop", (engine, run) => does(engine, run, { kind: "stop", reason: "x" })],
  ["choose", (engine, run) => chooses(engine, run, "applied")],
  ["choose", (engine, run) => chooses(engine, run, "fine")],
  ["confirm", (engine, run) => chooses(engine, run, "proven")],
  ["confirm", (engine, run) => chooses(engine, run, "fineForTwo")],
  [
    "skip",
    async (engine, run) => {
      const visit = currentVisit(await engine.read(run)).id;
      return does(engine, run, { kind: "skip", visit, reason: "x" });
    },
  ],
  [
    "publish",
    async (engine, run) => {
      await does(engine, run, { kind: "stop", reason: "x" });
      return does(engine, run, { kind: "publish" });
    },
  ],
] as const satisfies readonly [Act["kind"], (engine: Engine, run: string) => Promise<Run>][];

const rights = ["drive", "confirm", "stop", "publish"] as const;
const undo = async (engine: Engine, run: Run, now: number) =>
  does(engine, run.id, { kind: "undo", event: newestUndoable(run, now) ?? -1 }, "UBEN");

describe.each(weighty)("taking back what came of %s", (kind, happens) => {
  it.each(rights)("is for those who may do that, where some alone may %s", async (right) => {
    const { engine, run, now } = await where(leftTo(right));
    const undone = undo(engine, await happens(engine, run), now());
    if (actRules[kind].right === right) await expect(undone).rejects.toThrow("rule: leads");
    else expect((await undone).log.at(-1)).toMatchObject({ kind: "undone", by: "UBEN" });
    const isLast = (await engine.read(run)).log.at(-1)?.kind === "undone";
    expect(isLast).toBe(actRules[kind].right !== right);
  });
});

describe("opening again", () => {
  it.each([
    ["stop", "stop"],
    ["confirm", "fineForTwo"],
    ["drive", "fine"],
  ] as const)("is for those who may %s, where that closed it", async (right, how) => {
    const closed = async (rules: Partial<Rules>) => {
      const { engine, run } = await where(rules);
      if (how === "stop") await does(engine, run, { kind: "stop", reason: "x" });
      else await chooses(engine, run, how);
      return { engine, run };
    };
    const reopen = { kind: "reopen", reason: "It is back" } as const;
    const left = await closed(leftTo(right));
    await expect(left.engine.act(left.run, reopen, "UBEN")).rejects.toThrow("rule: leads");
    const other = await closed(leftTo("publish"));
    expect((await does(other.engine, other.run, reopen, "UBEN")).ending).toBeUndefined();
  });
});

it("takes a confirmer to take back what a confirmer confirmed", async () => {
  const rules = { confirmers: ["S0LEADS"] };
  const proven = await where(rules);
  const run = await chooses(proven.engine, proven.run, "proven");
  await expect(undo(proven.engine, run, proven.now())).rejects.toThrow("rule: confirmers");
  const forTwo = await where(rules);
  const closed = await chooses(forTwo.engine, forTwo.run, "fineForTwo");
  expect((await undo(forTwo.engine, closed, forTwo.now())).ending).toBeUndefined();
});

it("does not open a run again in a channel that is shared by then, though it can be stopped there", async () => {
  let isShared = false;
  const { engine, run, now } = await where({}, () => isShared);
  isShared = true;
  const stopped = await does(engine, run, { kind: "stop", reason: "x" }, "UBEN");
  await expect(undo(engine, stopped, now())).rejects.toThrow("rule: shared channels");
});
