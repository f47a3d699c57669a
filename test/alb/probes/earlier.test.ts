import { expect, it } from "vitest";
import { newestOf, type Seen } from "../../../src/alb/probes/earlier.ts";

const look = (probe: string, says: string, superseded = false): Seen => ({
  evidence: {
    ...{ probe, says, finding: null, role: "diagnosis" },
    ...{ details: [], readings: [], queries: [], numbers: {} },
  },
  superseded,
});

it("is the newest look of that probe, in whatever version, that was not taken back", () => {
  const visits = [
    look("alb.pattern@1", "first"),
    look("alb.pattern@2", "second"),
    look("alb.pattern@2", "taken back", true),
    look("alb.logs@3", "another probe"),
    { superseded: false },
  ];
  expect(newestOf(visits, "alb.pattern")?.says).toBe("second");
  expect(newestOf(visits, "alb.changes")).toBeUndefined();
});
