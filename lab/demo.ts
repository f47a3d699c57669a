import { type DemoOptions, help, readOptions } from "./demo-options.ts";
import { buildAssets } from "./page/assets.ts";
import { openPage } from "./page/page.ts";
import { type Practised, practiceFor, practiceNamed, practices } from "./practised.ts";
import { readLastRun } from "./training/handrail.ts";
import { quick, walkByItself } from "./walk/auto.ts";
import { walkByHand } from "./walk/by-hand.ts";
import { type Practice, startPractice } from "./walk/practice.ts";
import { openTerminal } from "./walk/terminal.ts";

// `npm run demo` opens a practice incident in the browser; `-- --help` tells what else there is.
const print = (text: string) => console.log(text);
const { HANDRAIL_FLOWS: folder } = process.env;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // What has to be cleaned up hears of the exit.
  process.once(signal, () => process.exit(130));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) print(help);
  else if (options.scenario === "list") for (const line of listed()) print(line);
  else await practise(chosen(options), options);
} catch (error) {
  console.error(error instanceof Error ? `\n${error.message}` : error);
  process.exitCode = 1;
}

function chosen({ flow, scenario }: DemoOptions): Practised {
  if (flow !== undefined) return practiceFor(flow, folder);
  return practiceNamed(scenario ?? "keepalive-race", folder);
}

function listed(): readonly string[] {
  const all = practices(folder);
  const width = Math.max(...all.map(({ name }) => name.length)) + 2;
  return all.map(({ name, title }) => `${name.padEnd(width)}${title}`);
}

async function practise(
  scenario: Practised,
  { auto: isAuto, terminal: isTerminal }: DemoOptions,
): Promise<void> {
  print("Handrail's practice incident: all of it runs on this machine, nothing is sent anywhere.");
  // The page is built while the traffic warms up.
  const assets = isAuto || isTerminal ? undefined : buildAssets();
  const practice = await startPractice(scenario, print, isAuto ? quick : {});
  print(["", "What differs from the real world:", ...practice.incident.honesty].join("\n  "));
  const walk = isAuto ? auto(practice) : assets ? inBrowser(practice, assets) : byHand(practice);
  await walk.finally(practice.close);
}

async function auto(practice: Practice): Promise<void> {
  const postmortem = await walkByItself(practice, print);
  print(`\nThe postmortem, as the file in the thread:\n\n${postmortem}`);
  const log = await readLastRun(practice.folder);
  print(log.find(({ led }) => led?.kind === "end")?.led?.end ?? "not closed");
}

async function inBrowser(
  practice: Practice,
  assets: ReturnType<typeof buildAssets>,
): Promise<void> {
  const page = await openPage(practice, assets);
  print(
    `\nOpen this in your browser:\n\n  ${page.url}\n\nEnd with Ctrl+C. To practise in the terminal: npm run demo -- --terminal`,
  );
  await page.stage.ended.finally(page.close);
}

async function byHand(practice: Practice): Promise<void> {
  const terminal = openTerminal();
  const ended = walkByHand(practice, terminal).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  });
  await Promise.race([ended, practice.botEnded]).finally(terminal.close);
  print("\nGood bye. The practice incident is gone.");
}
