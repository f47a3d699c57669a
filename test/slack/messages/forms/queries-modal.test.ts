import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ruling } from "#flow";
import { queriesModal } from "../../../../src/slack/messages/forms/queries-modal.ts";
import { diagnosed, observed, started } from "../runs.ts";
import { hostile, remedy } from "../walks.ts";
import { problems } from "./filling.ts";

describe("the queries", () => {
  it("are shown as they are, ready to paste, with the sources of the readings", () => {
    const visit = diagnosed().visits[0];
    if (!visit) throw new Error("The run has a visit.");
    const modal = queriesModal(visit);
    expect(problems(modal)).toEqual([]);
    const shown = JSON.stringify(modal.blocks);
    expect(shown).toContain("aws cloudwatch get-metric-data --region eu-west-1");
    expect(shown).toContain("Source: HTTPCode_ELB_502_Count");
  });

  it("stand beside every cause that was ruled in, out or left open", () => {
    const ruling = { value: "0", threshold: "≥ 1", source: "RequestCount" };
    const rulings: readonly Ruling[] = [
      { ...ruling, cause: "tls", says: "a failed handshake", state: "out", reason: "none came" },
      { ...ruling, cause: "idle-race", says: "the race", state: "in", reason: "it fits" },
    ];
    const shown = (given: readonly Ruling[]) => {
      const [visit] = observed(started(), { finding: "unclear", says: "", rulings: given }).visits;
      return JSON.stringify(visit && queriesModal(visit).blocks);
    };
    expect(shown(rulings)).toContain(
      "*Fits: the race.* It fits: 0, expected: ≥ 1. Source: RequestCount\\n*Ruled out: a failed handshake.*",
    );
    expect(shown([])).not.toContain("ruled in or out");
  });

  it("are taken by Slack whatever they hold", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const readings = Array.from({ length: 60 }, () => ({
          label: text,
          value: text,
          source: text,
        }));
        const queries = Array.from({ length: 60 }, () => text);
        const run = observed(started(), {
          finding: null,
          says: text,
          details: [text],
          readings,
          remedies: Array.from({ length: 60 }, () => remedy(text)),
          queries,
          rulings: Array.from({ length: 60 }, () => ({
            ...{ cause: text, says: text, state: "in", reason: text, value: text, threshold: text },
            ...{ source: text, decidedBy: text },
          })),
        });
        const [visit] = run.visits;
        expect(visit && problems(queriesModal(visit))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
