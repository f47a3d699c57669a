import { expect, it } from "vitest";
import { formatDate } from "../../../lab/workspace/rendering/dates.ts";

const at = Date.parse("2026-11-23T21:30:00Z");
const shown = (tz: string, hoursLater = 0) =>
  formatDate(at / 1_000, "{date_short_pretty} {time}", tz, at + hoursLater * 3_600_000);

it("is by the clock of whoever reads, and by their day", () => {
  expect(shown("UTC")).toBe("today 21:30");
  expect(shown("UTC", 3)).toBe("yesterday 21:30");
  expect(shown("Asia/Kolkata", 3)).toBe("today 03:00");
  expect(shown("America/New_York", -20)).toBe("tomorrow 16:30");
  expect(shown("UTC", 72)).toBe("23 Nov 2026 21:30");
});
