import type { Command } from "commander";
import type { Flow } from "#language";
import type { Broken } from "../engine/catalogue.ts";
import { BadConfig } from "../run/errors.ts";
import { noRegion, type Terminal } from "./terminal.ts";

/** `handrail flows`: what can be walked, as a list, as the runbook it is, or as a drawing. */
export function addFlows(program: Command, { out, config }: Terminal): Command {
  const flows = program.command("flows").description("list, read and draw the runbooks");
  const catalogue = () => catalogueOf(config);
  const find = async (id: string) => (await catalogue()).find(id);
  flows
    .command("list", { isDefault: true })
    .description("every runbook that can be started, and what is wrong with the others")
    .action(async () => {
      const { flows: walkable, broken } = await catalogue();
      for (const { id, version, title } of walkable) out(`${id}@${version}  ${title}`);
      for (const one of broken) out(`Cannot be walked: ${said(one)}`);
    });
  flows
    .command("show <flow>")
    .description("the runbook as a Markdown page")
    .option("--json", "as the data that it is")
    .action(async (id: string, how: Shown) => out(await shown(await find(id), how)));
  flows
    .command("draw <flow>")
    .description("the runbook as a Mermaid state diagram")
    .action(async (id: string) => out(await drawn(await find(id))));
  flows
    .command("check")
    .description("check every runbook, those in HANDRAIL_FLOWS and their drawings too")
    .action(async () => out(walkable(await checked((await config(noRegion)).flows))));
  return flows;
}

const catalogueOf = async (config: Terminal["config"]) =>
  (await import("../load-catalogue.ts")).loadCatalogue((await config(noRegion)).flows);

interface Shown {
  readonly json?: true;
}

async function shown(flow: Flow, { json }: Shown): Promise<string> {
  if (json) return JSON.stringify(flow, null, 2);
  const { shippedPacks } = await import("../load-catalogue.ts");
  const { markdownOutline } = await import("#language");
  return page(markdownOutline(flow, shippedPacks.signatures));
}

const drawn = async (flow: Flow) => page((await import("#language")).mermaidDiagram(flow));

// A line gets its end when it is written, and these have theirs.
const page = (text: string): string => text.replace(/\n$/, "");

const walkable = (count: number): string =>
  count === 1 ? "1 runbook can be walked." : `${count} runbooks can be walked.`;

/** How many runbooks can be walked. Rejects with BadConfig, with which the command ends in failure, when one has mistakes. */
async function checked(folder: string | undefined): Promise<number> {
  const { loadCatalogue } = await import("../load-catalogue.ts");
  const { drawingProblems } = await import("./drawings.ts");
  const catalogue = await loadCatalogue(folder);
  const drawn = folder === undefined ? [] : await drawingProblems(folder, catalogue);
  const problems = [...catalogue.broken.map(said), ...drawn];
  if (problems.length > 0)
    throw new BadConfig(`These runbooks have mistakes:\n${problems.join("\n")}`);
  return catalogue.flows.length;
}

const said = ({ name, problems }: Broken): string => [`${name}:`, ...problems].join("\n  ");

/** `handrail flows policy`: what a role must permit for the runbooks that are loaded, or for those that are named. */
export function addFlowPolicy(flows: Command, { out, config }: Terminal): void {
  flows
    .command("policy [flow...]")
    .description("the IAM policy that permits what these runbooks ask of AWS, and nothing else")
    .action(async (ids: readonly string[]) => {
      const { shippedPacks, loadCatalogue } = await import("../load-catalogue.ts");
      const { policyFor } = await import("../iam-policy.ts");
      const catalogue = await loadCatalogue((await config(noRegion)).flows);
      const chosen = ids.length === 0 ? catalogue.flows : ids.map((id) => catalogue.find(id));
      out(JSON.stringify(policyFor(chosen, shippedPacks.signatures), null, 2));
    });
}
