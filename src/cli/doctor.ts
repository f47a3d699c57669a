import type { Finding } from "../doctor/check.ts";
import { doctorJson, findingLines, sumOf } from "../doctor/report.ts";
import type { AddCommands } from "./program.ts";

/** `handrail doctor`: each finding as soon as it is known; exits with 1 where something failed. */
export const addDoctor =
  (diagnose: () => Promise<AsyncGenerator<Finding>>): AddCommands =>
  (program, { out }) => {
    program
      .command("doctor")
      .description("look whether everything that the bot needs is there")
      .option("--json", "the findings as JSON")
      .action(async ({ json }: { readonly json?: true }) => {
        const findings: Finding[] = [];
        for await (const finding of await diagnose()) {
          if (!json) for (const line of findingLines(finding, findings.at(-1))) out(line);
          findings.push(finding);
        }
        out(json ? doctorJson(findings) : `\n${sumOf(findings)}`);
        if (findings.some(({ kind }) => kind === "failure")) process.exitCode = 1;
      });
  };
