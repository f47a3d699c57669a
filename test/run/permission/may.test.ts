import { describe, expect, it } from "vitest";
import { checkMay, type OrUnknown, type PersonFacts } from "../../../src/run/permission/may.ts";
import { usualRules } from "../../../src/run/permission/rules.ts";
import { asked, closed, deeds, full, isRead, open } from "./asked.ts";

const nobody: readonly [string, OrUnknown<PersonFacts>, string][] = [
  ["a guest", { ...full, isGuest: true }, "guests"],
  ["someone of another organisation", { ...full, isOfTeam: false }, "otherOrganisations"],
  ["a bot", { ...full, isBot: true }, "apps"],
  ["a bot of another organisation", { ...full, isOfTeam: false, isBot: true }, "apps"],
  ["someone deactivated", { ...full, isDeactivated: true }, "deactivated"],
  ["someone of whom Slack says nothing", "unknown", "unchecked"],
];

describe("every deed", () => {
  describe.each(deeds)("%s", (deed) => {
    it("is for members of the run's channel", () => {
      expect(asked(deed)).toBe("yes");
      expect(asked(deed, { channel: open })).toBe("yes");
    });

    it.each(nobody)(
      "is not for %s, wherever the run lives and whether they are in it",
      (_who, is, rule) => {
        for (const channel of [open, closed, "unknown"] as const)
          for (const membership of ["in", "lately", "out", "unknown"] as const)
            expect(asked(deed, { is, membership, channel })).toBe(rule);
      },
    );

    it("is not for others where the channel is private, nor where Slack does not say", () => {
      expect(asked(deed, { membership: "out" })).toBe("privateChannel");
      expect(asked(deed, { membership: "unknown" })).toBe("unchecked");
      expect(asked(deed, { membership: "unknown", channel: "unknown" })).toBe("unchecked");
      expect(asked(deed, { membership: "out", channel: "unknown" })).not.toBe("yes");
    });

    it("is for others where the channel is public only if it reads", () => {
      const others = { membership: "out", channel: open } as const;
      expect(asked(deed, others)).toBe(isRead(deed) ? "yes" : "channel");
      const unknown = { membership: "unknown", channel: open } as const;
      expect(asked(deed, unknown)).toBe(isRead(deed) ? "yes" : "unchecked");
    });

    it("goes on for a while for members when Slack falls silent, but for reading what is private", () => {
      expect(asked(deed, { membership: "lately" })).toBe(isRead(deed) ? "unchecked" : "yes");
    });
  });
});

describe("what the rules allow beyond the usual", () => {
  const guest = { ...full, isGuest: true };
  const stranger = { ...full, isOfTeam: false };
  const bot = { ...full, isBot: true };

  it.each([
    ["guests", guest, { guests: true }],
    ["people of other organisations", stranger, { otherOrganisations: true }],
    ["an app by its id", bot, { apps: ["U0X"] }],
  ])("lets %s take part where they are, and see nothing else", (_who, is, rules) => {
    expect(asked("choose", { is, rules })).toBe("yes");
    expect(asked("catchUp", { is, rules })).toBe("yes");
    expect(asked("catchUp", { is, rules, membership: "out", channel: open })).toBe("channel");
    expect(asked("catchUp", { is, rules, membership: "out" })).toBe("privateChannel");
  });

  it("lets no other app in", () => {
    expect(asked("note", { is: bot, rules: { apps: ["U0OTHER"] } })).toBe("apps");
  });

  it("lets nobody in who is deactivated", () => {
    const rules = { guests: true, otherOrganisations: true, apps: ["U0X"] };
    expect(asked("note", { is: { ...full, isDeactivated: true }, rules })).toBe("deactivated");
  });
});

describe("taking a run elsewhere", () => {
  it("is not done out of a private channel, unless that is allowed", () => {
    expect(asked("rehome", { to: open })).toBe("moves");
    expect(asked("rehome", { to: closed })).toBe("moves");
    expect(asked("rehome", { to: open, channel: "unknown" })).toBe("unchecked");
    expect(asked("rehome", { to: open, rules: { moves: true } })).toBe("yes");
  });

  it("is done within the channel, and out of a public one", () => {
    expect(asked("rehome")).toBe("yes");
    expect(asked("rehome", { channel: open, to: closed })).toBe("yes");
  });

  it("shows nothing to another organisation, nor does a start, unless that is allowed", () => {
    const shared = { isPrivate: false, isShared: true };
    expect(asked("rehome", { channel: open, to: shared })).toBe("sharedChannels");
    expect(asked("start", { channel: shared })).toBe("sharedChannels");
    expect(asked("rehome", { channel: open, to: "unknown" })).toBe("unknownChannel");
    expect(asked("start", { channel: "unknown" })).toBe("unknownChannel");
    const rules = { sharedChannels: true };
    expect(asked("rehome", { channel: open, to: "unknown", rules })).toBe("yes");
    expect(asked("start", { channel: "unknown", rules })).toBe("yes");
    expect(asked("rehome", { channel: open, to: shared, rules })).toBe("yes");
    expect(asked("start", { channel: shared, rules })).toBe("yes");
  });
});

describe("confirming", () => {
  const rules = { confirmers: ["U0BOSS", "S0LEADS"] };

  it("of what is left to a confirmer is for those who are named", () => {
    expect(asked("confirm", { rules, leads: true }, "confirmer")).toBe("yes");
    expect(asked("confirm", { rules, leads: false }, "confirmer")).toBe("confirmers");
    expect(asked("confirm", { rules, leads: "unknown" }, "confirmer")).toBe("unchecked");
  });

  it("of everything else, and where nobody is named, is for every member", () => {
    expect(asked("confirm", { rules }, "another")).toBe("yes");
    expect(asked("confirm", {}, "confirmer")).toBe("yes");
    expect(asked("choose", { rules }, "confirmer")).toBe("yes");
  });

  it("is lost by a confirmer who is deactivated, or a guest", () => {
    const is = { ...full, isDeactivated: true };
    expect(asked("confirm", { rules, leads: true, is }, "confirmer")).toBe("deactivated");
    const guest = { ...full, isGuest: true };
    expect(asked("confirm", { rules, leads: true, is: guest }, "confirmer")).toBe("guests");
  });
});

it("says in each refusal which rule it is and whom to ask, or to try again", () => {
  const refusals = nobody.map(([, is]) =>
    checkMay(
      { id: "U0X", is, groups: new Map() },
      { deed: "note" },
      { membership: "in", channel: open },
      {
        ...usualRules,
        ask: "the platform team",
      },
    ),
  );
  for (const refusal of refusals) {
    if (refusal === true) throw new Error("It was allowed.");
    const isHelpful = /rule: .*(?:Ask|ask) .*the platform team|Please try again/s.test(
      refusal.says,
    );
    expect(isHelpful, refusal.says).toBe(true);
  }
});
