import { Command } from "commander";
import { addDiagnose } from "../alb/commands/diagnose.ts";
import { addKeepalive } from "../alb/commands/keepalive.ts";
import { addLogs } from "../alb/commands/logs.ts";
import { addFlows } from "./flows.ts";
import { addPostmortem } from "./postmortem.ts";
import { addRuns } from "./runs.ts";
import type { Terminal } from "./terminal.ts";

/** The command line, for people without Slack at hand. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command("handrail")
    .description("Walks incident responders through a runbook in the incident's Slack thread.")
    .version(version)
    .showHelpAfterError("Run handrail --help for the commands.")
    .addHelpText("after", "\nStart the bot with `npm start`; .env.example names its settings.");
  addDiagnose(program, terminal);
  addFlows(program, terminal);
  addKeepalive(program, terminal);
  addRuns(program, terminal);
  addPostmortem(program, terminal);
  addLogs(program, terminal);
  return program;
}
