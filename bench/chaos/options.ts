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

export const help = `npm run chaos -- [words]

  --kills 200       how often a bot is ended without warning
  --seed 1          the same number, the same story
  --store sqlite    or postgres
  --replicas 2      bots that share the store; SQLite takes one
  --pooler          PgBouncer in front of PostgreSQL
  --minutes 45      no kill after so many
  --clocks          the clocks of the bots are set while they run
  --verbose         each step as it is done`;

/** Words that cannot be used, in a sentence. */
export class BadWords extends Error {}

/** Reads the words behind `npm run chaos --`. Throws BadWords for what cannot be used. */
export function readOptions(words: readonly string[]): Options {
  const values = valuesIn(words);
  const { store, pooler, clocks, verbose } = values;
  if (store !== "sqlite" && store !== "postgres")
    throw new BadWords(`--store is "sqlite" or "postgres", not "${store}".`);
  const replicas = wholeNumber("replicas", values.replicas ?? (store === "sqlite" ? "1" : "2"), 8);
  if (store === "sqlite" && replicas !== 1)
    throw new BadWords("SQLite is for one process: --replicas above 1 needs --store postgres.");
  if (store === "sqlite" && pooler) throw new BadWords("--pooler needs --store postgres.");
  return {
    kills: wholeNumber("kills", values.kills, 10_000),
    seed: wholeNumber("seed", values.seed, 2 ** 31),
    minutes: wholeNumber("minutes", values.minutes, 600),
    ...{ store, replicas, pooler, clocks, verbose },
  };
}

function valuesIn(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: known }).values;
  } catch (error) {
    throw new BadWords(error instanceof Error ? error.message : String(error));
  }
}

const known = {
  kills: { type: "string", default: "200" },
  seed: { type: "string", default: "1" },
  store: { type: "string", default: "sqlite" },
  replicas: { type: "string" },
  minutes: { type: "string", default: "45" },
  pooler: { type: "boolean", default: false },
  clocks: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
} as const;

function wholeNumber(name: string, typed: string, most: number): number {
  const number = Number(typed);
  if (typed.trim() !== "" && Number.isInteger(number) && number >= 0 && number <= most)
    return number;
  throw new BadWords(`--${name} is a whole number up to ${most}, not "${typed}".`);
}
