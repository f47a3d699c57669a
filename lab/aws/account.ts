import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { listen, shut } from "../loopback.ts";
import { answerAthena } from "./athena/answer.ts";
import type { AthenaService } from "./athena/service.ts";
import {
  type AwsCall,
  type Received,
  readCall,
  readCredential,
  receive,
  type Service,
} from "./call.ts";
import { createLookupRate, lookupEvents } from "./cloudtrail/lookup-events.ts";
import type { TrailEvent } from "./cloudtrail/record.ts";
import {
  type AlarmResource,
  describeAlarmHistory,
  describeAlarmsForMetric,
} from "./cloudwatch/alarms.ts";
import { getMetricData, type MetricSettings, type Series } from "./cloudwatch/metric-data.ts";
import { answerLoadBalancing } from "./elb/actions.ts";
import { inventory } from "./elb/inventory.ts";
import { AwsError } from "./errors.ts";
import { arns, type LoadBalancerResource } from "./estate.ts";
import { type AwsFaults, createAwsFaults, type FaultBook } from "./faults.ts";
import type { LogGroupResource } from "./logs/groups.ts";
import { createLogs, type Logs } from "./logs/logs.ts";
import { callerIdentity, createMembers, type Member, type Members } from "./members.ts";
import { protocolOf, respondError, respondJson, respondWire, respondXml } from "./respond.ts";
import { answerS3 } from "./s3/answer.ts";
import type { Buckets } from "./s3/bucket.ts";
import { type Keys, verifySignature } from "./signature.ts";
import type { XmlValue } from "./xml.ts";

export interface AccountOptions extends Partial<MetricSettings> {
  readonly loadBalancers: readonly LoadBalancerResource[];
  /** What CloudTrail recorded. */
  readonly trail?: readonly TrailEvent[];
  readonly alarms?: readonly AlarmResource[];
  /** What S3 holds, by the bucket's name. */
  readonly buckets?: Buckets;
  /** What CloudWatch Logs holds. */
  readonly logGroups?: readonly LogGroupResource[];
  /** How often a search of logs says that it is running before it is complete; once unless told. */
  readonly logPolls?: number;
  /** What a played world answers, before anything else does; undefined where it knows nothing. */
  readonly play?: (call: AwsCall) => XmlValue;
  /** The datapoints of metrics that a played world has. */
  readonly series?: Series;
  /** Athena, with its tables; without it the account has none. */
  readonly athena?: AthenaService;
  /** Keys of a page of a bucket's listing; S3 gives 1,000. */
  readonly keysPerPage?: number;
  /** CloudTrail's lookups in a second; AWS allows 2. */
  readonly lookupsPerSecond?: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly keys?: Keys;
  /** Further accounts, which are reached by assuming their roles. */
  readonly members?: readonly Member[];
  /** How long a slow call takes, in milliseconds; unless told 4,000, well before a client gives up. */
  readonly slowMs?: number;
}

export interface Account {
  /** One URL for all services and regions. */
  readonly endpoint: string;
  readonly accountId: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly faults: AwsFaults;
  /** What was asked for so far, also what was refused. */
  readonly calls: () => readonly AwsCall[];
  readonly close: () => Promise<void>;
}

/** Starts an AWS account on a free loopback port that the unmodified AWS SDK can ask, and that nothing can change. */
export async function startAccount(options: AccountOptions): Promise<Account> {
  const faults = createAwsFaults(PRINCIPAL);
  const calls: AwsCall[] = [];
  const lookup = createLookupRate(options.lookupsPerSecond ?? 2);
  const logs = createLogs(options.logGroups ?? [], options.logPolls ?? 1);
  const members = createMembers(options.members);
  const parts = { options, faults, calls, lookup, logs, members };
  const server = createServer((request, response) => void serve(parts, request, response));
  const port = await listen(server);
  const [[accessKeyId, secretAccessKey] = ["", ""]] = Object.entries(options.keys ?? KEYS);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accountId: ACCOUNT_ID,
    credentials: { accessKeyId, secretAccessKey },
    faults,
    calls: () => calls,
    close: () => shut(server),
  };
}

/** The number of the lab's account, the one that AWS uses in its own examples. */
export const ACCOUNT_ID = "123456789012";

