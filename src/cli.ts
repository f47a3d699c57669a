import { readFileSync } from "node:fs";
import { createInterface, type Interface } from "node:readline";
import { inspect } from "node:util";
import { addAlbCommands } from "./alb/commands/commands.ts";
import { partitions } from "./aws/regions.ts";
import { addAwsPolicy } from "./cli/aws-policy.ts";
import { addDoctor } from "./cli/doctor.ts";
import { createProgram } from "./cli/program.ts";
import { addStart } from "./cli/start.ts";
import type { Terminal } from "./cli/terminal.ts";
import { readEnvFile } from "./config/env-file.ts";
import { useProxyOf } from "./http-proxy.ts";
import { writtenOut } from "./language/texts/visible-text.ts";
import { BadInput, HandrailError } from "./run/errors.ts";

process.stdout.on("error", endUnheard);
process.once("beforeExit", endInMidst);

let lines: Interface | undefined;
let typed: AsyncIterator<string> | undefined;

const terminal: Terminal = {
  out: (line: string) => process.stdout.write(`${writtenOut(line)}\n`),
  config: async (region?: string) =>
    (await import("./config/from-process.ts")).commonConfigHere(region),
  ask,
  world: async () => (await import("./open-world.ts")).lookHere(await terminal.config()),
};

// Loaded only when it is asked for: the bot begins with that, and takes over the signals.
const commands = [
  addStart(() => import("./main.ts")),
  addAwsPolicy(partitions, async (name) => {
    const { iamPolicy } = await import("./aws/iam.ts");
    return iamPolicy(
      undefined,
      partitions.find((one) => one === name),
    );
  }),
  addDoctor(async () => (await import("./doctor/examine-here.ts")).examineHere()),
  addAlbCommands,
];

try {
  await readEnvFile();
  useProxyOf(process.env);
  await createProgram(terminal, version(), commands).parseAsync();
} catch (error) {
  const { withoutSecrets } = await import("./run/secrets.ts");
  // What someone can act on is a sentence; anything else is a mistake of ours and keeps its stack.
  const says = error instanceof HandrailError ? writtenOut(error.message) : inspect(error);
  process.stderr.write(`${withoutSecrets(says)}\n`);
  process.exitCode = 1;
}
lines?.close();
process.off("beforeExit", endInMidst);

/** Asks on the terminal, or reads the next line of what is piped in. */
async function ask(question: string): Promise<string> {
  lines ??= createInterface({ input: process.stdin });
  process.stdout.write(question);
  typed ??= lines[Symbol.asyncIterator]();
  const { done, value } = await typed.next();
  if (done) throw new BadInput("Nothing more was typed, and the walk has not ended.");
  return value.trim();
}

/** Nothing is under way any more, and yet it has not come to an end: nobody may take that for success. */
function endInMidst(): void {
  process.stderr.write(
    "It ended in the midst: something waits for what never comes, perhaps a runbook's module.\n",
  );
  process.exitCode = 1;
}

/** What was printed until now is not whole, and whoever reads it must not take it for that. */
function endUnheard({ code, message }: NodeJS.ErrnoException): never {
  // A reader that had enough, such as `head`, wants no word more: it is the status of a program that SIGPIPE ended.
  if (code === "EPIPE") process.exit(141);
  process.stderr.write(`The output cannot be written and is not complete: ${message}.\n`);
  process.exit(1);
}

/** The package's version: its package.json stands one level above src, two above dist/src. */
function version(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), "utf8");
      const { version } = JSON.parse(text) as { version?: string };
      if (version !== undefined) return version;
    } catch {
      // The other place has it.
    }
  }
  return "unknown";
}
