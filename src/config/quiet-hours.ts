import { z } from "zod";
import type { QuietHours } from "../run/quiet-hours.ts";

const anExample = "two times of day and a time zone, such as 22:00-07:00 Europe/Berlin";
const written = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)\s+(\S+)$/;

/** "22:00-07:00 Europe/Berlin": from, to, and a time zone that this Node knows. */
export const quietHours = z
  .string(anExample)
  .trim()
  .transform((text, context): QuietHours => {
    const [, fromHour, fromMinute, toHour, toMinute, zone = ""] = written.exec(text) ?? [];
    const from = Number(fromHour) * 60 + Number(fromMinute);
    const to = Number(toHour) * 60 + Number(toMinute);
    if (from !== to && isZone(zone)) return { from, to, zone };
    context.addIssue({ code: "custom", message: anExample });
    return z.NEVER;
  });

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone !== "";
  } catch {
    return false;
  }
}
