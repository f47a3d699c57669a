import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalogue } from "../../src/load-catalogue.ts";
import { postmortem, toMarkdown } from "../../src/postmortem/postmortem.ts";
import type { RunEvent } from "../../src/run/event.ts";
import { foldLog } from "../../src/run/fold.ts";
import type { Run } from "../../src/run/run.ts";

/** A log as a released version wrote it. */
export interface Kept {
  /** "0.1.0/alb-502-keepalive@2.keepalive-race" */
  readonly name: string;
  readonly log: readonly RunEvent[];
  /** The postmortem as it was written of it. */
  readonly page: string;
}

const folder = import.meta.dirname;

/** Every log that is kept. */
export const history = (): readonly Kept[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: version }) =>
      readdirSync(join(folder, version))
        .filter((file) => file.endsWith(".jsonl"))
        .map((file) => `${version}/${file.slice(0, -".jsonl".length)}`),
    )
    .map((name) => ({ name, log: eventsIn(`${name}.jsonl`), page: textOf(`${name}.md`) }));

const catalogue = await loadCatalogue();

/** The flow that a run walks, in its own version. */
export const flowOf = ({ flow, version }: Run) => catalogue.version(flow, version);

/** The postmortem that is written of a log today. */
export function pageOf(log: readonly RunEvent[]): string {
  const run = foldLog(log);
  return `${toMarkdown(postmortem(flowOf(run), run)).trimEnd()}\n`;
}

function eventsIn(name: string): readonly RunEvent[] {
  const lines = textOf(name).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

function textOf(name: string): string {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return "";
  }
}
