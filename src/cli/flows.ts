import type { Command } from "commander";
import { diagram, outline } from "#flow";
import { loadCatalogue } from "../flows.ts";
import type { Terminal } from "./terminal.ts";

/** `handrail flows`: what can be walked, as a list, as the runbook it is, or as a drawing. */
export function addFlows(program: Command, { out, config }: Terminal): void {
  const flows = program.command("flows").description("list, read and draw the runbooks");
  const find = async (id: string) => (await loadCatalogue(config().flows)).find(id);

  flows
    .command("list", { isDefault: true })
    .description("every runbook that can be started")
    .action(async () => {
      const catalogue = await loadCatalogue(config().flows);
      for (const { id, version, title } of catalogue.flows) out(`${id}@${version}  ${title}`);
    });
  flows
    .command("show <flow>")
    .description("the runbook as a Markdown page")
    .action(async (id: string) => out(outline(await find(id))));
  flows
    .command("draw <flow>")
    .description("the runbook as a Mermaid state diagram")
    .action(async (id: string) => out(diagram(await find(id))));
  flows
    .command("check")
    .description("check every runbook, those in HANDRAIL_FLOWS too")
    .action(async () => {
      const catalogue = await loadCatalogue(config().flows);
      out(`${catalogue.flows.length} runbooks can be walked.`);
    });
}
