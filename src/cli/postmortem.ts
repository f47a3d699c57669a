import type { Command } from "commander";
import type { PostmortemOptions } from "./print-postmortem.ts";
import type { Terminal } from "./terminal.ts";

/** `handrail postmortem`: a run's postmortem, with what people wrote in it, read beside the running bot. */
export function addPostmortem(program: Command, terminal: Terminal): void {
  program
    .command("postmortem [run]")
    .description("a run's postmortem as a Markdown page, in the team's template where it has one")
    .option("--json", "as data, with the follow-ups")
    .option("--check", "only check HANDRAIL_POSTMORTEM_TEMPLATE")
    .action(async (id: string | undefined, options: PostmortemOptions) => {
      const { printPostmortem } = await import("./print-postmortem.ts");
      await printPostmortem(id, options, terminal);
    });
}
