import { openTemplate } from "../config/postmortem-template.ts";
import { loadCatalogue } from "../load-catalogue.ts";
import { postmortem, toExport, toMarkdown } from "../postmortem/postmortem.ts";
import { BadInput, NotFound } from "../run/errors.ts";
import { foldLog } from "../run/fold.ts";
import { noRegion, type Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** Prints the postmortem of the run `id`, or checks the team's template alone. Rejects with HandrailError. */
export async function printPostmortem(
  id: string | undefined,
  options: PostmortemOptions,
  terminal: Terminal,
): Promise<void> {
  const { postmortemTemplate, flows } = await terminal.config(noRegion);
  const { template, problems } = await openTemplate(postmortemTemplate);
  if (options.check) return checked(terminal, postmortemTemplate, problems);
  if (id === undefined) throw new BadInput("Which run? `handrail runs` lists them.");
  await withStore(terminal, "reading", { deed: "postmortem", run: id }, async (store) => {
    const log = await store.load(id);
    if (log.length === 0) throw new NotFound(`There is no run ${id}.`);
    const catalogue = await loadCatalogue(flows);
    const run = foldLog(log);
    const flow = catalogue.version(run.flow, run.version);
    const written = postmortem(flow, run, template.own);
    terminal.out(
      options.json
        ? JSON.stringify(toExport(flow, run, written), null, 2)
        : `${unused(problems)}${toMarkdown(written, {}, template)}`,
    );
  });
}

/** Why the team's template was not used, where a renderer does not show it. */
const unused = (problems: readonly string[]): string =>
  problems.length === 0
    ? ""
    : `<!-- The template was not used: ${problems.join(" ").replaceAll("--", "- -")} -->\n\n`;

function checked({ out }: Terminal, path: string | undefined, problems: readonly string[]): void {
  if (problems.length > 0)
    throw new BadInput(`${path} has mistakes:\n${problems.map((one) => `- ${one}`).join("\n")}`);
  out(path === undefined ? "No template is named: the built-in one is used." : `${path} is fine.`);
}

/** What `handrail postmortem` is asked for. */
export interface PostmortemOptions {
  readonly json?: true;
  readonly check?: true;
}
