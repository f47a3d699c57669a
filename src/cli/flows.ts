import type { Command } from "commander";
import { diagram, outline } from "#language";
import type { Broken } from "../engine/catalogue.ts";
import { known, loadCatalogue } from "../flows.ts";
import { BadConfig } from "../run/errors.ts";
import { drawingProblems } from "./drawings.ts";
import { noRegion, type Terminal } from "./terminal.ts";

/** `handrail flows`: what can be walked, as a list, as the runbook it is, or as a drawing. */
export function addFlows(program: Command, { out, config }: Terminal): void {
  const flows = program.command("flows").description("list, read and draw the runbooks");
  const folder = () => config(noRegion).flows;
  const find = async (id: string) => (await loadCatalogue(folder())).find(id);

  flows
    .command("list", { isDefault: true })
    .description("every runbook that can be started")
    .action(async () => {
      const catalogue = await loadCatalogue(folder());
      for (const { id, version, title } of catalogue.flows) out(`${id}@${version}  ${title}`);
    });
  flows
    .command("show <flow>")
    .description("the runbook as a Markdown page")
    .option("--json", "as the data that it is")
    .action(async (id: string, { json }: { readonly json?: true }) => {
      const flow = await find(id);
      out(json ? JSON.stringify(flow, null, 2) : page(outline(flow, known.signatures)));
    });
  flows
    .command("draw <flow>")
    .description("the runbook as a Mermaid state diagram")
    .action(async (id: string) => out(page(diagram(await find(id)))));
  flows
    .command("check")
    .description("check every runbook, those in HANDRAIL_FLOWS and their drawings too")
    .action(async () => out(walkable(await checked(folder()))));
}

// A line gets its end when it is written, and these have theirs.
const page = (text: string): string => text.replace(/\n$/, "");

const walkable = (count: number): string =>
  count === 1 ? "1 runbook can be walked." : `${count} runbooks can be walked.`;

/** How many runbooks can be walked. Rejects with BadConfig, with which the command ends in failure, when one has mistakes. */
async function checked(folder: string | undefined): Promise<number> {
  const catalogue = await loadCatalogue(folder);
  const drawn = folder === undefined ? [] : await drawingProblems(folder, catalogue);
  const problems = [...catalogue.broken.map(said), ...drawn];
  if (problems.length > 0)
    throw new BadConfig(`These runbooks have mistakes:\n${problems.join("\n")}`);
  return catalogue.flows.length;
}

const said = ({ name, problems }: Broken): string => [`${name}:`, ...problems].join("\n  ");
