import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../engine/ports.ts";

/** The Slack SDK's logger on top of ours: warnings and errors pass, its info and debug lines would hold message texts. */
export function sdkLogger(log: Log): Logger {
  const line = (parts: readonly unknown[]) => parts.map(asText).join(" ");
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn(line(parts), { from: "slack-sdk" }),
    error: (...parts: unknown[]) => log.error(line(parts), { from: "slack-sdk" }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

export const causeOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const asText = (part: unknown): string =>
  part instanceof Error ? `${part.name}: ${part.message}` : String(part);
