import { expect, it } from "vitest";
import { type Flow, go } from "#flow";
import { VersionGone } from "../../src/run/errors.ts";
import { currentVisit } from "../../src/run/visits.ts";
import { small } from "../language/flows.ts";
import { bench, toLook } from "./parts.ts";

/** The same version as its file was saved later, while a run stands at its step `look`. */
const saved = (steps: Flow["steps"]): Flow => ({ ...small, steps: { ...small.steps, ...steps } });
const { fix, look } = small.steps as { readonly [Name in "fix" | "look"]: Flow["steps"][string] };

const withoutLook = (): Flow => {
  const choices = { applied: go("done", "Applied", { marks: "change" }) };
  const { look: _gone, ...steps } = saved({ fix: { ...fix, choices } }).steps;
  return { ...small, steps };
};
const withoutProbe = (): Flow => {
  const { probe: _gone, ...rest } = look;
  return saved({ look: rest });
};

it.each([
  ["has its step no longer", withoutLook(), { id: "ask#1", state: "asking" }, "ask#2"],
  [
    "looks for nothing there any more",
    withoutProbe(),
    { id: "look#2", state: "deciding" },
    "look#2",
  ],
])(
  "an open run says that its file was edited where it %s, and goes on with it",
  async (_, flow, stands, id) => {
    const before = await bench();
    const run = await toLook(before);
    const { engine } = await bench({ instead: before, flows: [flow] });
    const now = await engine.read(run);
    expect(engine.goneOf(now)?.says).toContain("was changed while this run was open");
    const skip = { kind: "skip", visit: "look#1", reason: "Go on" } as const;
    await expect(engine.act(run, skip, "UANA")).rejects.toBeInstanceOf(VersionGone);
    await engine.act(run, { kind: "moveOn", visit: "look#1", version: 1 }, "UANA");
    const moved = await engine.read(run);
    expect(currentVisit(moved)).toMatchObject({ ...stands, id });
    expect(moved.facts).toEqual(now.facts);
    expect(engine.goneOf(moved)).toBeUndefined();
  },
);

it("an open run goes on without a word where only words of its file were edited", async () => {
  const before = await bench();
  const run = await toLook(before);
  const flow = saved({ look: { ...look, title: "Look well" } });
  const { engine } = await bench({ instead: before, flows: [flow] });
  expect(engine.goneOf(await engine.read(run))).toBeUndefined();
});
