import { chaos } from "./chaos.ts";
import { readOptions } from "./options.ts";
import { lastLine, summary } from "./report.ts";

// `npm run chaos -- --kills 200 --seed 1 [--store postgres] [--replicas 2] [--pooler] [--minutes 45] [--verbose]`
const print = (text: string) => process.stdout.write(`${text}\n`);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // What has to be ended hears of the exit.
  process.once(signal, () => process.exit(130));
}

try {
  const options = readOptions(process.argv.slice(2));
  print(`Seed ${options.seed}: ${options.kills} kills on ${options.store}.`);
  const outcome = await chaos(options, print);
  print(summary(options, outcome));
  print(lastLine(outcome));
  process.exitCode = outcome.findings.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
