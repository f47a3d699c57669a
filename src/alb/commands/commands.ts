import type { Command } from "commander";
import type { Terminal } from "../../cli/terminal.ts";
import { addDiagnose } from "./diagnose.ts";
import { addKeepalive } from "./keepalive.ts";
import { addLogs } from "./logs.ts";

/** The commands of this pack: diagnose, keepalive, logs. */
export function addAlbCommands(program: Command, terminal: Terminal): void {
  addDiagnose(program, terminal);
  addKeepalive(program, terminal);
  addLogs(program, terminal);
}
