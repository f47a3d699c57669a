import { parseArgs } from "node:util";

/** What a chaos run is asked to do. */
export interface Options {
  readonly kills: number;
  readonly seed: number;
  readonly store: "sqlite" | "postgres";
  /** How many bots share the store; SQLite takes one. */
  readonly replicas: number;
  /** Bots reach PostgreSQL through PgBouncer in transaction mode. */
  readonly pooler: boolean;
  /** No further kills after so many minutes. */
  readonly minutes: number;
  /** The clocks of the bots' machines are set back by an hour and forward by a day while they run. */
  readonly clocks: boolean;
  readonly verbose: boolean;
}

/** Reads the words behind `npm run chaos --`. Throws in a sentence what cannot be used. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      store: { type: "string", default: "sqlite" },
      replicas: { type: "string" },
      minutes: { type: "string", default: "45" },
      pooler: { type: "boolean", default: false },
      clocks: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
    },
  });
  const { store, pooler, clocks, verbose } = values;
  if (store !== "sqlite" && store !== "postgres")
    throw new Error(`--store is "sqlite" or "postgres", not "${store}".`);
  const replicas = wholeNumber("replicas", values.replicas ?? (store === "sqlite" ? "1" : "2"), 8);
  if (store === "sqlite" && replicas !== 1)
    throw new Error("SQLite is for one process: --replicas above 1 needs --store postgres.");
  if (store === "sqlite" && pooler) throw new Error("--pooler needs --store postgres.");
  return {
    kills: wholeNumber("kills", values.kills, 10_000),
    seed: wholeNumber("seed", values.seed, 2 ** 31),
    minutes: wholeNumber("minutes", values.minutes, 600),
    ...{ store, replicas, pooler, clocks, verbose },
  };
}

function wholeNumber(name: string, typed: string, most: number): number {
  const number = Number(typed);
  if (typed.trim() !== "" && Number.isInteger(number) && number >= 0 && number <= most)
    return number;
  throw new Error(`--${name} is a whole number up to ${most}, not "${typed}".`);
}
