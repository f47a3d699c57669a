import { openAccounts } from "../../../aws/accounts.ts";
import { AwsProblem } from "../../../aws/aws-problem.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { runUntilInterrupted } from "../../../cli/until-interrupted.ts";
import { type Lookup, systemLookup } from "../../../probes/system-names.ts";
import { BadConfig, BadInput } from "../../../run/errors.ts";
import { shownAddress } from "../../measuring/address.ts";
import { balancerAt, balancerNamed, systemAliases } from "../../probes/measure/find-balancer.ts";
import { type AddressMeasurement, measureAddress } from "../../probes/measure/measure-address.ts";
import {
  type MeasureOptions,
  type MeasureTarget,
  measureSettings,
  readMeasureTarget,
  socketPlans,
} from "./options.ts";
import { createProgress } from "./progress.ts";
import {
  judgeReport,
  type MeasureReport,
  measureExitCodes,
  measureJson,
  measureText,
} from "./report.ts";

/** How names are looked up; by the system unless told otherwise. */
export interface NameLookup {
  readonly lookup: Lookup;
  readonly aliases: Lookup;
}

const systemNames: NameLookup = { lookup: systemLookup, aliases: systemAliases };

/** Measures, prints the report, and sets the exit code of its finding. Rejects with BadInput. */
export async function measureAt(
  typed: string,
  options: MeasureOptions,
  terminal: Terminal,
  { lookup, aliases }: NameLookup = systemNames,
): Promise<void> {
  const asked = readMeasureTarget(typed, options);
  const shown = shownAddress(asked.name, asked.port);
  const named = await balancerNamed(asked.name, aliases);
  if (named !== undefined) return refuse(`${shown} is the load balancer ${named}.`, terminal);
  const [address, ...others] = await addressesOf(asked.name, lookup);
  const at = { address, port: asked.port };
  const { balancer, notes } = await askAccount(at, options.region, terminal, lookup);
  if (balancer !== undefined) return refuse(`${shown} is the load balancer ${balancer}.`, terminal);
  const { seen, interrupted } = await watch(asked, address, options);
  if (seen.balancer) return refuse(`${shown} ${answersAsBalancer}`, terminal);
  const settings = measureSettings(options);
  const all = [
    ...(options.firstRequest ? silentSays(seen) : []),
    ...severalAddresses(asked.name, address, others),
    ...notes,
  ];
  const report: MeasureReport = { asked, address, shown, settings, seen, interrupted, notes: all };
  if (options.json) terminal.out(measureJson(report));
  else for (const line of measureText(report)) terminal.out(line);
  process.exitCode = measureExitCodes[judgeReport(report).finding];
}

/** Where it was waited for, that it stayed open is an answer too. */
const silentSays = ({ measured: { silent } }: AddressMeasurement) =>
  silent?.kind === "open"
    ? [
        `A connection on which nothing was sent was still open after ${silent.seconds.toFixed(2)} s.`,
      ]
    : [];

const answersAsBalancer = "answered as a load balancer of AWS does (Server: awselb).";

function refuse(why: string, { out }: Terminal): void {
  out(
    `${why} Its own timers stand towards clients and say nothing of the servers behind it: name a server's address and port.`,
  );
  process.exitCode = measureExitCodes["load-balancer"];
}

/** At least one. Throws BadInput. */
async function addressesOf(name: string, lookup: Lookup): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = await lookup(name).catch((): readonly string[] => []);
  if (first !== undefined) return [first, ...others];
  throw new BadInput(`${name} has no address here. Check the name, or write the address itself.`);
}

const severalAddresses = (name: string, measured: string, others: readonly string[]) =>
  others.length === 0
    ? []
    : [
        `${name} has ${others.length + 1} addresses; ${measured} was measured, not ${others.slice(0, 5).join(", ")}.`,
      ];

/** Whether AWS knows a load balancer there, where a region is configured. What cannot be asked does not hold up the measuring. */
async function askAccount(
  at: { readonly address: string; readonly port: number },
  region: string | undefined,
  { config }: Terminal,
  lookup: Lookup,
): Promise<{ readonly balancer?: string; readonly notes: readonly string[] }> {
  if (/^(127\.|::1$)/.test(at.address)) return { notes: [] };
  try {
    const signal = AbortSignal.timeout(accountMs);
    for (const account of openAccounts(await config(region)).all) {
      const balancer = await balancerAt(account, at, lookup, signal);
      if (balancer !== undefined) return { balancer, notes: [] };
    }
    return { notes: [] };
  } catch (error) {
    if (error instanceof BadConfig) return { notes: [] };
    if (!(error instanceof AwsProblem)) throw error;
    const says = `Whether a load balancer has this address could not be asked. ${error.message}`;
    return { notes: [says] };
  }
}

const accountMs = 8_000;

/** Measures, with a line of progress, until it is done or interrupted. */
async function watch(
  { name: _, ...asked }: MeasureTarget,
  address: string,
  options: MeasureOptions,
) {
  const clock = () => performance.now();
  const plans = socketPlans(options);
  using stop = runUntilInterrupted(() => undefined);
  const progress = createProgress(process.stderr, plans, clock);
  try {
    const waitForSilent = options.firstRequest === true;
    const measuring = { clock, signal: stop.signal, onHeld: progress.note, waitForSilent };
    const seen = await measureAddress({ ...asked, address }, plans, measuring);
    return { seen, interrupted: stop.signal.aborted };
  } finally {
    progress.end();
  }
}