const PRINCIPAL = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/handrail-reader/practice`;
const KEYS: Keys = { AKIALABEXAMPLE000000: "lab-example-secret-that-opens-nothing" };

interface Parts {
  readonly options: AccountOptions;
  readonly faults: FaultBook;
  readonly calls: AwsCall[];
  /** Refuses a lookup in CloudTrail that comes too soon. */
  readonly lookup: () => void;
  readonly logs: Logs;
  readonly members: Members;
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse) {
  const protocol = protocolOf(request);
  try {
    const received = await receive(request);
    const call = authenticate(
      { ...(parts.options.keys ?? KEYS), ...parts.members.keys() },
      received,
    );
    const member = parts.members.of(call.accessKeyId, received);
    parts.calls.push(call);
    const fault = parts.faults.meet(call);
    if (fault === "drop") request.socket.destroy();
    if (fault === "slow") await pause(parts.options.slowMs ?? 4_000, undefined, { ref: false });
    if (!fault || fault === "slow") answer(parts, call, member, response);
  } catch (error) {
    const known =
      error instanceof AwsError ? error : new AwsError("InternalFailure", `${error}`, 500);
    respondError(response, protocol, known);
  }
}

function authenticate(keys: Keys, received: Received): AwsCall {
  const credential = readCredential(received);
  verifySignature(keys, received, credential);
  return readCall(received, credential);
}

function answer(
  parts: Parts,
  call: AwsCall,
  member: Member | undefined,
  response: ServerResponse,
): void {
  const { options } = parts;
  const played = options.play?.(call);
  if (played !== undefined) {
    respondWire(response, call, played);
    return;
  }
  if (call.service === "other")
    throw new AwsError("UnknownService", `The lab has no service ${call.signedFor}.`);
  const { loadBalancers } = member ?? options;
  const estate = loadBalancers.filter(({ region }) => region === call.region);
  const now = (options.clock ?? Date.now)();
  answers[call.service]({ ...parts, estate, member, call, now }, response);
}

interface Asked extends Parts {
  readonly estate: readonly LoadBalancerResource[];
  readonly member: Member | undefined;
  readonly call: AwsCall;
  readonly now: number;
}

const inXml = (answer: (asked: Asked) => XmlValue) => (asked: Asked, response: ServerResponse) =>
  respondXml(response, asked.call, answer(asked));

const inJson = (answer: (asked: Asked) => object) => (asked: Asked, response: ServerResponse) =>
  respondJson(response, answer(asked));

const answers: {
  readonly [service in Exclude<Service, "other">]: ReturnType<typeof inJson>;
} = {
  elasticloadbalancing: inXml(({ call, estate, member }) =>
    loadBalancing(call, estate, member?.id),
  ),
  sts: inXml(({ call, members, now }) => identity(call, members, now)),
  cloudwatch: inJson(metrics),
  cloudtrail: inJson(lookups),
  logs: inJson(({ logs, call }) => logs(call)),
  s3: ({ call, options }, response) =>
    answerS3(response, call, options.buckets ?? {}, options.keysPerPage),
  athena: inJson(({ call, options }) => answerAthena(call, options.athena)),
};

function lookups({ lookup, options, call, now }: Asked) {
  lookup();
  if (call.action !== "LookupEvents") throw unknownOperation(call);
  return lookupEvents(call.json, options.trail ?? [], call.region, now);
}

function loadBalancing(
  call: AwsCall,
  estate: readonly LoadBalancerResource[],
  account = ACCOUNT_ID,
): XmlValue {
  const names = arns(account);
  const held = inventory(estate, call.region, names);
  return answerLoadBalancing(call.action, held, call.fields, names);
}

function identity(call: AwsCall, members: Members, now: number): XmlValue {
  const { action } = call;
  if (action === "AssumeRole") return members.assume(call, now);
  if (action !== "GetCallerIdentity") throw unknownOperation(call);
  return callerIdentity(ACCOUNT_ID, PRINCIPAL);
}

const unknownOperation = ({ action }: AwsCall) =>
  new AwsError("InvalidAction", `The operation ${action} is not known.`);

function metrics({ options, call, estate, now }: Asked) {
  const { alarms = [] } = options;
  if (call.action === "DescribeAlarmsForMetric") return describeAlarmsForMetric(call.json, alarms);
  if (call.action === "DescribeAlarmHistory") return describeAlarmHistory(call.json, alarms);
  if (call.action !== "GetMetricData") throw unknownOperation(call);
  const settings = {
    shortestPeriodSeconds: options.shortestPeriodSeconds ?? 60,
    settleSeconds: options.settleSeconds ?? 180,
    pointsPerPage: options.pointsPerPage ?? 100_800,
  };
  const sources = { estate, series: options.series };
  return getMetricData(call.json, sources, settings, now);
}
