import { open } from "node:fs/promises";
import type { Command } from "commander";
import { BadInput, HandrailError } from "../run/errors.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** `handrail runs export` and `import`: whole runs as JSON lines, which docs/operating.md describes. */
export function addArchive(runs: Command, terminal: Terminal): void {
  const { out } = terminal;
  runs
    .command("export")
    .description("every run with its whole log as JSON lines, also while the bot runs")
    .option("--run <run>", "only this run")
    .option("--to <file>", "into a new file that only its owner reads (0600)")
    .action(({ run, to }: { readonly run?: string; readonly to?: string }) =>
      withStore(terminal, "reading", { deed: "runs export", run }, async ({ archive }) => {
        if (to !== undefined) return keep(to, archive.lines(run));
        for await (const line of archive.lines(run)) out(line);
      }),
    );
  runs
    .command("import <file>")
    .description("bring back an export into an empty database, while no bot runs")
    .action((path: string) =>
      withStore(terminal, "writing", { deed: "runs import" }, async ({ archive }) =>
        out(restored(await archive.restore(linesIn(path)))),
      ),
    );
}

/** What was there before may be open to others, so nothing is written into it. */
async function keep(path: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    await using file = await open(path, "wx", 0o600);
    for await (const line of lines) await file.writeFile(`${line}\n`);
    await file.sync();
  } catch (cause) {
    if (cause instanceof HandrailError) throw cause;
    throw new BadInput(`The file ${path} cannot be written and is not complete: ${cause}`);
  }
}

/** Opened when the first line is asked for: what readline reads before somebody listens is lost, and so is its end. */
async function* linesIn(path: string): AsyncGenerator<string> {
  try {
    await using file = await open(path);
    yield* file.readLines();
  } catch (cause) {
    throw new BadInput(`The file ${path} cannot be read: ${cause}`);
  }
}

function restored(runs: number): string {
  return runs === 1 ? "1 run is back." : `${runs} runs are back.`;
}
