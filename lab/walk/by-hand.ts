import type { Incident } from "../incident/contract.ts";
import { askForms } from "./asking.ts";
import { knobsOf, turn } from "./knobs.ts";
import type { Practice } from "./practice.ts";
import { createNews, look } from "./sight.ts";
import type { Terminal } from "./terminal.ts";

/** Walks by hand: shows what changes in Slack and does what is typed, until `quit` or the end of the input. */
export async function walkByHand(practice: Practice, terminal: Terminal): Promise<void> {
  const shown: Shown = { controls: [] };
  const stop = showNews(practice, terminal, shown);
  terminal.print(help(practice));
  try {
    for (;;) {
      const typed = (await terminal.ask("> ")).trim();
      if (typed === "quit" || typed === "exit") return;
      if (typed === "") continue;
      await obey(practice, terminal, typed, shown).catch((error: unknown) => {
        terminal.print(error instanceof Error ? error.message : String(error));
      });
    }
  } finally {
    stop();
  }
}

// A burst of edits is shown as one change.
const quietMs = 300;

/** What was printed last: a number means what its reader saw, whatever came since. */
interface Shown {
  controls: ReturnType<typeof look>["controls"];
}

function showNews(
  { workspace, person, channel }: Practice,
  terminal: Terminal,
  shown: Shown,
): () => void {
  const news = createNews();
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    const sight = look(workspace, person, channel, { ansi: true, width: width() });
    const changed = news(sight);
    if (changed.length === 0) return;
    shown.controls = sight.controls;
    const menu = sight.controls
      .map(({ number, label }) => `[${number}] ${label || "More…"}`)
      .join("   ");
    terminal.print(`\n${[...changed, menu].join("\n\n")}`);
  };
  const stop = workspace.onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(show, quietMs);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

async function obey(
  practice: Practice,
  terminal: Terminal,
  typed: string,
  shown: Shown,
): Promise<void> {
  const { workspace, incident, person, channel } = practice;
  if (typed === "help") return terminal.print(help(practice));
  if (typed === "thread") return terminal.print(drawAll(practice, shown));
  const [, number, entry] = /^(\d+)(?:[. ](\d+))?$/.exec(typed) ?? [];
  if (number) return press(practice, terminal, { number: Number(number), entry }, shown);
  const turned = turn(incident, typed);
  if (turned) return terminal.print(turned);
  if (!typed.startsWith("/")) return void (await workspace.as(person).say(channel, typed));
  const { warning } = await workspace.as(person).slash(channel, typed);
  if (warning) terminal.print(warning);
  await askForms(practice, terminal);
}

function drawAll({ workspace, person, channel }: Practice, shown: Shown): string {
  const { text, controls } = look(workspace, person, channel, { ansi: true, width: width() });
  shown.controls = controls;
  return text;
}

async function press(
  practice: Practice,
  terminal: Terminal,
  { number, entry }: { readonly number: number; readonly entry: string | undefined },
  { controls }: Shown,
): Promise<void> {
  const { workspace, person, channel } = practice;
  const control = controls.find((one) => one.number === number);
  if (!control) return terminal.print(`There is no [${number}]: type thread to see all again.`);
  const isThere = look(workspace, person, channel).controls.some(
    ({ messageTs, which }) =>
      messageTs === control.messageTs &&
      which.blockId === control.which.blockId &&
      which.actionId === control.which.actionId,
  );
  if (!isThere) return terminal.print(`“${control.label}” is not there any more.`);
  const { messageTs, which, options } = control;
  const picked = entry === undefined ? undefined : options[Number(entry) - 1];
  if (options.length > 0 && picked === undefined)
    return terminal.print(
      options.map((option, index) => `  ${number}.${index + 1}  ${option}`).join("\n"),
    );
  const { warning } = await workspace.as(person).click(channel, messageTs, which, picked);
  if (warning) terminal.print(warning);
  await askForms(practice, terminal);
}

// A terminal that does not tell its width says 0.
const width = (): number => Math.max(40, Math.min(process.stdout.columns || 80, 100));

const help = ({ scenario, incident }: Practice): string =>
  [
    "",
    `You are Ana, on call, in #incident-502. ${scenario.report}`,
    `Start with:  ${incident.starts}`,
    "",
    "What you can look up:",
    ...lookedUp({ scenario, incident }).map((line) => `  ${line}`),
    "",
    "  <number>      press the button with that number; for a menu, list it, and then <number>.<entry>",
    "  /runbook …    type a command; anything else is said in the channel",
    ...knobsOf(incident).map(({ usage, does }) => `  ${usage.padEnd(14)}${does}`),
    "  thread        show everything again",
    "  help, quit",
  ].join("\n");

/** What a responder finds out elsewhere. */
function lookedUp({ scenario, incident }: Pick<Practice, "scenario" | "incident">) {
  if ("answers" in incident)
    return Object.entries(incident.answers).map(([name, answer]) => `${name}: ${answer}`);
  const known = "known" in scenario ? scenario.known : undefined;
  return [
    ...incident.hops().map(({ called, where, line }) => `${called}, ${where}: ${line}`),
    ...(incident.targets && known?.gracePeriod !== undefined ? [mannersOf(incident)] : []),
  ];
}

function mannersOf({ targets }: Incident): string {
  const { preStop = 0, grace = 0 } = targets?.manners() ?? {};
  return `deployment.yaml: preStop ${preStop} s, terminationGracePeriodSeconds ${grace}`;
}
