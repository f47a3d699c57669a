import { describe, expect, it } from "vitest";
import { type Flow, go } from "#flow";
import { createAuthorizer, type Refused } from "../../../src/engine/authorizer.ts";
import { usualRules } from "../../../src/run/permission/rules.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import { small } from "../../language/flows.ts";
import { bench } from "../parts.ts";
import { slack } from "./authorizer-parts.ts";

const needs = ["another", "confirmer"] as const;
const flow: Flow = {
  ...small,
  start: "fix",
  steps: {
    fix: {
      title: "Fix",
      say: "Fix it.",
      choices: {
        another: go("done", "For two", { confirm: "another" }),
        confirmer: go("done", "For a confirmer", { confirm: "confirmer" }),
        fine: go("done", "Fine"),
      },
      skip: "fine",
    },
  },
};

describe.each(needs)("what waits for %s", (choice) => {
  it.each(["UANA", "UCAL"])(
    "is not confirmed by %s, who proposed it, and that is in the audit as a refusal",
    async (person) => {
      const [refused, allowed]: [Refused[], string[]] = [[], []];
      const audit = {
        allowed: ({ deed }: { readonly deed: string }) => void allowed.push(deed),
        refused: (one: Refused) => void refused.push(one),
      };
      const directory = slack(false, { membership: async () => "in" });
      // A confirmer of both kinds: the very person, and through a group.
      const rules = { ...usualRules, confirmers: ["UANA", "UCAL", "S1"] };
      const { engine, start } = await bench({
        ...{ authorizer: createAuthorizer({ directory, audit, rules }), flows: [flow] },
      });
      const run = await start();
      const visit = currentVisit(await engine.read(run)).id;
      await engine.act(run, { kind: "choose", visit, choice }, person);
      const proposal = currentVisit(await engine.read(run)).proposal?.event ?? 0;
      const confirm = { kind: "confirm", visit, proposal } as const;
      await expect(engine.act(run, confirm, person)).rejects.toThrow(
        "Someone else must confirm it",
      );
      expect(refused).toMatchObject([{ rule: "ownProposal", person, deed: "confirm", run }]);
      expect(allowed).not.toContain("confirm");
      expect((await engine.act(run, confirm, "UBEN")).run.ending).toMatchObject({ end: "done" });
      expect(allowed).toContain("confirm");
    },
  );
});
