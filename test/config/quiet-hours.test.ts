import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.ts";

const read = (hours: string) =>
  readConfig({
    SLACK_APP_TOKEN: "xapp-not-one",
    SLACK_BOT_TOKEN: "xoxb-not-one",
    AWS_REGION: "eu-west-1",
    HANDRAIL_QUIET_HOURS: hours,
  }).quietHours;

describe("HANDRAIL_QUIET_HOURS", () => {
  it("is a span of the day and its time zone", () => {
    expect(read("22:00-07:30 Europe/Berlin")).toEqual({
      from: 22 * 60,
      to: 7 * 60 + 30,
      zone: "Europe/Berlin",
    });
  });

  it("is none when it is empty", () => {
    expect(read("")).toBeUndefined();
  });

  it.each([
    "22:00-07:00",
    "22-7 UTC",
    "25:00-07:00 UTC",
    "22:00-07:00 Mars/Olympus",
    "07:00-07:00 UTC",
  ])("refuses %s and shows how it is written", (hours) => {
    expect(() => read(hours)).toThrow(/HANDRAIL_QUIET_HOURS must be .*22:00-07:00 Europe\/Berlin/);
  });
});
