import type { Answers, Json } from "#language";
import { type Accounts, openAccounts } from "../../../aws/accounts.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { runUntilInterrupted } from "../../../cli/until-interrupted.ts";
import { writtenOut } from "../../../language/texts/visible-text.ts";
import { BadInput } from "../../../run/errors.ts";
import type { LoadBalancerRef } from "../../fields/field-builders.ts";
import { createResolve } from "../../resolve-load-balancer.ts";
import type { PathOptions } from "../keepalive/links.ts";
import type { combineVerdicts as combineLooks, DiagnosisVerdict, Looks } from "./verdict.ts";

/** Looks, prints what was seen, and says the verdict. Rejects with BadInput. */
export async function diagnose(
  options: DiagnoseOptions,
  { out, config }: Terminal,
): Promise<DiagnosisVerdict> {
  const settings = await config(options.region ?? regionIn(options.loadBalancer));
  const window = windowOf(options.since);
  const path = await pathIn(options);
  const accounts = openAccounts(settings);
  using stop = runUntilInterrupted(() => new BadInput("Stopped; nothing was kept."));
  const signal = AbortSignal.any([AbortSignal.timeout(longestMs), stop.signal]);
  const loadBalancer = await find(options.loadBalancer, accounts, signal);
  const facts: Answers = {
    ...{ loadBalancer, window, ...searchFacts(options) },
    ...(path.length === 0 ? {} : { path: path as readonly Json[] }),
  };
  const account = accounts.for(loadBalancer);
  // Loaded when the first question is answered: the looks and what judges them are most of the program.
  const [{ lookAtAll }, { combineVerdicts }] = await loadLooks();
  const looks = await lookAtAll({
    ...{ account, loadBalancer, facts, signal },
    options: settings,
    withoutLogs: !options.logs,
    measures: options.measure ?? false,
    soFar: saying(loadBalancer.name, combineVerdicts),
  });
  stop.signal.throwIfAborted();
  const combined = combineVerdicts(looks);
  const { diagnosisJson, diagnosisText } = await import("./report.ts");
  if (options.json) out(JSON.stringify(diagnosisJson(loadBalancer.name, combined, looks), null, 2));
  else for (const line of diagnosisText(loadBalancer.name, combined, looks)) out(line);
  return combined.verdict;
}

const loadLooks = () => Promise.all([import("./look-at-all.ts"), import("./verdict.ts")]);

/** Says a verdict as soon as it stands, and again when it is another one; on standard error, for the report is printed in the end. */
function saying(name: string, combine: typeof combineLooks): (known: Looks) => void {
  let said = "";
  return (known) => {
    const { verdict, strength } = combine(known);
    const sure = strength === null ? "" : ` (${strength})`;
    const says = writtenOut(`${name}: ${verdict}${sure} so far; reading on.`);
    if (says !== said) process.stderr.write(`${says}\n`);
    said = says;
  };
}

const pathIn = async (options: DiagnoseOptions) =>
  options.path === undefined && options.config === undefined
    ? []
    : (await import("../keepalive/links.ts")).readPathOptions(options);

const searchFacts = ({ logGroup, maxScanned }: DiagnoseOptions): Answers =>
  logGroup === undefined ? {} : { logGroup, mostScanned: `${maxScanned} GB` };

/** Reading access logs and measuring may take their whole time, one after the other. */
const longestMs = 1_800_000;

const regionIn = (typed: string) =>
  /^arn:aws[\w-]*:elasticloadbalancing:([\w-]+):/.exec(typed)?.[1];

/** As the fact `window` has it: "3 hours". */
function windowOf(since: string): string {
  const [, count, unit = ""] = /^(\d+)\s*(m|h|d)$/.exec(since.trim()) ?? [];
  const name = { m: "minutes", h: "hours", d: "days" }[unit];
  if (count === undefined || Number(count) === 0 || name === undefined) {
    throw new BadInput(`“${since}” is no time to look back. Write 90m, 3h or 2d.`);
  }
  return `${count} ${name}`;
}

/** Where AWS does not answer, the diagnosis says why. */
async function find(
  typed: string,
  { all }: Accounts,
  signal: AbortSignal,
): Promise<LoadBalancerRef> {
  const resolved = await createResolve({ accounts: all, clock: Date.now })(typed, signal);
  switch (resolved.kind) {
    case "found":
    case "unread":
      return resolved.answer;
    case "ambiguous":
      throw new BadInput(
        `“${typed}” may be several load balancers: ${resolved.candidates.map(({ arn, name }) => arn ?? name).join(", ")}. Name one.`,
      );
    case "unknown":
      throw new BadInput(
        `There is no load balancer “${typed}” among ${resolved.looked}.${resolved.similar.length === 0 ? "" : ` Similar: ${resolved.similar.map(({ name }) => name).join(", ")}.`}`,
      );
    default:
      return resolved satisfies never;
  }
}

/** How `handrail diagnose` is asked. */
export interface DiagnoseOptions extends PathOptions {
  readonly loadBalancer: string;
  readonly since: string;
  readonly region?: string;
  /** False with --no-logs. */
  readonly logs: boolean;
  readonly logGroup?: string;
  /** Gigabytes. */
  readonly maxScanned: number;
  readonly measure?: true;
  readonly json?: true;
}
