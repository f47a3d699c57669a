import { chaos } from "./chaos.ts";
import { BadWords, help, readOptions } from "./options.ts";
import { lastLine, summary } from "./report.ts";

const print = (text: string) => process.stdout.write(`${text}\n`);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // What has to be ended hears of the exit.
  process.once(signal, () => process.exit(130));
}

try {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    print(help);
    process.exit();
  }
  const options = readOptions(words);
  print(`Seed ${options.seed}: ${options.kills} kills on ${options.store}.`);
  const outcome = await chaos(options, print);
  print(summary(options, outcome));
  print(lastLine(outcome));
  process.exitCode = outcome.findings.length === 0 ? 0 : 1;
} catch (error) {
  const isOfWords = error instanceof BadWords;
  process.stderr.write(
    isOfWords ? `${error.message}\n${help}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 2;
}
