import type { Command } from "commander";
import { NotFound } from "../engine/errors.ts";
import { fold } from "../engine/fold.ts";
import type { Store } from "../engine/ports.ts";
import { postmortem, toMarkdown } from "../engine/postmortem.ts";
import { loadCatalogue } from "../flows.ts";
import { openSqlite } from "../store/sqlite.ts";
import type { Terminal } from "./terminal.ts";

const mostListed = 50;

/** `handrail runs`: what was walked, read beside the running bot. */
export function addRuns(program: Command, { out, config }: Terminal): void {
  const runs = program.command("runs").description("list and read runs");
  const reading = async (look: (store: Store) => Promise<void>): Promise<void> => {
    const store = await openSqlite({ path: config().database, clock: Date.now, readOnly: true });
    await look(store).finally(store.close);
  };

  runs
    .command("list", { isDefault: true })
    .description("the newest runs")
    .action(() =>
      reading(async (store) => {
        for (const row of await store.rows({ limit: mostListed })) {
          const began = new Date(row.startedAt).toISOString();
          out(`${row.id}  ${began}  ${row.status}  ${row.flow}@${row.version}  ${row.subject}`);
        }
      }),
    );
  runs
    .command("show <run>")
    .description("the run's postmortem as a Markdown page, from its record")
    .action((id: string) =>
      reading(async (store) => {
        const log = await store.load(id);
        const [first] = log;
        if (first?.kind !== "started") throw new NotFound(`There is no run ${id}.`);
        const catalogue = await loadCatalogue(config().flows);
        const flow = catalogue.version(first.flow, first.version);
        out(toMarkdown(postmortem(flow, fold(flow, log))));
      }),
    );
}
