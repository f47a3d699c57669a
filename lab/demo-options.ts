import { parseArgs } from "node:util";

/** What is asked of the practice on the command line. */
export interface DemoOptions {
  readonly help: boolean;
  /** Walks by itself. */
  readonly auto: boolean;
  readonly terminal: boolean;
  /** A runbook to practise. */
  readonly flow: string | undefined;
  /** An incident by its name, or "list". */
  readonly scenario: string | undefined;
}

/** Reads what was typed behind `npm run demo --`. Throws a sentence for what there is not. */
export function readOptions(typed: readonly string[]): DemoOptions {
  const { values, positionals } = parsed(typed);
  if (positionals.length > 0)
    throw new Error(`“${positionals.join(" ")}” says nothing here. ${tryHelp}`);
  const { help = false, auto = false, terminal = false, flow, scenario } = values;
  if (flow !== undefined && scenario !== undefined)
    throw new Error(`Give --flow or --scenario, not both. ${tryHelp}`);
  if (auto && terminal) throw new Error(`Give --auto or --terminal, not both. ${tryHelp}`);
  return { help, auto, terminal, flow, scenario };
}

/** What the practice can be asked. */
export const help = `npm run demo                       practise the first runbook in the browser
npm run demo -- --terminal         in the terminal
npm run demo -- --auto             watch it walk by itself
npm run demo -- --flow NAME        practise another runbook
npm run demo -- --scenario NAME    another incident; "list" names them all

Runbooks of your own: set HANDRAIL_FLOWS to their folder. They can be started in every practice, and one with a
world beside it (NAME.world.yaml) is practised with --flow NAME.`;

const tryHelp = "npm run demo -- --help tells what there is.";

function parsed(typed: readonly string[]) {
  try {
    return parseArgs({
      args: typed[typed.length - 1] === "--scenario" ? [...typed, "list"] : [...typed],
      options: {
        help: { type: "boolean", short: "h" },
        auto: { type: "boolean" },
        terminal: { type: "boolean" },
        flow: { type: "string" },
        scenario: { type: "string" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    const [says] = error instanceof Error ? error.message.split(". ", 1) : [];
    throw new Error(`${says?.replace(/\.?$/, ".")} ${tryHelp}`);
  }
}
