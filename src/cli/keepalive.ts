import { readFile, stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { BadInput } from "../engine/errors.ts";
import { read } from "../keepalive/read/read.ts";
import type { ConfigFile, Reading } from "../keepalive/read/reading.ts";
import { lineOf, type Standing, standingOf } from "./keepalive/report.ts";
import type { Terminal } from "./terminal.ts";

/** The exit code of the worst reading; 1 is for what could not be done at all. */
export const exitCodes: { readonly [standing in Standing]: number } = {
  "long-enough": 0,
  unrecognised: 2,
  "too-short": 10,
  tie: 11,
  unknown: 13,
};

interface ReadOptions {
  readonly json?: true;
}

/** `handrail keepalive`: idle timeouts, by their configurations. */
export function addKeepalive(program: Command, { out }: Terminal): void {
  const keepalive = program
    .command("keepalive")
    .description("find out how long servers keep idle connections");
  keepalive
    .command("read <file...>")
    .description(
      "read idle timeouts from configurations, manifests and sources; - is standard input",
    )
    .option("--json", "print the readings as JSON")
    .addHelpText("after", codes)
    .action(async (names: readonly string[], { json }: ReadOptions) => {
      const readings = read(await Promise.all(names.map(fileNamed)));
      if (json) out(JSON.stringify(readings, null, 2));
      else for (const reading of readings) out(lineOf(reading));
      process.exitCode = exitCodes[worst(readings)];
    });
}

const codes = `
Give the files of one server together: an included file or a start command may decide.
A dump says more than a file: nginx -T | handrail keepalive read -

Exit codes, against the 60 s that a load balancer keeps idle connections by default:
0 each server waits longer, 10 one closes earlier, 11 one closes at the same time,
13 one is not known, 2 no server was recognised, 1 could not be read.`;

async function fileNamed(name: string): Promise<ConfigFile> {
  if (name === "-") return { name, text: await text(process.stdin) };
  try {
    const { size } = await stat(name);
    if (size > largestFile)
      throw new BadInput(`${name} is larger than 50 MB, which is no configuration.`);
    return { name, text: await readFile(name, "utf8") };
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new BadInput(`${name} could not be read${code}. Name files, or - for standard input.`);
  }
}

/** Too short is worst, then a tie, then what is not known. */
function worst(readings: readonly Reading[]): Standing {
  const standings = new Set(readings.map(standingOf));
  const order: readonly Standing[] = ["too-short", "tie", "unknown", "long-enough"];
  return order.find((standing) => standings.has(standing)) ?? "unrecognised";
}

const largestFile = 50_000_000;
