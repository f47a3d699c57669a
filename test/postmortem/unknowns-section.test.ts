import { describe, expect, it } from "vitest";
import type { Flow } from "#flow";
import { unknownsSection } from "../../src/postmortem/unknowns-section.ts";
import type { Run } from "../../src/run/run.ts";
import { flow, observed, resolved, started } from "../slack/messages/runs.ts";

const told = (of: Flow, run: Run): readonly string[] =>
  unknownsSection(of, run).map(({ words }) =>
    words.map((word) => (typeof word === "string" ? word : "@")).join(""),
  );

describe("what a record does not know", () => {
  it("lists the looks that the runbook offered and nobody had made", () => {
    const unknowns = told(flow, resolved());
    expect(unknowns).toHaveLength(1);
    expect(unknowns[0]).toMatch(/^Not looked at, though the runbook offered it: “Read the access/);
    expect(unknowns[0]).toContain("“Measure the backend's idle timeout”");
    expect(unknowns[0]).not.toContain("“Review the backend's idle timeouts”");
    expect(unknowns[0]).not.toContain("“Stop the bleeding”");
  });

  it("says that nothing is unknown only where nothing is", () => {
    const steps = Object.fromEntries(
      Object.entries(flow.steps).map(([name, { probe: _, ...step }]) => [name, step]),
    );
    const nothing = ["Nothing is recorded as unknown."];
    const quiet = { finding: "quiet", says: "Quiet." };
    expect(told({ ...flow, steps }, resolved())).toEqual(nothing);
    const open = {
      ...{ cause: "tls", says: "a failed TLS handshake", state: "open" as const },
      ...{ reason: "", value: "", threshold: "", source: "" },
    };
    for (const evidence of [
      { ...quiet, finding: null },
      { ...quiet, unknowns: ["HealthyHostCount was not read."] },
      { ...quiet, rulings: [open] },
      { ...quiet, contradictions: ["One says this, the other that."] },
    ])
      expect(told({ ...flow, steps }, observed(started(), evidence))).toHaveLength(1);
    expect(told({ ...flow, steps }, observed(started(), { ...quiet, rulings: [open] }))).toEqual([
      "Neither shown nor ruled out: a failed TLS handshake.",
    ]);
  });
});
