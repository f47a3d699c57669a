import type { Command } from "commander";
import type { Flow } from "#language";
import { noRegion, type Terminal } from "./terminal.ts";

interface Linked {
  readonly subject?: string;
  readonly command: string;
}

/** `handrail flows link`: the line for an alarm's description that Handrail reads out of the alert. */
export function addFlowLink(flows: Command, { out, config }: Terminal): void {
  flows
    .command("link <flow>")
    .description("the line for an alarm's description that opens this runbook, filled")
    .option("--subject <name>", "what it is about, as somebody would type it")
    .option("--command <name>", "the slash command as it is installed", "/runbook")
    .action(async (id: string, how: Linked) => {
      const { loadCatalogue } = await import("../load-catalogue.ts");
      const catalogue = await loadCatalogue((await config(noRegion)).flows);
      out(linked(catalogue.find(id), how));
    });
}

/** A name of several words stands in quotes, as Handrail reads it and a person may type it. */
function linked({ id }: Flow, { subject = "", command }: Linked): string {
  const name = subject.replaceAll(/["\s]+/g, " ").trim();
  return [command, id, name.includes(" ") ? `"${name}"` : name].join(" ").trim();
}
