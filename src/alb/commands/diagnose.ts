import type { Command } from "commander";
import type { Terminal } from "../../cli/terminal.ts";
import type { DiagnoseOptions } from "./diagnose/diagnose.ts";
import type { DiagnosisVerdict } from "./diagnose/verdict.ts";
import { wholeNumber } from "./logs/options.ts";

/** The exit code of each verdict; 1 is left for what could not be started at all, such as a misspelt option. */
export const diagnoseExitCodes: { readonly [verdict in DiagnosisVerdict]: number } = {
  quiet: 0,
  "keepalive-race": 10,
  "inner-hop-race": 11,
  deploy: 12,
  "targets-down": 13,
  "connect-refused": 14,
  tls: 15,
  "target-error": 16,
  "killed-mid-request": 17,
  "bad-response": 18,
  mixed: 19,
  unclear: 20,
  "too-few": 21,
  "no-traffic": 22,
  unread: 30,
};

/** `handrail diagnose`: what makes a load balancer answer 502, without Slack, from the default AWS credentials. */
export function addDiagnose(program: Command, terminal: Terminal): void {
  program
    .command("diagnose")
    .description(
      "find out why a load balancer answers 502: metrics, CloudTrail, access logs, timeouts",
    )
    .requiredOption("-l, --load-balancer <name>", "its name, ARN or DNS name")
    .option("--since <time>", "how far to look back, such as 90m, 3h or 2d", "3h")
    .option("--region <region>", "its AWS region (else from the ARN, HANDRAIL_REGIONS, AWS_REGION)")
    .option("--path <servers>", "the servers behind it, such as nginx=75s/60s,node-20=5s")
    .option("--config <file...>", "configurations to read the path from instead")
    .option("--no-logs", "leave the access logs alone, though the load balancer writes them")
    .option("--log-group <name>", "search this CloudWatch log group of the servers, too")
    .option("--max-scanned <GB>", "how much of it may be scanned, $0.005 each", wholeNumber, 1)
    .option(
      "--measure",
      "also hold connections to the targets until they close, if they can be reached",
    )
    .option("--json", "print everything as JSON")
    .addHelpText("after", codes)
    .action(async (options: DiagnoseOptions) => {
      const { diagnose } = await import("./diagnose/diagnose.ts");
      process.exitCode = diagnoseExitCodes[await diagnose(options, terminal)];
    });
}

const codes = `
In --path, servers stand nearest to the load balancer first: name=closes, and behind a slash how long
a proxy keeps a connection to the next server. "default", "unknown", "never" and "closes" are values too.

Exit codes, by verdict:
${Object.entries(diagnoseExitCodes)
  .map(([verdict, code]) => `${String(code).padStart(4)} ${verdict}`)
  .join("\n")}
   1 not started: an option or the configuration cannot be used`;
