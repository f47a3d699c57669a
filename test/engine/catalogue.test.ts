import { describe, expect, it } from "vitest";
import { type Flow, go } from "#flow";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { small } from "../language/flows.ts";
import { packs } from "../probes.ts";

const lost: Flow = {
  ...small,
  id: "lost",
  steps: { ...small.steps, fix: { ...fixed(), choices: { applied: go("nowhere", "Applied") } } },
};

function fixed() {
  return { title: "Fix", say: "Fix it.", skip: "applied" };
}

describe("a catalogue", () => {
  it("leaves out a flow with mistakes, says which, and keeps the others", () => {
    const catalogue = createCatalogue(packs, [small, lost]);
    expect(catalogue.flows).toEqual([small]);
    expect(catalogue.broken).toEqual([
      { name: "lost@1", problems: ['fix.applied: "nowhere" is neither a step nor an end.'] },
    ]);
  });

  it("survives a flow that is no flow at all", () => {
    const odd = { ...small, id: "odd", steps: null } as unknown as Flow;
    const { flows, broken } = createCatalogue(packs, [odd, small]);
    expect(flows).toEqual([small]);
    expect(broken).toMatchObject([{ name: "odd@1" }]);
  });

  it("says what is wrong to whoever starts a flow that was left out", () => {
    const catalogue = createCatalogue(packs, [small, lost]);
    expect(() => catalogue.find("lost")).toThrow(/has a mistake: fix\.applied/);
    expect(() => catalogue.find("unheard")).toThrow(/There is no runbook "unheard"/);
  });

  it("uses the first of two that share a version", () => {
    const { flows, broken } = createCatalogue(packs, [small, { ...small, title: "Other" }]);
    expect(flows.map(({ title }) => title)).toEqual(["Small"]);
    expect(broken).toMatchObject([
      { name: "small@1", problems: [expect.stringContaining("twice")] },
    ]);
  });

  it("starts the highest of several versions, in whatever order, names the others and lets open runs walk them", () => {
    const later = { ...small, version: 12 };
    for (const order of [
      [small, later],
      [later, small],
    ]) {
      const { flows, broken, find, version, gone } = createCatalogue(packs, order);
      expect(flows).toEqual([later]);
      expect(find("small")).toBe(later);
      expect(version("small", 1)).toBe(small);
      expect(gone("small", 1)).toBeUndefined();
      expect(broken).toEqual([
        { name: "small@1", problems: [expect.stringMatching(/Version 12 is here too.*retired/)] },
      ]);
    }
  });

  it("keeps a retired version though its probe has learnt findings since", () => {
    const { "keepalive-race": _, ...choices } = small.steps.look?.choices ?? {};
    const look = { ...small.steps.look, choices } as Flow["steps"][string];
    const old = { ...small, steps: { ...small.steps, look } };
    expect(createCatalogue(packs, [old]).flows).toEqual([]);
    const catalogue = createCatalogue(packs, [{ ...small, version: 2 }], [old]);
    expect(catalogue.broken).toEqual([]);
    expect(catalogue.version("small", 1)).toBe(old);
    expect(catalogue.flows.map(({ version }) => version)).toEqual([2]);
  });

  it("says what can be done about a version that is gone", () => {
    const catalogue = createCatalogue(packs, [{ ...small, version: 3 }]);
    expect(catalogue.gone("small", 3)).toBeUndefined();
    expect(catalogue.gone("small", 1)).toMatchObject({ newest: 3 });
    expect(catalogue.gone("other", 1)).not.toHaveProperty("newest");
    for (const { says } of [catalogue.gone("small", 1), catalogue.gone("other", 1)].map(given))
      expect(says).toContain("version 1");
  });
});

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("Nothing is given.");
  return value;
}
