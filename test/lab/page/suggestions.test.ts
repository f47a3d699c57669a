import { describe, expect, it } from "vitest";
import { complete, suggestionsFor } from "../../../lab/page/web/pieces/suggestions.ts";
import type { Sight } from "../../../lab/page/wire.ts";

const sight = {
  bot: { id: "B", name: "handrail" },
  people: [{ id: "U", name: "ben", realName: "Ben", tz: "UTC" }],
  commands: [{ command: "/runbook", usage: "[flow]", description: "Start" }],
} as unknown as Sight;
const inserts = (text: string, isThread = false) =>
  suggestionsFor(text, isThread, sight).map(({ insert }) => insert);

describe("the composer", () => {
  it("offers the command while it is typed, then only its hint", () => {
    expect(inserts("/ru")).toEqual(["/runbook"]);
    expect(inserts("/runbook")).toEqual([undefined]);
    expect(inserts("/runbook alb")).toEqual([undefined]);
    expect(inserts("/other")).toEqual([]);
  });

  it("says that commands do not work in threads", () => {
    expect(inserts("/runbook", true)).toEqual([undefined]);
    expect(suggestionsFor("/", true, sight)[0]?.title).toMatch(/no commands in threads/);
  });

  it("offers names after an @, but not within an address", () => {
    expect(inserts("hello @")).toEqual(["@handrail", "@ben"]);
    expect(inserts("@h")).toEqual(["@handrail"]);
    expect(inserts("a@b")).toEqual([]);
  });

  it("puts what was picked in place of what was typed", () => {
    expect(complete("/ru", { id: "", title: "", note: "", insert: "/runbook" })).toBe("/runbook ");
    expect(complete("ask @b", { id: "", title: "", note: "", insert: "@ben" })).toBe("ask @ben ");
  });
});
