import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ofThisMachine } from "../bot.ts";

/** What a training reads of a runbook: its steps and choices in words, and where they lead. */
export interface FlowRead {
  readonly steps: Readonly<Record<string, StepRead>>;
  readonly ends: Readonly<Record<string, { readonly title: string }>>;
}

export interface StepRead {
  readonly title: string;
  readonly choices: Readonly<Record<string, ChoiceRead>>;
}

export interface ChoiceRead {
  readonly label: string;
  readonly to: string | { readonly again: string; readonly then: string };
  /** Offered beside what the evidence recommends, such as what relieves first. */
  readonly beside?: true;
}

/** One event of a run's log, as an export has it. */
export interface EventRead {
  readonly at: number;
  readonly kind: string;
  readonly visit?: string;
  readonly choice?: string;
  readonly evidence?: { readonly probe: string; readonly finding: string | null };
  readonly led?: { readonly kind: string; readonly step?: string; readonly end?: string };
}

/** Asks the bot's own command line, as anyone can: the practice knows of the bot only what it tells. */
export async function readFlow(folder: string, id: string): Promise<FlowRead> {
  return JSON.parse(await handrail(folder, "flows", "show", id, "--json")) as FlowRead;
}

/** The log of the run that was started last; empty while there is none. */
export async function readLastRun(folder: string): Promise<readonly EventRead[]> {
  const lines = (await handrail(folder, "runs", "export")).split("\n").filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as Line);
  const runs = rows.filter(({ kind }) => kind === "run");
  const last = runs.toSorted((one, other) => other.started_at - one.started_at)[0];
  return rows
    .filter((row) => row.kind === "event" && row.run === last?.id)
    .map(({ event }) => event);
}

interface Line {
  readonly kind: string;
  readonly id: string;
  readonly run: string;
  readonly started_at: number;
  readonly event: EventRead;
}

const main = join(import.meta.dirname, "../../src/cli.ts");

async function handrail(folder: string, ...words: readonly string[]): Promise<string> {
  const { HANDRAIL_FLOWS: flows } = process.env;
  const own = flows ? { HANDRAIL_FLOWS: resolve(flows) } : {};
  const env = { ...ofThisMachine(), HANDRAIL_DATABASE: join(folder, "handrail.db"), ...own };
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words], {
    env,
    cwd: folder,
    maxBuffer: 64_000_000,
  });
  return stdout;
}
