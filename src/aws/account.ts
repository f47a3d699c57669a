import { type Action, type InputOf, isAllowed, mayAsk, type OutputOf } from "./allow-list.ts";
import { AwsProblem, problemOf } from "./aws-problem.ts";
import { checkAwsAnswers, type Middleware } from "./check-answers.ts";
import { commandLine } from "./cli-line.ts";
import { type Cost, costMeter } from "./cost.ts";
import { createRateLimit, type WaitForTurn } from "./rate-limit.ts";
import { httpHandler, type Service, sdkLoaders } from "./sdks.ts";

/** One AWS account and region, as a probe sees it. There may be a dozen; no probe knows of any other way to AWS. */
export interface Account {
  readonly name: string;
  readonly region: string;
  /** The twelve digits, where the configuration gives them. */
  readonly id?: string;
  /**
   * Sends one allowed command, e.g. `ask("elasticloadbalancing:DescribeTags", { ResourceArns: [arn] }, signal)`. Rejects with
   * {@link AwsProblem} and nothing else.
   */
  readonly ask: AskAws;
}

export type AskAws = <A extends Action>(
  action: A,
  input: InputOf<A>,
  signal?: AbortSignal,
) => Promise<OutputOf<A>>;

/** Where an account is reached. All but name and region are left to the SDK's default chain when absent. */
export interface AccountOptions {
  readonly name: string;
  readonly region: string;
  readonly id?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Fixed ones, or who gives them when they are needed. */
  readonly credentials?: Credentials | (() => Promise<Credentials>);
  /** Calls to a service in any second; {@link callsPerSecond} when absent. */
  readonly callsPerSecond?: { readonly [service in Service]?: number };
}

/** A key of AWS's; one that ends says when. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Well below what AWS allows an account, because others use it too: ELBv2 10, CloudTrail LookupEvents 2, Logs 5 or 10 a second. */
const callsPerSecond: { readonly [service in Service]?: number } = {
  elasticloadbalancing: 8,
  cloudtrail: 2,
  logs: 3,
};

/** Opens the clients of one account and region, which never leave it. Nothing is loaded or sent before the first question. */
export function openAccount(options: AccountOptions): Account {
  const paces = pacesOf({ ...callsPerSecond, ...options.callsPerSecond });
  const clients = openClients(options, paces);
  const { name, region, id } = options;
  const ask: AskAws = async (action, input, signal) => {
    if (!isAllowed(action) || !mayAsk(action, input)) throw refused(action);
    const service = serviceOf(action);
    try {
      const { client, commands } = await clients(service);
      await paces[service]?.(signal);
      // An action has the name of its command; the compiler cannot follow that through `send`.
      const Command = commands[`${action.slice(service.length + 1)}Command`] as NewCommand;
      const answer = await client.send(new Command(input), { abortSignal: signal });
      return answer as OutputOf<typeof action>;
    } catch (error) {
      throw problemOf(error, { action, region, signal });
    }
  };
  return { name, region, ...(id === undefined ? {} : { id }), ask };
}

/** Where an account's answers come from: "shop-prod (111122223333), eu-west-1". */
export const sourceOf = ({ name, id, region }: Pick<Account, "name" | "id" | "region">): string =>
  [...(name === "default" ? [] : [id === undefined ? name : `${name} (${id})`]), region].join(", ");

/** The same account, writing down each question as an `aws …` line, once each and in order, and what all of them cost. */
export function recordingQuestions(account: Account): {
  readonly account: Account;
  readonly queries: readonly string[];
  readonly cost: () => Cost;
} {
  const queries: string[] = [];
  const meter = costMeter();
  const ask: AskAws = (action, input, signal) => {
    const line = commandLine(action, input, account.region);
    if (!queries.includes(line)) queries.push(line);
    meter.note(action, input);
    return account.ask(action, input, signal);
  };
  return { account: { ...account, ask }, queries, cost: meter.read };
}

