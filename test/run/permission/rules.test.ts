import { describe, expect, it } from "vitest";
import { checkMay } from "../../../src/run/permission/may.ts";
import { rightOf } from "../../../src/run/permission/rights.ts";
import { type OnlyRule, usualRules } from "../../../src/run/permission/rules.ts";
import { asked, deeds, full, open } from "./asked.ts";

describe("a channel that was shared with another organisation since", () => {
  const shared = { isPrivate: false, isShared: true };

  it.each(deeds)("%s", (deed) => {
    const right = rightOf(deed);
    const isLeft = right === "see" || right === "stop" || deed === "rehome";
    expect(asked(deed, { channel: shared })).toBe(isLeft ? "yes" : "sharedChannels");
    for (const sharedChannels of [true, ["C0INC"]])
      expect(asked(deed, { channel: shared, rules: { sharedChannels } })).toBe("yes");
    const elsewhere = { channel: shared, rules: { sharedChannels: ["C0OTHER"] } };
    expect(asked(deed, elsewhere)).toBe(isLeft ? "yes" : "sharedChannels");
  });
});

describe("what is allowed in some channels", () => {
  it.each([
    ["guests", { ...full, isGuest: true }],
    ["otherOrganisations", { ...full, isOfTeam: false }],
  ] as const)("is not allowed in others: %s", (name, is) => {
    for (const deed of deeds) {
      expect(asked(deed, { is, rules: { [name]: ["C0INC"] } })).toBe("yes");
      expect(asked(deed, { is, rules: { [name]: ["C0OTHER"] } })).toBe(name);
    }
  });

  it("is not where a run is taken", () => {
    const shared = { isPrivate: false, isShared: true };
    const going = { channel: open, to: shared };
    expect(asked("rehome", { ...going, rules: { sharedChannels: ["C0TO"] } })).toBe("yes");
    expect(asked("rehome", { ...going, rules: { sharedChannels: ["C0INC"] } })).toBe(
      "sharedChannels",
    );
  });
});

describe("rules that leave a right to some", () => {
  const right = ["start", "drive", "confirm", "stop", "publish", "see"] as const;
  const only = (named: readonly string[], more: Partial<OnlyRule> = {}, of = right) => ({
    only: [{ name: "payments", ...Object.fromEntries(of.map((one) => [one, named])), ...more }],
  });

  describe.each(deeds)("%s", (deed) => {
    it("is for those who are named, by themselves or by a group, and for nobody else", () => {
      expect(asked(deed, { rules: only(["U0X"]) })).toBe("yes");
      expect(asked(deed, { rules: only(["S0LEADS"]), leads: true })).toBe("yes");
      expect(asked(deed, { rules: only(["S0LEADS"]), leads: false })).toBe("only");
      expect(asked(deed, { rules: only(["S0LEADS"]), leads: "unknown" })).toBe("unchecked");
      expect(asked(deed, { rules: only(["S0OTHER"]) })).toBe("unchecked");
      expect(asked(deed, { rules: only([]) })).toBe("only");
    });

    it("is asked of the rule that names its right alone", () => {
      for (const one of right)
        expect(asked(deed, { rules: only(["U0BOSS"], {}, [one] as never) })).toBe(
          rightOf(deed) === one ? "only" : "yes",
        );
    });

    it("is asked in the rule's channels and of its flows alone", () => {
      const here = { channels: ["C0INC"], flows: ["small"] };
      expect(asked(deed, { rules: only(["U0BOSS"], here) })).toBe("only");
      expect(asked(deed, { rules: only(["U0BOSS"], here), id: "C0OTHER" })).toBe("yes");
      expect(asked(deed, { rules: only(["U0BOSS"], here), flow: "other" })).toBe("yes");
    });

    it("is let by no rule to whom another one refuses", () => {
      const both = { only: [...only(["U0X"]).only, ...only(["U0BOSS"]).only] };
      expect(asked(deed, { rules: both })).toBe("only");
      const guest = { ...full, isGuest: true };
      expect(asked(deed, { rules: only(["U0X"]), is: guest })).toBe("guests");
      expect(asked(deed, { rules: only(["U0X"]), membership: "out" })).not.toBe("yes");
    });
  });

  it("say their name and whom to ask", () => {
    const asks = (rule: OnlyRule) =>
      checkMay(
        { id: "U0X", is: full, groups: new Map() },
        { deed: "stop" },
        { membership: "in", channel: open },
        { ...usualRules, only: [rule], ask: "the platform team" },
      );
    const rule = { name: "payments", stop: ["U0BOSS"] };
    expect(asks(rule)).toMatchObject({
      says: expect.stringMatching(/stop a runbook.*rule: payments.*the platform team/),
    });
    expect(asks({ ...rule, ask: "#payments" })).toMatchObject({
      says: expect.stringContaining("#payments"),
    });
  });
});
