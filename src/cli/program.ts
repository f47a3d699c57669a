import { Command } from "commander";
import { addFlowLink } from "./flow-link.ts";
import { addFlowPolicy, addFlows } from "./flows.ts";
import { addPostmortem } from "./postmortem.ts";
import { addRehearsal } from "./rehearse.ts";
import { addRuns } from "./runs.ts";
import type { Terminal } from "./terminal.ts";

/** Adds the commands of a pack. */
export type AddCommands = (program: Command, terminal: Terminal) => void;

/** The command line, for people without Slack at hand, with what the packs add to it. */
export function createProgram(
  terminal: Terminal,
  version: string,
  packs: readonly AddCommands[],
): Command {
  const program = new Command("handrail")
    .description("Walks incident responders through a runbook in the incident's Slack thread.")
    .version(version)
    .showHelpAfterError("Run handrail --help for the commands.")
    .addHelpText("after", "\n.env.example names the settings, which may stand in .env here.");
  const flows = addFlows(program, terminal);
  addFlowLink(flows, terminal);
  addFlowPolicy(flows, terminal);
  addRehearsal(flows, terminal);
  addRuns(program, terminal);
  addPostmortem(program, terminal);
  for (const add of packs) add(program, terminal);
  return program;
}