interface Sender {
  send(command: object, options: { readonly abortSignal?: AbortSignal | undefined }): unknown;
  readonly middlewareStack: { add(middleware: Middleware, where: object): void };
}

type NewCommand = new (input: object) => object;
type NewClient = new (config: object) => Sender;

interface Opened {
  readonly client: Sender;
  readonly commands: Exports;
}

/** The client of a service, opened once, with the commands that it knows. */
function openClients(options: AccountOptions, paces: Paces): (service: Service) => Promise<Opened> {
  const opened: { [S in Service]?: Promise<Opened> } = {};
  return (service) => {
    opened[service] ??= openClient(service, options, paces[service]);
    return opened[service];
  };
}

async function openClient(
  service: Service,
  options: AccountOptions,
  pace: WaitForTurn | undefined,
): Promise<Opened> {
  const [loaded, { NodeHttpHandler }] = await Promise.all([sdkLoaders[service](), httpHandler()]);
  const sdk: Exports = loaded;
  const config = {
    ...configOf(options),
    requestHandler: new NodeHttpHandler({ ...requestTimeouts, ...agentsOfProxy() }),
  };
  const client = new (clientIn(sdk))(config);
  client.middlewareStack.add(checkAwsAnswers, { step: "deserialize", priority: "low" });
  if (pace !== undefined)
    client.middlewareStack.add(pacingRetries(pace), { step: "finalizeRequest", priority: "low" });
  return { client, commands: sdk };
}

/** What an SDK exports: thousands of names, of which reading each one costs milliseconds. */
type Exports = { readonly [name: string]: unknown };

/** Each SDK has one class that is named as its service's client; what it builds upon begins with an underscore. */
const clientIn = (sdk: Exports): NewClient =>
  sdk[Object.keys(sdk).find((name) => /^[A-Z]\w*Client$/.test(name)) ?? ""] as NewClient;

/** What the SDK sends again takes its turn as well: beside the calls that wait, it would be refused again, and they with it. */
const pacingRetries =
  (pace: WaitForTurn): Middleware =>
  (next, { __smithy_context: told }) =>
  async (args) => {
    const { headers } = args.request as { readonly headers: { readonly [name: string]: string } };
    if (!/^attempt=1\b/.test(headers["amz-sdk-request"] ?? "attempt=1"))
      await pace(told?.abortSignal);
    return next(args);
  };

/** In milliseconds. Without throwOnRequestTimeout the SDK only logs a warning when the time is over. */
export const requestTimeouts = {
  connectionTimeout: 2_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
};

/** The process's own agents where they go through a proxy: the SDK's would go around it. */
export function agentsOfProxy() {
  // An import of node:http would load Node's WebSocket and fetch as well.
  const { globalAgent: httpsAgent } = process.getBuiltinModule("node:https");
  if (!("proxyEnv" in httpsAgent.options)) return {};
  return { httpAgent: process.getBuiltinModule("node:http").globalAgent, httpsAgent };
}

const configOf = ({ region, profile, endpoint, credentials }: AccountOptions) => ({
  region,
  maxAttempts: 4,
  // A queue's URL is typed by people and would decide where a signed request goes; SQS is asked where the region is.
  useQueueUrlAsEndpoint: false,
  ...(profile === undefined ? {} : { profile }),
  ...(endpoint === undefined ? {} : { endpoint }),
  ...(credentials === undefined ? {} : { credentials }),
});

type Paces = { readonly [service in Service]?: WaitForTurn };

function pacesOf(limits: { readonly [service in Service]?: number }): Paces {
  return Object.fromEntries(
    Object.entries(limits).map(([service, most]) => [service, createRateLimit(most)]),
  );
}

const serviceOf = (action: Action) => action.split(":", 1)[0] as Service;

const refused = (action: string) =>
  new AwsProblem(
    "refused",
    `Handrail does not send ${action}: it is not among the read-only questions that it may ask.`,
  );
