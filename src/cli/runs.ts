import type { Command } from "commander";
import type { Store } from "../engine/ports.ts";
import { NotFound } from "../run/errors.ts";
import type { RunRow } from "../run/run.ts";
import { addArchive } from "./archive.ts";
import { addForget } from "./forget.ts";
import { noRegion, type Terminal } from "./terminal.ts";
import { addVerify } from "./verify.ts";
import { type AuditedCommand, withStore } from "./with-store.ts";

const mostListed = 50;

/** `handrail runs`: what was walked, read beside the running bot. */
export function addRuns(program: Command, terminal: Terminal): void {
  const { out } = terminal;
  const runs = program.command("runs").description("list, read and back up runs");
  const reading = (command: AuditedCommand, look: (store: Store) => Promise<void>) =>
    withStore(terminal, "reading", command, look);

  addArchive(runs, terminal);
  addVerify(runs, terminal);
  addForget(runs, terminal);
  runs
    .command("list", { isDefault: true })
    .description("the newest runs")
    .action(() =>
      reading({ deed: "runs list" }, async (store) => {
        for (const row of await store.rows({ limit: mostListed })) out(listed(row));
      }),
    );
  runs
    .command("show <run>")
    .description("the run's postmortem as a Markdown page, from its record")
    .action((id: string) =>
      reading({ deed: "runs show", run: id }, (store) => show(id, store, terminal)),
    );
}

async function show(id: string, store: Store, { out, config }: Terminal): Promise<void> {
  const log = await store.load(id);
  if (log.length === 0) throw new NotFound(`There is no run ${id}.`);
  const { loadCatalogue } = await import("../load-catalogue.ts");
  const { postmortem, toMarkdown } = await import("../postmortem/postmortem.ts");
  const { foldLog } = await import("../run/fold.ts");
  const catalogue = await loadCatalogue((await config(noRegion)).flows);
  const run = foldLog(log);
  out(toMarkdown(postmortem(catalogue.version(run.flow, run.version), run)));
}

function listed({ id, startedAt, status, flow, version, subject }: RunRow): string {
  return `${id}  ${new Date(startedAt).toISOString()}  ${status}  ${flow}@${version}  ${subject}`;
}
