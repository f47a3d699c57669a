import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { check } from "recheck";
import recheck from "recheck/package.json" with { type: "json" };

/** What is wrong with a regular expression; null when it takes time in proportion to what it reads. */
export type Fault = string | null;

export interface Judge {
  readonly faultOf: (pattern: string, flags: string) => Promise<Fault>;
  /** Keeps what was found, for what was found once need not be looked for again. */
  readonly keep: () => void;
}

/** Judges with recheck. A verdict holds for a pattern for ever, so those of earlier runs are read from `file`. */
export function openJudge(file = usualFile): Judge {
  const known = knownIn(file);
  return {
    faultOf: async (pattern, flags) => {
      const key = `${recheck.version} patiently /${pattern}/${flags}`;
      if (!known.has(key)) known.set(key, isBounded(pattern) ? null : await judged(pattern, flags));
      return known.get(key) ?? null;
    },
    keep: () => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(Object.fromEntries(known)));
    },
  };
}

const usualFile = join(import.meta.dirname, "../../node_modules/.cache/handrail/regexes.json");

function knownIn(file: string): Map<string, Fault> {
  try {
    return new Map(Object.entries<Fault>(JSON.parse(readFileSync(file, "utf8"))));
  } catch {
    return new Map();
  }
}

/** Nothing in it repeats. */
const isBounded = (pattern: string): boolean => !/[*+{]/.test(pattern);

/** Milliseconds, twenty times the usual: what takes too long counts as faulty, and a busy machine takes its time. */
const sameAnywhere = { attackTimeout: 20_000, incubationTimeout: 5_000 };

async function judged(pattern: string, flags: string): Promise<Fault> {
  // Far more than any takes: the pure checker, where there is no native one, is ten times as slow.
  const verdict = await check(pattern, flags, { ...sameAnywhere, timeout: 300_000 });
  if (verdict.status === "safe") return null;
  if (verdict.status === "unknown")
    throw new Error(`/${pattern}/${flags} could not be judged: ${verdict.error.kind}`);
  return `${verdict.complexity.summary}, as by ${verdict.attack.pattern}`;
}
