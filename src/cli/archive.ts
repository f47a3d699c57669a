import { open } from "node:fs/promises";
import type { Command } from "commander";
import { BadInput } from "../engine/errors.ts";
import { withStore } from "./store.ts";
import type { Terminal } from "./terminal.ts";

/** `handrail runs export` and `import`: whole runs as JSON lines, which docs/operating.md describes. */
export function addArchive(runs: Command, terminal: Terminal): void {
  const { out } = terminal;
  runs
    .command("export")
    .description("every run with its whole log as JSON lines, also while the bot runs")
    .option("--run <run>", "only this run")
    .action(({ run }: { readonly run?: string }) =>
      withStore(terminal, "reading", async ({ archive }) => {
        for await (const line of archive.lines(run)) out(line);
      }),
    );
  runs
    .command("import <file>")
    .description("bring back an export into an empty database, while no bot runs")
    .action((path: string) =>
      withStore(terminal, "writing", async ({ archive }) => {
        await using file = await opened(path);
        out(restored(await archive.restore(file.readLines())));
      }),
    );
}

function opened(path: string) {
  return open(path).catch((cause: unknown) => {
    throw new BadInput(`The file ${path} cannot be read: ${cause}`);
  });
}

function restored(runs: number): string {
  return runs === 1 ? "1 run is back." : `${runs} runs are back.`;
}
