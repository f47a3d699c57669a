import type { Clock, Log } from "./ports.ts";

/**
 * The same log, in which a warning that comes again within a minute is counted, and not written: whoever reaches a port can
 * cause any number. The next one says how many there were.
 */
export function rateLimitedLog(log: Log, clock: Clock): Log {
  const said = new Map<string, { readonly at: number; more: number }>();
  return {
    ...log,
    warn: (message, about) => {
      const [now, before] = [clock(), said.get(message)];
      if (before !== undefined && Math.abs(now - before.at) < minuteMs) {
        before.more += 1;
        return;
      }
      said.set(message, { at: now, more: 0 });
      const more = before?.more ?? 0;
      log.warn(more === 0 ? message : `${message} (${more} more within a minute before)`, about);
    },
  };
}

const minuteMs = 60_000;
