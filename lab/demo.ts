import { walkByItself } from "./walk/auto.ts";
import { type Practice, startPractice } from "./walk/practice.ts";
import { openTerminal, walkByHand } from "./walk/terminal.ts";

// `npm run demo` walks the first runbook against a practice incident by hand, `npm run demo -- --auto` by itself.
const print = (text: string) => console.log(text);
const isAuto = process.argv.includes("--auto");

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // What has to be cleaned up hears of the exit.
  process.once(signal, () => process.exit(130));
}

try {
  print("Handrail's practice incident: all of it runs on this machine, nothing is sent anywhere.");
  const practice = await startPractice(print);
  print(["", "What differs from the real world:", ...practice.incident.honesty].join("\n  "));
  await (isAuto ? auto(practice) : byHand(practice)).finally(practice.close);
} catch (error) {
  console.error(error instanceof Error ? `\n${error.message}` : error);
  process.exitCode = 1;
}

async function auto(practice: Practice): Promise<void> {
  const postmortem = await walkByItself(practice, print);
  print(`\nThe postmortem, as the file in the thread:\n\n${postmortem}`);
  print("resolved");
}

async function byHand(practice: Practice): Promise<void> {
  const terminal = openTerminal();
  const ended = walkByHand(practice, terminal).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  });
  await Promise.race([ended, practice.botEnded]).finally(terminal.close);
  print("\nGood bye. The practice incident is gone.");
}
