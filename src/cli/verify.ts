import { open } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Command } from "commander";
import { BadInput, NotFound } from "../run/errors.ts";
import { type RunRow, rowOf } from "../run/run.ts";
import type { ChainVerification, KnownHash } from "../store/log/chain.ts";
import type { HeldStore } from "../store/store.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

interface Options {
  readonly against?: string;
  readonly json?: true;
}

/** `handrail runs verify`: whether every event is as it was written, with the hash of each run's last one. */
export function addVerify(runs: Command, terminal: Terminal): void {
  runs
    .command("verify [run]")
    .description(
      "hold each run's log to the hashes that its events carry; exit code 1 if one does not fit",
    )
    .option("--against <file>", "and to those in an audit file, or in what --json printed before")
    .option("--json", "as JSON lines")
    .action(async (run: string | undefined, { against, json }: Options) => {
      const { known, cut } = await knownIn(against);
      await withStore(terminal, "reading", { deed: "runs verify", run }, async (store) => {
        const verified = await store.verify(run, known);
        if (run !== undefined && verified.length === 0)
          throw new NotFound(`There is no run ${run}.`);
        for (const one of verified) {
          const held = await heldToLog(store, one);
          terminal.out(json ? asLine(held) : inWords(held));
          if (held.kind === "broken") process.exitCode = 1;
        }
      });
      // What a line tells that was cut off cannot be held against, and all others can.
      if (cut !== undefined) throw cut;
    });
}

/** The same, unless the run's row says otherwise than its log, for the hashes are the log's alone. */
async function heldToLog(store: HeldStore, one: ChainVerification): Promise<ChainVerification> {
  if (one.kind === "broken") return one;
  const { run, events, isForgotten } = one;
  const row = await store.row(run);
  const broken = (why: string): ChainVerification => ({ kind: "broken", run, event: events, why });
  if ((row === undefined) !== isForgotten) return broken(otherwise("flow"));
  if (row === undefined) return one;
  const said = await rowByLog(store, run);
  if (said === undefined) return broken("its events do not fit together");
  const names = Object.keys(said) as (keyof RunRow)[];
  const wrong = names.find((name) => !isDeepStrictEqual(said[name], row[name]));
  return wrong === undefined ? one : broken(otherwise(wrong));
}

/** Undefined where no run comes of the log. */
async function rowByLog(store: HeldStore, run: string): Promise<RunRow | undefined> {
  const { foldLog } = await import("../run/fold.ts");
  const log = await store.load(run);
  try {
    return { ...rowOf(foldLog(log)) };
  } catch {
    return undefined;
  }
}

const otherwise = (name: string) => `the run's row has another ${name} than its log says`;

const inWords = (one: ChainVerification): string =>
  one.kind === "whole"
    ? `${one.run}  ${stateOf(one)}  ${one.events} events  ${one.head}`
    : `${one.run}  BROKEN at event ${one.event}: ${one.why}.`;

function stateOf({ struck, isForgotten }: ChainVerification & { readonly kind: "whole" }): string {
  if (isForgotten) return "forgotten";
  return struck === 0 ? "whole" : `whole (${struck} struck)`;
}

const asLine = (one: ChainVerification): string =>
  JSON.stringify(one.kind === "whole" ? { ...one, revision: one.events } : one);

interface KnownIn {
  readonly known: readonly KnownHash[];
  /** The first line that is no JSON. */
  readonly cut?: BadInput | undefined;
}

/** Lines that tell of no hash are passed over. */
async function knownIn(path: string | undefined): Promise<KnownIn> {
  const known: KnownHash[] = [];
  let cut: BadInput | undefined;
  let nth = 0;
  // An audit file is kept for years, and may come unpacked through a pipe.
  for await (const line of path === undefined ? [] : linesOf(path)) {
    nth += 1;
    if (line.trim() === "") continue;
    const said = parsed(line);
    cut ??= said ? undefined : new BadInput(`Line ${nth} of ${path} is no JSON object.`);
    const { run, revision, head } = { ...said };
    const isKnown = typeof run === "string" && typeof revision === "number";
    if (isKnown && typeof head === "string" && head !== "") known.push({ run, revision, head });
  }
  return { known, cut };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const file = await open(path);
    const is = await file.stat();
    if (!is.isFile() && !is.isFIFO()) throw new Error("it is no file");
    yield* file.readLines();
  } catch (cause) {
    throw new BadInput(
      `The file ${path} cannot be read: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

function parsed(line: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
