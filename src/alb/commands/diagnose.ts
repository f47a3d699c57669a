import type { Command } from "commander";
import type { Answers, Json } from "#language";
import { type Accounts, openAccounts } from "../../aws/accounts.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { BadInput } from "../../run/errors.ts";
import type { LoadBalancerRef } from "../fields/builders.ts";
import { createResolve } from "../resolve.ts";
import { look } from "./diagnose/looks.ts";
import { asJson, asText } from "./diagnose/report.ts";
import { combine, exitCodes } from "./diagnose/verdict.ts";
import { type PathOptions, pathOf } from "./keepalive/links.ts";
import { wholeNumber } from "./logs/options.ts";

interface DiagnoseOptions extends PathOptions {
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

/** `handrail diagnose`: what makes a load balancer answer 502, without Slack, from the default AWS credentials. */
export function addDiagnose(program: Command, terminal: Terminal): void {
  program
    .command("diagnose")
    .description(
      "find out why a load balancer answers 502: metrics, CloudTrail, access logs, timeouts",
    )
    .requiredOption("-l, --load-balancer <name>", "its name, ARN or DNS name")
    .option("--since <time>", "how far to look back, such as 90m, 3h or 2d", "3h")
    .option("--region <region>", "its AWS region (else from the ARN, HANDRAIL_REGIONS, AWS_REGION)")
    .option("--path <servers>", "the servers behind it, such as nginx=75s/60s,node-20=5s")
    .option("--config <file...>", "configurations to read the path from instead")
    .option("--no-logs", "leave the access logs alone, though the load balancer writes them")
    .option("--log-group <name>", "search this CloudWatch log group of the servers, too")
    .option("--max-scanned <GB>", "how much of it may be scanned, $0.005 each", wholeNumber, 1)
    .option(
      "--measure",
      "also hold connections to the targets until they close, if they can be reached",
    )
    .option("--json", "print everything as JSON")
    .addHelpText("after", codes)
    .action((options: DiagnoseOptions) => diagnose(options, terminal));
}

const codes = `
In --path, servers stand nearest to the load balancer first: name=closes, and behind a slash how long
a proxy keeps a connection to the next server. "default", "unknown", "never" and "closes" are values too.

Exit codes, by verdict:
${Object.entries(exitCodes)
  .map(([verdict, code]) => `${String(code).padStart(4)} ${verdict}`)
  .join("\n")}
   1 not started: an option or the configuration cannot be used`;

async function diagnose(options: DiagnoseOptions, { out, config }: Terminal): Promise<void> {
  const settings = config(options.region ?? regionIn(options.loadBalancer));
  const window = windowOf(options.since);
  const path = await pathOf(options);
  const accounts = openAccounts(settings);
  const signal = AbortSignal.timeout(longestMs);
  const loadBalancer = await find(options.loadBalancer, accounts, signal);
  const facts: Answers = {
    ...{ loadBalancer, window, ...searchFacts(options) },
    ...(path.length === 0 ? {} : { path: path as readonly Json[] }),
  };
  const account = accounts.for(loadBalancer);
  const looks = await look({
    ...{ account, loadBalancer, facts, signal },
    options: settings,
    withoutLogs: !options.logs,
    measures: options.measure ?? false,
  });
  const combined = combine(looks);
  if (options.json) out(JSON.stringify(asJson(loadBalancer.name, combined, looks), null, 2));
  else for (const line of asText(loadBalancer.name, combined, looks)) out(line);
  process.exitCode = exitCodes[combined.verdict];
}

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
