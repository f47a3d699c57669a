import type { Command } from "commander";
import type { Terminal } from "../../cli/terminal.ts";
import { defaultMarginSeconds } from "../links/link-verdict.ts";
import type { LinksOptions } from "./keepalive/links.ts";
import type { KeepaliveReadOptions, Whole } from "./keepalive/print-readings.ts";
import type { NameLookup } from "./measure/measure-at.ts";
import { addMeasure } from "./measure.ts";

/** The exit code of the worst reading; 1 is for what could not be done at all. */
export const keepaliveExitCodes: { readonly [standing in Whole]: number } = {
  "long-enough": 0,
  unproven: 13,
  unrecognised: 2,
  "too-short": 10,
  tie: 11,
  unknown: 13,
};

/** `handrail keepalive`: idle timeouts, by their configurations or by measuring, and how they fit together. */
export function addKeepalive(program: Command, terminal: Terminal, names?: NameLookup): void {
  const keepalive = program
    .command("keepalive")
    .description("find out how long servers keep idle connections");
  addRead(keepalive, terminal);
  addLinks(keepalive, terminal);
  addMeasure(keepalive, terminal, names);
}

function addRead(keepalive: Command, { out }: Terminal): void {
  keepalive
    .command("read <file...>")
    .description(
      "read idle timeouts from configurations, manifests and sources; - is standard input",
    )
    .option("--idle-timeout <time>", idleTimeoutHelp)
    .option("--json", "print the readings as JSON")
    .addHelpText("after", codes)
    .action(async (names: readonly string[], options: KeepaliveReadOptions) => {
      const { printReadings } = await import("./keepalive/print-readings.ts");
      process.exitCode = keepaliveExitCodes[await printReadings(names, options, out)];
    });
}

function addLinks(keepalive: Command, { out }: Terminal): void {
  keepalive
    .command("links")
    .description("compare the timeouts along a path, and say what to change exactly")
    .option("--path <servers>", "the servers behind it, such as nginx=75s/60s,node-20=5s")
    .option(
      "--config <file...>",
      "configurations to read the path from instead; - is standard input",
    )
    .option("--idle-timeout <time>", idleTimeoutHelp)
    .option("--margin <time>", "how much longer a server should wait", String(defaultMarginSeconds))
    .option("--json", "print finding, links and changes as JSON")
    .addHelpText("after", linkCodes)
    .action(async (options: LinksOptions) => {
      const { lookAtLinks } = await import("./keepalive/links.ts");
      const { lines, exitCode } = await lookAtLinks(options);
      for (const line of lines) out(line);
      process.exitCode = exitCode;
    });
}

const idleTimeoutHelp =
  "how long the load balancer keeps idle connections, unless a file of the load balancer says so";

const linkCodes = `
In --path, servers stand nearest to the load balancer first: name=closes, and behind a slash how long
a proxy keeps a connection to the next server. "default", "unknown", "never" and "closes" are values too.

Exit codes: 0 the order is right, 10 a server closes earlier, 11 at the same time, 12 with less than the
margin to spare, 13 a timeout is not known or not proven, 1 could not be done.`;

const codes = `
Give the files of one server together: an included file or a start command may decide.
A dump says more than a file: nginx -T | handrail keepalive read -

Exit codes, against --idle-timeout or what a file of the load balancer says:
0 each server was set to wait longer, 10 one closes earlier, 11 one closes at the same time,
13 one is not known or not proven (a default, a part of a configuration, or no idle timeout given),
2 no server was recognised, 1 could not be read.`;
