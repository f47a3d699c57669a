import type { Command } from "commander";
import type { Terminal } from "../../cli/terminal.ts";
import type { measureAt, NameLookup } from "./measure/measure-at.ts";
import { countOption, type MeasureOptions, methodOption, timeOption } from "./measure/options.ts";

/** `handrail keepalive measure`: when a server really closes an idle connection. */
export function addMeasure(keepalive: Command, terminal: Terminal, names?: NameLookup): void {
  keepalive
    .command("measure <address>")
    .description("measure when the server at HOST:PORT closes an idle connection")
    .option("--max <time>", "the longest wait (130s, or longer to tell)", timeOption)
    .option("--idle-timeout <time>", "how long the load balancer keeps one", timeOption, 60)
    .option("--margin <time>", "by how much the server should outlive it", timeOption, 10)
    .option("--quick", "wait no longer than it takes to tell: the two times together")
    .option("--prove <time>", "only prove that the order holds: ask again after it", timeOption)
    .option("--path <path>", "what is asked for", undefined)
    .option("--method <method>", "HEAD or GET", methodOption, "HEAD")
    .option("--host <name>", "the Host header, and the name in TLS")
    .option("--tls", "the port speaks TLS")
    .option("--connections <count>", "how many are held alike, 1 to 10", countOption(1, 10), 3)
    .option(
      "--requests <count>",
      "how many are sent on one more, to meet a limit",
      countOption(0, 2_000),
      10,
    )
    .option("--first-request", "wait also for a connection on which nothing is sent")
    .option("--region <region>", "whose load balancers are told apart, if AWS can be asked")
    .option("--json", "print the measurement as JSON")
    .addHelpText("after", codes)
    .action((typed: string, options: MeasureOptions) => run(typed, options, terminal, names));
}

async function run(...asked: Parameters<typeof measureAt>): Promise<void> {
  const { measureAt } = await import("./measure/measure-at.ts");
  await measureAt(...asked);
}

const codes = `
It opens a few connections at once, asks for / with HEAD, and waits. Ctrl-C ends it with what is known.

Exit codes, against the load balancer's idle timeout: 0 the server outlives it with the margin, 10 it closes
first, 11 at the same time, 12 later by less than the margin, 13 not known, 14 not reached,
15 a load balancer's address, 1 not started.`;
