import { describe, expect, it } from "vitest";
import { heldUntil, type QuietHours } from "../../src/run/quiet-hours.ts";
import type { Run } from "../../src/run/run.ts";
import { begun } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

const berlin: QuietHours = { from: 22 * 60, to: 7 * 60, zone: "Europe/Berlin" };
const at = (iso: string): number => Date.parse(iso);
const held = (run: Run, moment: string, hours = berlin) =>
  new Date(heldUntil(hours, run, at(moment))).toISOString();

/** A run that Ana touched last at this moment; the bot recorded something later. */
function touched(moment: string): Run {
  const run = begun(small);
  const log = [
    ...run.log.map((event) => ({ ...event, at: at(moment) })),
    { kind: "reminded", visit: "ask#1", by: "handrail", at: at(moment) + 3_600_000 } as const,
  ];
  return { ...run, log };
}

describe("quiet hours", () => {
  const afternoon = touched("2026-11-23T14:00:00Z");

  it("hold a reminder back until they end, in the zone where they are quiet", () => {
    expect(held(afternoon, "2026-11-23T23:30:00Z")).toBe("2026-11-24T06:00:00.000Z");
    expect(held(afternoon, "2026-11-24T02:00:30Z")).toBe("2026-11-24T06:00:00.000Z");
  });

  it("hold nothing back by day, nor from the minute in which they end", () => {
    expect(held(afternoon, "2026-11-23T20:59:59Z")).toBe("2026-11-23T20:59:59.000Z");
    expect(held(afternoon, "2026-11-24T06:00:00Z")).toBe("2026-11-24T06:00:00.000Z");
  });

  it("do not silence an incident that began within them", () => {
    const night = touched("2026-11-24T01:12:00Z");
    expect(held(night, "2026-11-24T01:27:00Z")).toBe("2026-11-24T01:27:00.000Z");
    expect(held(night, "2026-11-24T05:59:00Z")).toBe("2026-11-24T05:59:00.000Z");
  });

  it("do not silence an incident that people worked on as they began", () => {
    const evening = touched("2026-11-23T20:30:00Z");
    expect(held(evening, "2026-11-23T23:00:00Z")).toBe("2026-11-23T23:00:00.000Z");
    const earlier = touched("2026-11-23T19:30:00Z");
    expect(held(earlier, "2026-11-23T23:00:00Z")).toBe("2026-11-24T06:00:00.000Z");
  });

  it("last until morning: the night before does not count for the next", () => {
    const night = touched("2026-11-24T01:12:00Z");
    expect(held(night, "2026-11-24T23:00:00Z")).toBe("2026-11-25T06:00:00.000Z");
  });

  it("end by the clock on the wall in nights that change it", () => {
    const spring = touched("2026-03-28T12:00:00Z");
    expect(held(spring, "2026-03-28T23:00:00Z")).toBe("2026-03-29T05:00:00.000Z");
    const autumn = touched("2026-10-24T12:00:00Z");
    expect(held(autumn, "2026-10-24T23:00:00Z")).toBe("2026-10-25T06:00:00.000Z");
  });

  it("may lie within a day", () => {
    const siesta: QuietHours = { from: 13 * 60, to: 15 * 60, zone: "UTC" };
    const morning = touched("2026-11-23T09:00:00Z");
    expect(held(morning, "2026-11-23T14:00:00Z", siesta)).toBe("2026-11-23T15:00:00.000Z");
    expect(held(morning, "2026-11-23T12:59:00Z", siesta)).toBe("2026-11-23T12:59:00.000Z");
  });

  it("are none where none are set", () => {
    expect(heldUntil(undefined, afternoon, 5)).toBe(5);
  });
});
