import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../engine/ports.ts";
import type { Finding } from "./check.ts";

/** What the bot needs, looked at beside its work. */
export interface PeriodicChecks {
  /** Looks some seconds from now, and each hour again while something is missing; resolves when the signal ends. */
  readonly look: (signal: AbortSignal) => Promise<void>;
  /** What is missing as of the last look, a sentence each. */
  readonly missing: () => readonly string[];
}

/** Says in the log, once for each look, what is missing, so that somebody hears of it before an incident does. */
export function createPeriodicChecks(parts: {
  readonly diagnose: () => AsyncGenerator<Finding>;
  readonly log: Pick<Log, "warn">;
  /** Before the first look and between two, in milliseconds: people's own requests come first. */
  readonly firstMs?: number;
  readonly againMs?: number;
}): PeriodicChecks {
  const { diagnose, log, firstMs = 5_000, againMs = 3_600_000 } = parts;
  let missing: readonly string[] = [];
  const look = async (signal: AbortSignal): Promise<void> => {
    for (let wait = firstMs; ; wait = againMs) {
      if (!(await isOver(wait, signal))) return;
      const found: string[] = [];
      for await (const finding of diagnose()) {
        if (signal.aborted) return;
        if (!("code" in finding)) continue;
        const { name, code, says } = finding;
        log.warn("Something that Handrail needs is missing", { check: name, code, says });
        found.push(`${name}: ${says} (docs/doctor.md#${code})`);
      }
      missing = found;
      if (found.length === 0) return;
    }
  };
  return { look, missing: () => shortened(missing) };
}

/** Of a role without any right, each one would be a sentence. */
function shortened(all: readonly string[]): readonly string[] {
  const most = 5;
  if (all.length <= most) return all;
  return [...all.slice(0, most), `${all.length - most} more: handrail doctor names them.`];
}

const isOver = (ms: number, signal: AbortSignal): Promise<boolean> =>
  pause(ms, true, { signal, ref: false }).catch(() => false);
